"""Notes: what an import has to tell, each with the file and the line, and what is only counted."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

UNUSED = "no page uses it"  # why most files are skipped


class Note(NamedTuple):
    """What is to be told of a place in the source."""

    path: str
    line: int
    message: str


class Notes:
    """Collects notes, and counts of what needs no line of its own."""

    def __init__(self) -> None:
        self.told: list[Note] = []
        self._counts: dict[str, Counter[str]] = {}
        self._files: dict[tuple[str, str], set[str]] = {}

    def tell(self, path: str, line: int, message: str) -> None:
        """Tell something of a place."""
        self.told.append(Note(path, line, message))

    def count(self, what: str, name: str, path: str) -> None:
        """Count something by its name, and the files in which it was met."""
        self._counts.setdefault(what, Counter())[name] += 1
        self._files.setdefault((what, name), set()).add(path)

    def counts(self, what: str) -> list[tuple[str, int, int]]:
        """Return how often each name was met and in how many files, the most frequent first."""
        found = self._counts.get(what, Counter()).items()
        ranked = sorted(found, key=lambda one: (-one[1], one[0]))
        return [(name, number, len(self._files[what, name])) for name, number in ranked]
