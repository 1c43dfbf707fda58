"""Footnotes are numbered as they are called, and what calls or is called by nothing is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site


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
