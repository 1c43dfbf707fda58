"""Common words: what of that which two texts share says something of both, as a reader puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related import uses
from sphinx_commonplace.core.related.texts import Text, grown, shared_pairs, written

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.sorting import Ints
    from sphinx_commonplace.core.related.texts import Chain
    from sphinx_commonplace.core.related.uses import Uses

    Used = tuple[Uses, Uses]  # by the one text and by the other

_WORDS = 3  # words that are named
_SHORT = 4  # letters of a word that is named, if it is none with capitals
_RARE = 40  # rarity from which on a word is named though no post is about it
_COMMON = 20  # rarity of a word in every third or fourth post, which needs more than others to tell
_MEANINGS = 4  # of the rarity of a word: more than there are limits
_SUBJECT = 0.5  # what a word gains in a title, a heading or a tag, by either post
_TOGETHER = 1.5  # what words gain that stand side by side in both
_LONGEST = 4  # words of a phrase
_AGAIN = 2  # times in both that are not enough for a word of a title, where no word is rare
_OFTEN = 3  # times that words stand together which do not each tell something
_WORTH = 0.25  # share of the most telling word below which a word says nothing


class Common:
    """What is known of the terms of a site.

    :param rarity: how rare each is.
    """

    def __init__(self, rarity: Ints) -> None:
        # Where there are few posts none of the words is rare.
        self.rare = min(_RARE, int(rarity.max()))
        limits = np.unique([_COMMON, self.rare, _RARE])
        meant = np.searchsorted(limits, rarity, "right")
        # A key for each term: the term, and what its rarity means here.
        self.told = (np.arange(len(rarity)) * _MEANINGS + meant).astype(np.uint64)
        self._meant = meant.astype(np.uint8)
        kinds = range(uses.KINDS)
        self._telling = np.array(
            [
                [[self._tells(least, ours, theirs) for theirs in kinds] for ours in kinds]
                for least in (0, *limits.tolist())
            ]
        )

    def of(self, mine: Text, yours: Text, terms: Ints, product: Ints, used: Used) -> list[str]:
        """Return the words and phrases that tell most of what two texts share.

        :param terms: those that tell something in both, and what each adds to the score.
        :param used: how each of the two uses each of them, if it stands in the text.
        """
        both = ((used[0] > 0) & (used[1] > 0)).nonzero()[0]
        if not len(both):
            return []
        terms, (ours, theirs) = terms[both], (use[both] for use in used)
        subject = (ours & uses.SUBJECT > 0).astype(float) + (theirs & uses.SUBJECT > 0)
        weights = product[both] * (1 + _SUBJECT * subject)
        weight = dict(zip(terms.tolist(), weights.tolist(), strict=True))
        telling = terms[self._telling[self._meant[terms], ours, theirs]].tolist()
        names = mine.ranks.names
        found: list[tuple[float, list[str], Chain]]
        found = [(-weight[term], [names[term]], (term,)) for term in telling]
        for one, other in shared_pairs(mine, yours):
            if one in weight or other in weight:
                together = -_TOGETHER * (weight.get(one, 0) + weight.get(other, 0))
                found.append((together, [names[one], names[other]], (one, other)))
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

    def _tells(self, rarity: int, ours: int, theirs: int) -> bool:
        """Whether a term is more than a word that both happen to use, by how they use it."""
        either, both = ours | theirs, ours & theirs
        if not either & uses.SUBJECT:
            return both & uses.AGAIN > 0 and rarity >= self.rare
        if both & uses.SUBJECT or rarity >= _RARE:
            return True
        titled = [uses.times(use) for use in (ours, theirs) if use & uses.TITLED]
        times = uses.times(ours), uses.times(theirs)
        if rarity < _COMMON:
            return max([min(times), *titled]) >= uses.OFTEN
        return min(times) > 1 or (bool(titled) and sum(times) > _AGAIN)


def _is_slight(word: str) -> bool:
    """Whether a word is too short to say something, or an adverb."""
    return word.isascii() and word.islower() and (len(word) < _SHORT or word.endswith("ly"))
