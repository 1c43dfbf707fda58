"""Callouts, and the other marks of a Markdown vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.conftest import Site


def article(make_site: Callable[..., Site], text: str, conf: str = "") -> Tag:
    """Return the article of a page with this text."""
    site = make_site({"index.md": f"# Home\n\n{text}\n\nAfter.\n"}, conf)
    build = site.build("html", "-W", "--keep-going")
    assert (build.status, build.warnings) == (0, [])
    found = site.page("index").select_one("article")
    assert found is not None
    return found


def outline(callout: Tag) -> tuple[set[str], str, str]:
    """Return the classes, the title and the rest of a callout."""
    title = callout.select_one(".admonition-title")
    assert title is not None
    rest = " ".join(node.get_text() for node in title.find_next_siblings())
    classes = {name for name in callout["class"] if name.startswith("cp-")}
    return classes, title.decode_contents(), " ".join(rest.split())


@pytest.mark.parametrize(
    ("text", "kind", "title", "rest"),
    [
        ("> [!note] A title\n> Words.", "note", "A title", "Words."),
        ("> [!note]\n> Words.", "note", "Note", "Words."),
        ("> [!TIP] Up\n> Words.", "tip", "Up", "Words."),
        ("> [!tip]\N{NO-BREAK SPACE}Up\n> Words.", "tip", "Up", "Words."),
        ("> [!faq] Only a title", "question", "Only a title", ""),
        ("> [!quote|wide] By *whom*?\n>\n> Words.", "quote", "By <em>whom</em>?", "Words."),
        ("> [!recipe]\n> Words.", "note", "Recipe", "Words."),
        ("> [!recipe book] Bread\n> Words.", "note", "Bread", "Words."),
        ("> [!bug] x\n> - one\n> - two", "bug", "x", "one two"),
        ("> [!todo] x\n> ```text\n> > [!note]\n> ```", "todo", "x", "> [!note]"),
        ("> [!info]\n> | a |\n> |---|\n> | b |", "info", "Info", "a b"),
        ("- x\n\n  > [!danger] y\n  > z", "danger", "y", "z"),
    ],
)
def test_a_callout(
    make_site: Callable[..., Site], text: str, kind: str, title: str, rest: str
) -> None:
    (callout,) = article(make_site, text).select(".admonition")
    assert callout.name == "div"
    assert outline(callout) == ({"cp-callout", f"cp-{kind}"}, title, rest)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("note", "note"),
        ("abstract summary tldr", "abstract"),
        ("info", "info"),
        ("todo", "todo"),
        ("tip hint important", "tip"),
        ("success check done", "success"),
        ("question help faq", "question"),
        ("warning caution attention", "warning"),
        ("failure fail missing", "failure"),
        ("danger error", "danger"),
        ("bug", "bug"),
        ("example", "example"),
        ("quote cite", "quote"),
    ],
)
def test_every_type_is_known(make_site: Callable[..., Site], names: str, kind: str) -> None:
    text = "\n\n".join(f"> [!{name}]\n> Words.\n\nBetween." for name in names.split())
    found = article(make_site, text).select(".cp-callout")
    assert [outline(callout) for callout in found] == [
        ({"cp-callout", f"cp-{kind}"}, name.capitalize(), "Words.") for name in names.split()
    ]


@pytest.mark.parametrize(("sign", "is_open"), [("-", False), ("+", True)])
def test_a_folded_callout(make_site: Callable[..., Site], sign: str, is_open: bool) -> None:  # noqa: FBT001
    (callout,) = article(make_site, f"> [!tip]{sign} Title\n> Words.").select(".cp-callout")
    assert callout.name == "details"
    assert ("open" in callout.attrs) == is_open
    assert [node.name for node in callout.select(".admonition-title")] == ["summary"]


def test_callouts_within_callouts_and_quotations(make_site: Callable[..., Site]) -> None:
    text = (
        "> [!question] Outer\n> > [!todo]- Inner\n> > > A quotation.\n> >\n> > Words.\n>\n> End.\n"
        "\n> Plain\n> > [!tip] In it"
    )
    found = article(make_site, text)
    outer = found.select_one(".cp-question > .cp-todo")
    assert outer is not None
    assert [quotation.text.strip() for quotation in outer.select("blockquote")] == ["A quotation."]
    assert found.select("blockquote > div > .cp-tip, blockquote .cp-tip")
    assert "End." in found.select(".cp-question")[0].text


@pytest.mark.parametrize(
    "text",
    [
        *(r"> \[!note] Words", "> Words [!note]", "> [!note](x.html)", "> [! ]", "> [!]"),
        *("[!note] Words", "> ```text\n> [!note]\n> ```", "> # [!note]", "> [!note"),
    ],
)
def test_what_is_no_callout_is_a_quotation(make_site: Callable[..., Site], text: str) -> None:
    found = article(make_site, text, 'suppress_warnings = ["commonplace.reference"]')
    assert found.select(".admonition") == []


def test_a_callout_can_bear_a_name_and_hold_links(make_site: Callable[..., Site]) -> None:
    text = "> [!tip] To [[#^t]]\n> Words, [[index]].\n\n^t"
    found = article(make_site, text)
    assert found.select("#block-t.cp-callout .admonition-title a[href='#block-t']")


def test_titles_are_no_titles_of_the_page_for_search(make_site: Callable[..., Site]) -> None:
    conf = "commonplace_sphinx_search = True\n"
    site = make_site({"index.md": "# Home\n\n> [!tip] Quagga\n> Words.\n"}, conf)
    site.build("html")
    index = (site.output() / "searchindex.js").read_text(encoding="utf-8")
    assert '"alltitles":{"Home"' in index
    assert '"quagga":0' in index


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("==marked==", "<mark>marked</mark>"),
        ("a ==*b* c== d", "a <mark><em>b</em> c</mark> d"),
        ("**==b==**", "<strong><mark>b</mark></strong>"),
        ("（==b==）", "（<mark>b</mark>）"),  # noqa: RUF001
        ("漢==字==漢", "漢<mark>字</mark>漢"),
        ("~~gone~~", "<s>gone</s>"),
        ("a == b == c", None),
        ("if a==b and c==d", None),
        ("==open", None),
        ("==", None),
        ("====", None),
        ("===a===", None),
        ("`==a==`", None),
        (r"\==a\==", None),
        ("== a ==", None),
    ],
)
def test_marks_on_words(make_site: Callable[..., Site], text: str, html: str | None) -> None:
    found = article(make_site, f"{text} and *more*").select("article > section > p, section > p")[0]
    assert found.select("em")[-1].text == "more"
    if html is None:
        assert found.select("mark") == []
        assert text.strip("`").replace("\\", "") in found.text
    else:
        assert found.decode_contents().startswith(html)


def test_many_signs_take_linear_time(make_site: Callable[..., Site]) -> None:
    # A minute or more if each looked at all before it.
    assert "a==" in article(make_site, "==a " * 20_000 + "a== " * 20_000).text


def test_task_lists(make_site: Callable[..., Site]) -> None:
    text = "- [ ] to *do*\n- [x] done\n- [X]\n- [link](index.md)\n1. [x] one\n   - [ ] below"
    found = article(make_site, text)
    boxes = found.select("li input[type=checkbox][disabled]")
    states = [("checked" in box.attrs, box["aria-label"]) for box in boxes]
    assert states[:2] == [(False, "to do"), (True, "done")]
    assert states[-2:] == [(True, "done"), (False, "to do")]
    assert [item.text.strip() for item in found.select("li")][:2] == ["to do", "done"]


OFF = {
    "callouts": ("> [!tip] x", ".admonition"),
    "highlights": ("==x==", "mark"),
    "strikethrough": ("~~x~~", "s"),
    "tasks": ("- [x] x", "input"),
    "footnotes": ("x[^1] and^[z]\n\n[^1]: y", ".footnote, .footnote-reference"),
}


@pytest.mark.parametrize("name", OFF)
def test_each_can_be_switched_off(make_site: Callable[..., Site], name: str) -> None:
    text, selector = OFF[name]
    assert article(make_site, text).select(selector)
    others = [other for other in OFF if other != name]
    quiet = "suppress_warnings = ['commonplace.reference']"
    found = article(make_site, text, f"commonplace_syntax = {others}\n{quiet}")
    assert found.select(selector) == []


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_show_the_words(make_site: Callable[..., Site], builder: str) -> None:
    text = "# Home\n\n> [!tip]- Title\n> Body with ==mark== and ~~gone~~.\n\n- [x] a task\n"
    site = make_site({"index.md": text})
    build = site.build(builder, "-W", "--keep-going")
    assert (build.status, build.warnings) == (0, [])
    whole = b"".join(site.snapshot(builder).values()).decode(errors="replace")
    for words in ("Title", "Body with", "mark", "gone", "a task"):
        assert words in whole


@pytest.mark.parametrize(
    "text",
    [
        "- One\n\n  ---\n\n  Two",
        "> One\n>\n> ---\n>\n> Two",
        "> [!tip]\n> One\n>\n> ---\n> Two",
        "## Part\n\n---\n\nText",
        "One\n\n---\n\n## Part\n\nTwo",
    ],
)
def test_a_break_stands_anywhere(make_site: Callable[..., Site], text: str) -> None:
    """In lists and quotations, and below a heading."""
    found = article(make_site, text)
    assert len(found.select("hr:not(.footnotes)")) == 1


@pytest.mark.parametrize(("call", "note"), [("", ""), ("[^1]", "\n[^1]: Words\n")])
def test_breaks_at_the_ends_of_a_page(make_site: Callable[..., Site], call: str, note: str) -> None:
    """And next to each other, and above the footnotes; each where it was written."""
    text = f"# Home\n\n---\n\nOne{call}\n\n---\n\n***\n\nTwo\n\n---\n{note}"
    site = make_site({"index.md": text})
    assert site.build("html", "-W").warnings == []
    home = site.page("index").select_one("article section")
    assert home is not None
    assert [node.name for node in home.find_all(recursive=False)] == (
        ["h1", "hr", "p", "hr", "hr", "p", "hr"]
    )


@pytest.mark.parametrize("info", ["{.python}", " { .python .annotate }", '{.python title="x"}'])
def test_the_language_of_code_may_be_a_class(make_site: Callable[..., Site], info: str) -> None:
    """As Pandoc and Python-Markdown have it."""
    found = article(make_site, f"```{info}\nif x:\n    pass\n```")
    assert [code.text for code in found.select(".highlight-python .k")] == ["if", "pass"]
