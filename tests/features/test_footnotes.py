"""Footnotes are numbered as they are called, and what calls or is called by nothing is named."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.sample import PNG

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tests.conftest import Site


def notes(page: BeautifulSoup) -> dict[str, str]:
    """Return the words of each note by its number; calls and notes lead to each other."""
    for link in page.select("a.footnote-reference, a[role=doc-backlink]"):
        assert page.select(f"article {link['href']}")
    return {
        note.select_one(".label").text: " ".join(p.text for p in note.select("p"))
        for note in page.select("aside.footnote")
    }


def test_footnotes_are_numbered_in_the_order_of_their_calls(
    make_site: Callable[..., Site],
) -> None:
    """A label of digits is a label like any other, as in Obsidian."""
    text = "One[^b] two[^2] three[^1] one[^b].\n\n[^1]: c\n[^2]: b\n\n[^b]: a\n"
    site = make_site({"index.md": f"# Home\n\n{text}"})
    assert site.build("html", "-W").warnings == []
    page = site.page("index")
    calls = [call.text for call in page.select("a.footnote-reference")]
    assert calls == ["[1]", "[2]", "[3]", "[1]"]
    notes = {note.select_one(".label").text: note["id"] for note in page.select("aside.footnote")}
    assert list(notes) == ["[1]", "[2]", "[3]"]
    for call in page.select("a.footnote-reference"):
        assert call["href"] == f"#{notes[call.text]}"
    texts = [note.select_one("p").text for note in page.select("aside.footnote")]
    assert texts == ["a", "b", "c"]
    assert len(page.select("#" + ", #".join(notes.values()))) == len(notes)


@pytest.mark.parametrize(
    ("text", "line", "told", "shown"),
    [
        ("A[^u] b.", 3, "[^u]: there is no such footnote; shown as it is", "A[^u] b."),
        ("A[^7] b.\n\nC.", 3, "[^7]: there is no such footnote; shown", "A[^7] b."),
        (
            "A[^note]\n\nB[^nte]\n\n[^note]: x",
            5,
            "[^nte]: there is no such footnote (did",
            "[^nte]",
        ),
        (f"A[^{'u' * 50}].", 3, f"[^{'u' * 39}…]: there is no such footnote; shown", "uuu]."),
        ("A.\n\n[^7]: x", 5, "[^7]: nothing calls this footnote; shown all the same", "x"),
        ("A[^a]\n\n[^a]: x\n\n[^a]: y", 7, "[^a] is the label of two footnotes; only", "x"),
    ],
)
def test_what_is_missing_or_too_much_is_said_once(
    make_site: Callable[..., Site], text: str, line: int, told: str, shown: str
) -> None:
    site = make_site({"index.md": f"# Home\n\n{text}\n"})
    (warning,) = site.build().warnings
    assert warning.startswith(f"index.md:{line}: WARNING: {told}")
    page = site.page("index")
    assert shown in page.select_one("article").text
    for link in page.select("article a[href^='#']"):
        assert page.select(str(link["href"])) or link["href"] == "#"


def test_a_call_is_told_as_it_is_written_in_restructuredtext_too(
    make_site: Callable[..., Site],
) -> None:
    configuration = 'source_suffix = {".md": "markdown", ".rst": "restructuredtext"}\n'
    site = make_site({"a.rst": ":orphan:\n\nA\n=\n\nWords [#none]_.\n"}, configuration)
    (told,) = site.build("html").warnings
    assert told.startswith("a.rst:6: WARNING: [#none]_: there is no such footnote; shown as it is")
    assert site.page("a").select_one("section > p").text == "Words [#none]_."


def test_a_note_can_be_written_where_it_is_called(make_site: Callable[..., Site]) -> None:
    """As in Pandoc and Obsidian; numbered with the others."""
    text = "One^[a *note* of [[b]] with `]` and $x^[2]$] two[^b] three^[c\\[d [e] f].\n\n[^b]: b\n"
    site = make_site({"posts/a.md": f"# A\n\n{text}", "posts/b.md": "# B\n"})
    assert site.build("html", "-W").warnings == []
    page = site.page("posts/a")
    assert page.select_one("section > p:not(.cp-meta)").text == "One[1] two[2] three[3]."
    found = notes(page)
    assert found["[1]"].startswith("a note of b with ] and x")
    assert (found["[2]"], found["[3]"]) == ("b", "c[d [e] f")
    assert page.select("aside em, aside a[href='b.html'], aside code, aside math")
    rules = " ".join(style.text for style in page.select("head style"))
    for note in page.select("aside.footnote"):
        call = page.select_one(f"a.footnote-reference[href='#{note['id']}']")
        assert f"#{note['id']}{{--cp-name:--{note['id']};--cp-call:--{call['id']}" in rules


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x^[2]", "x[1]"),
        ("**bold^[n]**", "bold[1]"),
        ("a^[one ^[two] of[^l]]\n\n[^l]: three", "a[1]"),
        ("| a^[n] |\n|---|\n| b^[m \\| o] |", "a[1] b[2]"),
        ("- a^[n\n  m]", "a[1]"),
        ("> [!tip] Title^[n]\n> words^[m]", "Title[1] words[2]"),
        ("## Heading^[n]", "Heading[1]"),
    ],
)
def test_such_a_note_can_stand_anywhere(
    make_site: Callable[..., Site], text: str, shown: str
) -> None:
    site = make_site({"index.md": f"# Home\n\n{text}\n"})
    assert site.build("html", "-W").warnings == []
    page = site.page("index")
    assert notes(page)
    for gone in page.select(".headerlink, aside.footnote-list, h1"):
        gone.decompose()
    assert " ".join(page.select_one("article").text.split()) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Open ^[ here.", "Open ^[ here."),
        ("^[a `b]`", "^[a b]"),
        ("^[] and ^[ ]", "^[] and ^[ ]"),
        (r"\^[a]", "^[a]"),
        ("`^[a]`", "^[a]"),
        ("$x^[2]$", "x[2]"),
        ("[a^[b]](#home)", "a^[b]"),
        ("![a^[b *c*]](p.png) ^[", " ^["),
    ],
)
def test_what_is_no_note_stays_text(make_site: Callable[..., Site], text: str, shown: str) -> None:
    site = make_site({"index.md": f"# Home\n\n{text}\n", "p.png": PNG})
    assert site.build("html", "-W").warnings == []
    page = site.page("index")
    assert page.select_one("section > p").text == shown
    assert [picture["alt"] for picture in page.select("article img")] in ([], ["a^[b c]"])
    assert not page.select(".footnote, .footnote-reference")


def test_they_are_no_part_of_a_heading_nor_of_a_sentence(make_site: Callable[..., Site]) -> None:
    files = {
        "posts/a.md": "---\ndate: 2024-01-01\ndescription: Of A.\n---\n# A^[Of the title.]\n\n"
        "Words^[aside of [[b]]] of [[b|it]].\n\n## First[^x]\n\n## Second^[noteword]\n\n[^x]: x\n",
        "posts/b.md": "# B\n\n![[a#Second]]\n\n[[a#First]] [[a]]\n",
    }
    site = make_site(files)
    assert site.build("html", "-W").warnings == []
    page, other = site.page("posts/a"), site.page("posts/b")
    assert [link.text for link in page.select(".cp-contents a")] == ["First", "Second"]
    assert page.title.text.startswith("A - ")
    assert [link["href"] for link in other.select("p > a")][-2:] == ["a.html#first", "a.html"]
    assert notes(other)["[4]"] == "noteword"
    assert other.select_one(".cp-backlinks li").text.split()[-3:] == ["Words", "of", "it."]
    feed = json.loads((site.output() / "feed.json").read_text())["items"][0]["content_html"]
    assert "noteword" in feed
    index = (text for name, text in site.snapshot().items() if name.startswith("_search/"))
    assert b"noteword" in b"".join(index)


def test_a_part_of_a_page_takes_the_notes_of_its_notes_along(
    make_site: Callable[..., Site],
) -> None:
    files = {
        "posts/a.md": "# A\n\n## Part\n\nx^[one ^[two]]\n\n## Other\n\ny^[three]\n",
        "index.md": "# Home\n\n![[a#Part]]\n",
    }
    site = make_site(files)
    assert site.build("html", "-W").warnings == []
    assert notes(site.page("index")) == {"[1]": "one [2]", "[2]": "two"}


@pytest.mark.parametrize("end", ["", " ]"])
def test_calls_and_notes_that_nothing_closes_take_little_time(
    make_site: Callable[..., Site], end: str
) -> None:
    site = make_site({"index.md": f"# Home\n\n{'[^' * 10_000}{end}\n\n{'^[' * 10_000}{end}\n"})
    start = time.monotonic()
    assert site.build("html", "-W").warnings == []
    assert time.monotonic() - start < 20
