"""Work: what is done for many posts, in parts that processes or threads may share among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

_PART, _LARGE = 250, 2000  # posts of a part at the most
_RUN = 50  # posts that stay together

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

    Those of several are larger: each begins without what the one before had at hand.
    """
    most = _PART if processes == 1 else _LARGE
    rounds = max(1, -(-len(names) // (processes * most)))
    size = max(1, -(-len(names) // (processes * rounds)))
    return [names[begin : begin + size] for begin in range(0, len(names), size)]


def mixed(names: Sequence[str]) -> list[str]:
    """Return some posts in an order of which each part is like the whole.

    Neighbours are alike, in what they cost too, so a few of them stay together, and these runs are
    put in the order of their numbers with the bits reversed (van der Corput, 1935).
    """
    runs = [names[begin : begin + _RUN] for begin in range(0, len(names), _RUN)]
    bits = len(runs).bit_length()
    order = sorted(range(len(runs)), key=lambda number: f"{number:0{bits}b}"[::-1])
    return [name for number in order for name in runs[number]]


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
