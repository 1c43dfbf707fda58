"""Rarity: what few posts have says more of each of them than what many have.

How rare a term is follows from the share of the posts that have it (Spärck Jones, "A statistical
interpretation of term specificity and its application in retrieval", 1972). All shares are rounded,
so that a post more seldom changes what a term weighs elsewhere, and all results are whole numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sphinx_commonplace.core.related.arrays.sorting import Ints

FINE = 16  # steps of a weight within a unit of a logarithm
_COMMON = 0.4  # a term in a larger share of the posts is not rare at all
_SPREAD = 1.4  # posts with a term are between one and two times the rounded number

# Which of two frequent words is the rarer tells little, and is what a new post changes most: they
# weigh the same, up to those that are nearly everywhere, whose weight sinks to nothing.
_FREQUENT = 0.175  # share of the posts from which on a term is frequent
_LEAST, _HALVED = 2.2, 0.5  # what it then weighs, and how much more if half as many posts have it
_FREQUENT_NAME = 0.5  # of what the rarest name is worth
_NEARLY, _STEPS = -6, 4  # quarters of a doubling below all posts, and in how many it sinks
_FEW = 8  # what seven posts count for; a share of fewer says little: half a post is taken from it
_ROUNDING = 1e-9  # the logarithm of a power of two may be a bit less than it


def rounded(counts: Ints) -> NDArray[np.float64]:
    """Return numbers of posts as what they count for: one of the same for 4 to 7, say."""
    return _SPREAD * np.exp2(np.floor(np.log2(np.maximum(counts, 2))))


def whole(count: int) -> float:
    """Return the number of all posts as what it counts for."""
    return float(np.exp2(np.round(2 * np.log2(max(2, count))) / 2))


def rarity(posts_with: Ints, total: float) -> Ints:
    """Return how rare terms are: the logarithm of their share, in units of ``FINE``."""
    share = rounded(posts_with) / total
    found = np.rint(-FINE * np.log(share)).astype(np.int64)
    return np.where(share > _COMMON, 0, found)


def weights(posts_with: Ints, total: float) -> Ints:
    """Return what terms weigh, in units of ``FINE``."""
    halved = np.maximum(0, np.log2(_FREQUENT * total / rounded(posts_with)))
    weight = (_LEAST + _HALVED * halved) * _told(posts_with, total)
    return np.rint(FINE * weight).astype(np.int64)


def of_names(posts_with: Ints, total: float) -> NDArray[np.float64]:
    """Return what names are worth by their rarity, as a share of what the rarest can give."""
    rare = np.log(total / rounded(posts_with)) / np.log(total)
    worth: NDArray[np.float64] = np.maximum(_FREQUENT_NAME, rare) * _told(posts_with, total)
    return worth


def _told(posts_with: Ints, total: float) -> NDArray[np.float64]:
    """Return how much is told by what so many posts have: all, in steps less, or nothing."""
    few = 0.5 if total < _FEW else 0
    share = np.maximum(1, posts_with - few) / total
    quarters = np.floor(4 * np.log2(share) + _ROUNDING)
    told: NDArray[np.float64] = np.clip((_NEARLY + _STEPS - 1 - quarters) / _STEPS, 0, 1)
    return told
