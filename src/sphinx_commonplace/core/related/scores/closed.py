"""Closed: which posts the list of each post, and of each theme, must not hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import Matrix, pairs

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus.corpus import Corpus
    from sphinx_commonplace.core.related.scores.ties import Ties
    from sphinx_commonplace.core.related.scores.weights import Weights


def closed(
    corpus: Corpus, weights: Weights, ties: Ties, apart: Mapping[str, Collection[str]]
) -> tuple[Matrix, Matrix]:
    """Return for each post, and for each theme, the posts that its list must not hold.

    That is the post itself and those it is kept apart from; of a post also all that it is linked
    to, of a theme what it links to itself.
    """
    number, start = weights.number, weights.theme_start
    kept = [
        (number[name], number[other])
        for name, others in apart.items()
        for other in (name, *others)
        if name in number and other in number
    ]
    kept += [(number[name], number[name]) for name in weights.names if name not in apart]
    linked = []
    for first, entry in zip(start[:-1].tolist(), corpus.entries.values(), strict=True):
        if entry.note.links:
            themes = {theme.anchor: n for n, theme in enumerate(entry.themes, first)}
            linked += [
                (themes[anchor], number[target])
                for target, _around, anchors in entry.note.links
                for anchor in anchors
                if target in number and anchor in themes
            ]
    post, other = np.array(kept, dtype=np.int64).reshape(-1, 2).T
    theme, target = np.array(linked, dtype=np.int64).reshape(-1, 2).T
    alone = pairs(post, other, len(weights.names))
    places, which = alone.places(weights.theme_owner)
    return (
        pairs(
            np.concatenate([ties.adjacent.rows, post]),
            np.concatenate([ties.adjacent.column, other]),
            len(weights.names),
        ),
        pairs(
            np.concatenate([which, theme]),
            np.concatenate([alone.column[places], target]),
            len(weights.theme_owner),
        ),
    )
