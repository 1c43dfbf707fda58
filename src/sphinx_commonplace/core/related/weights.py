"""Weights: how much each term says of a post or of a theme, as sparse rows of whole numbers.

A term counts by how often it stands in the text (the logarithm of it) and by how few posts have
it. Words that stand in any text count nothing. All weights are integers, so that sums are the same
on every machine.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related import rarity
from sphinx_commonplace.core.related.corpus import OTHERS
from sphinx_commonplace.core.related.matrix import Matrix
from sphinx_commonplace.core.related.rarity import FINE
from sphinx_commonplace.core.related.sorting import Ints, added, counted, keys_of
from sphinx_commonplace.core.related.work import BLOCK, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sphinx_commonplace.core.related.corpus import Corpus, Entry

_HALF = 2  # counts are in halves: a word of the text counts two
_OF_NAMES = 12  # its title and other names six times
_OF_TAGS = 2
_AROUND = 1  # the words around a link to it


class _Block:
    """The rows of some posts, counted.

    :param begin: the number of the first row.
    :param telling: the term of each token.
    :param wide: the number of all terms.
    """

    def __init__(self, begin: int, entries: Sequence[Entry], telling: Ints, wide: int) -> None:
        said = telling[np.concatenate([np.zeros(0, np.uint32), *(one.tokens for one in entries)])]
        sizes = [size for entry in entries for size in entry.sizes]
        row = np.repeat(np.arange(begin, begin + len(sizes)), sizes)
        keys, counts = counted((row * wide + said)[said > 0])
        self.row, self.term = (part.astype(np.int32) for part in np.divmod(keys, wide))
        self.counts = counts.astype(np.int32)


class Weights:
    """The weights of the terms in each post, and in each theme of each post."""

    def __init__(self, corpus: Corpus) -> None:
        self.names = sorted(corpus.entries)
        self.total = rarity.whole(len(self.names))
        self.number = {name: number for number, name in enumerate(self.names)}
        entries = [corpus.entries[name] for name in self.names]
        self.theme_start = np.cumsum([0, *(len(entry.themes) for entry in entries)])
        nobody = len(self.names)
        owners: list[int] = []
        factors: list[int] = []
        themes: list[int] = []
        for number, entry in enumerate(entries):
            count = len(entry.themes)
            owners += [number] * (count + OTHERS)
            owners += [self.number.get(target, nobody) for target, *_ in entry.note.links]
            owners += [nobody] * len(entry.note.said)
            factors += [_HALF] * count + [_OF_NAMES, _OF_TAGS, 0]
            factors += [_AROUND] * len(entry.note.links) + [0] * len(entry.note.said)
            first = int(self.theme_start[number])
            themes += [*range(first, first + count)] + [-1] * (len(entry.sizes) - count)
        self.terms = len(corpus.vocabulary.terms)
        telling = corpus.vocabulary.telling()
        row_theme = np.array(themes, dtype=np.int32)
        rows = np.cumsum([0, *(len(entry.sizes) for entry in entries)]).tolist()
        blocks = side_by_side(
            *(
                partial(_Block, rows[begin], entries[begin : begin + BLOCK], telling, self.terms)
                for begin in range(0, max(1, len(entries)), BLOCK)
            )
        )
        row = np.concatenate([block.row for block in blocks])
        term = np.concatenate([block.term for block in blocks])
        counts = np.concatenate([block.counts for block in blocks])
        del blocks
        owner = np.array(owners, dtype=np.int32)[row]
        self.posts = self._of_posts(owner, term, counts * np.array(factors, np.int32)[row])
        of_theme = row_theme[row]
        kept = of_theme >= 0
        count = int(self.theme_start[-1])
        self.themes = self._weighted(of_theme[kept], term[kept], counts[kept] * _HALF, count)

    def _of_posts(self, owner: Ints, term: Ints, counts: Ints) -> Matrix:
        keys, sums = added(keys_of(owner, term, self.terms), counts)
        known = int(keys.searchsorted(len(self.names) * self.terms))  # those of nobody come last
        post, term = np.divmod(keys[:known], self.terms)
        sums = sums[:known]
        posts_with = np.bincount(term, minlength=self.terms)
        self.rarity = rarity.rarity(posts_with, self.total)
        self._weight = rarity.weights(posts_with, self.total)
        return self._weighted(post, term, sums, len(self.names))

    def _weighted(self, rows: Ints, terms: Ints, counts: Ints, count: int) -> Matrix:
        every = np.arange(counts.max(initial=0) + 1)
        often = np.rint(FINE * np.log2(1 + every / _HALF)).astype(np.int64)
        value = often[counts] * self._weight[terms] // FINE
        kept = value > 0
        return Matrix.of(rows[kept], terms[kept], value[kept], count)

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
