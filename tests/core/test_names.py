"""Names: which page, and which heading, an author means."""

from __future__ import annotations

import random

import pytest

from sphinx_commonplace.core.library.names import Names, PageNames, find_section
from sphinx_commonplace.core.library.post import Section

PAGES = {
    "index": PageNames("Home"),
    "posts/note": PageNames("A note", ("Memo", "note to self")),
    "posts/Other": PageNames("Another"),
    "posts/other": PageNames("Another still"),
    "posts/deep/note": PageNames("Deep note"),
    "posts/deep/unique": PageNames("Memo"),
    "posts/cafe\u0301": PageNames("Caf\u00e9"),
    "posts/2024-05-01-standup": PageNames("2024-05-01 standup"),
    "posts/with space": PageNames("Spaced", ("index",)),
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("posts/deep/note", ["posts/deep/note"]),
        ("/posts/deep/note", ["posts/deep/note"]),
        ("deep/note", ["posts/deep/note"]),
        ("Deep/Note", ["posts/deep/note"]),
        ("unique", ["posts/deep/unique"]),
        ("note", ["posts/note", "posts/deep/note"]),
        ("NOTE", ["posts/note", "posts/deep/note"]),
        ("Other", ["posts/Other"]),
        ("other", ["posts/other"]),
        ("OTHER", ["posts/Other", "posts/other"]),
        ("with  space", ["posts/with space"]),
        ("deep NOTE", ["posts/deep/note"]),
        ("Memo", ["posts/deep/unique"]),
        ("note to self", ["posts/note"]),
        ("index", ["index"]),
        ("caf\u00e9", ["posts/cafe\u0301"]),
        ("2024-05-01-standup", ["posts/2024-05-01-standup"]),
        ("2024-05-01 standup", ["posts/2024-05-01-standup"]),
        ("2024 05 01 standup", ["posts/2024-05-01-standup"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_a_name_means_a_page(name: str, expected: list[str]) -> None:
    assert Names(PAGES).find(name) == expected


def test_the_answer_does_not_depend_on_the_order_of_the_pages() -> None:
    shuffled = list(PAGES.items())
    random.Random(1).shuffle(shuffled)
    for name in ("note", "OTHER", "Memo"):
        assert Names(dict(shuffled)).find(name) == Names(PAGES).find(name)


SECTIONS = [
    Section("Title", "title", 1),
    Section("One", "one", 2),
    Section("Details", "details", 3),
    Section("Two", "two", 2),
    Section("Details", "details-1", 3),
    Section("two", "two-1", 2),
    Section("What: a colon?", "what-a-colon", 2),
]


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        (["One"], "one"),
        (["one"], "one"),
        (["two"], "two-1"),
        (["Two"], "two"),
        (["Details"], "details"),
        (["Two", "Details"], "details-1"),
        (["Title", "Two", "Details"], "details-1"),
        (["One", "Two"], None),
        (["What a colon"], "what-a-colon"),
        (["None"], None),
    ],
)
def test_headings_mean_a_section(path: list[str], anchor: str | None) -> None:
    found = find_section(SECTIONS, path)
    assert (found.anchor if found else None) == anchor
