"""The map: the ``{map}`` directive, a picture of all posts and the links between them.

The page data say what is drawn, and the picture is laid out only when its page is written.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace.core.figures import chart, drawing
from sphinx_commonplace.core.library.taxonomy import identity
from sphinx_commonplace.spine import graph
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing.fragments import Fragment, key, visitor

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

NAME = "map"
MOST_POSTS = 1500  # that are drawn, the most linked first
MOST_LINKS = 4000
_LONGEST = 120  # letters of a title that is shown in full


class Map(Fragment):
    """Stands for the map."""


class MapDirective(SphinxDirective):
    """Draws the posts and their links."""

    def run(self) -> list[nodes.Node]:
        """Leave a fragment: the links are known when all documents are read."""
        return [Map.make(NAME, "commonplace/map.html", self.lineno)]


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    requests = [
        (number, request.arguments)
        for number, request in enumerate(library.facts[docname].requests)
        if request.name == NAME
    ]
    if not requests:
        return {}
    if not drawing.can_lay_out():
        told = "map: rustworkx is not installed (the extra 'map' brings it); nothing is shown"
        warn(Subtype.DIRECTIVE, told, place(app.env, docname, requests[0][1]))
        return {}
    return {key(NAME, number): _drawn(app, library) for number, _line in requests}


def _drawn(app: Sphinx, library: Library) -> dict[str, Any]:
    """Return what is drawn: the posts, their groups and their links, by number."""
    ties = graph.of(app.env).ties
    order = sorted(ties, key=lambda docname: (-len(ties[docname]), docname))[:MOST_POSTS]
    groups, group_of = _groups(app, library, order)
    number = {docname: place for place, docname in enumerate(order)}
    # The links of those with few come first, so that none of them is left without any.
    links = sorted(
        (min(len(ties[one]), len(ties[other])), number[one], number[other])
        for one in order
        for other in ties[one]
        if one < other and other in number
    )
    return {
        "library": drawing.can_lay_out(),
        "legend": groups,
        "posts": [
            [name, library.posts[name].title[: 2 * _LONGEST], group_of[name], len(ties[name])]
            for name in order
        ],
        "links": [[one, other] for _least, one, other in links[:MOST_LINKS]],
        "alone": sum(not others for others in ties.values()),
        "all_posts": len(ties),
        "all_links": sum(map(len, ties.values())) // 2,
    }


def _groups(
    app: Sphinx, library: Library, order: list[str]
) -> tuple[list[dict[str, Any]], dict[str, int | None]]:
    """Return the tags that have a colour, and the number of the one that each post is shown by.

    A post goes by the first of its tags that has one; those that most posts have first have one.
    Where no post has a tag, the folders below that of the posts take their place.
    """
    terms = library.terms["tags"]
    bears = {docname: _tops(library, docname) for docname in order}
    if not terms:
        folders = {docname: _folder(app, docname) for docname in order}
        bears = {docname: [folder] if folder else [] for docname, folder in folders.items()}
    uses = Counter(names[0] for names in bears.values() if names)
    most = sorted(uses, key=lambda name: (-uses[name], name))[: drawing.GROUPS]
    groups = [
        {"title": terms[name].label, "page": addresses.term_page(app.config, "tags", terms[name])}
        if name in terms
        else {"title": name, "page": None}
        for name in most
    ]
    chosen = {
        docname: next((most.index(name) for name in names if name in most), None)
        for docname, names in bears.items()
    }
    return groups, chosen


def _tops(library: Library, docname: str) -> list[str]:
    """Return the keys of a post's tags, or of those above them, in its author's order."""
    keys = (identity(name).partition("/")[0] for name in library.posts[docname].tags)
    return [key for key in keys if key]


def _folder(app: Sphinx, docname: str) -> str:
    posts = app.config.commonplace_posts
    below = docname.removeprefix(f"{posts}/" if posts else "")
    return below.partition("/")[0] if "/" in below else ""


def _style(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if any(name.startswith(f"{NAME}-") for name in context.get("commonplace", ())):
        app.add_css_file("commonplace/pictures.css")
        app.add_css_file("commonplace/map.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive and its page data."""
    app.add_node(Map, html=(visitor(chart.draw), None))
    app.add_directive("map", MapDirective)
    app.connect("commonplace-page-data", _page_data)
    app.connect("html-page-context", _style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
