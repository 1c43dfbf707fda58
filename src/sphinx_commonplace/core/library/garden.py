"""The state of a garden of notes: what its author may want to mend, as plain values.

The functions here are pure: they take what is known of the notes and return what is to be
reported of them, in an order that is the same on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

VERSION = 2  # of the report's form
KINDS = (
    "wanted",
    "orphans",
    "dead_ends",
    "stubs",
    "unlinked_mentions",
    "unlinked_pairs",
    "similar_tags",
    "tags_used_once",
)
_PAIRS = 50  # pairs of pages that are reported
_SHORTEST = 4  # letters of a name of one word that is looked for
_SHORTEST_ALIKE = 5  # letters of a tag that is compared with others but for one letter
_WORD = re.compile(r"\w+(?:['\u2019\u2010-]\w+)*")


class PageLine(NamedTuple):
    """A line of a page; 0 where it is not known."""

    page: str
    line: int


def wanted(broken: Iterable[tuple[str, PageLine, int]]) -> list[dict[str, Any]]:
    """Return what links ask for and do not find, the most wanted first.

    :param broken: the name that was asked for, where, and how often in that page.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, place, times in sorted(broken):
        key = unicodedata.normalize("NFC", name).casefold()
        entry = found.setdefault(key, {"name": name, "mentions": 0, "places": []})
        entry["mentions"] += times
        entry["places"].append(place._asdict())
    return sorted(found.values(), key=lambda entry: (-entry["mentions"], entry["name"].casefold()))


def similar(tags: Mapping[str, int]) -> list[list[str]]:
    """Return groups of tags that may be one tag, each with the most used first.

    Two are alike if they have the same letters and digits, a plural "s" aside, or differ by one
    letter that one of them has more, in words of at least five letters.

    :param tags: how many notes bear each tag.
    """
    groups: dict[str, set[str]] = {}
    for tag in tags:
        letters = "".join(char for char in tag.casefold() if char.isalnum())
        stem = letters[:-1] if letters.endswith("s") and not letters.endswith("ss") else letters
        groups.setdefault(stem or tag, set()).add(tag)
    for stem in sorted(groups):
        if len(stem) < _SHORTEST_ALIKE or not stem.isalpha():
            continue
        # A tag with a letter more meets the one without it, so that not all pairs are compared.
        for place in range(len(stem)):
            other = stem[:place] + stem[place + 1 :]
            if len(other) >= _SHORTEST_ALIKE - 1 and other in groups and other != stem:
                groups[stem] |= groups.pop(other)
                groups[other] = groups[stem]
    found = {tuple(sorted(group, key=lambda tag: (-tags[tag], tag))) for group in groups.values()}
    return [list(group) for group in sorted(found) if len(group) > 1]


class Finder:
    """Finds the names of pages in a text, whole words only and the longest name first.

    A name of several words is found in any case. One of a single word is found only as it is
    spelt, with a capital or a digit in it and four letters or more, since otherwise every other
    sentence would hold one. It takes time by the length of the text, not the number of names.

    :param names: the page of each name.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._tree: dict[str, Any] = {}
        for name, page in names.items():
            words = _WORD.findall(name)
            if len(words) == 1 and (len(name) < _SHORTEST or name == name.lower()):
                continue
            branch = self._tree
            for word in words:
                branch = branch.setdefault(word.casefold(), {})
            if words:
                branch.setdefault("", (name, page))

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each name that occurs, as the page has it, with the page."""
        words = _WORD.findall(text)
        place = 0
        while place < len(words):
            branch, end, found = self._tree, place, None
            while end < len(words) and (branch := branch.get(words[end].casefold(), {})):
                end += 1
                if "" in branch:
                    found = branch[""], end
            if found is None:
                place += 1
                continue
            (name, page), end = found
            if end > place + 1 or words[place] == name:
                yield name, page
            place = end


def unlinked(
    texts: Iterable[tuple[PageLine, str]],
    names: Mapping[str, str],
    linked: Mapping[str, set[str]],
) -> list[dict[str, Any]]:
    """Return where a page names another to which it does not link.

    :param texts: paragraphs with their places.
    :param names: the page of each title and alias.
    :param linked: the pages to which each page links.
    """
    finder = Finder(names)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for place, text in texts:
        for name, page in finder.find(text):
            if page == place.page or page in linked.get(place.page, ()):
                continue
            entry = {**place._asdict(), "name": name, "target": page, "mentions": 0}
            found.setdefault((place.page, page), entry)["mentions"] += 1
    return [found[key] for key in sorted(found)]


def unlinked_pairs(related: Mapping[str, Iterable[tuple[str, int]]]) -> list[dict[str, Any]]:
    """Return the pairs of pages that are most related and not linked, each once, best first.

    :param related: for each page those related to it, with their scores.
    """
    scores: dict[tuple[str, str], int] = {}
    for page, found in related.items():
        for other, score in found:
            pair = min(page, other), max(page, other)
            scores[pair] = max(score, scores.get(pair, 0))
    best = sorted(scores, key=lambda pair: (-scores[pair], pair))[:_PAIRS]
    return [{"page": page, "other": other, "score": scores[page, other]} for page, other in best]


def excess(report: Mapping[str, Any], limits: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Return the kinds of which there are more than a limit allows: kind, number and limit."""
    return [
        (kind, len(report[kind]), limits[kind])
        for kind in KINDS
        if kind in limits and len(report[kind]) > limits[kind]
    ]
