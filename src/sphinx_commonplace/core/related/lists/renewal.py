"""Renewal: the lists of this build from those of the last one, and as little comparing as can be.

A post that looks with other words or ties than before gets its lists anew. A post in which others
find something else than before moves in their lists, and in nothing but its own place: it alone is
compared with them again. Only where it leaves a full list is it not known who comes next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import Matrix
from sphinx_commonplace.core.related.arrays.sorting import Ints, Marks, ends, in_order
from sphinx_commonplace.core.related.lists.found import Found
from sphinx_commonplace.core.related.lists.rows import Rows
from sphinx_commonplace.core.related.scores.similarity import FLOOR, MOST, THEME_FLOOR, Row, best
from sphinx_commonplace.core.related.work import Each, alone, side_by_side

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.scores.similarity import Scores, Similarity

SEEKING = "lists"
_CHANGED = 4  # with more than a part of this size changed, everything is compared again


class Lists(NamedTuple):
    """Some lists, each a row of ``found``, and the numbers they have among the lists of all."""

    rows: Ints
    found: Matrix


class Renewal:
    """The lists of the last build beside what they are to be found with now.

    ``place`` has where each post stood in the last build, or nothing below zero. ``rebound`` tells
    which posts have other themes or ties, and ``floor`` from which score on each list takes a post.
    """

    def __init__(self, similarity: Similarity, before: Found) -> None:
        self.similarity = similarity
        self.before = before
        names = similarity.names
        self.rows = Rows(similarity.themes_of)
        self.floor = np.full(self.rows.count, THEME_FLOOR)
        self.floor[self.rows.start[:-1]] = FLOOR
        self.place = np.array([before.number.get(name, -1) for name in names], np.int64)
        known = self.known = self.place >= 0
        was = self.place[known]
        self.moved, self.rebound = ~known, ~known
        self.moved[known] = before.offered[was] != similarity.offered[known]
        self.rebound[known] = before.bound[was] != similarity.bound[known]
        self.stale = self.moved | self.rebound
        self.number_of = np.full(len(before.names) + 1, -1)
        self.number_of[self.place] = np.arange(len(names))
        # Those of before that are gone, or no longer what they were.
        self.away = np.ones(len(before), bool)
        self.away[was[~self.moved[known]]] = False

    def lists(self, each: Each = alone) -> tuple[Found, Marks]:
        """Return the lists of all posts, and of which posts some may be others than before."""
        similarity = self.similarity
        changed = max(int(self.stale.sum()), int(self.moved.sum()))
        if not len(self.before) or changed > len(self.place) // _CHANGED:
            self.stale[:] = True
        merged = self._merged()
        stale = [similarity.names[number] for number in np.flatnonzero(self.stale)]
        similarity.prepare(len(stale))
        parts = [merged, *each(self._sought, stale, SEEKING), self._taken_over(merged.rows)]
        rows, column, value = (
            np.concatenate(entries)
            for entries in zip(
                *((rows[lists.rows], lists.column, lists.value) for rows, lists in parts),
                strict=True,
            )
        )
        order = in_order(rows)
        every = Matrix.of(rows[order], column[order], value[order], self.rows.count)
        keys = similarity.offered, similarity.bound
        others = self.stale.copy()
        others[self.rows.owners(merged.rows)] = True
        return Found(similarity.names, *keys, similarity.themes_of, every), others

    def _sought(self, names: Sequence[str]) -> Lists:
        """Return the lists of some posts, sought among all."""
        similarity = self.similarity
        numbers = np.array([similarity.weights.number[name] for name in names], np.int64)
        rows = [np.zeros(0, np.int64)]
        lists: list[Row] = []
        for found in similarity.scores(numbers):
            rows.append(np.concatenate(self._rows_of(found)))
            lists += map(best, (*found.of_posts, *found.of_themes), self.floor[rows[-1]])
        return _listed(np.concatenate(rows), lists)

    def _taken_over(self, others: Ints) -> Lists:
        """Return the lists that are what they were: those neither sought nor among others."""
        kept = np.flatnonzero(~self.stale)
        rows, old = self.rows.of(kept), self.before.rows.of(self.place[kept])
        same = np.ones(self.rows.count, bool)
        same[others] = False
        same = same[rows]
        lists = self.before.lists.some(old[same])
        return Lists(rows[same], lists._replace(column=self.number_of[lists.column]))

    def _merged(self) -> Lists:
        """Return the lists that change since posts have moved, with these in their new places.

        Posts of which a list must be sought anew become stale.
        """
        before, nowhere = self.before, self.before.rows.count
        kept, moved = np.flatnonzero(~self.stale), np.flatnonzero(self.moved)
        was = np.full(self.rows.count, nowhere)  # what each list was, but for those of stale posts
        was[self.rows.of(kept)] = before.rows.of(self.place[kept])
        losing = np.append(before.with_any(self.away), False)[was]
        least = np.maximum(self.floor, np.append(before.least(MOST), 0)[was])
        halves = np.array_split(kept, 2) if len(moved) else ()
        parts = side_by_side(*(partial(self._entering, half, moved, least) for half in halves))
        entries = np.concatenate([np.zeros((3, 0), np.int64), *parts], axis=1)
        concerned = losing.copy()
        concerned[entries[0]] = True
        return self._joined(np.flatnonzero(concerned), was, entries)

    def _entering(self, posts: Ints, moved: Ints, least: Ints) -> Ints:
        """Return into which lists of some posts those that moved get, who, and with which score."""
        entered = [np.zeros((3, 0), np.int64)]
        for found in self.similarity.scores(posts, moved):
            for row, scores in zip(self._rows_of(found), found[2:], strict=True):
                which, column = (scores >= least[row][:, None]).nonzero()
                value = scores[which, column].astype(np.int64)
                entered.append(np.stack([row[which], moved[column], value]))
        return np.concatenate(entered, axis=1)

    def _joined(self, rows: Ints, was: Ints, entries: Ints) -> Lists:
        """Return those of some lists that change if posts that moved get into them.

        :param was: what each list was in the last build.
        :param entries: the list into which a post gets, the post, and its score.
        """
        old = self.before.lists.some(was[rows])
        stays = ~self.away[old.column]
        old = old._replace(column=self.number_of[old.column])
        row = np.concatenate([old.rows[stays], rows.searchsorted(entries[0])])
        column = np.concatenate([old.column[stays], entries[1]])
        value = np.concatenate([old.value[stays], entries[2]])
        order = np.lexsort((column, -value, row))
        first = order[np.arange(len(row)) - row[order].searchsorted(row[order]) < MOST]
        row, column, value = row[first], column[first], value[first]
        new = Matrix.of(row, column, value, len(rows))
        # All who were not in a full list come after its last one: who does is not known any more.
        full = np.diff(old.start) == MOST
        last, bound = np.zeros((2, len(rows)), np.int64)
        ends = old.start[1:][full] - 1
        last[full], bound[full] = old.column[ends], old.value[ends]
        sure = (value > bound[row]) | ((value == bound[row]) & (column <= last[row]))
        unsure = full & (np.bincount(row[sure], minlength=len(rows)) < MOST)
        owners = self.rows.owners(rows)
        self.stale[owners[unsure]] = True
        kept = np.flatnonzero(new.differing(old) & ~self.stale[owners])
        return Lists(rows[kept], new.some(kept))

    def _rows_of(self, scores: Scores) -> tuple[Ints, Ints]:
        """Return the lists of the posts, and of the themes, that have scores."""
        owner = self.similarity.owner[scores.themes]
        return self.rows.start[scores.posts], self.rows.of_themes(scores.themes, owner)


def _listed(rows: Ints, lists: list[Row]) -> Lists:
    none = np.zeros(0, np.int64)
    sizes = [len(column) for column, _value in lists]
    parts = (np.concatenate([none, *part]) for part in zip(*lists, strict=True))
    return Lists(rows, Matrix(ends(np.array(sizes, np.int64)), *(parts if lists else (none, none))))
