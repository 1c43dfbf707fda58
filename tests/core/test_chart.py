"""The picture of a whole site: which posts have their titles, and where all of them stand."""

from __future__ import annotations

import re

import pytest

from sphinx_commonplace.core.figures import chart, drawing


def data(count: int, hubs: int) -> dict[str, object]:
    """Return what is drawn of posts of which some lead to all the others, in turn."""
    links = [[post % hubs, post] for post in range(hubs, count)]
    links += [[hub, hub + 1] for hub in range(hubs - 1)]
    return {
        "legend": [],
        "posts": [[f"posts/{post}", f"Number {post}", post % 3, 1] for post in range(count)],
        "links": links,
        "alone": 0,
        "all_posts": count,
        "all_links": len(links),
    }


@pytest.mark.parametrize("count", [2, 40, 401, 1500])
def test_posts_stand_within_the_picture_and_the_most_linked_have_titles(count: int) -> None:
    hubs = min(20, count // 2)
    drawn = chart.draw(data(count, hubs))
    posts = drawn["posts"]
    assert len(posts) == count
    width, height = map(int, str(drawn["box"]).split()[2:])
    assert width == drawing.WIDTH
    titled = [number for number, post in enumerate(posts) if post["is_titled"]]
    assert len(titled) == min(60, count)
    assert len(set(range(hubs)) & set(titled)) >= 0.8 * hubs
    for number in titled:
        found = re.search(r'<text x="(\d+)" y="(\d+)">', posts[number]["drawn"][2])
        assert found
        assert 0 < int(found[1]) < drawing.WIDTH
        assert 0 < int(found[2]) <= height
