"""Processes: work on many posts, shared among as many processes as the build may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks, parallel_available

from sphinx_commonplace.core.related.work import parts

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.work import Each, Result

_MANY = 50  # posts from which on progress is shown
_WORTH = 200  # posts from which on processes are worth their start


def sharing(processes: int, told: str) -> Each:
    """Return what does work in so many processes where that is worth it, and shows the progress.

    As when Sphinx writes in parallel, each is a fork of the build that returns its results. Where
    there are no forks, or there is little to do, the work is done here.

    :param told: what the progress is called.
    """

    def each(
        work: Callable[[Sequence[str]], Result], names: Sequence[str], doing: str
    ) -> Iterable[Result]:
        is_shared = processes > 1 and parallel_available and len(names) >= _WORTH
        shares = parts(names, processes if is_shared else 1)
        progress = iter(shares)
        if len(names) >= _MANY:
            progress = status_iterator(shares, f"{told} ({doing})... ", "brown", len(shares))
        return _forked(work, shares, progress, processes) if is_shared else map(work, progress)

    return each


def _forked(
    work: Callable[[Sequence[str]], Result],
    shares: list[Sequence[str]],
    progress: Iterator[Sequence[str]],
    processes: int,
) -> Iterator[Result]:
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - slow, and seldom needed

    found: dict[str, Result] = {}

    def keep(share: Sequence[str], result: Result) -> None:
        found[share[0]] = result
        next(progress, None)

    def on_one_core(share: Sequence[str]) -> Result:
        # The cores are taken: threads of the library for matrices would wait for each other.
        with threadpool_limits(limits=1):
            return work(share)

    tasks = ParallelTasks(processes)
    for share in shares:
        tasks.add_task(on_one_core, share, keep)
    tasks.join()
    next(progress, None)  # which ends the line
    return (found.pop(share[0]) for share in shares)
