"""Reasons: why a post is related to another or to one of its themes, in the reader's words.

They come from the very terms and ties that made the score, the most telling first, and words are
shown as they occur in the text.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related import fillers
from sphinx_commonplace.core.related.texts import Text, grown, shared_pairs, written
from sphinx_commonplace.core.related.weights import rounded

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus import Corpus
    from sphinx_commonplace.core.related.matrix import Ints, Matrix
    from sphinx_commonplace.core.related.texts import Chain
    from sphinx_commonplace.core.related.ties import Ties
    from sphinx_commonplace.core.related.weights import Weights

LINKED = ("cited", "cite", "between")  # kinds that say nothing of the texts
MOST = 3  # reasons for a pair
_WORDS = 3  # words that are named
_TERMS = 24  # the heaviest terms, among which they are sought
_OF_SCORE = 20  # the heaviest, which make up what words are worth
_SHORT = 4  # letters of a word that is named, if it is none with capitals
_RARE = 40  # rarity from which on a word is named though no post is about it
_RATE = 500  # words of a text in which such a word must occur once
_SUBJECT = 0.5  # what a word gains in a title, a heading or a tag, by either post
_TOGETHER = 1.5  # what words gain that stand side by side in both
_LONGEST = 4  # words of a phrase
_AGAIN = 2  # times in both that are not enough for a word of a title, where no word is rare
_OFTEN = 3  # times that words stand together which do not each tell something
_WORTH = 0.25  # share of the most telling word below which a word says nothing
_THIN = 60  # thousandths of a score for which a reason is given


class Reason(NamedTuple):
    """One reason: its kind, and what is named.

    ``both`` names words that are in both, ``tags`` tags. ``mentions`` says that the title of the
    other post stands in this one, ``mentioned`` the other way round. ``cited`` names the posts
    that link to both, ``cite`` those to which both link, ``between`` those between the two.
    """

    kind: str
    names: tuple[str, ...]


class Reasons:
    """The reasons for the pairs of one set of posts."""

    def __init__(self, corpus: Corpus, weights: Weights, ties: Ties) -> None:
        self.corpus = corpus
        self.weights = weights
        self.ties = ties
        self.most = int(weights.idf.max())
        term_of = np.array(corpus.vocabulary.term_of, np.uint32)
        self.text = cache(
            lambda name: Text(corpus.entries[name], term_of, corpus.vocabulary.surfaces)
        )
        self.rank = cache(self._rank)
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
        worth = 1000 / 0.3 * float(heaviest[:_OF_SCORE].sum()) / lengths
        names = self.corpus.vocabulary.terms
        tags = sorted((t for t in known if names[t][0] == "#"), key=lambda t: (-known[t], names[t]))
        said = self._said(self.text(name), self.text(self.weights.names[target]), terms, known)
        found = [(worth, Reason("both", tuple(said)))] if said else []
        if tags:
            found.append((worth / 2, Reason("tags", tuple(names[tag] for tag in tags[:2]))))
        return found

    def _rank(self, language: str, term: int) -> tuple[bool, str]:
        name = self.corpus.vocabulary.terms[term]
        return name in fillers.of(language) or fillers.is_particle(name), name

    def _said(self, mine: Text, yours: Text, terms: Ints, product: dict[int, int]) -> list[str]:
        """Return the words and phrases that tell most of what two texts share."""
        rank = partial(self.rank, mine.language)
        weight: dict[int, float] = {}
        found: list[tuple[float, list[str], Chain]] = []
        counts = mine.times(terms).tolist(), yours.times(terms).tolist()
        for term, ours, theirs in zip(terms.tolist(), *counts, strict=True):
            is_filler, name = rank(term)
            if not (ours and theirs) or is_filler:
                continue
            about = mine.is_about(term, ours) + yours.is_about(term, theirs)
            weight[term] = product[term] * (1 + _SUBJECT * about)
            if self._tells(term, about, (ours, mine), (theirs, yours)):
                found.append((-weight[term], [name], (term,)))
        for one, other in shared_pairs(mine, yours) if weight else ():
            known = (one in weight) + (other in weight)
            ranks = rank(one), rank(other)
            if known and not (ranks[0][0] or ranks[1][0]):
                together = -_TOGETHER * (weight.get(one, 0) + weight.get(other, 0))
                found.append((together, [ranks[0][1], ranks[1][1]], (one, other)))
        return self._best(mine, yours, sorted(found), weight)

    def _best(
        self,
        mine: Text,
        yours: Text,
        found: list[tuple[float, list[str], Chain]],
        weight: dict[int, float],
    ) -> list[str]:
        """Return the first words and phrases that do not say the same as those before them."""
        rank = partial(self.rank, mine.language)
        said: list[str] = []
        used: set[int] = set()
        least = 0.0
        for value, _names, chain in found:
            if -value < least or used & set(chain):
                continue
            whole = chain
            if len(chain) > 1:
                often = mine.count(chain) + yours.count(chain)
                if often < _OFTEN and not all(term in weight for term in chain):
                    continue
                whole = grown(mine, yours, chain, _LONGEST, rank)
            word = written(mine, yours, whole)
            if not _is_slight(word):
                said.append(word)
                used |= set(whole)
                least = least or -value * _WORTH
            if len(said) == _WORDS:
                break
        return said

    def _tells(self, term: int, about: int, *told: tuple[int, Text]) -> bool:
        """Whether a term is more than a word that both happen to use.

        :param about: of how many of the two it is the subject.
        """
        rarity, times = int(self.weights.idf[term]), [count for count, _text in told]
        if about:
            titled = any(term in text.names for _count, text in told)
            return (
                about > 1 or rarity >= _RARE or min(times) > 1 or (titled and sum(times) > _AGAIN)
            )
        # Where there are few posts none of the words is rare.
        again = all(count > 1 and count * _RATE >= text.size for count, text in told)
        return again and rarity >= min(_RARE, self.most)

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


def _is_slight(word: str) -> bool:
    """Whether a word is too short to say something, or an adverb."""
    return word.isascii() and word.islower() and (len(word) < _SHORT or word.endswith("ly"))


def _value(matrix: Matrix, row: int, column: int) -> int:
    columns, values = matrix.row(row)
    place = int(np.searchsorted(columns, column))
    return int(values[place]) if place < len(columns) and columns[place] == column else 0
