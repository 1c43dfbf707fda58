"""Results: what was measured, and the figures that are derived from it.

A figure is the median over the rounds. A ratio is computed in each round, from builds that ran
one after the other, before its median is taken: whatever slowed one down slowed the other too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from sites import BARE, OURS, Cost, Extent, Rewritten
from steps import CLEAN

REFERENCE = 1000  # posts: the size with which the largest is compared


@dataclass(frozen=True)
class Record:
    """What one tool did with a corpus of ``posts`` posts in one round, by the names of the steps.

    ``extent`` is that of the clean build.
    """

    posts: int
    costs: dict[str, Cost]
    rewritten: dict[str, Rewritten]
    extent: Extent


Round = dict[str, Record]  # by tool
Results = dict[int, list[Round]]  # by number of posts
Figure = Callable[[Record], float]


def cpu(step: str) -> Figure:
    """Return the figure of the CPU seconds of a step."""
    return lambda record: record.costs[step].cpu


def wall(step: str) -> Figure:
    """Return the figure of the seconds of wall clock of a step."""
    return lambda record: record.costs[step].wall


def cpu_per_post(record: Record) -> float:
    """Return the CPU milliseconds of the clean build per post."""
    return 1000 * record.costs[CLEAN].cpu / record.posts


def bytes_per_post(record: Record) -> float:
    """Return the bytes of the whole output per post."""
    return record.extent.total / record.posts


def typical(rounds: list[Round], tool: str, figure: Figure) -> float:
    """Return the median of a tool's figure."""
    return median(figure(found[tool]) for found in rounds)


def ratio(rounds: list[Round], figure: Figure) -> float:
    """Return the median ratio of our figure to that of bare Sphinx."""
    return median(figure(found[OURS]) / figure(found[BARE]) for found in rounds)


def share(rounds: list[Round], tool: str, part: Figure, whole: Figure) -> float:
    """Return the median ratio of two figures of a tool."""
    return median(part(found[tool]) / whole(found[tool]) for found in rounds)


def growth(results: Results, tool: str, figure: Figure) -> float | None:
    """Return the median ratio of a figure at the largest size to that at the reference."""
    largest = max(results)
    if largest <= REFERENCE or REFERENCE not in results:
        return None
    pairs = zip(results[largest], results[REFERENCE], strict=True)
    return median(figure(large[tool]) / figure(small[tool]) for large, small in pairs)
