"""A block that bears a name can be linked to by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.conftest import Site

NOTE = """\
# Note

Some words, here. ^words

- one
- two ^item

> quoted

^quote

| a |
|---|
| b |

^table

*Emphasised.* ^end-1

On two lines
^lines
"""


def linked(make_site: Callable[..., Site], name: str) -> Tag:
    """Return the element to which a link to a block leads."""
    site = make_site({"index.md": f"# Home\n\n[[note#^{name}]]\n", "note.md": NOTE})
    result = site.build()
    assert [line for line in result.warnings if "toctree" not in line] == []
    link = site.page("index").select_one("article p a")
    page, _, anchor = str(link["href"]).partition("#")
    assert page == "note.html"
    found = site.page("note").select(f"article [id='{anchor}']")
    assert len(found) == 1
    assert "^" not in site.page("note").select_one("article").text
    return found[0]


@pytest.mark.parametrize(
    ("name", "tag", "text"),
    [
        ("words", "p", "Some words, here."),
        ("item", "li", "two"),
        ("quote", "blockquote", "quoted"),
        ("end-1", "p", "Emphasised."),
        ("END-1", "p", "Emphasised."),
        ("lines", "p", "On two lines"),
    ],
)
def test_a_link_leads_to_the_block(
    make_site: Callable[..., Site], name: str, tag: str, text: str
) -> None:
    found = linked(make_site, name)
    assert (found.name, found.text.strip()) == (tag, text)


def test_a_name_below_a_table_is_the_tables(make_site: Callable[..., Site]) -> None:
    found = linked(make_site, "table")
    assert found.find_next("td").text.strip() == "b"
    assert found.find_next("p").text.strip() == "a"


@pytest.mark.parametrize("body", ["`x ^a`", "2^10", "x^a", r"x \^a", "`x`^a", "x ^a b", "x ^"])
def test_what_is_no_name_stays(make_site: Callable[..., Site], body: str) -> None:
    site = make_site({"index.md": f"# Home\n\n{body}\n"})
    assert site.build("html", "-W").warnings == []
    assert "^" in site.page("index").select_one("article").text


def test_what_cannot_be_found_is_said(make_site: Callable[..., Site]) -> None:
    files = {
        "index.md": "# Home\n\n[[posts/note#^ons]]\n",
        "posts/note.md": "# Note\n\n^none\n\nOne. ^one\n\nTwo. ^one\n",
    }
    site = make_site(files)
    near = " (did you mean '^one'?)"
    told = [line.removesuffix(" [commonplace.reference]") for line in site.build().warnings]
    assert told == [
        "posts/note.md:3: WARNING: ^none: there is no block before it; ignored",
        "posts/note.md:7: WARNING: ^one is the name of two blocks; links lead to the first",
        f"index.md:3: WARNING: 'posts/note' has no block '^ons'{near}; linked to the page",
    ]
    assert site.page("index").select_one("article p a")["href"] == "posts/note.html"
