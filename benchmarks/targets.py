"""Targets: what Commonplace claims of its speed and size, and whether it is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from results import (
    REFERENCE,
    Results,
    bytes_per_post,
    cpu,
    cpu_per_post,
    growth,
    ratio,
    share,
    typical,
)
from sites import OURS
from steps import CLEAN, CLONE, EDITS

CLEAN_LIMIT = 0.85
EDIT_LIMIT = 0.8
GROWTH_LIMIT = 1.15
ESSAY_LIMIT = 22 * 1024  # bytes
CLONE_LIMIT = 0.2


@dataclass(frozen=True)
class Target:
    """A figure, the most it may be (or the least), and what it is, if it was measured."""

    claim: str
    limit: float
    measured: float | None
    form: str = ".2f"
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.measured is None:
            return "not measured"
        over, under = self.measured > self.limit, self.measured < self.limit
        return "NOT MET" if (under if self.at_least else over) else "met"

    @property
    def row(self) -> list[str]:
        """The target as a row of a table."""
        limit = f"{'>=' if self.at_least else '<='} {self.limit:{self.form}}"
        measured = "" if self.measured is None else f"{self.measured:{self.form}}"
        return [self.claim, limit, measured, self.verdict]


def targets(results: Results) -> Iterator[Target]:
    """Compare the figures with what they may be at the most."""
    clean = ratio(results[REFERENCE], cpu(CLEAN)) if REFERENCE in results else None
    yield Target(f"CPU, {CLEAN} / bare's, {REFERENCE:,} posts", CLEAN_LIMIT, clean)
    for name in EDITS:
        for posts, rounds in results.items():
            claim = f"CPU, {name} / bare's, {posts:,} posts"
            yield Target(claim, EDIT_LIMIT, ratio(rounds, cpu(name)))
    for posts, rounds in results.items():
        claim = f"CPU, {CLONE} / {CLEAN}, {posts:,} posts"
        yield Target(claim, CLONE_LIMIT, share(rounds, OURS, cpu(CLONE), cpu(CLEAN)))
    largest = max(results)
    sizes = f"{f'{largest:,}' if largest > REFERENCE else 'more'} / {REFERENCE:,} posts"
    for what, figure in (("CPU", cpu_per_post), ("output", bytes_per_post)):
        claim = f"{what} per post, {sizes}"
        yield Target(claim, GROWTH_LIMIT, growth(results, OURS, figure))
    for posts, rounds in results.items():
        essay = typical(rounds, OURS, lambda record: record.extent.essay)
        yield Target(f"HTML of an essay, bytes, {posts:,} posts", ESSAY_LIMIT, essay, ",.0f")
