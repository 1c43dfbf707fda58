"""Inert Markdown: what it shows of what a stranger wrote, and what it takes from it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.comments.inert import REL, render

ALLOWED = set("a p em strong code pre ul ol li blockquote hr br".split())  # noqa: SIM905
ATTRIBUTES = {"href", "rel", "title", "class", "start"}


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(render(text)[0], "html.parser")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#1;javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "data:image/png;base64,x",
        "file:///etc/passwd",
        "//elsewhere.example/",
        "\\\\elsewhere.example",
        "/posts/a/",
        "../a.md",
        "#top",
        "",
    ],
)
@pytest.mark.parametrize("form", ["[words]({})", "[words][r]\n\n[r]: <{}>", "![words]({})"])
def test_of_a_link_that_leads_astray_the_words_are_left(form: str, address: str) -> None:
    html, problems = render(form.format(address))
    found = BeautifulSoup(html, "html.parser")
    assert found.find("a") is None
    assert found.find("img") is None
    assert "words" in found.get_text()
    assert [line for line, _told in problems] in ([1], [])


def test_a_link_says_that_it_is_not_the_sites_own() -> None:
    link = soup("[words](https://a.example/?q=1 'title')").a
    assert link is not None
    assert (link["href"], link["rel"]) == ("https://a.example/?q=1", REL.split())
    assert soup("<https://a.example/>").a["rel"] == REL.split()  # type: ignore[index]


def test_a_picture_is_a_link_and_loads_nothing() -> None:
    found = soup("![what it shows](https://a.example/x.png)")
    assert found.select("img") == []
    assert [(link["href"], link.text) for link in found.select("a")] == [
        ("https://a.example/x.png", "what it shows")
    ]
    nested = soup("[![picture](https://a.example/x.png)](https://b.example/)")
    assert [link["href"] for link in nested.select("a")] == ["https://b.example/"]


def test_raw_html_is_shown_and_said_with_its_line() -> None:
    html, problems = render("One.\n\nTwo\n<img src=x onerror=alert(1)>\n\n<script>\nx\n</script>\n")
    assert BeautifulSoup(html, "html.parser").select("script, img") == []
    assert "&lt;script&gt;" in html
    ((line, told),) = problems
    assert line == 4
    assert "<img src=x onerror=alert(1)>" in told


@pytest.mark.parametrize("text", ["a < b", "<3", "`<b>`", "```\n<script>\n```", "1 <2> 3"])
def test_what_is_no_html_is_not_said_to_be(text: str) -> None:
    assert render(text)[1] == []


def test_a_directive_a_role_and_an_include_are_text() -> None:
    html, problems = render("```{include} /etc/passwd\n```\n\n{download}`conf.py` {{ x }} [[note]]")
    assert problems == []
    assert BeautifulSoup(html, "html.parser").find("a") is None
    assert "conf.py" in html
    assert "class" not in html


def test_headings_do_not_enter_the_outline() -> None:
    found = soup("# One\n\nTwo\n===\n")
    assert found.select("h1, h2") == []
    assert [part.text for part in found.select(".cp-comment-heading")] == ["One", "Two"]


PIECES = st.sampled_from(
    [
        *("[", "]", "(", ")", "<", ">", "!", "`", "*", "_", "#", "&", "&#58;", '"', "'", "=", "~"),
        *("javascript:", "https://a.example/", "data:", "src", "href", "onload", "{role}", "\\"),
        *("<b", "<script>", "</script>", "<!--", "-->", "\n", "\t", "- ", "1. ", ": "),
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_nothing_but_harmless_elements_comes_of_any_text(text: str) -> None:
    for element in soup(text).find_all(True):
        assert element.name in ALLOWED
        assert set(element.attrs) <= ATTRIBUTES
        if element.name == "a":
            assert str(element["href"]).lower().startswith(("http://", "https://", "mailto:"))
            assert element["rel"] == REL.split()
