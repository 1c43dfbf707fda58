"""Navigation: in the sidebar's handful of places, the one where the reader is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LINK = 'class="reference internal" href="'
_HERE = 'class="current reference internal" href="#"'


def _mark(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    tree = context.get("furo_navigation_tree")
    if not tree:
        return
    # For those who do not see that it is marked.
    tree = tree.replace(_HERE, f'aria-current="page" {_HERE}')
    # A generated page belongs to the index that leads to it.
    crumbs = context.get("commonplace", {}).get("crumbs", ())
    if doctree is None and crumbs and crumbs[0]["page"]:
        link = f'{_LINK}{escape(context["pathto"](crumbs[0]["page"]))}"'
        tree = tree.replace(link, f'aria-current="true" {link}')
    context["furo_navigation_tree"] = tree


def setup(app: Sphinx) -> dict[str, bool]:
    """Mark the place when Furo has made the tree."""
    app.connect("html-page-context", _mark, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
