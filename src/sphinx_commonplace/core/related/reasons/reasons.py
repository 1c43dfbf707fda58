"""Reasons: why a post is related to another or to one of its themes, in the reader's words.

They come from the very terms and ties that made the score, the most telling first, and words are
shown as they occur in the text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays import keys
from sphinx_commonplace.core.related.arrays.matrix import Cells
from sphinx_commonplace.core.related.reasons.common import Common
from sphinx_commonplace.core.related.reasons.naming import Naming
from sphinx_commonplace.core.related.reasons.ranks import Ranks
from sphinx_commonplace.core.related.reasons.texts import Text
from sphinx_commonplace.core.related.reasons.together import Together
from sphinx_commonplace.core.related.reasons.uses import KINDS
from sphinx_commonplace.core.related.scores.names import THIN
from sphinx_commonplace.core.related.scores.rarity import rounded
from sphinx_commonplace.core.related.scores.similarity import COSINE
from sphinx_commonplace.core.related.shelf import Reason

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus.corpus import Corpus
    from sphinx_commonplace.core.related.reasons.texts import Chain
    from sphinx_commonplace.core.related.scores.ties import Ties
    from sphinx_commonplace.core.related.scores.weights import Weights

LINKED = ("cited", "cite", "between")  # kinds that say nothing of the texts
MOST = 3  # reasons for a pair
_TERMS = 24  # the heaviest terms, among which they are sought
_OF_SCORE = 20  # the heaviest, which make up what words are worth
_TEXTS = 1000  # that are kept at hand, some 20 MB


class Reasons:
    """The reasons for the pairs of one set of posts."""

    def __init__(self, corpus: Corpus, weights: Weights, ties: Ties) -> None:
        self.corpus = corpus
        self.weights = weights
        self.ties = ties
        known = corpus.vocabulary
        spoken = {entry.note.language for entry in corpus.entries.values()}
        ranks = {language: Ranks(known.terms, language) for language in sorted(spoken)}

        def text(name: str) -> Text:
            entry = corpus.entries[name]
            asked, _values = weights.posts.row(weights.number[name])
            return Text(entry, known, ranks[entry.note.language], asked)

        self.text = lru_cache(_TEXTS)(text)
        self.common = Common(weights.rarity)
        # What stands for all of a post that its reasons come from, beside its ties.
        texts = keys.of_digests(corpus.entries[name].digest for name in weights.names)
        self.naming = Naming(corpus, weights, ties, self.text)
        self.told = texts + self.naming.told + keys.sums(weights.posts, self.common.told)
        self.tags = known.tags()
        self.shared = Cells(ties.shared)
        self.lengths: list[float] = weights.lengths.tolist()
        self.theme_lengths: list[float] = weights.theme_lengths.tolist()
        self._laid: tuple[int, int | None] = -1, None
        self._terms = np.zeros(0, np.int32)
        self._tells = np.zeros(0, bool)  # which of them are no fillers
        self._together: dict[int, Together] = {}  # that post, and others
        self._row = np.zeros(weights.terms, np.int64)
        self._uses = np.zeros(weights.terms, np.int64)

    def of(self, name: str, theme: int | None, other: str) -> tuple[Reason, ...]:
        """Return the reasons why a post is related to another, or to one of its themes.

        :param theme: the number of the theme within the post, or nothing for the whole post.
        """
        number, target = self.weights.number[name], self.weights.number[other]
        length = self._lay(number, theme)
        found, name_terms = self.naming.of(number, theme, target)
        found += self._words(name, target, length, name_terms)
        found += self._links(number, target)
        found.sort(key=lambda reason: (reason[1].kind in LINKED, -reason[0], reason[1]))
        return tuple(reason for worth, reason in found if worth >= THIN)[:MOST]

    def _lay(self, number: int, theme: int | None) -> float:
        """Lay the terms of a post or of a theme out in full, and return the length of the row."""
        weights = self.weights
        rows, row, lengths = weights.posts, number, self.lengths
        if theme is not None:
            rows, row = weights.themes, int(weights.theme_start[number]) + theme
            lengths = self.theme_lengths
        if self._laid != (number, theme):
            self._row[self._terms] = 0
            text = self.text(weights.names[number])
            if self._laid[0] != number:
                self._together.clear()
                self._terms, _values = weights.posts.row(number)
                self._tells = ~text.ranks.are_fillers(self._terms)
            uses = text.uses if theme is None else text.uses_in(theme)
            self._uses[self._terms] = KINDS * uses.astype(np.int64) * self._tells
            self._laid = number, theme
            terms, values = rows.row(row)
            self._row[terms] = values
        return lengths[row]

    def _words(
        self, name: str, target: int, length: float, named: Chain
    ) -> list[tuple[float, Reason]]:
        """Return the reason that both use some words, other than those that name one of them."""
        others, theirs = self.weights.posts.row(target)
        product = self._row[others] * theirs
        kept = product.nonzero()[0]
        if not len(kept):
            return []
        if len(kept) > _TERMS:
            kept = (product >= np.partition(product, -_TERMS)[-_TERMS]).nonzero()[0]
        terms, product = others[kept], product[kept]
        heaviest = sum(sorted(product.tolist())[-_OF_SCORE:])  # of few, where arrays are slow
        worth = COSINE * float(heaviest) / (length * self.lengths[target])
        both = self._together.get(target)
        if both is None:
            texts = self.text(name), self.text(self.weights.names[target])
            both = self._together[target] = Together(*texts)
        used = self._uses[terms] + both.other.uses[kept]
        said = self.common.of(both, terms, product, used, named)
        found = [(worth, Reason("both", tuple(said)))] if said else []
        tags = self.tags[terms].nonzero()[0].tolist()
        if tags:
            names = self.corpus.vocabulary.terms
            heavy = sorted((-product[place], names[terms[place]]) for place in tags)
            found.append((worth / 2, Reason("tags", tuple(tag for _, tag in heavy[:2]))))
        return found

    def _links(self, number: int, target: int) -> list[tuple[float, Reason]]:
        worth = self.shared[number, target]
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
