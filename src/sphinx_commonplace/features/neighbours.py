"""Neighbours: the essay before and the essay after, by date, in the place of the theme's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

NAME = "neighbours"


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    if docname not in library.neighbours:
        return {}
    pair = library.neighbours[docname]
    found = [name and {"page": name, "title": library.posts[name].title} for name in pair]
    return {NAME: found}


def _give(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    found = context.get("commonplace", {}).get(NAME)
    if found is None:
        return
    for side, essay in zip(("prev", "next"), found, strict=True):
        context[side] = essay and {
            "link": context["pathto"](essay["page"]),
            "title": str(escape(essay["title"])),
        }


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the page data, and hand it to the theme under the names it knows."""
    app.connect("commonplace-page-data", _page_data)
    app.connect("html-page-context", _give)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
