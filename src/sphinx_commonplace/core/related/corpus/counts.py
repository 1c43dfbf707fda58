"""Counts: how often the terms stand in each post, in each of its themes, and around each link.

Words that stand in any text are left out. The counts of posts that are what they were are taken
over from the last build: to count all words of a site again is most of what an edit would cost.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import BLOCK, Matrix, stacked, summed
from sphinx_commonplace.core.related.arrays.sorting import Ints, counted, ends, keys_of, parted
from sphinx_commonplace.core.related.corpus.entries import OTHERS
from sphinx_commonplace.core.related.work import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_commonplace.core.related.corpus.entries import Entry

HALF = 2  # counts are in halves: a word of the text counts two
_OF_NAMES = 12  # its title and other names six times
_OF_TAGS = 2
_AROUND = 1  # the words around a link to it
_NONE = -1


class Counts(NamedTuple):
    """What is counted of some posts: a row for each, behind it those of its themes and its links.

    :param start: the row of each post, and the number of all rows.
    :param rows: how often each term stands in each row, in halves.
    """

    start: Ints
    rows: Matrix

    @classmethod
    def nothing(cls) -> Counts:
        """Return what is counted of no posts."""
        start, none = np.zeros(1, np.int64), np.zeros(0, np.int32)
        return cls(start, Matrix(start, none, none))

    @classmethod
    def of(cls, entries: Sequence[Entry], telling: Ints, wide: int) -> Counts:
        """Count all terms of some posts.

        :param telling: the term of each token, zero if it is not counted.
        :param wide: the number of all terms.
        """
        sizes = [1 + len(entry.themes) + len(entry.note.links) for entry in entries]
        blocks = side_by_side(
            *(
                partial(_block, entries[begin : begin + BLOCK], telling, wide)
                for begin in range(0, len(entries), BLOCK)
            )
        )
        return cls(ends(np.array(sizes, np.int64)), stacked(blocks))

    def renewed(self, new: Counts, now: Ints, was: Ints) -> Counts:
        """Return the counts of all posts: some that were counted before, and those that are new.

        :param now: the numbers of the posts that are what they were, and ``was`` those they had.
        """
        if not len(now):
            return new
        posts = len(self.start) - 1
        source = np.full(len(now) + len(new.start) - 1, -1)  # where each is, those of before first
        source[now] = was
        source[source < 0] = posts + 1 + np.arange(len(new.start) - 1)  # 1: no run goes across
        parts, sizes = [], []
        cuts = [0, *(np.flatnonzero(np.diff(source) != 1) + 1).tolist(), len(source)]
        for begin, end in pairwise(cuts):
            first, last = int(source[begin]), int(source[end - 1]) + 1
            side, offset = (self, 0) if first < posts else (new, posts + 1)
            start = side.start[first - offset : last - offset + 1]
            parts.append(side.rows.between(int(start[0]), int(start[-1])))
            sizes.append(np.diff(start))
        return Counts(ends(np.concatenate(sizes)), stacked(parts))


def _block(entries: Sequence[Entry], telling: Ints, wide: int) -> Matrix:
    """Return the rows of some posts, whose words lie side by side."""
    # For each row of tokens the row in which it is counted alone, if any, and times what; and the
    # row of its post if it is counted there too.
    alone, post, times, factor = [], [], [], []
    count = 0
    for entry in entries:
        themes, links, said = len(entry.themes), len(entry.note.links), len(entry.note.said)
        behind = count + 1 + themes
        alone += [*range(count + 1, behind), *[_NONE] * OTHERS, *range(behind, behind + links)]
        alone += [_NONE] * said
        times += [HALF] * themes + [0] * OTHERS + [_AROUND] * links + [0] * said
        post += [count] * (themes + OTHERS) + [_NONE] * (links + said)
        factor += [HALF] * themes + [_OF_NAMES, _OF_TAGS, 0] + [0] * (links + said)
        count = behind + links
    terms = telling[np.concatenate([entry.tokens for entry in entries])]
    sizes = [size for entry in entries for size in entry.sizes]
    told = terms.nonzero()[0]
    of_tokens = np.repeat(np.arange(len(sizes)), sizes)[told]
    keys, often = counted(keys_of(of_tokens, terms[told], wide))
    row, term = parted(keys, wide)
    cells = []
    for into, by in (alone, times), (post, factor):
        line = np.array(into)[row]
        kept = np.flatnonzero(line != _NONE)
        cells.append((line[kept], term[kept], np.array(by)[row[kept]] * often[kept]))
    line, term, value = (np.concatenate(part) for part in zip(*cells, strict=True))
    return summed(line, term, value, count, wide)
