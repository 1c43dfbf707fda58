"""Styles: a style sheet of a feature, linked from the pages that show something of the feature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def link(app: Sphinx, name: str, mark: str) -> None:
    """Have the pages whose text holds a mark, such as a class, link to a style sheet of ours."""

    def link_from(
        app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
    ) -> None:
        if mark in context.get("body", ""):
            app.add_css_file(f"commonplace/{name}.css")

    app.connect("html-page-context", link_from)


def link_with(app: Sphinx, name: str, key: str) -> None:
    """Have the pages whose page data has a key link to a style sheet of ours."""

    def link_from(
        app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
    ) -> None:
        if context.get("commonplace", {}).get(key):
            app.add_css_file(f"commonplace/{name}.css")

    app.connect("html-page-context", link_from)
