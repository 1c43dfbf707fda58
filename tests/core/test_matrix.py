"""Matrices: what is sorted by numbers packed together is what sorting the pairs would give."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sphinx_commonplace.core.related.arrays.matrix import Matrix, largest, summed
from sphinx_commonplace.core.related.arrays.sorting import (
    added,
    counted,
    in_order,
    keys_of,
    parted,
    starts,
)

SEEDS = range(20)


def entries(seed: int, rows: int, wide: int, most: int) -> list[tuple[int, int, int]]:
    """Return some cells of a table, each once, in the order of the rows."""
    random = np.random.default_rng(seed)
    size = int(random.integers(0, rows * 8))
    cells = {(int(random.integers(rows)), int(random.integers(wide))) for _ in range(size)}
    return [(row, column, int(random.integers(1, most))) for row, column in sorted(cells)]


def matrix(cells: list[tuple[int, int, int]], rows: int) -> Matrix:
    """Return cells as a matrix."""
    row, column, value = np.array(cells, np.int64).reshape(-1, 3).T
    return Matrix.of(row, column, value, rows)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_heaviest_of_each_row_and_what_equals_them(seed: int) -> None:
    cells = entries(seed, rows=12, wide=40, most=6)
    rows = np.array([3, 3, 0, 11, 7])
    places, which = matrix(cells, 12).heaviest(rows, 4)
    found = [(int(n), cells[int(place)]) for n, place in zip(which, places, strict=True)]
    wanted = []
    for number, row in enumerate(rows.tolist()):
        own = [cell for cell in cells if cell[0] == row]
        least = sorted((value for *_, value in own), reverse=True)[:4][-1:]
        wanted += [(number, cell) for cell in own if cell[2] >= least[0]]
    assert found == wanted


@pytest.mark.parametrize("most", [50, 70_000, 10_000_000])
def test_places_in_order_are_those_of_a_stable_sort(most: int) -> None:
    numbers = np.random.default_rng(1).integers(0, most, 5000)
    assert in_order(numbers).tolist() == sorted(range(5000), key=lambda n: numbers[n])


@pytest.mark.parametrize("seed", SEEDS)
def test_keys_are_counted_and_their_values_summed(seed: int) -> None:
    random = np.random.default_rng(seed)
    keys, values = random.integers(0, 30, seed * 5), random.integers(0, 9, seed * 5)
    sums: Counter[int] = Counter()
    for key, value in zip(keys.tolist(), values.tolist(), strict=True):
        sums[key] += value
    times = Counter(keys.tolist())
    assert _pairs(*counted(keys.copy())) == sorted(times.items())
    assert _pairs(*added(keys.copy(), values)) == sorted(sums.items())


def test_tables_of_many_rows_have_more_cells_than_32_bits_count() -> None:
    many = 100_000
    ends = np.array([0, many - 1, many - 1], np.int32)
    both = ends, ends, np.array([1, 2, 5], np.int32)
    keys = keys_of(ends, ends, many)
    assert keys[2] >= many * many - 1
    assert [part.tolist() for part in parted(keys, many)] == [ends.tolist()] * 2
    assert starts(keys, many, many)[[0, 1, many - 1, many]].tolist() == [0, 1, 1, 3]
    assert summed(*both, many, many).value.tolist() == [1, 7]
    assert largest(*both, many, many).value.tolist() == [1, 5]


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_become_rows(seed: int) -> None:
    cells = entries(seed, rows=12, wide=9, most=6)
    turned = matrix(cells, 12).transposed(9)
    found = zip(turned.rows.tolist(), turned.column.tolist(), turned.value.tolist(), strict=True)
    assert list(found) == sorted((column, row, value) for row, column, value in cells)


def _pairs(*parts: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(*(part.tolist() for part in parts), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_only_some_columns_are_kept(seed: int) -> None:
    cells = entries(seed, rows=12, wide=9, most=6)
    columns = np.random.default_rng(seed).random(9) < 0.5
    kept = [cell for cell in cells if columns[cell[1]]]
    for found, sought in zip(matrix(cells, 12).only(columns), matrix(kept, 12), strict=True):
        assert found.tolist() == sought.tolist()
