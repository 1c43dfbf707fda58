"""Mathematics: formulas between ``$`` and ``$$``, shown as MathML, so that no page needs a script.

What Sphinx's own directive and role make of a formula is shown in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar
from myst_parser.mdit_to_docutils.base import token_line
from sphinx.directives.patches import MathDirective
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from sphinx_commonplace.core.markup.latex import UnknownMathError
from sphinx_commonplace.spine.diagnostics import Subtype, beginning, place, warn
from sphinx_commonplace.spine.linking import equations
from sphinx_commonplace.spine.reading import problems
from sphinx_commonplace.spine.writing import styles

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_commonplace.spine.reading.renderer import Renderer

_RENDERER = "mathml"
_CLASSES = "math notranslate"
# What was found out of a text, kept with it: the text, the first line it holds for, and the end.
_UNCLOSED, _ENDS = "commonplace_unclosed_math", "commonplace_ends_of_items"
_NOWHERE = ("", 0, 0)

_plain_inline = math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)
_plain_block = math_block_dollar(
    label_normalizer=lambda label: "-".join(label.split()), allow_blank_lines=True
)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - its signature
    if state.src[state.pos] != "$":
        return False
    # What stands before the first character, the rule looks for at the end of the text.
    text = state.src
    state.src = text if state.pos else f"{text}\n"
    found = _plain_inline(state, silent)
    state.src = text
    return found


def _block(state: StateBlock, start: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if not text.startswith("$$") or (len(text) > len("$$") and not text.strip("$")):
        return False
    last = _end(state, start, last)
    # The rule reads on to the end for what closes a formula. It is asked once, not at each line.
    source, first, end = state.env.get(_UNCLOSED, _NOWHERE)
    if first <= start < last <= end and source == state.src:
        return False
    found = _plain_block(state, start, last, silent)
    if not found and "$$" not in text[2:] and not state.is_code_block(start):
        state.env[_UNCLOSED] = (state.src, start, last)
        if text == "$$" and not silent:  # before words it may be prices
            told = "the formula that '$$' opens is never closed; shown as it is written"
            problems.note(state, told, start)
    return found


def _end(state: StateBlock, start: int, last: int) -> int:
    """Return the end of the list item that a line stands in: the rule would read beyond it."""
    ends: dict[int, tuple[str, int, int]] = state.env.setdefault(_ENDS, {})
    source, first, end = ends.get(state.blkIndent, _NOWHERE)
    if not first <= start < end or source != state.src:
        end = start + 1
        while end < last and (state.sCount[end] >= state.blkIndent or state.isEmpty(end)):
            end += 1
        ends[state.blkIndent] = (state.src, start, end)
    return min(end, last)


def _render_labelled(self: Renderer, token: SyntaxTreeNode) -> None:
    """Render a formula with its label, unless another one on the page has it."""
    env, known = self.sphinx_env, equations.of(self.sphinx_env)
    where = place(env, env.docname, token_line(token, 1))
    if known.refuse_second(token.info, where):
        self.render_math_block(token)
    else:
        self.render_math_block_label(token)
        known.locate(token.info, where)


class Formula(MathDirective):
    """As Sphinx's, which gives two formulas of a page one id if they have one label."""

    def add_name(self, node: nodes.Node) -> None:
        """Leave a formula its label and its name, unless another one on the page has the label."""
        formula = cast("nodes.math_block", node)
        where = place(self.env, self.env.docname, self.lineno)
        if equations.of(self.env).refuse_second(formula["label"], where):
            formula["label"] = None
            if "label" not in self.options:  # docutils would say of the name what is said already
                return
        super().add_name(node)


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    markdown.add_render_rule("render_math_block_label", _render_labelled, fmt="docutils")
    is_myst = "math_inline" in markdown.get_all_rules()["inline"]  # its author has asked MyST
    if is_myst or "math" not in app.config.commonplace_syntax:
        return
    markdown.inline.ruler.before("escape", "math_inline", _inline)
    markdown.block.ruler.before("fence", "math_block", _block)


def _choose(app: Sphinx, config: Config) -> None:
    """Make this renderer the default, unless an extension brings another one."""
    others = app.registry.html_inline_math_renderers.keys() - {"mathjax", _RENDERER}
    if config.html_math_renderer is None and len(others) <= 1:
        config.html_math_renderer = next(iter(others), _RENDERER)


def _check(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Warn once of each formula that cannot be shown, and keep the names of LaTeX from search."""
    if app.builder.format != "html":
        return
    for node in [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]:
        node["classes"].append("no-search")
        if app.config.html_math_renderer == _RENDERER:
            try:
                _convert(node)
            except UnknownMathError as error:
                formula = beginning(node.astext())
                warn(Subtype.MATH, f"'{formula}': {error}; shown as it is written", node)


def _convert(node: nodes.Element) -> str:
    # latex2mathml is asked only where there is mathematics.
    from sphinx_commonplace.core.markup.mathml import to_mathml  # noqa: PLC0415

    return to_mathml(node.astext(), display=isinstance(node, nodes.math_block))


def _shown(self: HTML5Translator, node: nodes.Element) -> str:
    try:
        return _convert(node)
    except UnknownMathError:
        return f"<code>{self.encode(node.astext())}</code>"


def _visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    opening = self.starttag(nodes.Element(), "span", "", CLASS=_CLASSES, ids=node["ids"])
    self.body.append(f"{opening}{_shown(self, node)}</span>")
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    # Furo puts the ids on its wrapper as well.
    ids = [] if node.parent.get("ids") == node["ids"] else node["ids"]
    self.body.append(self.starttag(nodes.Element(), "div", CLASS=f"{_CLASSES} cp-math", ids=ids))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"<div>{_shown(self, node)}</div></div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rules to every Markdown parser that is made, and the renderer."""
    app.connect("commonplace-markdown", _extend)
    app.add_directive("math", Formula, override=True)
    app.add_html_math_renderer(_RENDERER, (_visit_inline, None), (_visit_block, None))
    app.connect("config-inited", _choose)
    app.connect("doctree-resolved", _check)
    styles.link(app, "mathematics", "cp-math")
    styles.link(app, "matrices", "<mtable", "<menclose", "cp-line-")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
