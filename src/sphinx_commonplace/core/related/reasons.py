"""Reasons: why a post is related to another or to one of its themes, in the reader's words.

They come from the very terms and ties that made the score, the most telling first, and words are
shown as they occur in the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.texts import Text, grown, shared_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from sphinx_commonplace.core.related.corpus import Corpus
    from sphinx_commonplace.core.related.ties import Ties
    from sphinx_commonplace.core.related.weights import Ints, Matrix, Weights

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
_OFTEN = 3  # times that words stand together which do not each tell something
_PHRASES = 6  # that are looked at
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
        term_of = np.array(corpus.term_of, np.uint32)
        self.text = cache(lambda name: Text(corpus, term_of, name))
        self._row = np.zeros(weights.terms, np.int64)

    def of(
        self, name: str, theme: int | None, others: Iterable[str]
    ) -> Iterator[tuple[Reason, ...]]:
        """Yield the reasons why each of some posts is related to a post, or to one of its themes.

        :param theme: the number of the theme within the post, or nothing for the whole post.
        """
        weights, number = self.weights, self.weights.number[name]
        rows, row = weights.posts, number
        if theme is not None:
            rows, row = weights.themes, int(weights.theme_start[number]) + theme
        terms, values = _row(rows, row)
        length = float(np.sqrt(max(1, (values * values).sum())))
        for other in others:
            target = weights.number[other]
            self._row[terms] = values
            found = [
                *self._names(theme, number, target),
                *self._words(name, target, length),
                *self._links(number, target),
            ]
            self._row[terms] = 0
            found.sort(key=lambda reason: (reason[1].kind in LINKED, -reason[0], reason[1]))
            yield tuple(reason for worth, reason in found if worth >= _THIN)[:MOST]

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
        others, theirs = _row(self.weights.posts, target)
        product = self._row[others] * theirs
        if not product.any():
            return []
        heaviest = np.sort(product)[::-1]
        kept = np.flatnonzero(product >= max(1, heaviest[:_TERMS][-1]))
        terms, product = others[kept], product[kept]
        known = dict(zip(terms.tolist(), product.tolist(), strict=True))
        lengths = length * float(np.sqrt((theirs * theirs).sum()))
        worth = 1000 / 0.3 * float(heaviest[:_OF_SCORE].sum()) / lengths
        names = self.corpus.terms
        tags = sorted((t for t in known if names[t][0] == "#"), key=lambda t: (-known[t], names[t]))
        said = self._said(self.text(name), self.text(self.weights.names[target]), terms, known)
        found = [(worth, Reason("both", tuple(said)))] if said else []
        if tags:
            found.append((worth / 2, Reason("tags", tuple(names[tag] for tag in tags[:2]))))
        return found

    def _said(self, mine: Text, yours: Text, terms: Ints, product: dict[int, int]) -> list[str]:
        """Return the words and phrases that tell most of what two texts share."""
        in_mine, in_yours = mine.times(terms), yours.times(terms)
        chains: dict[tuple[int, ...], float] = {}
        weight: dict[int, float] = {}
        often = zip(terms.tolist(), in_mine.tolist(), in_yours.tolist(), strict=True)
        for term, ours, theirs in often:
            if not (ours and theirs) or mine.is_filler(term):
                continue
            about = mine.is_about(term, ours) + yours.is_about(term, theirs)
            weight[term] = product[term] * (1 + _SUBJECT * about)
            rare = self.weights.idf[term] >= _RARE
            named = about > 1 or (about and (rare or min(ours, theirs) > 1))
            if named or self._is_frequent(term, (ours, mine), (theirs, yours)):
                chains[(term,)] = weight[term]
        for chain in self._phrases(mine, yours, weight):
            chains[chain] = _TOGETHER * sum(weight.get(term, 0) for term in chain)
        best = max(chains.values(), default=0)
        written: list[str] = []
        used: set[int] = set()
        first = {chain: mine.places(chain[0])[0] for chain in chains}
        for chain in sorted(chains, key=lambda chain: (-chains[chain], first[chain], -len(chain))):
            word = mine.written(chain)
            if chains[chain] < _WORTH * best or used & set(chain) or _is_slight(word):
                continue
            written.append(word)
            used |= set(chain)
            if len(written) == _WORDS:
                break
        return written

    def _is_frequent(self, term: int, *told: tuple[int, Text]) -> bool:
        """Whether a term is more than a word that both happen to use: they use it repeatedly."""
        rare = self.weights.idf[term] >= min(_RARE, int(self.weights.idf.max()))
        return bool(rare) and all(n > 1 and n * _RATE >= text.size for n, text in told)

    def _phrases(
        self, mine: Text, yours: Text, weight: dict[int, float]
    ) -> Iterator[tuple[int, ...]]:
        """Yield terms that stand side by side in both texts, the most telling first."""
        names = self.corpus.terms
        found = []
        for pair in shared_pairs(mine, yours):
            known = [term in weight for term in pair]
            if any(known) and not any(map(mine.is_filler, pair)):
                often = mine.count(pair) + yours.count(pair)
                if all(known) or often >= _OFTEN:
                    found.append(
                        (-sum(weight.get(t, 0) for t in pair), [names[t] for t in pair], pair)
                    )
        for _weight, _names, pair in sorted(found)[:_PHRASES]:
            yield grown(mine, yours, pair, _LONGEST)

    def _links(self, number: int, target: int) -> list[tuple[float, Reason]]:
        worth = _value(self.ties.shared, number, target)
        if not worth:
            return []
        ties = self.ties
        kinds = ("cited", ties.cited), ("cite", ties.links), ("between", ties.adjacent)
        for kind, matrix in kinds:
            thirds = np.intersect1d(_row(matrix, number)[0], _row(matrix, target)[0], True)
            thirds = thirds[ties.binds[thirds]]
            if len(thirds):
                degree = np.diff(ties.adjacent.start)[thirds]
                rarest = thirds[np.lexsort((thirds, degree))].tolist()
                named = tuple(self.weights.names[third] for third in rarest)
                return [(worth, Reason(kind, named))]
        return []


def _is_slight(word: str) -> bool:
    """Whether a word is too short to say something, or an adverb."""
    return word.isascii() and word.islower() and (len(word) < _SHORT or word.endswith("ly"))


def _row(matrix: Matrix, row: int) -> tuple[Ints, Ints]:
    places = slice(matrix.start[row], matrix.start[row + 1])
    return matrix.column[places], matrix.value[places]


def _value(matrix: Matrix, row: int, column: int) -> int:
    columns, values = _row(matrix, row)
    place = int(np.searchsorted(columns, column))
    return int(values[place]) if place < len(columns) and columns[place] == column else 0
