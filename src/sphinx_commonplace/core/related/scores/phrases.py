"""Phrases: names of several words, and where they stand in texts.

In a text each two words that stand together have a small number, and few have that of two words of
a name. Only there it is looked whether the name stands there (as in Karp and Rabin, "Efficient
randomized pattern-matching algorithms", 1987, with two words in the place of all).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sphinx_commonplace.core.related.arrays.sorting import Ints, keys_of, ranges

_SLOTS, _STEP = 2**20, 617  # small numbers, and those between two terms as first of a pair


class _OneLength(NamedTuple):
    """Names of as many words: their numbers, their terms, and which two are looked for first."""

    numbers: Ints
    terms: Ints
    offset: Ints
    pair: Ints


class Phrases:
    """The names that have several words.

    :param names: all names, as terms. Of each the two words are looked for first that stand
        together and are the rarest, as ``rarity`` says.
    """

    def __init__(self, names: Sequence[tuple[int, ...]], rarity: Ints) -> None:
        self._wide = len(rarity)
        self._marked = np.zeros(_SLOTS, bool)
        self._lengths: list[_OneLength] = []
        lengths: dict[int, list[int]] = {}
        for number, name in enumerate(names):
            lengths.setdefault(len(name), []).append(number)
        lengths.pop(1, None)
        for numbers in lengths.values():
            terms = np.array([names[number] for number in numbers])
            offset = np.argmax(rarity[terms[:, :-1]] + rarity[terms[:, 1:]], axis=1)
            which = np.arange(len(terms))
            first, second = terms[which, offset], terms[which, offset + 1]
            self._marked[_slots(first, second)] = True
            pair = keys_of(first, second, self._wide)
            self._lengths.append(_OneLength(np.array(numbers), terms, offset, pair))

    def standing(self, text: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Yield where in some terms names begin, and the numbers of the names."""
        where = np.flatnonzero(self._marked[_slots(text[:-1], text[1:])])
        keys = keys_of(text[where], text[where + 1], self._wide)
        order = np.argsort(keys, kind="stable")
        keys, where = keys[order], where[order]
        for numbers, terms, offset, pair in self._lengths:
            first = keys.searchsorted(pair)
            places, which = ranges(first, keys.searchsorted(pair, "right") - first)
            begin = where[places] - offset[which]
            fits = (begin >= 0) & (begin <= len(text) - terms.shape[1])
            begin, which = begin[fits], which[fits]
            for step in range(terms.shape[1]):
                fits = text[begin + step] == terms[which, step]
                begin, which = begin[fits], which[fits]
            yield begin, numbers[which]


def _slots(first: Ints, second: Ints) -> Ints:
    """Return a small number for each pair of terms, which few pairs have in common."""
    return (first * _STEP + second) & (_SLOTS - 1)
