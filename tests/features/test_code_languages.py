"""Code in languages that are not known, and code that is not quite of its language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx_commonplace.features import code_languages

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]

VIM = "```vimscript\nset number\n```\n"
RST = "Third\n=====\n\n.. code-block:: vimscript\n\n   set number\n"
FILES = {
    "posts/a.md": f"# First\n\n{VIM}\n{VIM}\n```nolang\nx\n```\n",
    "posts/b.md": f"# Second\n\nSee:\n\n{VIM}",
    "posts/c.rst": RST,
}
UNKNOWN = "WARNING: no language of code is called"
PLAIN = "; shown without colours [commonplace.code]"
TOLD = [
    f"posts/a.md:11: {UNKNOWN} 'nolang'{PLAIN}",
    f"posts/a.md:3: {UNKNOWN} 'vimscript', here and on 2 more pages{PLAIN}",
]


def test_a_language_that_is_not_known_is_told_once(make_site: MakeSite) -> None:
    """By a clean build, by one with nothing to do, and by those of several processes."""
    site = make_site(FILES)
    for options in ([], [], ["-E", "-j", "2"]):
        assert site.build("html", *options).warnings == TOLD
    block = site.page("posts/b").select_one("div.highlight-vimscript")
    assert block.text.strip() == "set number"
    assert block.select("pre span[class]") == []


def test_a_build_with_nothing_to_do_reads_nothing_again(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.build("html")
    again = site.build("html")
    assert (again.written, len(again.warnings)) == ([], 2)


def test_an_edit_tells_the_same_as_a_clean_build(make_site: MakeSite) -> None:
    site = make_site(FILES)
    site.build("html")
    site.write({"posts/a.md": "# First\n\n```nolang\nx\n```\n"})
    warm = site.build("html")
    clean = site.copy(site.root / "clean")
    assert warm.warnings == clean.build("html").warnings
    assert warm.warnings == [
        f"posts/a.md:3: {UNKNOWN} 'nolang'{PLAIN}",
        f"posts/b.md:5: {UNKNOWN} 'vimscript', here and on 1 more page{PLAIN}",
    ]
    assert site.snapshot() == clean.snapshot()


def test_it_can_be_silenced(make_site: MakeSite) -> None:
    site = make_site(FILES, 'suppress_warnings = ["commonplace.code"]\n')
    assert site.build("html", "-W").warnings == []


def test_a_language_that_an_extension_brings_is_known(make_site: MakeSite) -> None:
    extension = (
        "from pygments.lexers.special import TextLexer\n"
        "def setup(app):\n    app.add_lexer('vimscript', TextLexer)\n"
    )
    conf = (
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        "extensions.append('own_lexer')\n"
    )
    site = make_site({**FILES, "own_lexer.py": extension}, conf)
    assert site.build("html").warnings == TOLD[:1]


def test_code_that_is_nearly_of_its_language_is_coloured_without_a_word(
    make_site: MakeSite,
) -> None:
    shell = "# Page\n\n```ruby\n$ ruby -v\nputs 'x' ...\n```\n\n```json\n{a: [1, ...]}\n```\n"
    site = make_site({"posts/a.md": shell, "posts/b.md": f"# B\n\n{VIM}"})
    assert len(site.build("html").warnings) == 1
    page = site.page("posts/a")
    assert "$ ruby -v" in page.select_one(".highlight-ruby").text
    assert page.select(".highlight-ruby .s1")
    assert "{a: [1, ...]}" in page.select_one(".highlight-json").text


def test_the_page_is_as_sphinx_would_make_it(make_site: MakeSite) -> None:
    """Nothing but what is said differs from a build without the feature."""
    files = {**FILES, "posts/d.md": "# D\n\n```ruby\n$ ruby -v\n```\n\n```\nplain\n```\n"}
    site = make_site(files)
    site.build("html")
    other = make_site(files)

    def leave_out() -> None:
        code_languages._look = lambda *_: None  # type: ignore[assignment]

    assert len(other.build("html", sabotage=leave_out).warnings) > len(TOLD) + 1
    for page in ("a", "b", "c", "d"):
        made, stock = site.page(f"posts/{page}"), other.page(f"posts/{page}")
        assert made.select("div[class*=highlight]") == stock.select("div[class*=highlight]")
