"""Texts: what is shown of the units, in files of several that stand next to each other.

The first file names all of these files, so that a reader waits for no other. Where one ends follows
from the names of pages, and from how many sentences their units have: a word more or less, or
another in its place, adds none. What is shown of a page stands with its first unit alone, so that
another title changes one file, however long the page is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from zlib import crc32

from sphinx_commonplace.core.search.entries import as_json, digest, texts
from sphinx_commonplace.core.search.index import base36
from sphinx_commonplace.core.search.runs import runs

if TYPE_CHECKING:
    from sphinx_commonplace.core.search.index import Index
    from sphinx_commonplace.core.search.lookup import AddKnown

_SENTENCES = 60  # of a file of several units at the most: some four kilobytes

Places = list[tuple[int, int]]  # of units: the number of the page, and which of its units


def write(add: AddKnown, index: Index) -> tuple[str, str]:
    """Write the texts; return how many units each file has, and what it is called."""
    counts: list[str] = []
    names: list[str] = []
    for places in _files(index):
        counts.append(base36(len(places)))
        stands_for = digest("\n".join(_parts(index, places)))
        names.append(add("t", stands_for, partial(_content, index, places)))
    return " ".join(counts), "".join(names)


def _files(index: Index) -> Iterator[Places]:
    """Yield what each file has."""
    units = [
        (number, place)
        for number, one in enumerate(index.entries)
        for place in range(len(one.units))
    ]
    # A file would rather begin with a page than amid one.
    numbers = [
        (place > 0, crc32(f"{index.pages[number].name}\n{place}".encode()), number, place)
        for number, place in units
    ]
    sizes = [int(unit.sentences) for one in index.entries for unit in one.units]
    for begin, end in runs(numbers, sizes, _SENTENCES):
        yield units[begin:end]


def _parts(index: Index, places: Places) -> Iterator[str]:
    for number, place in places:
        yield from _row(index, number, place)
        yield index.entries[number].units[place].text


def _row(index: Index, number: int, place: int) -> list[str]:
    """Return what is shown of a page, where its first unit is asked for."""
    page = index.pages[number]
    return [] if place else [as_json([page.url, page.title, page.date, page.day, page.tags])]


def _content(index: Index, places: Places) -> str:
    units = []
    for number, inside in groupby(places, itemgetter(0)):
        shown = texts(index.pages[number], index.entries[number])
        units += [f"[{','.join([shown[at], *_row(index, number, at)])}]" for _, at in inside]
    return f"[{','.join(units)}]"
