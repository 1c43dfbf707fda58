"""Scoring: where the page that was meant stands among the results, and what follows from many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.queries import Query

DEPTH = 10  # results: nobody looks further


@dataclass(frozen=True)
class Hit:
    """A result: a page, and the sections of it that are offered, the page itself being ""."""

    url: str
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What came of a query.

    ``rank`` is 1 for the first page; nothing when the right one is not among the first ten.
    ``section`` says whether the right section was offered, if one was meant.
    """

    query: Query
    rank: int | None
    section: bool | None
    empty: bool


def judge(query: Query, hits: list[Hit]) -> Outcome:
    """Judge the results of a query; sections of one page one after the other are one page."""
    pages = list(dict.fromkeys(hit.url for hit in hits))[:DEPTH]
    rank = pages.index(query.url) + 1 if query.url in pages else None
    section = None
    if query.anchors:
        offered = {anchor for hit in hits for anchor in hit.anchors if hit.url == query.url}
        section = rank is not None and not offered.isdisjoint(query.anchors)
    return Outcome(query, rank, section, empty=not hits)


def mrr(outcomes: Iterable[Outcome]) -> float | None:
    """Return the mean of one over the rank: 1 if the right page always came first."""
    return _mean(1 / found.rank if found.rank else 0 for found in outcomes)


def success(outcomes: Iterable[Outcome], depth: int) -> float | None:
    """Return how often the right page was among so many."""
    return _mean(found.rank is not None and found.rank <= depth for found in outcomes)


def empty(outcomes: Iterable[Outcome]) -> float | None:
    """Return how often there was no result at all."""
    return _mean(found.empty for found in outcomes)


def section(outcomes: Iterable[Outcome]) -> float | None:
    """Return how often the right section was offered, of the queries that mean one."""
    return _mean(found.section for found in outcomes if found.section is not None)


def of_kind(outcomes: Iterable[Outcome], *kinds: str) -> list[Outcome]:
    """Return the outcomes of the queries of some kinds."""
    return [found for found in outcomes if found.query.kind in kinds]


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None
