"""The neighbourhood: at the foot of a post, folded, a picture of what is two links or less away.

It depends on the links of these posts alone, so that a page is written again only when one of
them changes, and it costs the same however many posts there are.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.figures import drawing, lettering, svg
from sphinx_commonplace.spine import graph

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

NAME = "neighbourhood"
_NEAR = 10  # posts one link away
_FAR = 14  # and two
_LOOKED_AT = 40  # links of each post; a hub may have thousands
_HUB = 200  # links, of a post that is not looked through for each of those around it
_LONGEST = 120  # letters of a title


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    ties = graph.of(app.env).ties
    found = ties.get(docname)
    if not found:
        return {}
    near, far = _rings(ties, docname)
    order = [docname, *near, *far]
    number = {name: place for place, name in enumerate(order)}
    return {
        NAME: {
            "posts": [
                [name, library.posts[name].title[: 2 * _LONGEST], number[far.get(name, docname)]]
                for name in order
            ],
            "links": _links(ties, number),
            "more": len(found) - len(near),
        }
    }


def _rings(
    ties: dict[str, tuple[str, ...]], docname: str
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the posts one link away, and those two links away with one that leads there."""
    near = looked_at = ties[docname][:_LOOKED_AT]  # sorted by name, as all ties are
    if len(looked_at) > _NEAR:
        others = set(looked_at)
        shared = {name: len(others.intersection(ties[name][:_LOOKED_AT])) for name in looked_at}
        near = tuple(sorted(sorted(looked_at, key=lambda name: -shared[name])[:_NEAR]))
    drawn = {docname, *near}
    ways: dict[str, list[str]] = {}
    for name in near:
        for other in ties[name][:_LOOKED_AT]:
            if other not in drawn:
                ways.setdefault(other, []).append(name)
    far = sorted(ways)
    if len(far) > _FAR:
        far = sorted(sorted(far, key=lambda name: -len(ways[name]))[:_FAR])
    load = dict.fromkeys(near, 0)
    chosen: dict[str, str] = {}
    # Spread evenly: first those to which the fewest ways lead.
    for name in sorted(far, key=lambda name: len(ways[name])):
        chosen[name] = min(ways[name], key=lambda way: (load[way], way))
        load[chosen[name]] += 1
    return near, {name: chosen[name] for name in far}


def _links(ties: dict[str, tuple[str, ...]], number: dict[str, int]) -> list[list[int]]:
    """Return the links between the posts of a picture, by number."""
    found: set[tuple[int, int]] = set()
    hubs: list[str] = []
    for one, here in number.items():
        if len(ties[one]) > _HUB:
            # To a hub the others lead; only those between two of them are left to look for.
            found.update((number[hub], here) for hub in hubs if hub in ties[one])
            hubs.append(one)
        else:
            places = [number[other] for other in ties[one] if other in number]
            found.update([(here, to) if here < to else (to, here) for to in places])
    return [[one, other] for one, other in sorted(found)]


def _draw(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Lay the picture out, for a page that is about to be written."""
    data = context.get("commonplace", {}).get(NAME)
    if data is None:
        return
    app.add_css_file("commonplace/pictures.css")
    posts = data["posts"]
    points, height = drawing.around([parent for _page, _title, parent in posts])
    taken = lettering.Taken(drawing.WIDTH, height)
    rings = [0 if not post else 1 if not parent else 2 for post, (_, _, parent) in enumerate(posts)]
    sizes = [(7, 5, 4)[ring] for ring in rings]
    for (x, y), size in zip(points, sizes, strict=True):
        taken.take(lettering.Box(x - size, y - size, x + size, y + size))
    written = svg.places(points)
    near: list[list[int]] = [[] for _ in posts]
    for one, other in data["links"]:
        near[one].append(other)
        near[other].append(one)
    shown: list[tuple[bool, int, tuple[str, str, str]]] = []
    edges: list[int] = []
    for post, (name, title, _parent) in enumerate(posts):
        words = lettering.words(title, 18, 3)
        label = lettering.label(points[post], sizes[post], words, taken)
        y, last = points[post][1], label.y + lettering.LINE * (len(words) - 1)
        edges += y - sizes[post], y + sizes[post], label.y - lettering.LINE, last + 6
        star = svg.star(written, post, near[post])
        mark = svg.mark(None, points[post], sizes[post])
        about = "" if post else ' aria-current="page"'
        drawn = svg.post(star, mark, title, words, label)
        shown.append((label.is_placed, rings[post], (name, about, drawn)))
    # Titles come last, and so over the marks of others.
    groups = groupby(sorted(shown, key=itemgetter(0, 1)), key=itemgetter(0, 1))
    context["neighbourhood"] = {
        "box": f"0 {min(edges)} {drawing.WIDTH} {max(edges) - min(edges)}",
        "lines": svg.lines(written, data["links"]),
        "groups": [
            (f"cp-r{ring}{'' if is_titled else ' cp-untitled'}", [post[2] for post in group])
            for (is_titled, ring), group in groups
        ],
        "more": data["more"],
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Give each post its neighbours, and draw them."""
    app.connect("commonplace-page-data", _page_data)
    app.connect("html-page-context", _draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
