"""Keys: numbers of 64 bits that stand for something, and are the same again if that is the same."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.matrix import Matrix

Keys = NDArray[np.uint64]

_SIZE = 8  # bytes


def of_texts(texts: Iterable[str]) -> Keys:
    """Return a key for each text."""
    return of_digests(blake2b(text.encode(), digest_size=_SIZE).digest() for text in texts)


def of_digests(digests: Iterable[bytes]) -> Keys:
    """Return a key for each of some digests: how it begins."""
    return np.frombuffer(b"".join(one[:_SIZE] for one in digests), "<u8").astype(np.uint64)


def spread(keys: Keys) -> Keys:
    """Return keys whose sums are unlike where the keys are (splitmix64, Steele et al., 2014)."""
    keys = keys + np.uint64(0x9E3779B97F4A7C15)
    keys ^= keys >> np.uint64(30)
    keys *= np.uint64(0xBF58476D1CE4E5B9)
    keys ^= keys >> np.uint64(27)
    keys *= np.uint64(0x94D049BB133111EB)
    keys ^= keys >> np.uint64(31)
    return keys


def sums(matrix: Matrix, columns: Keys) -> Keys:
    """Return a key for each row of a matrix, whose columns have keys themselves."""
    found = [np.zeros(0, np.uint64)]
    for block in matrix.blocks():
        keys = spread(columns[block.column])
        keys ^= block.value.astype(np.uint64)
        of_rows = np.zeros(len(block.start) - 1, np.uint64)
        np.add.at(of_rows, block.rows, spread(keys))
        found.append(of_rows)
    return np.concatenate(found)
