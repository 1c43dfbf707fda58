"""Reasons: why a post is related to another or to one of its themes, in the reader's words.

They come from the very terms and ties that made the score, the most telling first, and words are
shown as they occur in the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.common import Common
from sphinx_commonplace.core.related.shelf import Reason
from sphinx_commonplace.core.related.similarity import COSINE
from sphinx_commonplace.core.related.texts import Text
from sphinx_commonplace.core.related.weights import rounded

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus import Corpus
    from sphinx_commonplace.core.related.matrix import Matrix
    from sphinx_commonplace.core.related.ties import Ties
    from sphinx_commonplace.core.related.weights import Weights

LINKED = ("cited", "cite", "between")  # kinds that say nothing of the texts
MOST = 3  # reasons for a pair
_TERMS = 24  # the heaviest terms, among which they are sought
_OF_SCORE = 20  # the heaviest, which make up what words are worth
_THIN = 60  # thousandths of a score for which a reason is given


class Reasons:
    """The reasons for the pairs of one set of posts."""

    def __init__(self, corpus: Corpus, weights: Weights, ties: Ties) -> None:
        self.corpus = corpus
        self.weights = weights
        self.ties = ties
        term_of = np.array(corpus.vocabulary.term_of, np.uint32)
        self.text = cache(
            lambda name: Text(corpus.entries[name], term_of, corpus.vocabulary.surfaces)
        )
        self.common = Common(corpus.vocabulary.terms, weights.idf)
        self._row = np.zeros(weights.terms, np.int64)

    def of(self, name: str, theme: int | None, other: str) -> tuple[Reason, ...]:
        """Return the reasons why a post is related to another, or to one of its themes.

        :param theme: the number of the theme within the post, or nothing for the whole post.
        """
        weights = self.weights
        number, target = weights.number[name], weights.number[other]
        rows, row = weights.posts, number
        if theme is not None:
            rows, row = weights.themes, int(weights.theme_start[number]) + theme
        terms, values = rows.row(row)
        self._row[terms] = values
        found = [
            *self._names(theme, number, target),
            *self._words(name, target, float(np.sqrt(max(1, (values * values).sum())))),
            *self._links(number, target),
        ]
        self._row[terms] = 0
        found.sort(key=lambda reason: (reason[1].kind in LINKED, -reason[0], reason[1]))
        return tuple(reason for worth, reason in found if worth >= _THIN)[:MOST]

    def _names(self, theme: int | None, number: int, target: int) -> list[tuple[float, Reason]]:
        weights, themes = self.weights, self.ties.in_themes
        first, end = weights.theme_start[number : number + 2].tolist()
        rows = range(first, end) if theme is None else [first + theme]
        worth = max((_value(themes, row, target) for row in rows), default=0)
        if worth:
            return [(worth, Reason("mentions", ()))]
        if theme is None:
            first, end = weights.theme_start[target : target + 2].tolist()
            worth = max((_value(themes, row, number) for row in range(first, end)), default=0)
            if worth:
                return [(worth, Reason("mentioned", ()))]
        return []

    def _words(self, name: str, target: int, length: float) -> list[tuple[float, Reason]]:
        others, theirs = self.weights.posts.row(target)
        product = self._row[others] * theirs
        if not product.any():
            return []
        heaviest = np.sort(product)[::-1]
        kept = np.flatnonzero(product >= max(1, heaviest[:_TERMS][-1]))
        terms, product = others[kept], product[kept]
        known = dict(zip(terms.tolist(), product.tolist(), strict=True))
        lengths = length * float(np.sqrt((theirs * theirs).sum()))
        worth = COSINE * float(heaviest[:_OF_SCORE].sum()) / lengths
        names = self.corpus.vocabulary.terms
        tags = sorted((t for t in known if names[t][0] == "#"), key=lambda t: (-known[t], names[t]))
        said = self.common.of(self.text(name), self.text(self.weights.names[target]), terms, known)
        found = [(worth, Reason("both", tuple(said)))] if said else []
        if tags:
            found.append((worth / 2, Reason("tags", tuple(names[tag] for tag in tags[:2]))))
        return found

    def _links(self, number: int, target: int) -> list[tuple[float, Reason]]:
        worth = _value(self.ties.shared, number, target)
        if not worth:
            return []
        ties = self.ties
        kinds = ("cited", ties.cited), ("cite", ties.links), ("between", ties.adjacent)
        for kind, matrix in kinds:
            thirds = np.intersect1d(matrix.row(number)[0], matrix.row(target)[0], True)
            thirds = thirds[ties.binds[thirds]]
            if len(thirds):
                # Rounded, as in the score: what does not move that does not move the order.
                degree = rounded(np.diff(ties.adjacent.start)[thirds])
                rarest = thirds[np.lexsort((thirds, degree))].tolist()
                named = tuple(self.weights.names[third] for third in rarest)
                return [(worth, Reason(kind, named))]
        return []


def _value(matrix: Matrix, row: int, column: int) -> int:
    columns, values = matrix.row(row)
    place = int(np.searchsorted(columns, column))
    return int(values[place]) if place < len(columns) and columns[place] == column else 0
