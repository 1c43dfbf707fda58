"""Styles: the style sheets and scripts of features, as small as they go, where they are needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_NEEDLESS = re.compile(r" ?([{};,>~]) ?|(?<=:) |(?<=[ :,(-])0(?=\.)")
_UNREAD = re.compile(r"^\s*(?://.*|/\*[\s\S]*?\*/)?\s*", re.MULTILINE)


def without_comments(text: str) -> str:
    """Return a style sheet or a script without what only its authors read.

    That is its indentation, and the comments that stand on lines of their own.
    """
    return _UNREAD.sub("", text)


def shrunk(sheet: str) -> str:
    """Return a style sheet of ours as browsers need it: without comments and needless space."""
    parts = _QUOTED.split(_COMMENT.sub("", sheet))
    parts[::2] = [_NEEDLESS.sub(r"\1", " ".join(f"|{part}|".split()))[1:-1] for part in parts[::2]]
    return "".join(parts).replace(";}", "}").strip() + "\n"


def link(app: Sphinx, name: str, *marks: str) -> None:
    """Have the pages whose text holds a mark, such as a class, link to a style sheet of ours."""

    def link_from(
        app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
    ) -> None:
        if any(mark in context.get("body", "") for mark in marks):
            app.add_css_file(f"commonplace/{name}.css")

    app.connect("html-page-context", link_from)


def link_with(app: Sphinx, name: str, key: str, part: str) -> None:
    """Have the pages whose page data has a part below a key link to a style sheet of ours."""

    def link_from(
        app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
    ) -> None:
        if context.get("commonplace", {}).get(key, {}).get(part):
            app.add_css_file(f"commonplace/{name}.css")

    app.connect("html-page-context", link_from)
