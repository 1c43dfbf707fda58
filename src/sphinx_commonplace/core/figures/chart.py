"""Chart: the picture of a whole site, in which each post has a mark, its links and its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx_commonplace.core.figures import drawing, lettering, svg

_FEW = 40  # posts that may all have their titles, in two rows
_NOT_MANY = 400  # posts whose marks are all kept free of titles; else those of the most linked are
_KEPT_FREE = 120
_MOST_TITLES = 60
_ALL_STOPS = 100  # posts up to which each is a stop of the Tab key; else only those with titles


def draw(data: dict[str, Any]) -> dict[str, Any]:
    """Return the picture: the canvas, and for each post its shape, its place and its words."""
    posts, links = data["posts"], data["links"]
    near: dict[int, list[int]] = {}
    for one, other in links:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    points, height = _places(posts, links, near)
    written = svg.places(points)
    shown = list(_shown(posts, near, points, height, written))
    return {
        **{name: data[name] for name in ("legend", "alone", "all_posts", "all_links")},
        "box": f"0 0 {drawing.WIDTH} {height}",
        "lines": svg.lines(written, links),
        "is_many": len(posts) > _NOT_MANY,
        "swatches": [svg.mark(group, (8, 8), 5) for group in range(len(data["legend"]))],
        "posts": shown,
        # Titles come last, and so over the marks of others.
        "groups": [
            (name, [post["drawn"] for post in shown if post["is_titled"] == is_titled])
            for name, is_titled in (("cp-untitled", False), ("cp-titled", True))
        ],
    }


def _places(
    posts: list[Any], links: list[Any], near: dict[int, list[int]]
) -> tuple[list[drawing.Point], int]:
    """Return where each post stands, and the height of it all."""
    is_few = len(posts) <= _FEW
    linked = {post: place for place, post in enumerate(sorted(near))}
    height = min(800, 200 + round(60 * len(linked) ** 0.5)) if linked else 0
    points = [(0, 0)] * len(posts)
    if linked:
        inner = [(linked[one], linked[other]) for one, other in links]
        groups = [posts[post][2] for post in linked]
        margin = 4 * drawing.MARGIN if is_few else drawing.MARGIN
        laid = drawing.lay_out(groups, inner, height, margin)
        for post, point in zip(linked, laid, strict=True):
            points[post] = point
    # Those without links stand in rows below.
    alone = [post for post in range(len(posts)) if post not in near]
    alone.sort(key=lambda post: (posts[post][2] is None, posts[post][2] or 0, posts[post][1]))
    below, more = drawing.rows(len(alone), height, 150 if is_few else 24)
    for post, point in zip(alone, below, strict=True):
        points[post] = point
    return points, height + more


def _shown(
    posts: list[Any],
    near: dict[int, list[int]],
    points: list[drawing.Point],
    height: int,
    written: list[str],
) -> Iterator[dict[str, Any]]:
    small = 4 if len(posts) <= _ALL_STOPS else 3 if len(posts) <= _NOT_MANY else 2
    is_few = len(posts) <= _FEW
    sizes = [small + round(min(2 * small, len(near.get(p, ())) ** 0.5)) for p in range(len(posts))]
    taken = lettering.Taken(drawing.WIDTH, height)
    kept_free = len(posts) if len(posts) <= _NOT_MANY else _KEPT_FREE
    for (x, y), size in zip(points[:kept_free], sizes, strict=False):
        taken.take(lettering.Box(x - size, y - size, x + size, y + size))
    left = _MOST_TITLES
    for post, (page, title, group, links) in enumerate(posts):
        words = lettering.words(title, 26 if is_few else 20, 2 if is_few else 1)
        label = lettering.label(points[post], sizes[post], words, taken if left else None)
        left -= label.is_placed
        is_stop = label.is_placed or len(posts) <= _ALL_STOPS
        about = "" if group is None else f' class="cp-k{group}"'
        mark = svg.mark(group, points[post], sizes[post])
        star = svg.star(written, post, near.get(post, ()))
        yield {
            "page": page,
            "title": title,
            "links": links,
            "is_titled": label.is_placed,
            "drawn": (
                page,
                about if is_stop else f'{about} tabindex="-1"',
                svg.post(star, mark, title, words, label),
            ),
        }
