"""What the tests of the core share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Part(str):
    """Equal to every text that it is part of: for messages, of which the gist is asserted."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and str.__contains__(other, self)


@contextmanager
def within_a_second() -> Iterator[None]:
    """Check how long something computes, whatever else the machine does meanwhile."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 1
