"""Kept: the entries of pages from one build to the next, so that an edit costs one entry.

They lie in a file of their own, which only a build that makes the index reads. An entry is known by
what it was made from; those that nothing asks for are dropped.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sphinx_commonplace.core.search.entries import Entry, Page, digest, entry


class Kept:
    """The entries that the last build has left.

    :param made_with: stands for the programs, without which nothing that was kept is of use.
    """

    def __init__(self, path: Path, made_with: str) -> None:
        self._path = path
        self._made_with = made_with
        self._before: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        with suppress(OSError, UnicodeDecodeError):
            first, _, rest = path.read_text(encoding="utf-8").partition("\n")
            if first == self._head(rest):
                lines = (line.partition("\t") for line in rest.split("\n"))
                self._before = {key: line for key, _, line in lines}

    def _head(self, rest: str) -> str:
        return f"{self._made_with} {digest(rest)}"

    def entry(self, page: Page) -> Entry:
        """Return the entry of a page, which is made where there is none."""
        key = page.key
        line = self._before.get(key)
        if line is not None:
            self._asked[key] = line
            return Entry.read(line)
        made = entry(page)
        self._asked[key] = made.written()
        return made

    def save(self) -> None:
        """Write what was asked for, all of it or nothing, if it is not what was read."""
        if self._asked.keys() == self._before.keys():
            return
        rest = "\n".join(f"{key}\t{line}" for key, line in sorted(self._asked.items()))
        draft = self._path.with_name(f"{self._path.name}.tmp")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(f"{self._head(rest)}\n{rest}".encode())
        draft.replace(self._path)
