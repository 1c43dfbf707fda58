"""The index: the entries of all pages together, as postings of each word.

Pages are numbered: first those that are no posts, then notes, by name, then essays by date, so
that the filters by kind and year are ranges of numbers and the newest essay moves no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from sphinx_commonplace.core.search.entries import LEVELS, TITLE, IndexEntry, SearchedPage, digest

KINDS = ("page", "note", "essay")
_STRONG = LEVELS[2]  # from here on only titles and headings reach, or a word said over and over
_COMMON = 0.3  # of all units; words in more of them, and in more than
_FEW = 600  # units, are found in titles and headings only
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Group:
    """The words of one stem, as entries write them, and where they stand.

    A posting is the number of a page, and which of its units and how much, already written down.
    """

    words: set[str] = field(default_factory=set)
    postings: list[tuple[int, str]] = field(default_factory=list)

    def written(self, limit: int) -> str:
        """Write down the postings; of more than so many only the strong ones, after a mark."""
        # ``A`` is the next page, ``3A`` the third from here, ``3,1A`` its second unit, ``,2A`` the
        # third unit of the page at hand.
        is_common = len(self.postings) > limit
        parts = ["!"] if is_common else []
        last = -1
        for number, ending in self.postings:
            if is_common and ending[-1] < _STRONG:
                continue
            gap = number - last
            if gap != (ending[0] != ","):
                parts.append(base36(gap))
            parts.append(ending)
            last = number
        return "".join(parts)


@dataclass(slots=True)
class Index:
    """All that the files of the index are made from."""

    pages: list[SearchedPage]
    entries: list[IndexEntry]

    @property
    def total(self) -> int:
        """The number of units."""
        return sum(len(entry.units) for entry in self.entries)

    @property
    def limit(self) -> int:
        """How many units a word may be in before it is a very common one."""
        return max(_FEW, int(self.total * _COMMON))

    @property
    def lengths(self) -> str:
        """The class of length of each unit, by pages."""
        return " ".join("".join([unit.length for unit in one.units]) for one in self.entries)

    @property
    def order(self) -> str:
        """What stands for all that the postings of a word depend on beside the entries it is in."""
        return digest("\n".join([str(self.limit), *(page.name for page in self.pages)]))


def order(page: SearchedPage) -> tuple[int, str, str]:
    """Return the place of a page among all."""
    return KINDS.index(page.kind), page.date, page.name


def build(pages: Iterable[tuple[SearchedPage, IndexEntry]]) -> Index:
    """Make the index of some pages."""
    ordered = sorted(pages, key=lambda found: order(found[0]))
    return Index([page for page, _ in ordered], [entry for _, entry in ordered])


def groups(entries: list[IndexEntry], only: AbstractSet[str] | None = None) -> dict[str, Group]:
    """Return each stem with its postings, or those of some words only."""
    found: dict[str, Group] = {}
    known: dict[str, list[tuple[int, str]]] = {}
    for number, entry in enumerate(entries):
        for place, unit in enumerate(entry.units):
            words = unit.words.split(" ")
            if only is not None and only.isdisjoint(words):
                continue
            part = f",{base36(place)}" if place else ""
            postings = {level: (number, part + level) for level in set(unit.levels)}
            for word, level in zip(words, unit.levels, strict=False):
                here = known.get(word)
                if here is None:
                    if only is not None and word not in only:
                        continue
                    group = found.setdefault(stem_of(word), Group())
                    group.words.add(word)
                    here = known[word] = group.postings
                here.append(postings[level])
    return found


def stem_of(word: str) -> str:
    """Return the stem of a word of an entry."""
    return word.removeprefix(TITLE).partition(":")[0]


def forms_of(word: str) -> list[str]:
    """Return the forms of its stem that a word of an entry stands for."""
    stem, _, forms = word.removeprefix(TITLE).partition(":")
    return forms.split("/") if forms else [stem]


@lru_cache(maxsize=10_000)
def base36(number: int) -> str:
    """Return a number as JavaScript's ``parseInt(text, 36)`` reads it."""
    text = ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
