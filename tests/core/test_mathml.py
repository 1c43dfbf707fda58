"""MathML: what is shown is what the author wrote, and what cannot be shown is refused."""

from __future__ import annotations

# ruff: noqa: RUF001 - letters of mathematics look like others
import pytest
from bs4 import BeautifulSoup, Tag

from sphinx_commonplace.core.markup.latex import LONGEST, UnknownMathError
from sphinx_commonplace.core.markup.mathml import to_mathml


def shown(source: str, *, display: bool = True) -> Tag:
    """Return a formula, parsed."""
    found = BeautifulSoup(to_mathml(source, display=display), "html.parser").math
    assert found is not None
    return found


def inner(source: str, *, display: bool = True) -> str:
    """Return what a formula holds."""
    return str(shown(source, display=display).decode_contents())


@pytest.mark.parametrize(
    ("source", "held"),
    [
        (r"|\frac12|", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("x_12", "<msub><mi>x</mi><mn>1</mn></msub><mn>2</mn>"),
        (r"a < b \& c", "<mo>&lt;</mo><mi>b</mi><mi>&amp;</mi>"),
        (r"\mathrm{d}x", '<mi mathvariant="normal">d</mi><mi>x</mi>'),
        (r"\mathbf{AB}\mathbb{C}", "<mi>𝐀</mi><mi>𝐁</mi></mrow><mi>ℂ</mi>"),
        (r"\mathfrak{CH}\boldsymbol{\beta}", "<mi>ℭ</mi><mi>ℌ</mi></mrow><mrow><mi>𝜷</mi>"),
        (r"a \implies \infty", "<mo>⟹</mo><mi>∞</mi>"),
        (r"f: A \to B", "<mi>f</mi><mo>:</mo>"),
        (r"\bigl\{x\bigr\rangle", ">{</mo><mi>x</mi>"),
        (r"\bigl\{x\bigr\rangle", ">⟩</mo>"),
        (r"\lim_{x} f", '<munder><mo movablelimits="true">lim</mo>'),
        (r"\limsup_{x} f", '<munder><mo movablelimits="true">lim'),
        (r"a\thinspace b", '<mspace width="0.167em"'),
        (r"a \tag{3}", '<mspace width="2em"></mspace><mtext>(3)</mtext>'),
        (r"\bigcup_i^n A", '<munderover><mo movablelimits="true">⋃</mo>'),
        (r"\operatorname*{arg\,max}_x", '<mo movablelimits="true">arg\N{NO-BREAK SPACE}max</mo>'),
        (r"\text{50\% of $n$}", "<mtext>50%\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}</mtext>"),
        (r"\text{if $x_{12} > 0$}", "<mrow><mn>12</mn></mrow></msub><mo>&gt;</mo><mn>0</mn>"),
        (
            r"\text{$\frac{a}{\sqrt{b}}$ or \$c}",
            "<mtext>\N{NO-BREAK SPACE}or\N{NO-BREAK SPACE}$c</mtext>",
        ),
        (r"\text{<script>}", "<mtext>&lt;script&gt;</mtext>"),
        (r"\unicode{x3c}b", "<mo>&lt;</mo>"),
        (r"\mathbin{+}", "<mrow><mrow><mo>+</mo></mrow></mrow>"),
        ("a % not } read\n b", "<mi>a</mi><mi>b</mi>"),
    ],
)
def test_formulas_mean_what_they_do_in_latex(source: str, held: str) -> None:
    assert held in inner(source)


@pytest.mark.parametrize(
    "source",
    [
        *(rf"\begin{{{name}}}a&b\\c&d\end{{{name}}}" for name in ("aligned", "align", "align*")),
        *(rf"\begin{{{name}}}a&b\\c&d\end{{{name}}}" for name in ("pmatrix", "cases", "split")),
        *(r"\begin{alignat}{2}a&b\\c&d\end{alignat}", r"a&b\\[2pt]c&d", "a&b\n\nc&d"),
        *(r"\begin{array}{c|c}a&b\\\hline c&d\end{array}", r"a&b\\c&d % \\ x"),
        r"\begin{equation}\begin{split}a&b\\c&d\end{split}\end{equation}",
    ],
)
def test_rows_and_columns_are_a_table(source: str) -> None:
    rows = shown(source).select("mtr")
    assert [[cell.text for cell in row.select("mtd")] for row in rows] == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    ("source", "tag", "arguments"),
    [
        (r"\begin{pmatrix}a\\b\end{pmatrix}^{-1}", "msup", ["(ab)", "−1"]),
        (r"\begin{bmatrix}a\end{bmatrix}_B c", "msub", ["[a]", "B"]),
        (r"\begin{vmatrix}a\end{vmatrix}_x^2", "msubsup", ["|a|", "x", "2"]),
        (r"\frac{\begin{pmatrix}a\end{pmatrix}}2", "mfrac", ["(a)", "2"]),
        (r"\begin{matrix}a\end{matrix}_B", "msub", ["a", "B"]),
    ],
)
def test_a_matrix_with_its_fences_is_one_thing(source: str, tag: str, arguments: list[str]) -> None:
    found = shown(source).find(tag)
    assert isinstance(found, Tag)
    assert [child.get_text() for child in found.children] == arguments


