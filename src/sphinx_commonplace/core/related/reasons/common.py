"""Common words: what of that which two texts share says something of both, as a reader puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.corpus import words
from sphinx_commonplace.core.related.reasons import uses

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints
    from sphinx_commonplace.core.related.reasons.texts import Chain
    from sphinx_commonplace.core.related.reasons.together import Together

_WORDS = 3  # words that are named
_SHORT = 4  # letters of a word that is named, if it is none with capitals
_PARTICLE = 2  # letters of a small word that begins or ends no phrase
_RARE = 40  # rarity from which on a word is named though no post is about it
_COMMON = 20  # rarity of a word in every third or fourth post, which needs more than others to tell
_MEANINGS = 4  # of the rarity of a word: more than there are limits
_SUBJECT = 0.5  # what a word gains in a title, a heading or a tag, by either post
_KNOWN = 0.2  # of a word's weight for a theme if its post is called by it, as all its themes are
_TOGETHER = 1.5  # what words gain that stand side by side in both
_LONGEST = 4  # words of a phrase
_AGAIN = 2  # times in both that are not enough for a word of a title, where no word is rare
_OFTEN = 3  # times that words stand together which do not each tell something
_ONE_WORD = 2 / 3  # of the times that a pair of characters stands, in which it is a part of a word
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
        # By how both use a term: whether it tells something, and what its weight gains.
        kinds = [(ours, theirs) for ours in range(uses.KINDS) for theirs in range(uses.KINDS)]
        self._telling = np.array(
            [[self._tells(least, *used) for used in kinds] for least in (0, *limits.tolist())]
        )
        self._gain = np.array([_gain(*used) for used in kinds])

    def of(self, both: Together, terms: Ints, product: Ints, used: Ints, named: Chain) -> list[str]:
        """Return the words and phrases that tell most of what two texts share.

        :param terms: those that tell something in both, and what each adds to the score.
        :param used: how each is used: by the one ``uses.KINDS`` times, and by the other.
        :param named: the terms of a name that is told already.
        """
        weights = product * self._gain[used]
        kept = weights.nonzero()[0]
        if not len(kept):
            return []
        weight = dict(zip(terms[kept].tolist(), weights[kept].tolist(), strict=True))
        telling = terms[self._telling[self._meant[terms], used]].tolist()
        names = both.one.ranks.names
        found: list[tuple[float, list[str], Chain]]
        found = [(-weight[term], [names[term]], (term,)) for term in telling]
        for one, other in both.pairs:
            if one in weight or other in weight:
                together = -_TOGETHER * (weight.get(one, 0) + weight.get(other, 0))
                found.append((together, [names[one], names[other]], (one, other)))
        return self._best(both, sorted(found), weight, set(telling), set(named))

    def _best(
        self,
        both: Together,
        found: list[tuple[float, list[str], Chain]],
        weight: dict[int, float],
        telling: set[int],
        named: set[int],
    ) -> list[str]:
        """Return the first words and phrases that do not say the same as those before them.

        :param telling: the terms that tell something by themselves.
        """
        said: list[str] = []
        chains: list[Chain] = []
        used: set[int] = set()
        least = 0.0
        for value, _names, chain in found:
            if -value < least or used & set(chain):
                continue
            whole = chain
            if len(chain) > 1:
                if both.count(chain) < _OFTEN and not all(term in weight for term in chain):
                    continue
                whole = _trimmed(both, both.grown(chain, _LONGEST))
                if len(whole) == 1 and not telling.issuperset(whole):
                    continue
                if _is_fragment(both, whole):
                    continue
            word = both.written(whole)
            again = used & set(whole) or any(_is_beside(both, whole, other) for other in chains)
            if not (named.issuperset(whole) or again or _is_slight(word)):
                said.append(word)
                chains.append(whole)
                used |= set(whole)
                least = least or -value * _WORTH
            if len(said) == _WORDS:
                break
        return said

    def _tells(self, rarity: int, ours: int, theirs: int) -> bool:
        """Whether a term is more than a word that both happen to use, by how they use it."""
        either, both = ours | theirs, ours & theirs
        if not (ours and theirs):
            return False
        if not either & uses.SUBJECT:
            return both & uses.AGAIN > 0 and rarity >= self.rare
        if both & uses.SUBJECT or rarity >= _RARE:
            return True
        titled = [uses.times(use) for use in (ours, theirs) if uses.is_called(use)]
        times = uses.times(ours), uses.times(theirs)
        if rarity < _COMMON:
            return max([min(times), *titled]) >= uses.OFTEN
        return min(times) > 1 or (bool(titled) and sum(times) > _AGAIN)


def _gain(ours: int, theirs: int) -> float:
    """Return by how much the weight of a term grows for how two texts use it, if both do."""
    subjects = bool(ours & uses.SUBJECT) + bool(theirs & uses.SUBJECT)
    known = ours & uses.TITLED and not uses.is_called(ours)
    return (1 + _SUBJECT * subjects) * (_KNOWN if known else 1) * bool(ours and theirs)


def _trimmed(both: Together, chain: Chain) -> Chain:
    """Return terms side by side without particles at the ends, in languages not known by name."""
    while len(chain) > 1 and _is_particle(both, chain[0]):
        chain = chain[1:]
    while len(chain) > 1 and _is_particle(both, chain[-1]):
        chain = chain[:-1]
    return chain


def _is_particle(both: Together, term: int) -> bool:
    if len(both.one.ranks.names[term]) > _PARTICLE:
        return False
    word = both.written((term,))
    return word.isalpha() and word.islower()


def _is_fragment(both: Together, chain: Chain) -> bool:
    """Whether pairs of characters are a word and some of what stands beside it, as a particle.

    They are a word if its ends seldom stand without it, and two if both ends stand elsewhere, too.
    """
    ends = chain[0], chain[-1]
    if len(chain) == 1 or any(words.has_blanks(both.one.ranks.names[term]) for term in ends):
        return False
    whole = both.count(chain)
    seldom, often = sorted(both.count((term,)) for term in ends)
    return whole == seldom and whole < _ONE_WORD * often


def _is_beside(both: Together, chain: Chain, said: Chain) -> bool:
    """Whether a pair of characters is the end of a word that is said and what stands behind it.

    Or what stands before that, and its beginning.
    """
    if len(chain) > 1 or words.has_blanks(both.one.ranks.names[chain[0]]):
        return False
    return (said[-1], chain[0]) in both.pairs or (chain[0], said[0]) in both.pairs


def _is_slight(word: str) -> bool:
    """Whether a word is too short to say something, or an adverb."""
    slight = word.islower() and (len(word) < _SHORT or word.endswith("ly"))
    return word.isascii() and (slight or len(word) == 1)
