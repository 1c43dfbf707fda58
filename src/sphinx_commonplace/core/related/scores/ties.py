"""Ties: what binds two posts beside their words.

A name of the one may stand, unlinked, in the other; and there may be posts to which both are
linked, which counts the more the fewer others these are linked to (Adamic and Adar, "Friends and
neighbors on the Web", 2003).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import Matrix, largest, pairs, summed
from sphinx_commonplace.core.related.scores.names import Names
from sphinx_commonplace.core.related.scores.rarity import rounded
from sphinx_commonplace.core.related.scores.standing import Standing

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints, Marks
    from sphinx_commonplace.core.related.corpus.corpus import Corpus
    from sphinx_commonplace.core.related.scores.weights import Weights

_LINKED = 60  # thousandths for a post that is linked to hardly anything else
_HUB = 64, 8, 0.3  # a post linked to more than the most, or than that share, binds nothing


class Ties:
    """The ties between the posts of a corpus, in thousandths of a score.

    :param linked: the posts to which each post links.
    :param standing: where names stood before the last update of the corpus, if that is known.
    """

    def __init__(
        self,
        corpus: Corpus,
        weights: Weights,
        linked: Mapping[str, frozenset[str]],
        standing: Standing | None = None,
    ) -> None:
        self._standing = standing or Standing.nothing()
        self.weights = weights
        self.count = len(weights.names)
        self.corpus = corpus
        known = [
            (weights.number[source], weights.number[target])
            for source, targets in linked.items()
            for target in targets
            if source in weights.number and target in weights.number and source != target
        ]
        ends = np.array(known, dtype=np.int64).reshape(-1, 2)
        self.links = pairs(ends[:, 0], ends[:, 1], self.count)
        both = np.concatenate([ends, ends[:, ::-1]])
        self.adjacent = pairs(both[:, 0], both[:, 1], self.count)

    @cached_property
    def cited(self) -> Matrix:
        """For each post those that link to it."""
        return self.links.transposed(self.count)

    @cached_property
    def binds(self) -> Marks:
        """Whether a post is linked to few enough others to say something of them."""
        sizes = np.diff(self.adjacent.start)
        most, least, share = _HUB
        binds: Marks = sizes <= min(most, max(least, share * self.count))
        return binds

    @cached_property
    def between(self) -> tuple[Ints, Ints, Ints]:
        """Pairs of posts that are linked to a third, and that post."""
        third, one = self.adjacent.rows, self.adjacent.column
        fit = self.binds[third]
        places, which = self.adjacent.places(third[fit])
        ones, others = one[fit][which], self.adjacent.column[places]
        apart = ones != others
        return ones[apart], others[apart], third[fit][which][apart]

    @cached_property
    def shared(self) -> Matrix:
        """For each post those that are linked to what it is linked to."""
        one, other, third = self.between
        degree = np.diff(self.adjacent.start)
        worth = np.rint(_LINKED / np.log(1 + rounded(degree))).astype(np.int64)
        return summed(one, other, worth[third], self.count, self.count)

    @cached_property
    def names(self) -> Names:
        """The names of the posts."""
        return Names(self.corpus, self.weights, self._standing)

    @cached_property
    def in_themes(self) -> Matrix:
        """For each theme the posts of which it has a name, and what that is worth."""
        theme, name = self.names.in_themes
        owner = self.weights.theme_owner
        target, worth, place = self.names.targets(name)
        theme = theme[place]
        apart = owner[theme] != target
        themes = int(self.weights.theme_start[-1])
        return largest(theme[apart], target[apart], worth[apart], themes, self.count)

    @cached_property
    def mentions(self) -> Matrix:
        """For each post the posts of which it has a name, and what that is worth."""
        theme, target, worth = self.in_themes.rows, self.in_themes.column, self.in_themes.value
        owner = self.weights.theme_owner[theme]
        return largest(owner, target, worth, self.count, self.count)

    @cached_property
    def whole(self) -> Matrix:
        """For each post the others, and what names and links bind them with."""
        one, other, worth = self.mentions.rows, self.mentions.column, self.mentions.value
        named = largest(
            np.concatenate([one, other]),
            np.concatenate([other, one]),
            np.concatenate([worth, worth]),
            self.count,
            self.count,
        )
        return summed(
            np.concatenate([named.rows, self.shared.rows]),
            np.concatenate([named.column, self.shared.column]),
            np.concatenate([named.value, self.shared.value]),
            self.count,
            self.count,
        )
