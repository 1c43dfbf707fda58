"""Texts: what is shown of the units, in files of several that stand next to each other.

The first file names all of these files, so that a reader waits for no other. Where one ends follows
from the names of pages, and from how many sentences their units have: a word more or less, or
another in its place, adds none.
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

_SENTENCES = 50  # of a file of several units at the most: some three kilobytes

Places = list[tuple[int, list[int]]]  # the number of each page, and which of its units


def write(add: AddKnown, index: Index) -> tuple[str, str]:
    """Write the texts; return how many units each file has, and what it is called."""
    counts: list[str] = []
    names: list[str] = []
    for places in _files(index):
        counts.append(base36(sum(len(units) for _, units in places)))
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
        yield [
            (number, [place for _, place in inside])
            for number, inside in groupby(units[begin:end], itemgetter(0))
        ]


def _parts(index: Index, places: Places) -> Iterator[str]:
    for number, units in places:
        yield _row(index, number)
        yield from (index.entries[number].units[place].text for place in units)


def _row(index: Index, number: int) -> str:
    page = index.pages[number]
    return as_json([page.url, page.title, page.date, "|".join(page.tags)])


def _content(index: Index, places: Places) -> str:
    pages = []
    for number, units in places:
        shown = texts(index.pages[number], index.entries[number])
        pages.append(f"[{','.join([_row(index, number), *(shown[place] for place in units)])}]")
    return f"[{','.join(pages)}]"
