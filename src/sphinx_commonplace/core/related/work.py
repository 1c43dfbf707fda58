"""Work: what is done for many posts, in parts that processes or threads may share among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Protocol, TypeVar

_PART, _LARGE = 250, 1000  # posts of a part at the most
_TURNS, _RUN = 8, 50  # how often each part has a turn at the least, and for how many posts

Result = TypeVar("Result")


class Each(Protocol):
    """Does some work for each part of the posts, here or in processes of their own.

    The work must leave nothing behind but its results, which come in the order of the parts, and
    no result may depend on how the posts are parted. ``doing`` is what the progress is called.
    """

    def __call__(
        self, work: Callable[[Sequence[str]], Result], names: Sequence[str], doing: str, /
    ) -> Iterable[Result]:
        """Yield the results."""


def parts(names: Sequence[str], processes: int = 1) -> list[Sequence[str]]:
    """Return the parts of some posts, as many for each process.

    Those of several are larger: each begins without what the one before had at hand. They take
    turns, a few posts at a time: neighbours are alike, in what they cost too.
    """
    most = _PART if processes == 1 else _LARGE
    rounds = max(1, -(-len(names) // (processes * most)))
    count = processes * rounds
    run = max(1, min(_RUN, -(-len(names) // (count * _TURNS))))
    runs = [names[begin : begin + run] for begin in range(0, len(names), run)]
    return [list(chain(*part)) for first in range(count) if (part := runs[first::count])]


def alone(
    work: Callable[[Sequence[str]], Result], names: Sequence[str], _doing: str
) -> Iterator[Result]:
    """Do the work here, one part after the other."""
    return map(work, parts(names))


def side_by_side(*works: Callable[[], Result]) -> list[Result]:
    """Return the results of some works that are mostly numpy's; a thread does every other one.

    A second core is all that is counted on. What a thread has used is not used again by others,
    so it must not be the larger half.
    """
    with ThreadPoolExecutor(1) as thread:
        odd = thread.submit(lambda: [work() for work in works[1::2]])
        even = [work() for work in works[::2]]
        found = even, odd.result()
    return [found[number % 2][number // 2] for number in range(len(works))]
