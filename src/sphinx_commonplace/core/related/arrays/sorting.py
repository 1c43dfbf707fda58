"""Sorting: what arrays of whole numbers have in common, found by putting them in order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]
Marks = NDArray[np.bool_]

_PLACE = 32  # bits of the place of a number


def spans(start: Ints, sizes: Ints) -> Ints:
    """Return the numbers of ranges one after the other."""
    found: Ints = np.repeat(start - (np.cumsum(sizes) - sizes), sizes)
    found += np.arange(len(found))
    return found


def ranges(start: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Return the numbers of ranges one after the other, and for each which range it is from."""
    return spans(start, sizes), np.repeat(np.arange(len(sizes)), sizes)


def ends(sizes: Ints) -> Ints:
    """Return where ranges that lie end to end begin, and behind these the end of all."""
    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def in_order(numbers: Ints) -> Ints:
    """Return the places of numbers from zero below 2**31, the smallest first, equals as they stand.

    Numpy sorts whole numbers several times as fast as it finds the places of the sorted.
    """
    keys = numbers.astype(np.int64) << _PLACE
    keys |= np.arange(len(keys))
    keys.sort()
    keys &= (1 << _PLACE) - 1
    return keys


def distinct(keys: Ints) -> Ints:
    """Return each key once, in their order; they are put in order."""
    keys.sort()
    return keys[_first(keys)]


def counted(keys: Ints) -> tuple[Ints, Ints]:
    """Return each key once, in their order, and how often it is there; they are put in order."""
    keys.sort()
    first = _first(keys)
    return keys[first], np.diff(first, append=len(keys))


def added(keys: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Return each key once, in their order, with the sum of its values.

    A key and a value must fit into one number of 63 bits; the keys are written over.
    """
    # Sorting numbers is several times as fast as sorting pairs of them.
    wide = int(values.max(initial=0)) + 1
    keys <<= _bits(wide)
    keys |= values
    keys.sort()
    keys, values = parted(keys, wide)
    first = _first(keys)
    sums = np.add.reduceat(values, first) if len(first) else values
    return keys[first], sums


def keys_of(rows: Ints, column: Ints, wide: int) -> Ints:
    """Return a new number for each pair, in the order of the pairs; 32 bits would not hold it.

    :param wide: the number of columns. Pairs are put together by shifts: divisions are slow.
    """
    keys = rows.astype(np.int64)
    keys <<= _bits(wide)
    keys |= column
    return keys


def parted(keys: Ints, wide: int) -> tuple[Ints, Ints]:
    """Return the pairs that have some keys."""
    bits = _bits(wide)
    return keys >> bits, keys & ((1 << bits) - 1)


def starts(keys: Ints, wide: int, count: int) -> Ints:
    """Return where in keys that are in order those of each of so many rows begin, and the end."""
    found: Ints = keys.searchsorted(np.arange(count + 1) << _bits(wide))
    return found


def _bits(wide: int) -> int:
    return max(0, wide - 1).bit_length()


def _first(keys: Ints) -> Ints:
    """Return the place of the first of each of some keys that are in order."""
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return np.flatnonzero(new)
