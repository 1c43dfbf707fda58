"""Block names: ``^name`` at the end of a block, or below it, lets a wikilink lead to that block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_commonplace.spine.diagnostics import Subtype, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

    from sphinx_commonplace.spine.reading.renderer import Renderer

_AT_THE_END = re.compile(r"(?:^|\s)\s*\^([A-Za-z0-9-]+)\s*$")


class BlockName(nodes.Inline, nodes.Element):
    """Stands at the end of a paragraph until the document is read."""


def _rule(state: StateCore) -> None:
    """Take the names out of the text of paragraphs; a code span or a formula is no text."""
    for before, token in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "inline" and before.type == "paragraph_open" and token.children:
            _mark(token.children)


def _mark(children: list[Token]) -> None:
    last = children[-1]
    found = _AT_THE_END.search(last.content) if last.type == "text" else None
    if found is None or (found.start() == 0 and not _begins_line(children, found[0])):
        return
    last.content = last.content[: found.start()]
    mark = last.copy(type="block_name", content="", meta={"name": found[1]})
    if not last.content:
        children.pop()
    if children and children[-1].type == "softbreak":
        children.pop()
    children.append(mark)


def _begins_line(children: list[Token], found: str) -> bool:
    # Right after code or a link there must be a space.
    before = children[-2].type if len(children) > 1 else None
    return before in (None, "softbreak", "embed") or found[0].isspace()


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    self.current_node += BlockName("", name=token.meta["name"])


def _name_blocks(app: Sphinx, doctree: nodes.document) -> None:
    """Give each block the HTML id by which links reach it, and note it for the collector."""
    found: dict[str, str] = {}
    for mark in list(doctree.findall(BlockName)):
        block = _block(mark)
        name = mark["name"].lower()
        if block is None:
            told = f"^{mark['name']}: there is no block before it; ignored"
            warn(Subtype.REFERENCE, told, mark.parent)
        elif name in found:
            told = f"^{mark['name']} is the name of two blocks; links lead to the first"
            warn(Subtype.REFERENCE, told, mark.parent)
        else:
            anchor = nodes.make_id(f"block-{name}")
            while anchor in doctree.ids:
                anchor += "-"
            if isinstance(block, nodes.table):
                # Furo puts a table's id on its wrapper as well.
                table, block = block, nodes.target()
                table.parent.insert(table.parent.index(table), block)
            doctree.ids[anchor] = block
            block["ids"].append(anchor)
            found[name] = anchor
        _remove(mark)
    app.env.current_document["commonplace_blocks"] = found


def _block(mark: BlockName) -> nodes.Element | None:
    """Return what a name names: its paragraph, the item that begins with it, or what is above."""
    paragraph = mark.parent
    around = paragraph.parent
    place = around.index(paragraph)
    if len(paragraph) == 1:
        above = around[place - 1] if place else None
        if isinstance(above, nodes.Element) and not isinstance(above, nodes.Titular):
            return above
        return None
    return around if place == 0 and isinstance(around, nodes.list_item) else paragraph


def _remove(mark: BlockName) -> None:
    paragraph = mark.parent
    paragraph.remove(mark)
    if not paragraph.children:
        paragraph.parent.remove(paragraph)


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "blocks" not in app.config.commonplace_syntax:
        return
    # Before an escaped sign becomes like any other.
    markdown.core.ruler.before("text_join", "block_name", _rule)
    markdown.add_render_rule("render_block_name", _render, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    app.connect("doctree-read", _name_blocks, priority=90)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
