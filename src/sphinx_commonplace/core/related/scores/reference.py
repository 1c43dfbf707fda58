"""The reference: the posts by which it is told how rare words and names are.

If each new post were one, its words would weigh a little less in all others, and some of these
would show other posts though nothing new is related to them. So words are not weighed anew at each
post, but when there are twice as many: of the posts with a date only the oldest count, and their
number is a power of two. A post without a date may have been there from the first, and counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.scores.rarity import whole

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints

_FEW = 64  # up to so many posts with a date all count: each says much
_NEW = 8  # a word of new posts is as rare as if one of so many counted


class Reference:
    """Which posts count, as ``counts`` has it, and what their number counts for, as ``total``.

    :param dates: those of the posts in the order of their names, in seconds; nothing where a post
        has none.
    """

    def __init__(self, dates: Sequence[float | None]) -> None:
        self.counts = np.ones(len(dates), bool)
        dated = sorted((date, number) for number, date in enumerate(dates) if date is not None)
        if len(dated) > _FEW:
            oldest = 1 << (len(dated).bit_length() - 1)
            self.counts[[number for _date, number in dated[oldest:]]] = False
        self.total = whole(int(self.counts.sum()))

    def posts_with(self, terms: Ints, posts: Ints, wide: int) -> Ints:
        """Return how many posts that count have each term, or more if it is one of new posts.

        :param terms: what each of the ``posts`` has, each pair once.
        :param wide: the number of all terms.
        """
        every = np.bincount(terms, minlength=wide)
        if self.counts.all():
            return every
        counted = np.bincount(terms[self.counts[posts]], minlength=wide)
        found: Ints = np.maximum(counted, every // _NEW)
        return found
