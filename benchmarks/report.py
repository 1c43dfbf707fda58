"""The report: tables of plain text for each size, how things grow, and the targets."""

from __future__ import annotations

from collections.abc import Iterator

from results import (
    REFERENCE,
    Figure,
    Results,
    Round,
    bytes_per_post,
    cpu,
    cpu_per_post,
    growth,
    ratio,
    typical,
    wall,
)
from sites import TOOLS
from steps import CLEAN, STEPS
from targets import targets

_SIZES: dict[str, Figure] = {
    "peak memory of the clean build, MiB": lambda record: record.costs[CLEAN].peak,
    "CPU of the clean build per post, ms": cpu_per_post,
    "HTML of a post, bytes": lambda record: record.extent.post,
    "HTML of an essay, bytes": lambda record: record.extent.essay,
    "whole output per post, bytes": bytes_per_post,
}


def report(results: Results) -> str:
    """Return the whole report."""
    blocks: list[str] = []
    for posts, rounds in results.items():
        blocks += [_heading(posts, len(rounds)), _costs(rounds), _pages(rounds), _sizes(rounds)]
    blocks += [*_growth(results), "TARGETS", _targets(results)]
    return "\n\n".join(blocks)


def _heading(posts: int, rounds: int) -> str:
    return f"{posts:,} POSTS, {f'medians of {rounds} rounds' if rounds > 1 else 'one round'}"


def _costs(rounds: list[Round]) -> str:
    rows = [
        [step.name, *_compared(rounds, cpu(step.name)), *_compared(rounds, wall(step.name))]
        for step in STEPS
    ]
    return table("seconds|CPU bare|ours|ratio|wall bare|ours|ratio", rows)


def _pages(rounds: list[Round]) -> str:
    columns = [(what, tool) for what in ("changed", "written", "removed") for tool in TOOLS]
    rows = [
        [
            step.name,
            *(f"{typical(rounds, tool, _count(step.name, what)):,.0f}" for what, tool in columns),
        ]
        for step in STEPS
    ]
    return table("pages|changed bare|ours|written bare|ours|removed bare|ours", rows)


def _count(step: str, what: str) -> Figure:
    return lambda record: float(getattr(record.rewritten[step], what))


def _sizes(rounds: list[Round]) -> str:
    rows = [[what, *_compared(rounds, figure, 0)] for what, figure in _SIZES.items()]
    return table("|bare|ours|ratio", rows)


def _growth(results: Results) -> Iterator[str]:
    rows = []
    for what, figure in (("CPU per post", cpu_per_post), ("output per post", bytes_per_post)):
        values = [growth(results, tool, figure) for tool in TOOLS]
        rows.append([what, *(f"{value:.2f}" for value in values if value is not None)])
    if all(len(row) > len(TOOLS) for row in rows):
        yield f"{max(results):,} POSTS AS A MULTIPLE OF {REFERENCE:,}"
        yield table("|bare|ours", rows)


def _targets(results: Results) -> str:
    return table("|limit|measured|", [target.row for target in targets(results)])


def _compared(rounds: list[Round], figure: Figure, digits: int = 2) -> list[str]:
    values = (f"{typical(rounds, tool, figure):,.{digits}f}" for tool in TOOLS)
    return [*values, f"{ratio(rounds, figure):.2f}"]


def table(heads: str, rows: list[list[str]]) -> str:
    """Align the first column to the left, the others to the right."""
    lines = [heads.split("|"), *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
