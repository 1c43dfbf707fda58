"""Renewal: the lists of this build from those of the last one, and as little comparing as can be.

A post that looks with other words or ties than before gets its lists anew. A post in which others
find something else than before moves in their lists, and in nothing but its own place: it alone is
compared with them again. Only where it leaves a full list is it not known who comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.found import Found
from sphinx_commonplace.core.related.matrix import Ints, Marks, Matrix, in_order, ranges
from sphinx_commonplace.core.related.products import Products
from sphinx_commonplace.core.related.similarity import FLOOR, MOST, Row, best
from sphinx_commonplace.core.related.work import Each, alone

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.similarity import Floats, Similarity

Part = tuple[Ints, Matrix]  # posts, and the list of each with those of its themes

SEEKING = "lists"
_CHANGED = 4  # with more than a part of this size changed, everything is compared again
_FEW = 8  # posts of which it is asked first in which lists they could get


class Renewal:
    """The lists of the last build beside what they are to be found with now."""

    def __init__(self, similarity: Similarity, before: Found) -> None:
        self.similarity = similarity
        self.before = before
        names = similarity.names
        self.place = np.array([before.number.get(name, -1) for name in names], np.int64)
        known = self.place >= 0
        self.stale, self.moved = ~known, ~known
        self.stale[known] = before.asked[self.place[known]] != similarity.asked[known]
        self.moved[known] = before.offered[self.place[known]] != similarity.offered[known]
        self.number_of = np.full(len(before.names) + 1, -1)
        self.number_of[self.place] = np.arange(len(names))
        # Those of before that are gone, or no longer what they were.
        self.away = np.ones(len(before), bool)
        self.away[self.place[known & ~self.moved]] = False

    def lists(self, each: Each = alone) -> tuple[Found, Ints]:
        """Return the lists of all posts, and the posts whose lists or reasons may be others."""
        similarity, before = self.similarity, self.before
        changed = max(int(self.stale.sum()), int(self.moved.sum()))
        if not len(before) or changed > len(self.place) // _CHANGED:
            self.stale[:] = True
        made = list(self._moved_into()) if not self.stale.all() else []
        stale = [similarity.names[number] for number in np.flatnonzero(self.stale)]
        similarity.prepare(len(stale))
        made += each(self._sought, stale, SEEKING)
        posts = np.concatenate([np.zeros(0, np.int64), *(numbers for numbers, _lists in made)])
        start = np.cumsum([0, *(similarity.themes_of + 1)])
        kept = np.setdiff1d(np.arange(len(self.place)), posts)
        sizes = similarity.themes_of[kept] + 1
        old, which = before.rows.places(ranges(before.start[self.place[kept]], sizes)[0])
        rows = [ranges(start[kept], sizes)[0][which]]
        columns, values = [self.number_of[before.rows.column[old]]], [before.rows.value[old]]
        for numbers, lists in made:
            row = ranges(start[numbers], similarity.themes_of[numbers] + 1)[0]
            rows.append(row[lists.rows])
            columns.append(lists.column)
            values.append(lists.value)
        order = in_order(np.concatenate(rows))
        whole, column, value = (np.concatenate(parts)[order] for parts in (rows, columns, values))
        every = Matrix.of(whole, column, value, int(start[-1]))
        keys = similarity.asked, similarity.offered
        found = Found(similarity.names, *keys, similarity.themes_of, every)
        return found, np.sort(posts)

    def _sought(self, names: Sequence[str]) -> Part:
        """Return the lists of some posts, with their numbers."""
        similarity = self.similarity
        numbers = np.array([similarity.weights.number[name] for name in names], np.int64)
        scores = (row for _number, rows in similarity.scores(numbers) for row in rows)
        return numbers, _listed(map(best, scores))

    def _moved_into(self) -> Iterator[Part]:
        """Yield the posts in whose lists those that moved are, or were, with the lists.

        Those of which the lists must be made anew become stale.
        """
        similarity = self.similarity
        moved = np.flatnonzero(self.moved)
        asked = np.flatnonzero(self._touched(moved) & ~self.stale)
        posts = similarity.posts
        places, which = posts.places(moved)
        matrix = Matrix.of(which, posts.column[places], posts.value[places], len(moved))
        these = Products(matrix, similarity.weights.terms)
        for number, rows in similarity.scores(asked, these, moved):
            first = int(self.before.start[self.place[number]])
            lists = [self._merged(first + n, row, moved) for n, row in enumerate(rows)]
            if any(one is None for one in lists):
                self.stale[number] = True
            elif any(one and one[1] for one in lists):
                yield np.array([number]), _listed(one[0] for one in lists if one)

    def _touched(self, moved: Ints) -> Marks:
        """Return the posts in whose lists those that moved were or could be."""
        found = np.ones(len(self.place), bool)
        if len(moved) > _FEW:
            return found
        known, similarity, before = self.place >= 0, self.similarity, self.before
        found[known] = before.holding(self.away)[self.place[known]]
        kept = np.flatnonzero(~self.stale)
        least, floors = before.least(MOST, FLOOR), np.full(len(self.place), FLOOR)
        floors[kept] = least[before.start[self.place[kept]]]
        in_themes = np.full(len(similarity.owner), FLOOR)
        ours = ranges(similarity.weights.theme_start[kept], similarity.themes_of[kept])[0]
        theirs = ranges(before.start[self.place[kept]] + 1, similarity.themes_of[kept])[0]
        in_themes[ours] = least[theirs]
        for number in moved.tolist():
            whole, themes = similarity.towards(number)
            found |= whole >= floors
            found[similarity.owner[themes >= in_themes]] = True
        return found

    def _merged(self, row: int, scores: Floats, moved: Ints) -> tuple[Row, bool] | None:
        """Return a list with those that moved where they belong now, and whether they are in it.

        Nothing if the list was full, and is not full any more of what is known to be the best.
        """
        old, values = self.before.rows.row(row)
        stays = ~self.away[old]
        entered = np.flatnonzero(scores >= FLOOR)
        if not len(entered) and stays.all():
            return (self.number_of[old], values), False
        column = np.concatenate([self.number_of[old[stays]], moved[entered]])
        value = np.concatenate([values[stays], scores[entered].astype(np.int64)])
        order = np.lexsort((column, -value))[:MOST]
        column, value = column[order], value[order]
        if len(old) == MOST:
            # All who were not in the list come after its last one.
            last, bound = self.number_of[old[-1]], values[-1]
            sure = value > bound
            if last >= 0:
                sure |= (value == bound) & (column <= last)
            if int(sure.sum()) < MOST:
                return None
        return (column, value), bool(not stays.all() or self.moved[column].any())


def _listed(lists: Iterable[Row]) -> Matrix:
    """Return lists as the rows of a matrix."""
    found = list(lists)
    none = np.zeros(0, np.int64)
    return Matrix(
        np.cumsum([0, *(len(column) for column, _value in found)]),
        np.concatenate([none, *(column for column, _value in found)]),
        np.concatenate([none, *(value for _column, value in found)]),
    )
