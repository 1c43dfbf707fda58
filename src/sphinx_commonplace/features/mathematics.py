"""Mathematics: ``$a + b$``, shown as MathML, with no script and nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from mdit_py_plugins.dollarmath import dollarmath_plugin
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from sphinx_commonplace.diagnostics import Subtype, warn
from sphinx_commonplace.latexmath import UnknownMathError, to_mathml

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def _convert(self: HTML5Translator, node: nodes.Element, *, display: bool) -> str:
    """Return a formula as MathML; one that cannot be converted is shown as it was written."""
    formula = node.astext()
    try:
        return to_mathml(formula, display=display)
    except UnknownMathError as error:
        start = " ".join(formula.split())[:40]
        warn(Subtype.MATH, f"{start!r}: {error}; shown as it is written", node)
        return f"<code>{self.encode(formula)}</code>"


def _visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="math"))
    self.body.append(f"{_convert(self, node, display=False)}</span>")
    raise nodes.SkipNode


def _visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math cp-math"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(f"{_convert(self, node, display=True)}</div>\n")
    raise nodes.SkipNode


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    # An author may have switched on MyST's own already.
    is_there = "math_inline" in markdown.inline.ruler.get_all_rules()
    if "math" in app.config.commonplace_syntax and not is_there:
        # Without spaces inside and digits outside, two prices make no formula.
        markdown.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rules to every Markdown parser, and show formulas in the place of MathJax."""
    app.add_html_math_renderer("mathml", (_visit_inline, None), (_visit_block, None))
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
