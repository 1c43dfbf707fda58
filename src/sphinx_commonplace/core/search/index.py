"""The index: the entries of all pages together, as postings of each word.

Pages are numbered: first those that are no posts, then notes, by name, then essays by date, so
that the filters by kind and year are ranges of numbers and the newest essay moves no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sphinx_commonplace.core.search.entries import LEVELS, TITLE, Entry, Page

KINDS = ("page", "note", "essay")
_STRONG = LEVELS[10]  # from here on only these reach, or a word said over and over
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Group:
    """The forms of one stem, and where they stand: the postings, already written down.

    ``last`` is the page of the last of them. ``strong`` are those that are kept of a very common
    word; ``is_title`` says whether it stands in a title, heading or tag.
    """

    forms: set[str] = field(default_factory=set)
    last: int = -1
    postings: list[str] = field(default_factory=list)
    last_strong: int = -1
    strong: list[str] = field(default_factory=list)
    is_title: bool = False


@dataclass(slots=True)
class Index:
    """All that the files of the index are made from."""

    pages: list[Page]
    entries: list[Entry]
    groups: dict[str, Group] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The number of units."""
        return sum(len(entry.units) for entry in self.entries)


def order(page: Page) -> tuple[int, str, str]:
    """Return the place of a page among all."""
    return KINDS.index(page.kind), page.date, page.name


def build(pages: Iterable[tuple[Page, Entry]]) -> Index:
    """Make the index of some pages."""
    ordered = sorted(pages, key=lambda found: order(found[0]))
    index = Index([page for page, _ in ordered], [entry for _, entry in ordered])
    # ``A`` is the next page, ``3A`` the third from here, ``3,1A`` its second unit, ``,2A`` the
    # third unit of the page at hand.
    gaps = [base36(number) for number in range(len(ordered) + 1)]
    to_first = [*gaps[:1], "", *gaps[2:]]
    to_further = ["", *gaps[1:]]
    known: dict[str, Group] = {}
    for number, entry in enumerate(index.entries):
        for place, unit in enumerate(entry.units):
            to_here = to_further if place else to_first
            part = f",{base36(place)}" if place else ""
            endings = {level: f"{part}{level}" for level in LEVELS}
            for word, level in zip(unit.words.split(" "), unit.levels, strict=False):
                group = known.get(word)
                if group is None:
                    group = known[word] = _group(index.groups, word)
                ending = endings[level]
                group.postings.append(to_here[number - group.last] + ending)
                group.last = number
                if level >= _STRONG:
                    group.strong.append(to_here[number - group.last_strong] + ending)
                    group.last_strong = number
    return index


def _group(groups: dict[str, Group], word: str) -> Group:
    stem, _, forms = word.removeprefix(TITLE).partition(":")
    group = groups.setdefault(stem, Group())
    group.forms.update(forms.split("/") if forms else [stem])
    group.is_title |= word.startswith(TITLE)
    return group


def base36(number: int) -> str:
    """Return a number as JavaScript's ``parseInt(text, 36)`` reads it."""
    text = ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
