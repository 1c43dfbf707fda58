"""The reference: which posts tell how rare words are, and that new ones do not."""

from __future__ import annotations

import numpy as np

from sphinx_commonplace.core.related.scores.reference import posts_with, reference


def test_posts_without_a_date_count_and_so_do_a_few_with_one() -> None:
    assert reference([None] * 500).all()
    assert reference([*map(float, range(64)), *[None] * 300]).all()
    assert len(reference([])) == 0


def test_of_many_with_a_date_the_oldest_count_and_those_of_one_day_by_name() -> None:
    dates: list[float | None] = [float(n % 50) for n in range(100)]
    counts = reference([None, *dates])
    assert counts[0]
    assert counts.sum() == 1 + 64
    new = [*range(32, 50), *range(82, 100)]
    assert [n for n in range(100) if not counts[1 + n]] == new


def test_new_posts_do_not_count_until_there_are_twice_as_many() -> None:
    grown = [set(np.flatnonzero(reference(list(map(float, range(n)))))) for n in range(100, 257)]
    at = [100 + n for n in range(1, len(grown)) if grown[n] != grown[n - 1]]
    assert at == [128, 256]


def test_a_word_of_new_posts_alone_is_not_as_rare_as_one_of_a_single_post() -> None:
    every, of_reference = np.array([1, 7, 40, 40]), np.array([0, 1, 30, 0])
    assert posts_with(every, of_reference).tolist() == [0, 1, 30, 10]
