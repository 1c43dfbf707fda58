"""SVG: what is drawn of a post: its links, its mark and its words, as elements within a link to it.

All pages hold such pictures, of some two dozen posts each, so every letter counts: the links of a
post are the only ``path`` there, and need no class.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

from sphinx_commonplace.core.figures.drawing import Link, Point, outline
from sphinx_commonplace.core.figures.lettering import LINE, Label, is_leftward


def places(points: Iterable[Point]) -> list[str]:
    """Return points as paths have them."""
    return [f"{x} {y}" for x, y in points]


def lines(written: Sequence[str], links: Iterable[Link]) -> str:
    """Return the path of all links.

    :param written: the places of the posts.
    """
    ends: dict[int, list[int]] = {}
    for one, other in links:
        ends.setdefault(one, []).append(other)
    return "".join(star(written, one, others) for one, others in ends.items())


def star(written: Sequence[str], post: int, others: Iterable[int]) -> str:
    """Return the path of the links of one post: by twos, from one end through it to the other."""
    ends = iter(others)
    return "".join(
        f"M{written[end]}L{written[post]}{''.join(f' {written[n]}' for n in islice(ends, 1))}"
        for end in ends
    )


def mark(group: int | None, centre: Point, size: int) -> str:
    """Return the mark of a post: each group has a shape as well as a colour."""
    x, y = centre
    corners = outline(group, centre, size)
    if not corners:
        return f'<circle cx="{x}" cy="{y}" r="{size}"/>'
    return f'<polygon points="{" ".join(places(corners))}"/>'


def post(links: str, shape: str, title: str, rows: Sequence[str], label: Label) -> str:
    """Return what is drawn of a post.

    :param links: the path of its links, and ``shape`` its mark.
    :param rows: as much of its title as there is room for.
    """
    way = ' direction="rtl"' if is_leftward(title) else ""
    words = f' <tspan x="{label.x}" dy="{LINE}">'.join(
        f"{escape(row, quote=False)}{'</tspan>' if place else ''}" for place, row in enumerate(rows)
    )
    text = f'<text{way} x="{label.x}" y="{label.y}">{words}</text>'
    whole = f"<title>{escape(title, quote=False)}</title>" if title != " ".join(rows) else ""
    star = f'<path d="{links}"/>' if links else ""
    return f"{star}{shape}{text}{whole}"
