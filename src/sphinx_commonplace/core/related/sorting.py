"""Sorting: what arrays of whole numbers have in common, found by putting them in order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger[Any]]
Marks = NDArray[np.bool_]


def ranges(start: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Return the numbers of ranges one after the other, and for each which range it is from."""
    which = np.repeat(np.arange(len(sizes)), sizes)
    first = np.cumsum(sizes) - sizes
    return np.arange(len(which)) - first[which] + start[which], which


def in_order(numbers: Ints) -> Ints:
    """Return the places of numbers from zero below 2**32, the smallest first, equals as they stand.

    Numpy sorts by radix where there are 16 bits, which is several times as fast.
    """
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    high = (numbers >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order


def distinct(keys: Ints) -> Ints:
    """Return each key once, in their order; they are put in order."""
    keys.sort()
    return keys[_first(keys)]


def counted(keys: Ints) -> tuple[Ints, Ints]:
    """Return each key once, in their order, and how often it is there; they are put in order."""
    keys.sort(kind="stable")  # which is fast where parts are in order
    first = _first(keys)
    return keys[first], np.diff(first, append=len(keys))


def added(keys: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Return each key once, in their order, with the sum of its values.

    A key and a value must fit into one number of 63 bits; the keys are written over.
    """
    # Sorting numbers is several times as fast as sorting pairs of them.
    base = int(values.max(initial=0)) + 1
    keys *= base
    keys += values
    keys.sort(kind="stable")
    values = keys % base
    keys //= base
    first = _first(keys)
    sums = np.add.reduceat(values, first) if len(first) else values
    return keys[first], sums


def keys_of(rows: Ints, column: Ints, wide: int) -> Ints:
    """Return a new number for each pair; 32 bits would not hold it."""
    keys = rows.astype(np.int64)
    keys *= wide
    keys += column
    return keys


def _first(keys: Ints) -> Ints:
    """Return the place of the first of each of some keys that are in order."""
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return np.flatnonzero(new)
