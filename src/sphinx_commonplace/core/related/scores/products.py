"""Products: the dot products of some sparse rows with all rows of a matrix.

Words are few that stand in many posts, and many that stand in few. Those in many cost the most:
for them the rows are laid out in full and multiplied by the machine's own library for matrices.
For the others it is known which rows have them. All sums are of whole numbers and exact, so it
does not matter who adds them up, and in which order.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sphinx_commonplace.core.related.arrays.sorting import Ints, ends, spans

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.matrix import Matrix

Floats = NDArray[np.float64]
_FREQUENT = 0.09  # a term in a larger share of the rows is laid out in full: measured
_PAIRS = 500_000  # pairs of entries that are multiplied at a time, some 20 MB
_WORTH = 800  # pairs of numbers multiplied in full while one is looked up: measured
_HALVED = 64  # by it weights are parted in two smaller ones
_EXACT = 2**24  # below it all whole numbers are numbers of single precision


class Products:
    """The rows of one matrix, ready to be multiplied with others.

    :param terms: the number of its columns.
    """

    def __init__(self, matrix: Matrix, terms: int) -> None:
        self.matrix = matrix
        self.terms = terms
        self.wide = len(matrix.start) - 1

    def having(self, terms: Ints) -> Products:
        """Return the products with rows that have only some terms, which need less."""
        asked = np.zeros(self.terms, bool)
        asked[terms] = True
        return Products(self.matrix.only(asked), self.terms)

    def prepare(self) -> None:
        """Lay out what is needed to multiply many rows."""
        self._longest  # noqa: B018 - it needs all the others

    @cached_property
    def _by_term(self) -> Matrix:
        return self.matrix.transposed(self.terms)

    @cached_property
    def _sizes(self) -> Ints:
        """The number of rows that have each term."""
        return np.diff(self._by_term.start)

    @cached_property
    def _line(self) -> Ints:
        """For each term its line in the layout, or nothing below zero."""
        frequent = self._sizes > max(1.0, _FREQUENT * self.wide)
        return np.where(frequent, np.cumsum(frequent) - 1, -1)

    @cached_property
    def _laid(self) -> Ints:
        """The terms that are laid out, in the order of their lines."""
        return np.flatnonzero(self._line >= 0)

    @cached_property
    def _layout(self) -> NDArray[np.float32]:
        """The values of each frequent term, term by term, since some of the terms are taken."""
        line = self._line[self.matrix.column]
        kept = line >= 0
        layout = np.zeros((len(self._laid), self.wide), np.float32)
        layout[line[kept], self.matrix.rows[kept]] = self.matrix.value[kept]
        return layout

    @cached_property
    def _longest(self) -> float:
        """The length of the longest row that is laid out."""
        squares = np.einsum("ij,ij->j", self._layout, self._layout, dtype=float)
        return float(np.sqrt(squares.max(initial=0)))

    def of(
        self, left: Matrix, places: Ints, which: Ints, count: int, *, in_full: bool = False
    ) -> Floats:
        """Return the products of some rows of another matrix with each row of this one.

        :param places: the places of the entries of ``left`` that take part, in the order of their
            rows, and ``which`` the number of the row of each, out of ``count`` rows.
        :param in_full: whether so much is asked for that it pays to lay this matrix out first.
        """
        terms, values = left.column[places], left.value[places]
        if not in_full:
            found = np.zeros((count, self.wide))
            some = self._sizes[terms].nonzero()[0]  # few of them, where this has few rows
            self._add_rare(found, terms[some], values[some], which[some])
            return found
        # Of those laid out only what many of these rows have: the others cost less one by one.
        line = self._line[terms]
        asked = np.bincount(line[line >= 0], minlength=len(self._laid)) * self._sizes[self._laid]
        chosen = np.append(asked > count * self.wide / _WORTH, False)  # the last for no line
        often = chosen[line]
        rows = np.zeros((count, int(chosen.sum())), np.float32)
        rows[which[often], (np.cumsum(chosen) - 1)[line[often]]] = values[often]
        found = self._exact(rows, self._layout[chosen[:-1]])
        self._add_rare(found, terms[~often], values[~often], which[~often])
        return found

    def _exact(self, rows: NDArray[np.float32], layout: NDArray[np.float32]) -> Floats:
        """Return the products with the layout; no sum is rounded on its way.

        No sum is larger than the product of the lengths (Cauchy and Schwarz). Where that may be
        too much, a row is multiplied in two parts, or in double precision.
        """
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=float))
        long = np.flatnonzero(lengths * self._longest >= _EXACT)
        least = _HALVED * float(np.sqrt(rows.shape[1])), float(lengths.max(initial=0)) / _HALVED
        if len(long) and max(least) * self._longest >= _EXACT:
            in_double: Floats = rows.astype(float) @ layout.astype(float)
            return in_double
        high = np.floor(rows[long] / _HALVED)
        rows[long] -= _HALVED * high
        found = (rows @ layout).astype(float)
        found[long] += _HALVED * (high @ layout).astype(float)
        return found

    def _add_rare(self, found: Floats, terms: Ints, values: Ints, which: Ints) -> None:
        theirs = self._by_term
        sizes = self._sizes[terms]
        done = ends(sizes)
        flat = found.reshape(-1)
        cell, values = which * self.wide, values.astype(float)
        begin = 0
        while begin < len(terms):
            end = max(begin + 1, int(done.searchsorted(done[begin] + _PAIRS, "right")) - 1)
            some = slice(begin, end)
            first, last = int(cell[begin]), int(cell[end - 1]) + self.wide
            places = spans(theirs.start[terms[some]], sizes[some])
            cells = np.repeat(cell[some] - first, sizes[some])
            cells += theirs.column[places]
            sums = np.repeat(values[some], sizes[some])
            sums *= theirs.value[places]
            flat[first:last] += np.bincount(cells, sums, last - first)
            begin = end
