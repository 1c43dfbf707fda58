"""Styles: the style sheets and scripts of features, as small as they go, where they are needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_UNREAD = re.compile(r"^\s*(?://.*|/\*[\s\S]*?\*/)?\s*", re.MULTILINE)


def without_comments(text: str) -> str:
    """Return a style sheet or a script without what only its authors read.

    That is its indentation, and the comments that stand on lines of their own.
    """
    return _UNREAD.sub("", text)


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
