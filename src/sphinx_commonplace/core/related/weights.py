"""Weights: how much each term says of a post or of a theme, as sparse rows of whole numbers.

A term counts by how often it stands in the text (the logarithm of it) and by how few posts have
it. The number of posts is rounded down to a power of two, so that an edit seldom moves the weight
of a term elsewhere, and all weights are integers, so that sums are the same on every machine.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.corpus import OTHERS
from sphinx_commonplace.core.related.matrix import Ints, Matrix, added, counted, keys_of
from sphinx_commonplace.core.related.work import BLOCK, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sphinx_commonplace.core.related.corpus import Corpus, Entry
    from sphinx_commonplace.core.related.vocabulary import Vocabulary

_HALF = 2  # counts are in halves: a word of the text counts two
_OF_NAMES = 12  # its title and other names six times
_OF_TAGS = 2
_AROUND = 1  # the words around a link to it
_COMMON = 0.4  # a term in a larger share of the posts says nothing
_FINE = 16  # steps of a weight within a unit of either logarithm
_SPREAD = 1.4  # posts with a term are between one and two times the rounded number


def rounded(counts: Ints) -> NDArray[np.float64]:
    """Return numbers of posts as what they count for: one of the same for 4 to 7, say."""
    return _SPREAD * np.exp2(np.floor(np.log2(np.maximum(counts, 2))))


class _Block:
    """The rows of some posts, counted.

    :param begin: the number of the first row.
    """

    def __init__(self, begin: int, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
        said = vocabulary.terms_of([entry.tokens for entry in entries])
        sizes = [size for entry in entries for size in entry.sizes]
        row = np.repeat(np.arange(begin, begin + len(sizes)), sizes)
        wide = len(vocabulary.terms)
        keys, counts = counted((row * wide + said)[said > 0])
        self.row, self.term = (part.astype(np.int32) for part in np.divmod(keys, wide))
        self.counts = counts.astype(np.int32)


class Weights:
    """The weights of the terms in each post, and in each theme of each post."""

    def __init__(self, corpus: Corpus) -> None:
        self.names = sorted(corpus.entries)
        self.total = float(np.exp2(np.round(2 * np.log2(max(2, len(self.names)))) / 2))
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
        row_theme = np.array(themes, dtype=np.int32)
        rows = np.cumsum([0, *(len(entry.sizes) for entry in entries)]).tolist()
        blocks = side_by_side(
            *(
                partial(_Block, rows[begin], entries[begin : begin + BLOCK], corpus.vocabulary)
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
        self.idf = self._rarity(np.bincount(term, minlength=self.terms))
        return self._weighted(post, term, sums, len(self.names))

    def _rarity(self, posts_with: Ints) -> Ints:
        share = rounded(posts_with) / self.total
        rarity = np.rint(-_FINE * np.log(share)).astype(np.int64)
        return np.where(share > _COMMON, 0, rarity)

    def _weighted(self, rows: Ints, terms: Ints, counts: Ints, count: int) -> Matrix:
        every = np.arange(counts.max(initial=0) + 1)
        often = np.rint(_FINE * np.log2(1 + every / _HALF)).astype(np.int64)
        value = often[counts] * self.idf[terms] // _FINE
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
