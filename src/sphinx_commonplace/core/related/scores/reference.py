"""The reference: the posts by which it is told how rare words are.

If each new post were one, its words would weigh a little less in all others, and some of these
would show other posts though nothing new is related to them. So words are not weighed anew at each
post, but when there are twice as many: of the posts with a date only the oldest count, and their
number is a power of two. A post without a date may have been there from the first, and counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints, Marks

_FEW = 64  # up to so many posts with a date all count: each says much
_NEW = 4  # a word of posts that are all new is as rare as if a part of this size counted


def reference(dates: Sequence[float | None]) -> Marks:
    """Return which posts count.

    :param dates: those of the posts in the order of their names, in seconds; nothing where a post
        has none.
    """
    counts = np.ones(len(dates), bool)
    dated = sorted((date, number) for number, date in enumerate(dates) if date is not None)
    if len(dated) > _FEW:
        oldest = 1 << (len(dated).bit_length() - 1)
        counts[[number for _date, number in dated[oldest:]]] = False
    return counts


def posts_with(every: Ints, of_reference: Ints) -> Ints:
    """Return how many posts of the reference have each term, or more if that is a new one.

    :param every: how many of all posts have it.
    """
    found: Ints = np.maximum(of_reference, every // _NEW)
    return found
