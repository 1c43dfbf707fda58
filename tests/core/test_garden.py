"""The garden report: what there is to mend, from plain values."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.library import garden
from sphinx_commonplace.core.library.garden import Finder, PageLine


def test_wanted_notes_are_counted_by_name_in_any_case() -> None:
    found = garden.wanted(
        [
            ("Rare", PageLine("a", 1), 1),
            ("Often", PageLine("b", 2), 2),
            ("often", PageLine("a", 3), 1),
        ]
    )
    assert found == [
        {
            "name": "Often",
            "mentions": 3,
            "places": [{"page": "b", "line": 2}, {"page": "a", "line": 3}],
        },
        {"name": "Rare", "mentions": 1, "places": [{"page": "a", "line": 1}]},
    ]


@pytest.mark.parametrize(
    ("tags", "groups"),
    [
        ({"note": 1, "notes": 5}, [["notes", "note"]]),
        ({"web-site": 2, "website": 1, "web site": 1}, [["web-site", "web site", "website"]]),
        ({"colour": 3, "color": 1}, [["colour", "color"]]),
        ({"a/b": 1, "ab": 2}, [["ab", "a/b"]]),
        ({"glas": 1, "glass": 1}, []),
        ({"boss": 1, "bos": 1}, []),
        ({"cat": 1, "chat": 1}, []),
        ({"2024": 1, "20245": 1}, []),
        ({"C": 1, "C++": 1, "C#": 1}, [["C", "C#", "C++"]]),
        ({"!": 1, "?": 1}, []),
    ],
)
def test_similar_tags(tags: dict[str, int], groups: list[list[str]]) -> None:
    assert garden.similar(tags) == groups


def test_many_tags_are_not_compared_in_pairs() -> None:
    tags = {f"tag{'abcdefghij'[n % 10]}{n}x": 1 for n in range(20_000)}
    assert garden.similar(tags) == []


NAMES = {
    "Deep work": "deep",
    "Deep work at night": "night",
    "Memory": "memory",
    "rest": "rest",
    "Ada": "ada",
    "Don't panic": "panic",
    "C3PO": "robot",
}


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("On deep work.", ["deep"]),
        ("On DEEP  Work, and more", ["deep"]),
        ("deep work at night", ["night"]),
        ("deep work at noon", ["deep"]),
        ("deep deep work", ["deep"]),
        ("deep workers", []),
        ("Memory and memory", ["memory"]),
        ("rest and Rest", []),
        ("Ada", []),
        ("I say don't panic.", ["panic"]),
        ("a C3PO", ["robot"]),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, pages: list[str]) -> None:
    assert [page for _name, page in Finder(NAMES).find(text)] == pages


def test_names_take_time_by_the_text() -> None:
    names = {f"word word{n} end": str(n) for n in range(20_000)}
    assert list(Finder(names).find("word " * 200_000)) == []


def test_unlinked_mentions_are_counted_once_a_page() -> None:
    texts = [
        (PageLine("a", 3), "On deep work"),
        (PageLine("a", 9), "deep work, Memory"),
        (PageLine("b", 1), "Memory, deep work"),
        (PageLine("deep", 1), "deep work"),
    ]
    assert garden.unlinked(texts, NAMES, {"b": {"deep"}}) == [
        {"page": "a", "line": 3, "name": "Deep work", "target": "deep", "mentions": 2},
        {"page": "a", "line": 9, "name": "Memory", "target": "memory", "mentions": 1},
        {"page": "b", "line": 1, "name": "Memory", "target": "memory", "mentions": 1},
    ]


def test_limits() -> None:
    report = {kind: ["x", "y"] for kind in garden.KINDS}
    limits = {"wanted": 1, "orphans": 2, "stubs": 0}
    assert garden.excess(report, limits) == [("wanted", 2, 1), ("stubs", 2, 0)]
