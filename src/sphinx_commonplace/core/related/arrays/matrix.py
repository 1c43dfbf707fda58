"""Matrices: sparse rows of whole numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.arrays.sorting import (
    Ints,
    Marks,
    added,
    counted,
    ends,
    in_order,
    keys_of,
    parted,
    ranges,
    spans,
    starts,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 500  # rows that are worked on at a time; arrays of all words of a site are large


class Matrix(NamedTuple):
    """Sparse rows: those of row ``i`` are the places from ``start[i]`` to ``start[i + 1]``.

    Rows, columns and values have 32 bits: there are millions of them.
    """

    start: Ints
    column: Ints
    value: Ints

    @classmethod
    def of(cls, rows: Ints, column: Ints, value: Ints, count: int) -> Matrix:
        """Return the matrix of entries that are in the order of their rows."""
        start = np.searchsorted(rows, np.arange(count + 1, dtype=rows.dtype))
        return cls(start, column.astype(np.int32, copy=False), value.astype(np.int32, copy=False))

    @classmethod
    def of_keys(cls, keys: Ints, wide: int, value: Ints, count: int) -> Matrix:
        """Return the matrix of entries whose keys are in order.

        :param wide: the number of columns that the keys are made with.
        """
        column = parted(keys, wide)[1].astype(np.int32)
        return cls(starts(keys, wide, count), column, value.astype(np.int32, copy=False))

    @property
    def rows(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))

    def transposed(self, count: int) -> Matrix:
        """Return the columns as rows, with the former rows in their order."""
        order = in_order(self.column)
        return Matrix.of(self.column[order], self.rows[order], self.value[order], count)

    def norms(self) -> NDArray[np.float64]:
        """Return the length of each row as a vector; 1 where it is empty."""
        squares = np.bincount(
            self.rows, (self.value * self.value).astype(float), len(self.start) - 1
        )
        return np.sqrt(np.maximum(squares, 1.0))

    def places(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the places of the entries of some rows, and for each the number of its row."""
        return ranges(self.start[rows], self.start[rows + 1] - self.start[rows])

    def some(self, rows: Ints) -> Matrix:
        """Return the matrix of some rows alone."""
        sizes = self.start[rows + 1] - self.start[rows]
        places = spans(self.start[rows], sizes)
        return Matrix(ends(sizes), self.column[places], self.value[places])

    def between(self, begin: int, end: int) -> Matrix:
        """Return the matrix of the rows from one to another, which is no copy."""
        places = slice(self.start[begin], self.start[end])
        start = self.start[begin : end + 1] - self.start[begin]
        return Matrix(start, self.column[places], self.value[places])

    def blocks(self) -> Iterator[Matrix]:
        """Yield its rows, some at a time: much less memory takes what is done for these alone."""
        count = len(self.start) - 1
        for begin in range(0, count, BLOCK):
            yield self.between(begin, min(begin + BLOCK, count))

    def row(self, number: int) -> tuple[Ints, Ints]:
        """Return the columns and the values of one row."""
        places = slice(self.start[number], self.start[number + 1])
        return self.column[places], self.value[places]

    def at(self, places: Ints) -> Matrix:
        """Return the matrix of the entries at some places, which are in order, alone."""
        return Matrix(places.searchsorted(self.start), self.column[places], self.value[places])

    def only(self, columns: Marks) -> Matrix:
        """Return the matrix without the entries of other columns."""
        return self.at(np.flatnonzero(columns[self.column]))

    def differing(self, other: Matrix) -> Marks:
        """Return which rows are not those of another matrix with as many."""
        sizes, others = np.diff(self.start), np.diff(other.start)
        differ: Marks = sizes != others
        alike = np.flatnonzero(~differ)
        ours, which = self.places(alike)
        theirs, _which = other.places(alike)
        apart = self.column[ours] != other.column[theirs]
        apart |= self.value[ours] != other.value[theirs]
        differ[alike[which[apart]]] = True
        return differ

    def heaviest(self, rows: Ints, most: int) -> tuple[Ints, Ints]:
        """Return as ``places`` does, but only the heaviest of each row, and what equals them."""
        places, which = self.places(rows)
        sizes = self.start[rows + 1] - self.start[rows]
        long = np.flatnonzero(sizes > most)
        if not len(long):
            return places, which
        value = self.value[places]
        top = int(value.max())
        among = np.repeat(sizes > most, sizes)
        keys = np.sort(keys_of(which[among], top - value[among], top + 1))
        last = np.cumsum(sizes[long]) - sizes[long] + most - 1
        least = np.zeros(len(rows), np.int64)
        least[long] = top - parted(keys[last], top + 1)[1]
        kept = value >= least[which]
        return places[kept], which[kept]


class Cells:
    """The values of a matrix for who asks for one at a time, which arrays are slow at."""

    def __init__(self, matrix: Matrix) -> None:
        self._start, self._column, self._value = (part.data for part in matrix)

    def __getitem__(self, cell: tuple[int, int]) -> int:
        """Return the value in a row and a column, or zero."""
        row, column = cell
        end = self._start[row + 1]
        place = bisect_left(self._column, column, self._start[row], end)
        found = place < end and self._column[place] == column
        return int(self._value[place]) if found else 0


def pairs(rows: Ints, column: Ints, count: int) -> Matrix:
    """Return a matrix of ones that has each pair once."""
    wide = int(column.max(initial=0)) + 1
    keys, _times = counted(keys_of(rows, column, wide))
    return Matrix.of_keys(keys, wide, np.ones(len(keys), np.int32), count)


def summed(rows: Ints, column: Ints, value: Ints, count: int, wide: int) -> Matrix:
    """Return a matrix with the sum of what each pair is given.

    :param wide: the number of columns.
    """
    keys, sums = added(keys_of(rows, column, wide), value)
    return Matrix.of_keys(keys, wide, sums, count)


def largest(rows: Ints, column: Ints, value: Ints, count: int, wide: int) -> Matrix:
    """Return a matrix with the largest of what each pair is given.

    :param wide: the number of columns.
    """
    heavy = int(value.max(initial=0)) + 1
    keys = keys_of(keys_of(rows, column, wide), value, heavy)
    keys.sort()
    keys, most = parted(keys, heavy)
    last = np.flatnonzero(np.diff(keys, append=-1))
    return Matrix.of_keys(keys[last], wide, most[last], count)


def stacked(parts: Sequence[Matrix]) -> Matrix:
    """Return the rows of some matrices, one after the other."""
    none = np.zeros(0, np.int32)
    return Matrix(
        ends(np.concatenate([none, *(np.diff(part.start) for part in parts)])),
        np.concatenate([none, *(part.column for part in parts)]),
        np.concatenate([none, *(part.value for part in parts)]),
    )
