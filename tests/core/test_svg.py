"""SVG: each link is drawn, once for all and once beside each of its ends."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.figures import svg
from sphinx_commonplace.core.figures.lettering import Label

POSTS = 7
LINKS = st.sets(
    st.tuples(st.integers(0, POSTS - 1), st.integers(0, POSTS - 1)).filter(
        lambda ends: ends[0] < ends[1]
    )
).map(sorted)
WRITTEN = svg.places([(10 * post, 300 + post * post) for post in range(POSTS)])


def drawn(path: str) -> list[tuple[int, int]]:
    """Return the links that a path draws."""
    found = []
    for part in path.split("M")[1:]:
        numbers = part.replace("L", " ").split()
        posts = [
            WRITTEN.index(" ".join(pair)) for pair in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        found += [(min(ends), max(ends)) for ends in pairwise(posts)]
    return sorted(found)


@given(LINKS)
def test_each_link_is_drawn_once(links: list[tuple[int, int]]) -> None:
    assert drawn(svg.lines(WRITTEN, links)) == links


@given(st.integers(0, POSTS - 1), st.sets(st.integers(0, POSTS - 1)))
def test_the_links_of_a_post_are_drawn_beside_it(post: int, others: set[int]) -> None:
    ends = sorted(others - {post})
    expected = sorted((min(post, end), max(post, end)) for end in ends)
    assert drawn(svg.star(WRITTEN, post, ends)) == expected


def test_what_is_written_is_no_markup() -> None:
    found = svg.post("", "", "<b> & more", ("<b>", "&…"), Label(1, 2, is_placed=True))
    assert found == (
        '<text x="1" y="2">&lt;b&gt; <tspan x="1" dy="14">&amp;…</tspan></text>'
        "<title>&lt;b&gt; &amp; more</title>"
    )
