"""Footnotes: MyST's, which an author may switch off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from sphinx.application import Sphinx

_RULES = ["footnote_def", "footnote_inline", "footnote_ref"]


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "footnotes" not in app.config.commonplace_syntax:
        markdown.disable(_RULES, ignoreInvalid=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Have a say in every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
