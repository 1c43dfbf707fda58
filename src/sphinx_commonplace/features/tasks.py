"""Task lists: ``- [ ] to do`` and ``- [x] done``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_commonplace.spine.reading.renderer import Renderer

_ = get_translation("sphinx_commonplace")
_SIGNS = {True: "\N{BALLOT BOX WITH CHECK}", False: "\N{BALLOT BOX}"}


class Checkbox(nodes.inline):
    """A box, ticked or not; where the output is not HTML, a sign."""


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    done = token.meta.pop("checked", None)
    self.render_list_item(token)
    item = self.current_node[-1]
    if done is None or not isinstance(item, nodes.list_item):
        return
    box = Checkbox("", f"{_SIGNS[done]} ", done=done)
    if item.children and isinstance(item[0], nodes.paragraph):
        item[0].insert(0, box)
    else:
        item.insert(0, nodes.paragraph("", "", box))


def _visit_html(self: HTML5Translator, node: Checkbox) -> None:
    ticked = {"checked": ""} if node["done"] else {}
    label = _("done") if node["done"] else _("to do")
    attributes = {"type": "checkbox", "disabled": "", "aria-label": label, **ticked}
    self.body.append(f"{self.emptytag(node, 'input', '', **attributes)} ")
    raise nodes.SkipNode


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "tasks" in app.config.commonplace_syntax:
        markdown.options["tasklists"] = True
        markdown.add_render_rule("render_list_item", _render, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Have the Markdown parser look for boxes."""
    app.add_node(Checkbox, html=(_visit_html, None))
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
