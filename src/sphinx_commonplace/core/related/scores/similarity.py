"""Similarity: which posts are related to a post and to each of its themes.

The score of a pair adds the cosine of the weighted terms of both (Salton and Buckley, "Term
weighting approaches in automatic text retrieval", 1988), where a post also owns the words by
which others link to it and some of those of its neighbours, and their ties. It depends on the two
and on what is near them; nothing is scaled by what else there is. So an edit moves the edited post
and its neighbours in the lists of others and nothing else, and a list that cannot have changed is
taken over from the build before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sphinx_commonplace.core.related.arrays import keys
from sphinx_commonplace.core.related.arrays.sorting import Ints, ranges, spans
from sphinx_commonplace.core.related.scores.circles import UNIT, circles
from sphinx_commonplace.core.related.scores.products import Products
from sphinx_commonplace.core.related.work import side_by_side

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.keys import Keys
    from sphinx_commonplace.core.related.arrays.matrix import Matrix
    from sphinx_commonplace.core.related.scores.ties import Ties
    from sphinx_commonplace.core.related.scores.weights import Weights

MOST = 12  # posts in a list
FLOOR = 450  # thousandths; a score below it is noise: hardly ever did an author link such posts
THEME_FLOOR = 250  # the same for a theme, which has fewer words
_QUERY = 300, 200  # terms by which a post, and a theme, looks for others
_WHOLE = 0.2  # share of the whole post in what a theme looks for
COSINE = 1000 / 0.3  # thousandths for texts that are the same
_FEW = 64  # posts for which not all others are laid out
_BLOCK = 1_000_000  # scores, and weights, that are worked on at a time

Floats = NDArray[np.float64]
Row = tuple[Ints, Ints]  # numbers of posts with scores, best first


class Scores(NamedTuple):
    """What posts score for some ``posts``, and for the ``themes`` of these: a row for each."""

    posts: Ints
    themes: Ints
    of_posts: Floats
    of_themes: Floats


class Similarity:
    """The scores of one set of posts.

    ``offered`` has for each a key that stands for what others find in it, and ``bound`` one for
    its themes, its ties, and what is closed to it.

    :param closed: for each post, and for each theme, the posts that are not to be in its list.
    """

    def __init__(self, weights: Weights, ties: Ties, closed: tuple[Matrix, Matrix]) -> None:
        self.weights = weights
        self.ties = ties
        self.closed, self.closed_to_themes = closed
        self.names = weights.names
        self.themes_of = np.diff(weights.theme_start)
        self.owner = weights.theme_owner
        self.posts, _ = side_by_side(lambda: circles(weights, ties), lambda: ties.whole)
        self.to_posts = Products(self.posts, weights.terms)
        terms = np.arange(weights.terms, dtype=np.uint64)
        self.offered, self.bound = side_by_side(
            lambda: keys.sums(self.posts, terms), lambda: self._bound(keys.of_texts(self.names))
        )

    def _bound(self, names: Keys) -> Keys:
        """Return what stands for the themes and the ties of each post."""
        weights, ties = self.weights, self.ties
        terms = np.arange(weights.terms, dtype=np.uint64)
        place = (np.arange(len(self.owner)) - weights.theme_start[self.owner]).astype(np.uint64)
        found = np.zeros(len(self.names), np.uint64)
        of_themes = (weights.themes, terms), (ties.in_themes, names), (self.closed_to_themes, names)
        for salt, (matrix, known) in enumerate(of_themes):
            theme = keys.sums(matrix, known) ^ keys.spread(place * 8 + salt)
            np.add.at(found, self.owner, keys.spread(theme))
        for salt, matrix in ((3, ties.whole), (4, self.closed)):
            found += keys.spread(keys.sums(matrix, names) + np.uint64(salt))
        # What is linked to a third, by the third: so not by each pair of those.
        third, one = ties.adjacent.rows, ties.adjacent.column
        linked = keys.spread(names ^ keys.sums(ties.adjacent, names))
        fit = ties.binds[third]
        np.add.at(found, one[fit], linked[third[fit]])
        return found

    def prepare(self, count: int) -> None:
        """Make what the scores of so many posts need, before processes share the work."""
        if count > _FEW:
            self.to_posts.prepare()

    def _to_posts_of(self, numbers: Ints) -> Products:
        """Return the products of all posts with some and with their themes."""
        posts, themes = self.posts, self.weights.themes
        rows = spans(self.weights.theme_start[numbers], self.themes_of[numbers])
        sides = (posts, numbers), (themes, rows)
        return self.to_posts.having(
            np.concatenate([matrix.some(some).column for matrix, some in sides])
        )

    def scores(self, numbers: Ints, others: Ints | None = None) -> Iterator[Scores]:
        """Yield what others score for some posts and for their themes, some posts at a time.

        What stands before the first heading is no theme that is shown; there is nothing for it.

        :param others: the posts that are asked for if they are not all.
        """
        weights, count = self.weights, len(self.names)
        place = np.arange(count)
        in_full = others is None and len(numbers) > _FEW
        if others is not None:
            place = np.full(count, -1)
            place[others] = np.arange(len(others))
            to_posts = Products(self.posts.some(others), weights.terms)
        else:
            to_posts = self.to_posts if in_full else self._to_posts_of(numbers)
        sizes = (1 + self.themes_of) * to_posts.wide + np.diff(self.posts.start)
        for block in _blocks(numbers, sizes):
            places, which = self.posts.heaviest(block, _QUERY[0])
            whole = to_posts.of(self.posts, places, which, len(block), in_full=in_full)
            whole /= UNIT * UNIT
            rows, of = ranges(weights.theme_start[block] + 1, self.themes_of[block] - 1)
            places, which = weights.themes.heaviest(rows, _QUERY[1])
            theme = to_posts.of(weights.themes, places, which, len(rows), in_full=in_full)
            theme /= UNIT * weights.theme_lengths[rows][:, None]
            theme += _WHOLE * whole[of]
            _tie(whole, place, self.ties.whole.some(block), self.closed.some(block))
            _tie(theme, place, self.ties.in_themes.some(rows), self.closed_to_themes.some(rows))
            yield Scores(block, rows, whole, theme)


def best(scores: Floats, floor: int) -> Row:
    """Return the posts that score most, and what they score.

    :param floor: the least score of one that is worth to be shown.
    """
    found = np.flatnonzero(scores >= floor)
    if len(found) > MOST:
        least = np.partition(scores[found], len(found) - MOST)[len(found) - MOST]
        found = found[scores[found] >= least]
    first = found[np.lexsort((found, -scores[found]))][:MOST]
    return first, scores[first].astype(np.int64)


def _tie(scores: Floats, place: Ints, ties: Matrix, closed: Matrix) -> None:
    """Make scores of cosines and ties, and nothing of what is closed.

    :param place: the column of each post in ``scores``, or nothing below zero.
    """
    scores *= COSINE
    column = place[ties.column]
    kept = column >= 0
    scores[ties.rows[kept], column[kept]] += ties.value[kept]
    np.rint(scores, out=scores)
    column = place[closed.column]
    kept = column >= 0
    scores[closed.rows[kept], column[kept]] = 0


def _blocks(numbers: Ints, sizes: Ints) -> Iterator[Ints]:
    """Yield the numbers in blocks whose sizes add up to no more than ``_BLOCK``, or of one."""
    block: list[int] = []
    size = 0
    for number in numbers.tolist():
        if block and size + sizes[number] > _BLOCK:
            yield np.array(block)
            block, size = [], 0
        block.append(number)
        size += int(sizes[number])
    if block:
        yield np.array(block)
