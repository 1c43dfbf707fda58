"""Phrases: names of several words are found wherever they stand, and nowhere else."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from sphinx_commonplace.core.related.scores.phrases import Phrases


def _standing(names: list[tuple[int, ...]], text: list[int], terms: int) -> set[tuple[int, int]]:
    idf = np.arange(terms) % 7
    found = Phrases(names, idf).standing(np.array(text, np.int32))
    return {
        pair for begin, name in found for pair in zip(begin.tolist(), name.tolist(), strict=True)
    }


def _sought(names: list[tuple[int, ...]], text: list[int]) -> set[tuple[int, int]]:
    return {
        (begin, number)
        for number, name in enumerate(names)
        for begin in range(len(text))
        if len(name) > 1 and tuple(text[begin : begin + len(name)]) == name
    }


# Products of the largest do not fit into 32 bits.
@pytest.mark.parametrize("terms", [3, 40, 5_000_000])
def test_names_are_found_wherever_they_stand(terms: int) -> None:
    rng = Random(terms)
    few = [rng.randrange(max(1, terms - 12), terms) for _ in range(8)]
    text = [rng.choice(few) for _ in range(2_000)]
    names = {tuple(rng.choice(few) for _ in range(rng.randint(1, 4))) for _ in range(60)}
    names |= {tuple(text[:3]), tuple(text[-3:])}
    sought = _sought(sorted(names), text)
    assert len(sought) > 10
    assert _standing(sorted(names), text, terms) == sought


def test_a_name_does_not_go_beyond_a_text() -> None:
    assert _standing([(1, 2, 3), (9, 1, 2)], [1, 2], 10) == set()
    assert _standing([(0, 1, 2)], [1, 2, 0], 10) == set()
    assert _standing([(1, 2)], [], 10) == set()
    assert _standing([(4,)], [4, 4], 10) == set()
