"""Common words: what of that which two texts share says something of both, as a reader puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.texts import Text, Use, grown, shared_pairs, written

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.matrix import Ints
    from sphinx_commonplace.core.related.texts import Chain

_WORDS = 3  # words that are named
_SHORT = 4  # letters of a word that is named, if it is none with capitals
_RARE = 40  # rarity from which on a word is named though no post is about it
_COMMON = 20  # rarity of a word in every third or fourth post, which needs more than others to tell
_MEANINGS = 4  # of the rarity of a word: more than there are limits
_SUBJECT = 0.5  # what a word gains in a title, a heading or a tag, by either post
_TOGETHER = 1.5  # what words gain that stand side by side in both
_LONGEST = 4  # words of a phrase
_AGAIN = 2  # times in both that are not enough for a word of a title, where no word is rare
_OFTEN = 3  # times that words stand together which do not each tell something, or a common one
_WORTH = 0.25  # share of the most telling word below which a word says nothing


class Common:
    """What is known of the terms of a site.

    :param rarity: how rare each is.
    """

    def __init__(self, rarity: Ints) -> None:
        self.rarity: list[int] = rarity.tolist()
        # Where there are few posts none of the words is rare.
        self.rare = min(_RARE, max(self.rarity))
        # A key for each term: the term, and what its rarity means here.
        meant = np.searchsorted(np.unique([_COMMON, self.rare, _RARE]), rarity, "right")
        self.told = (np.arange(len(rarity)) * _MEANINGS + meant).astype(np.uint64)

    def of(self, mine: Text, yours: Text, product: dict[int, int]) -> list[str]:
        """Return the words and phrases that tell most of what two texts share.

        :param product: what each of the terms that they share adds to the score.
        """
        ranks = mine.ranks
        weight: dict[int, float] = {}
        found: list[tuple[float, list[str], Chain]] = []
        for term, worth in product.items():
            ours, theirs = mine.uses[term], yours.uses[term]
            if ours is None or theirs is None or ranks.is_filler(term):
                continue
            weight[term] = worth * (1 + _SUBJECT * (ours.is_subject + theirs.is_subject))
            if self._tells(self.rarity[term], ours, theirs):
                found.append((-weight[term], [ranks.names[term]], (term,)))
        for one, other in shared_pairs(mine, yours) if weight else ():
            if one in weight or other in weight:
                together = -_TOGETHER * (weight.get(one, 0) + weight.get(other, 0))
                found.append((together, [ranks.names[one], ranks.names[other]], (one, other)))
        return self._best(mine, yours, sorted(found), weight)

    def _best(
        self,
        mine: Text,
        yours: Text,
        found: list[tuple[float, list[str], Chain]],
        weight: dict[int, float],
    ) -> list[str]:
        """Return the first words and phrases that do not say the same as those before them."""
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
                whole = grown(mine, yours, chain, _LONGEST)
            word = written(mine, yours, whole)
            if not _is_slight(word):
                said.append(word)
                used |= set(whole)
                least = least or -value * _WORTH
            if len(said) == _WORDS:
                break
        return said

    def _tells(self, rarity: int, ours: Use, theirs: Use) -> bool:
        """Whether a term is more than a word that both happen to use."""
        if not (ours.is_subject or theirs.is_subject):
            return ours.is_again and theirs.is_again and rarity >= self.rare
        if (ours.is_subject and theirs.is_subject) or rarity >= _RARE:
            return True
        titled = [use.times for use in (ours, theirs) if use.is_titled]
        fewest = min(ours.times, theirs.times)
        if rarity < _COMMON:
            return max([fewest, *titled]) >= _OFTEN
        return fewest > 1 or (bool(titled) and ours.times + theirs.times > _AGAIN)


def _is_slight(word: str) -> bool:
    """Whether a word is too short to say something, or an adverb."""
    return word.isascii() and word.islower() and (len(word) < _SHORT or word.endswith("ly"))
