"""Marks on words: ``==highlighted==`` and ``~~struck out~~``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_commonplace.spine.reading.renderer import Renderer

_SIGN = "="
_WIDTH = 2  # signs in a delimiter


class Marked(nodes.inline):
    """Words in an HTML element of their own, named by ``htmltag``; elsewhere plain words."""


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Take two signs for a delimiter; one, or more than two, are text."""
    if silent or state.src[state.pos] != _SIGN:
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    end = state.pos + scanned.length
    state.push("text", "", 0).content = _SIGN * scanned.length
    # Between two letters or digits it is more likely an equation, as in a==b.
    if scanned.length == _WIDTH and not (_is_plain(state, state.pos - 1) and _is_plain(state, end)):
        delimiter = Delimiter(
            marker=ord(_SIGN),
            length=0,  # no rule of three, as for emphasis
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
        state.delimiters.append(delimiter)
    state.pos = end
    return True


def _is_plain(state: StateInline, place: int) -> bool:
    char = state.src[place : place + 1] if place >= 0 else ""
    return char.isascii() and char.isalnum()


def _pair(state: StateInline) -> None:
    """Turn the pairs that the parser has found among the delimiters into tags."""
    for meta in ({"delimiters": state.delimiters}, *state.tokens_meta):
        delimiters: list[Delimiter] = (meta or {}).get("delimiters", [])
        last = -1
        for number, delimiter in enumerate(delimiters):
            # One within another would add nothing but depth.
            if delimiter.marker == ord(_SIGN) and delimiter.end >= 0 and number > last:
                last = delimiter.end
                opening = state.tokens[delimiter.token]
                closing = state.tokens[delimiters[delimiter.end].token]
                opening.type, opening.nesting = "mark_open", 1
                closing.type, closing.nesting = "mark_close", -1
                for token in (opening, closing):
                    token.tag, token.markup, token.content = "mark", _SIGN * _WIDTH, ""


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    node = Marked("", htmltag=token.tag)
    self.add_line_and_source_path(node, token)
    with self.current_node_context(node, append=True):
        self.render_children(token)


def _visit_html(self: HTML5Translator, node: Marked) -> None:
    self.body.append(self.starttag(node, node["htmltag"], ""))


def _depart_html(self: HTML5Translator, node: Marked) -> None:
    self.body.append(f"</{node['htmltag']}>")


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    syntax: list[Any] = app.config.commonplace_syntax
    if "highlights" in syntax:
        markdown.inline.ruler.before("emphasis", "mark", _rule)
        markdown.inline.ruler2.before("emphasis", "mark", _pair)
        markdown.add_render_rule("render_mark", _render, fmt="docutils")
    if "strikethrough" in syntax:
        markdown.enable("strikethrough")
        markdown.add_render_rule("render_s", _render, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rules to every Markdown parser that is made."""
    app.add_node(Marked, html=(_visit_html, _depart_html))
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
