"""Mathematics: formulas as MathML, and prices that stay prices."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from sphinx_commonplace.core.markup.latex import LONGEST, UnknownMathError
from sphinx_commonplace.core.markup.mathml import to_mathml
from sphinx_commonplace.features import mathematics

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.conftest import Site


def article(make_site: Callable[..., Site], text: str, conf: str = "") -> Tag:
    """Return the article of a page with this text, which must give no warning."""
    site = make_site({"index.md": f"# Home\n\n{text}\n\nAfter.\n"}, conf)
    assert site.build("html", "-W", "--keep-going").warnings == []
    found = site.page("index").select_one("article")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "display", "inner"),
    [
        ("a $x^2$ b", None, "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("$x$ is 5", None, "<mi>x</mi>"),
        ("$x$ and a last \\\\", None, "<mi>x</mi>"),
        ("- $$a\n\n$$\nx\n$$", "block", "<mi>x</mi>"),
        ("- $$\n\n  x\n  $$", "block", "<mi>x</mi>"),
        ("$$a $$ words\n\n    $$a\n\n$$\nx\n$$\n", "block", "<mi>x</mi>"),
        ("$a<b$", None, "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        ("$$\nx\n$$", "block", "<mi>x</mi>"),
        ("in a line $$x$$ of text", "block", "<mi>x</mi>"),
        ("```{math}\nx\n```", "block", "<mi>x</mi>"),
        ("{math}`x`", None, "<mi>x</mi>"),
    ],
)
def test_formulas_are_mathml(
    make_site: Callable[..., Site], text: str, display: str | None, inner: str
) -> None:
    formula = article(make_site, text).select("math")[-1]
    assert formula.get("display") == display
    assert inner in str(formula)


@pytest.mark.parametrize(
    "text",
    [
        *("$5 and $10", "from $5-$10 to US$20", "between $5, $6 and $7.", "$20,000 and $30,000"),
        *(r"\$x$ and $y", "`$x$`", "$HOME and $PATH", "$ x $", "10$ and 20$", "%% $x$ %%", "$"),
        *(
            "$$$",
            "$$$$",
            "a $$$$ restaurant",
            "> $$a",
            "- $$a\n- $$b",
            "- $$ fair\n- dear: $$",
            "$" * 20_000,
        ),
        *("```text\n$x$\n```", "<!-- $x$ -->"),
    ],
)
def test_what_is_no_formula_is_text(make_site: Callable[..., Site], text: str) -> None:
    found = article(make_site, f"{text}\n\nand [[index]]")
    assert found.select("math, .math") == []
    assert found.select("a.internal")


def test_the_end_of_a_formula_is_sought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    plain = mathematics._plain_block
    monkeypatch.setattr(
        mathematics, "_plain_block", lambda *given: asked.append(given[1]) or plain(*given)
    )
    markdown = MarkdownIt()
    markdown.block.ruler.before("fence", "math_block", mathematics._block)
    markdown.parse("$$a\n\n# Words\n\n> $$b\n\n- $$c\n\n" * 100)
    assert asked == [0]


def test_marks_in_formulas_are_literal(make_site: Callable[..., Site]) -> None:
    found = article(make_site, "$[[a]]_b$ and $x_{==}$ and $a_b*c_d*$")
    assert len(found.select("math")) == 3
    assert found.select("a.internal, mark, em") == []


def test_equations_are_numbered_and_referred_to(make_site: Callable[..., Site]) -> None:
    text = "$$\na = b\n$$ (one)\n\n```{math}\n:label: two\nc\n```\n\nSee {eq}`two` and {eq}`one`."
    found = article(make_site, text)
    assert [node.text.strip("¶") for node in found.select(".eqno")] == ["(1)", "(2)"]
    links = found.select("p a.internal")
    assert [(link.text, link["href"]) for link in links] == [
        ("(2)", "#equation-two"),
        ("(1)", "#equation-one"),
    ]
    for link in links:
        assert len(found.select(str(link["href"]))) == 1


def test_nothing_is_loaded_from_elsewhere(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# Home\n\n$x$ and $$y$$\n"})
    site.build("html")
    page = site.page("index")
    sources = [node.get("src") or node.get("href") for node in page.select("script, link, img")]
    own = "https://example.org/"
    elsewhere = [s for s in sources if s and "//" in str(s) and not str(s).startswith(own)]
    assert elsewhere == []


def test_an_author_may_choose_mathjax_and_mysts_own_rules(make_site: Callable[..., Site]) -> None:
    conf = 'html_math_renderer = "mathjax"\nmyst_enable_extensions = ["dollarmath"]'
    found = article(make_site, "$x$ and $5 x$", conf)
    assert found.select("math") == []
    assert [node.text for node in found.select(".math")] == [r"\(x\)", r"\(5 x\)"]


def test_another_renderer_that_an_extension_brings_is_taken(make_site: Callable[..., Site]) -> None:
    conf = """
        from docutils.nodes import SkipNode
        def setup(app):
            def visit(self, node):
                self.body.append(f"<i class='own'>{node.astext()}</i>")
                raise SkipNode
            app.add_html_math_renderer("own", (visit, None), (visit, None))
        """
    found = article(make_site, "$x$", conf)
    assert [node.text for node in found.select(".own")] == ["x"]


def test_a_search_finds_words_and_not_the_names_of_latex(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# On $\\beta$\n\nWords $\\alpha$\n\n$$\n\\gamma\n$$\n"})
    site.build("html", "-D", "commonplace_sphinx_search=1")
    index = site.snapshot()["searchindex.js"].decode()
    terms = index.partition('"terms":')[2].partition("}")[0]
    assert "word" in terms
    assert [name for name in ("alpha", "beta", "gamma") if name in terms] == []


def test_a_formula_of_a_title_is_warned_of_once(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "index.md": "# Home\n\n```{toctree}\nabout\n```\n\n[](about.md)\n",
            "about.md": "# On $\\foo$\n\n## And $\\foo$\n",
        }
    )
    told = [warning.partition(" WARNING")[0] for warning in site.build("html").warnings]
    assert told == ["about.md:1:", "about.md:3:"]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (r"\foo x", r"'\foo' is not known"),
        (r"\href{javascript:alert(1)}{x}", "may not set 'href'"),
        (r"\class{a}{x}", "may not set 'class'"),
        (r"\text{a", "not closed"),
        ("a & b & ^", "cannot be read"),
        ("a^{" * 1000 + "}" * 1000, "nested too deeply"),
        (r"\sqrt " * 1500 + "x", "nested too deeply"),
        ("x" * (LONGEST + 1), "longer than"),
    ],
)
def test_what_cannot_be_converted_is_one_warning_and_shown(
    make_site: Callable[..., Site], formula: str, told: str
) -> None:
    site = make_site({"index.md": f"# Home\n\nWords.\n\n$${formula}$$\n"})
    (warning,) = site.build("html").warnings
    assert "index.md:5: WARNING: " in warning
    assert told in warning
    assert warning.endswith("shown as it is written [commonplace.math]")
    (shown,) = site.page("index").select(".math code")
    assert shown.text == formula


def test_an_embedded_formula_is_not_complained_of_twice(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# A\n\n$\\foo$\n", "posts/b.md": "# B\n\n![[a]]\n"})
    (warning,) = site.build("html").warnings
    assert "posts/a.md:3: " in warning


@pytest.mark.parametrize(
    "formula",
    [
        r"\begin{align} a &= b \\ c &= d \end{align}",
        r"\begin{alignat*}{2} a &= b \end{alignat*}",
        r"\begin{equation}\begin{split} a &= b \\ &= c \nonumber \end{split}\end{equation}",
        r"\begin{gather*} a \\ b \end{gather*}",
        r"a &= b \\ &= c",
        "a = b\n\nc = d",
        r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \iff \left( \frac12 \right)",
    ],
)
def test_environments_of_equations_become_tables(formula: str) -> None:
    assert "<mtable" in to_mathml(formula, display=True)
    with_text = to_mathml(r"\text{<script>alert('\&')</script>}", display=True)
    assert "<script" not in with_text


def test_names_that_begin_alike_are_told_apart() -> None:
    assert "\N{LONG LEFT RIGHT DOUBLE ARROW}" in to_mathml(r"a \iff b", display=False)
    with pytest.raises(UnknownMathError, match=r"\\iffy"):
        to_mathml(r"\iffy", display=False)


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_are_as_ever(make_site: Callable[..., Site], builder: str) -> None:
    labelled = "{eq}`eq` and {eq}`two`\n\n$$\nx^2\n$$ (eq)\n"
    site = make_site(
        {
            "index.md": f"# Home\n\n```{{toctree}}\na\nb\n```\n\n$x^2$ {labelled}",
            "a.md": f"# A\n\n{labelled}\n```{{math}}\n:name: two\nx\n```\n",
            "b.md": "# B\n\n{eq}`eq` and {eq}`two`\n\n![[a]]\n",
        },
        'suppress_warnings = ["commonplace.math"]',
    )
    assert site.build(builder, "-W").warnings == []
    written = b"".join(site.snapshot(builder).values()).decode(errors="replace")
    assert "x^2" in written
    if builder == "latex":
        led = re.findall(r"\\eqref\{equation:(\w+:\w+)\}", written)
        assert sorted(led) == sorted(["index:eq", "a:two", *["a:eq", "a:two"] * 3])
        assert all(rf"\label{{equation:{place}}}" in written for place in led)


def test_two_formulas_with_one_label(make_site: Callable[..., Site]) -> None:
    text = "$$\na\n$$ (eq)\n\n$$\nb\n$$ (eq)\n\n{eq}`eq`\n"
    site = make_site({"index.md": f"# Home\n\n{text}"})
    (warning,) = site.build().warnings
    assert warning.startswith(
        "index.md:7: WARNING: (eq) is the label of another formula on this page; shown without a"
    )
    page = site.page("index")
    assert len(page.select("math[display=block]")) == 2
    assert len(page.select("#equation-eq")) == 1
    assert "(1)" in [link.text for link in page.select("article a[href='#equation-eq']")]


@pytest.mark.parametrize(
    ("first", "second"),
    [("label", "label"), ("name", "name"), ("label", "name"), ("name", "label")],
)
def test_two_directives_with_one_label(
    make_site: Callable[..., Site], first: str, second: str
) -> None:
    directives = [f"```{{math}}\n:{option}: eq\na\n```" for option in (first, second)]
    text = "\n\n".join((*directives, "{eq}`eq`\n"))
    site = make_site({"index.md": f"# Home\n\n{text}"})
    told = "(eq) is the label of another formula on this page; shown without a label"
    for _ in ("clean", "warm"):
        assert site.build().warnings == [f"index.md:8: WARNING: {told} [commonplace.math]"]
    page = site.page("index")
    assert len(page.select("math[display=block]")) == 2
    assert len(page.select("#equation-eq, .eqno")) == 2


LABELLED = "$$\nx\n$$ (other)\n\n```{math}\n:label: eq\nx\n```\n\n$$\nx\n$$ (own)\n\n{eq}`eq`\n"


@pytest.mark.parametrize("parallel", ["1", "2"])
def test_a_label_on_two_pages(make_site: Callable[..., Site], parallel: str) -> None:
    """Each page means its own formula, and the others mean that of the first of them."""
    site = make_site(
        {
            "index.md": "# Home\n\n{eq}`eq` and {eq}`own`\n",
            "posts/a.md": f"# A\n\n{LABELLED}",
            "posts/b.md": f"# B\n\n{LABELLED.replace('other', 'another')}",
        }
    )

    def told() -> list[str]:
        return sorted(site.build("html", "-j", parallel).warnings)

    def leads() -> list[str]:
        pages = [site.page(name) for name in ("index", "posts/a", "posts/b")]
        return [str(link["href"]) for page in pages for link in page.select("article p a.internal")]

    done = "too; it means this one on this page, and that one on others [commonplace.math]"
    expected = [
        f"posts/b.md:{line}: WARNING: ({label}) is the label of a formula at posts/a.md:{line}, "
        + done
        for label, line in (("own", 12), ("eq", 7))
    ]
    first = ["posts/a.html#equation-eq", "posts/a.html#equation-own"]
    own = ["#equation-eq", "#equation-eq"]

    def known() -> dict[str, tuple[str, int]]:
        """Return what Sphinx and others read of the domain."""
        environment = pickle.loads((site.root / "doctrees/environment.pickle").read_bytes())
        return dict(environment.domaindata["math"]["objects"])

    assert told() == expected
    assert leads() == [*first, *own]
    assert known() == {
        "other": ("posts/a", 1),
        "eq": ("posts/a", 2),
        "own": ("posts/a", 3),
        "another": ("posts/b", 1),
    }
    for text in (f"# A\n\n{LABELLED}\nMore.\n", f"# A\n\n{LABELLED}"):
        site.write({"posts/a.md": text})
        assert told() == expected
        assert leads() == [*first, *own]
    site.write({"posts/a.md": "# A\n"})
    assert told() == []
    assert leads() == [link.replace("a.html", "b.html") for link in first] + own[:1]
    assert known() == {"another": ("posts/b", 1), "eq": ("posts/b", 2), "own": ("posts/b", 3)}


@pytest.mark.parametrize("silenced", ["ref.equation", "commonplace.math"])
def test_both_names_of_a_warning_silence_it(make_site: Callable[..., Site], silenced: str) -> None:
    text = "# A\n\n$$\na\n$$ (eq)\n\n$$\nb\n$$ (eq)\n"
    files: dict[str, str | bytes] = {"posts/a.md": text, "posts/b.md": text}
    assert len(make_site(files).build().warnings) == 3
    assert make_site(files, f"suppress_warnings = [{silenced!r}]").build().warnings == []


def test_without_our_directive_sphinx_warns_of_a_second_formula(
    make_site: Callable[..., Site],
) -> None:
    text = "# A\n\n```{math}\n:label: eq\na\n```\n\n```{math}\n:label: eq\nb\n```\n"
    conf = """
        import sphinx_commonplace
        names = (name for name in sphinx_commonplace.FEATURES if name != "mathematics")
        sphinx_commonplace.FEATURES = tuple(names)
        """
    told = make_site({"posts/a.md": text}, conf).build().warnings
    (warning,) = (line for line in told if line.endswith("[ref.equation]"))
    assert warning.startswith("posts/a.md:8: WARNING: duplicate label of equation eq, other")
