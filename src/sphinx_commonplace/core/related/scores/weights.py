"""Weights: how much each term says of a post or of a theme, as sparse rows of whole numbers.

A term counts by how often it stands in the text (the logarithm of it) and by how few posts have
it. Words that stand in any text count nothing. All weights are integers, so that sums are the same
on every machine.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import BLOCK, Matrix, stacked, summed
from sphinx_commonplace.core.related.arrays.sorting import Ints, ends, in_order, spans
from sphinx_commonplace.core.related.corpus.counts import HALF
from sphinx_commonplace.core.related.scores import rarity
from sphinx_commonplace.core.related.scores.rarity import FINE
from sphinx_commonplace.core.related.scores.reference import Reference

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sphinx_commonplace.core.related.corpus.corpus import Corpus


class Weights:
    """The weights of the terms in each post, and in each theme of each post."""

    def __init__(self, corpus: Corpus) -> None:
        self.names = list(corpus.entries)
        self.number = {name: number for number, name in enumerate(self.names)}
        self.terms = len(corpus.vocabulary.terms)
        entries = corpus.entries.values()
        sizes = np.array([len(entry.themes) for entry in entries], np.int64)
        self.theme_start = ends(sizes)
        posts, rows = corpus.counts.start[:-1], corpus.counts.rows
        counts = self._of_posts(corpus)
        self.reference = Reference([entry.note.date for entry in entries])
        known = self.reference.posts_with(counts.column, counts.rows, self.terms)
        self.rarity = rarity.rarity(known, self.reference.total)
        self._weight = rarity.weights(known, self.reference.total)
        themes = spans(posts + 1, sizes)
        self.posts = stacked([self._weighted(block) for block in counts.blocks()])
        self.themes = stacked(
            [
                self._weighted(rows.some(themes[begin : begin + BLOCK]))
                for begin in range(0, len(themes), BLOCK)
            ]
        )

    def _of_posts(self, corpus: Corpus) -> Matrix:
        """Return the counts of the posts, each with the words around the links to it."""
        start, rows = corpus.counts
        nobody = len(self.names)
        owners = np.array(
            [
                self.number.get(target, nobody)
                for entry in corpus.entries.values()
                for target, _around, _anchors in entry.note.links
            ],
            np.int64,
        )
        links = np.array([len(entry.note.links) for entry in corpus.entries.values()], np.int64)
        order = in_order(owners)
        owners = owners[order]
        around = rows.some(spans(start[1:] - links, links)[order])
        first = owners.searchsorted(np.arange(nobody + 1))

        def block(begin: int) -> Matrix:
            end = min(begin + BLOCK, nobody)
            own, more = rows.some(start[begin:end]), around.between(first[begin], first[end])
            owner = owners[first[begin] : first[end]] - begin
            return summed(
                np.concatenate([own.rows, owner[more.rows]]),
                np.concatenate([own.column, more.column]),
                np.concatenate([own.value, more.value]),
                end - begin,
                self.terms,
            )

        return stacked([block(begin) for begin in range(0, nobody, BLOCK)])

    def _weighted(self, counts: Matrix) -> Matrix:
        every = np.arange(counts.value.max(initial=0) + 1)
        often = np.rint(FINE * np.log2(1 + every / HALF)).astype(np.int64)
        value = often[counts.value] * self._weight[counts.column] // FINE
        return counts._replace(value=value.astype(np.int32)).at(value.nonzero()[0])

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """The length of each post as a vector."""
        return self.posts.norms()

    @cached_property
    def theme_lengths(self) -> NDArray[np.float64]:
        """The length of each theme as a vector."""
        return self.themes.norms()

    @cached_property
    def theme_owner(self) -> Ints:
        """The post of each theme."""
        return np.repeat(np.arange(len(self.names)), np.diff(self.theme_start))
