"""Circles: the words of a post together with some of those of the posts it is linked with.

What is linked is about related things, so the words of its neighbours say something of a post,
too (the mean of the neighbours, as in Wu and others, "Simplifying graph convolutional networks",
2019). A post that is linked with many says less of each, and the hubs of a site say nothing.

A text of a book's length has something of everything, and would be related to every other post. So
what is long beyond measure is not made as long a vector as the rest, but a shorter one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import Matrix, stacked, summed
from sphinx_commonplace.core.related.scores.rarity import rounded

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints
    from sphinx_commonplace.core.related.scores.ties import Ties
    from sphinx_commonplace.core.related.scores.weights import Weights

UNIT = 2048  # the length of most posts as vectors, without their neighbours
LONG = 3000  # a length beyond measure: that of most posts is 400 to 700, of 20,000 words some 5,000
_NEAR = 0.6  # what a neighbour says of a post if both are linked with nothing else
_HEAVIEST = 200  # of the terms of a neighbour
_BLOCK = 400  # posts that are looked at together
_FINE = 4  # steps to the next double of a length


def circles(weights: Weights, ties: Ties) -> Matrix:
    """Return the rows of all posts: their own terms, and the heaviest ones of their neighbours."""
    count = len(weights.names)
    linked = np.diff(ties.adjacent.start)
    lent = lends(weights, np.flatnonzero(ties.binds & (linked > 0)))
    degree = np.sqrt(rounded(linked))
    long = np.maximum(weights.lengths, weights.lengths**2 / LONG)
    parts = []
    for begin in range(0, count, _BLOCK):
        end = min(begin + _BLOCK, count)
        posts = weights.posts.between(begin, end)
        own = np.rint(UNIT * posts.value / long[begin + posts.rows]).astype(np.int64)
        links = ties.adjacent.between(begin, end).only(ties.binds)
        neighbour, post = links.column, links.rows
        share = _NEAR / (degree[begin + post] * degree[neighbour])
        places, which = lent.places(neighbour)
        more = np.rint(share[which] * lent.value[places]).astype(np.int64)
        circle = summed(
            np.concatenate([post[which], posts.rows]),
            np.concatenate([lent.column[places], posts.column]),
            np.concatenate([more, own]),
            end - begin,
            weights.terms,
        )
        parts.append(circle.at(circle.value.nonzero()[0]))
    return stacked(parts)


def lends(weights: Weights, lenders: Ints) -> Matrix:
    """Return what some posts say of their neighbours, as vectors of about the same length.

    Their lengths are rounded, so that a word more in the one seldom moves the others.
    """
    posts = weights.posts
    places, which = posts.heaviest(lenders, _HEAVIEST)
    rows = lenders[which]
    length = np.exp2(np.rint(_FINE * np.log2(weights.lengths)) / _FINE)
    value = np.rint(UNIT * posts.value[places] / length[rows]).astype(np.int64)
    return Matrix.of(rows, posts.column[places], value, len(weights.names))
