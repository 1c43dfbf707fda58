"""Moved: how many notes have other lists of related posts than before, and days for the notes."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.shelf import Lists, Shelf

_SEED = 1


class Moved(NamedTuple):
    """Which share of the notes have other lists: on the page, or in one, or in another order."""

    whole: float
    any: float
    order: float

    def __str__(self) -> str:
        told = "show other posts: {:.2%} for the whole, {:.2%} also for a theme; {:.2%} or in order"
        return told.format(*self)


def days(names: Iterable[str]) -> dict[str, float]:
    """Return a day for each of some notes, all different and in no order."""
    every = sorted(names)
    order = random.Random(_SEED).sample(every, len(every))
    return {name: float(day) for day, name in enumerate(order)}


def moved(now: Shelf, before: Shelf, besides: str) -> Moved:
    """Return how many of the notes have other lists now, but for one note."""
    names = now.keys() & before.keys() - {besides}
    pairs = [(_shown(now[name]), _shown(before[name])) for name in names]
    marked = (
        [set(one[0]) != set(other[0]) for one, other in pairs],
        [list(map(set, one)) != list(map(set, other)) for one, other in pairs],
        [one != other for one, other in pairs],
    )
    return Moved(*(sum(marks) / max(1, len(names)) for marks in marked))


def _shown(lists: Lists) -> tuple[tuple[str, ...], ...]:
    """Return the names in the lists of a note, that of the whole first."""
    themes = (hits for _theme, hits in lists.themes)
    return tuple(tuple(hit.name for hit in hits) for hits in (lists.whole, *themes))