@pytest.mark.parametrize("name", ["gather", "gathered", "multline*"])
def test_lines_without_columns_are_a_table(name: str) -> None:
    rows = shown(rf"\begin{{{name}}}a\\b\end{{{name}}}").select("mtr")
    assert [row.text for row in rows] == ["a", "b"]


def test_lines_of_an_array_are_marked_where_they_are() -> None:
    cells = shown(r"\begin{array}{cc|c}1&2&3\\\hline4&5&6\end{array}").select("mtd")
    marked = {cell.text: cell.get("class") for cell in cells}
    below, after = "cp-line-below", "cp-line-after"
    assert marked == {
        "1": [below],
        "2": [below, after],
        "3": [below],
        "4": None,
        "5": [after],
        "6": None,
    }


def test_rows_are_numbered_by_sphinx_only() -> None:
    assert "(1)" not in shown(r"\begin{align}a&=b\\c&=d\end{align}").text


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (r"\foo x", r"'\\foo' is not known"),
        (r"\mathbbm{1}", r"'\\mathbbm' is not known"),
        (r"\bigl\foo", r"'\\foo' is not known"),
        (r"\begin{foo}a\end{foo}", "environment 'foo' is not known"),
        (r"\begin{cases}a", "'cases' is not closed"),
        (r"\begin{cases}a\end{split}", "closes nothing"),
        (r"\begin{array}{@{}l}a\end{array}", "columns of an 'array'"),
        (r"\begin{array}{|c|}a\end{array}", "columns of an 'array'"),
        (r"\begin{array}{c}\hline a\end{array}", "between lines only"),
        (r"\frac{a", "'{' is not closed"),
        ("a}", "'}' closes nothing"),
        (r"\frac{a}", "lacks its argument"),
        (r"\left(a", "cannot be read"),
        ("a_b_c", "cannot be read"),
        (r"\begin{matrix}{a & b}\end{matrix}", "'&' needs an environment"),
        (r"{a \\ b}", r"'\\\\' needs an environment"),
        (r"\operatorname{\foo}", "not of letters"),
        (r"\def\a{b}\a", "cannot define commands"),
        (r"\newcommand{\a}{\a\a}\a", "cannot define commands"),
        (r"\text{a {b} c}", "only plain words"),
        (r"\text{a \foo}", "only plain words"),
        (r"\text{a $b}", r"'\$' in .* is not closed"),
        (r"\text{a $b & c$}", "'&' and .* cannot stand in"),
        (r"\href{javascript:alert(1)}{x}", "may not set 'href'"),
        (r"\style{color:red}{x}", "may not set 'style'"),
        (r"\class{a}{x}", "may not set 'class'"),
        (r"\unicode{<b>}", "does not exist"),
        ("", "empty"),
        ("a\\", "lacks its name"),
        ("x" * (LONGEST + 1), "longer than"),
        ("{" * 400 + "}" * 400, "nested too deeply"),
        ("{" * 80 + "}" * 80, "nested too deeply"),
        (r"\hat" * 2000, "nested too deeply"),
    ],
)
def test_what_cannot_be_shown_is_refused(source: str, told: str) -> None:
    with pytest.raises(UnknownMathError, match=told):
        to_mathml(source, display=True)


@pytest.mark.parametrize("source", [r"a \\ b", "a & b"])
def test_a_formula_within_a_line_has_no_rows(source: str) -> None:
    with pytest.raises(UnknownMathError, match="need an environment"):
        to_mathml(source, display=False)


def test_no_attribute_can_be_left() -> None:
    mark = r"""\color{red" onload="alert(1)}{x}"""
    assert shown(mark).select_one("mstyle").attrs.keys() == {"mathcolor"}
