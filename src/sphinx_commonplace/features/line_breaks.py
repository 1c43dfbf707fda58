"""Line breaks: a line of the source is a line on the page, as in Obsidian where it is not strict.

Sites have to ask for it: in Markdown a line of the source ends where the editor is full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from sphinx.application import Sphinx


def _rule(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type, child.tag = "hardbreak", "br"


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "line_breaks" in app.config.commonplace_syntax:
        markdown.core.ruler.after("inline", "line_breaks", _rule)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
