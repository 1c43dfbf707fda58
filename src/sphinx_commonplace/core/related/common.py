"""Common words: what of that which two texts share says something of both, as a reader puts it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from sphinx_commonplace.core.related import fillers
from sphinx_commonplace.core.related.texts import Text, grown, shared_pairs, written

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.matrix import Ints
    from sphinx_commonplace.core.related.texts import Chain

_WORDS = 3  # words that are named
_SHORT = 4  # letters of a word that is named, if it is none with capitals
_RARE = 40  # rarity from which on a word is named though no post is about it
_RATE = 500  # words of a text in which such a word must occur once
_SUBJECT = 0.5  # what a word gains in a title, a heading or a tag, by either post
_TOGETHER = 1.5  # what words gain that stand side by side in both
_LONGEST = 4  # words of a phrase
_AGAIN = 2  # times in both that are not enough for a word of a title, where no word is rare
_OFTEN = 3  # times that words stand together which do not each tell something
_WORTH = 0.25  # share of the most telling word below which a word says nothing


class Common:
    """What is known of the terms of a site.

    :param terms: their names, and ``idf`` how rare each is.
    """

    def __init__(self, terms: list[str], idf: Ints) -> None:
        self.terms = terms
        self.idf = idf
        self.most = int(idf.max())
        self.rank = cache(self._rank)

    def of(self, mine: Text, yours: Text, terms: Ints, product: dict[int, int]) -> list[str]:
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
        rarity, times = int(self.idf[term]), [count for count, _text in told]
        if about:
            titled = any(term in text.names for _count, text in told)
            return (
                about > 1 or rarity >= _RARE or min(times) > 1 or (titled and sum(times) > _AGAIN)
            )
        # Where there are few posts none of the words is rare.
        again = all(count > 1 and count * _RATE >= text.size for count, text in told)
        return again and rarity >= min(_RARE, self.most)

    def _rank(self, language: str, term: int) -> tuple[bool, str]:
        name = self.terms[term]
        return name in fillers.of(language) or fillers.is_particle(name), name


def _is_slight(word: str) -> bool:
    """Whether a word is too short to say something, or an adverb."""
    return word.isascii() and word.islower() and (len(word) < _SHORT or word.endswith("ly"))
