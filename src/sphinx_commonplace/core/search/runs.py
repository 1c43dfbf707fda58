"""Runs: where files of the index begin and end, so that an edit moves hardly any of these borders.

What is too much is cut before the item with the least number, and each side of the cut again. So
whether there is a cut depends on nothing but the items around it that have larger numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def runs(numbers: Sequence[Any], sizes: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Yield where each run of items begins and ends.

    :param numbers: of the items, all different and made from nothing but the item itself.
    :param most: of the sizes of a run together; more only if it is a single item.
    """
    return _between(numbers, sizes, most, 0, len(sizes))


def _between(
    numbers: Sequence[Any], sizes: Sequence[int], most: int, begin: int, end: int
) -> Iterator[tuple[int, int]]:
    if end - begin < 2 or sum(sizes[begin:end]) <= most:  # noqa: PLR2004
        yield begin, end
        return
    at = min(range(begin + 1, end), key=numbers.__getitem__)
    yield from _between(numbers, sizes, most, begin, at)
    yield from _between(numbers, sizes, most, at, end)
