"""The reference: which posts tell how rare words are, and that new ones do not."""

from __future__ import annotations

import numpy as np

from sphinx_commonplace.core.related.scores.reference import Reference


def test_posts_without_a_date_count_and_so_do_a_few_with_one() -> None:
    assert Reference([None] * 500).counts.all()
    assert Reference([*map(float, range(64)), *[None] * 300]).counts.all()
    assert len(Reference([]).counts) == 0


def test_of_many_with_a_date_the_oldest_count_and_those_of_one_day_by_name() -> None:
    dates: list[float | None] = [float(n % 50) for n in range(100)]
    counts = Reference([None, *dates]).counts
    assert counts[0]
    assert counts.sum() == 1 + 64
    new = [*range(32, 50), *range(82, 100)]
    assert [n for n in range(100) if not counts[1 + n]] == new


def test_new_posts_do_not_count_until_there_are_twice_as_many() -> None:
    grown = [Reference(list(map(float, range(n)))) for n in range(100, 257)]
    sets = [set(np.flatnonzero(one.counts)) for one in grown]
    assert [100 + n for n in range(1, len(sets)) if sets[n] != sets[n - 1]] == [128, 256]
    assert [grown[n].total for n in (27, 28, 156)] == [64, 128, 256]


def test_a_word_of_new_posts_alone_is_not_as_rare_as_one_of_a_single_post() -> None:
    known = Reference(list(map(float, range(127))))  # of which the first 64 count
    having = {1: range(60, 70), 2: range(100, 101), 3: range(84, 124)}
    pairs = [(term, post) for term, posts in having.items() for post in posts]
    terms, posts = np.array(pairs).T
    assert known.posts_with(terms, posts, 5).tolist() == [0, 4, 0, 5, 0]
    assert Reference([None] * 127).posts_with(terms, posts, 5).tolist() == [0, 10, 1, 40, 0]
