"""Kept: the entries of pages and the shards from one build to the next, so that an edit costs few.

They lie in a file of their own, which only a build that makes the index reads. An entry is known by
what it was made from; those that nothing asks for are dropped. The shards are those of the entries
beside them, in this order.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_commonplace.core.search import renewal
from sphinx_commonplace.core.search.entries import IndexEntry, SearchedPage, digest, entry
from sphinx_commonplace.core.search.shards import Shard

if TYPE_CHECKING:
    from sphinx_commonplace.core.search.index import Index

_PARTS = "\n\n"


class KeptIndex:
    """What the last build has left.

    :param made_with: stands for the programs, without which nothing that was kept is of use.
    """

    def __init__(self, path: Path, made_with: str) -> None:
        self._path = path
        self._made_with = made_with
        self._read = self._order = self._shards = ""
        self._before: list[tuple[str, str]] = []  # in the order of the pages
        with suppress(OSError, UnicodeDecodeError):
            first, _, rest = path.read_text(encoding="utf-8").partition("\n")
            if first == self._head(rest):
                self._read = rest
                self._order, entries, self._shards = rest.split(_PARTS)
                lines = (line.partition("\t") for line in entries.splitlines())
                self._before = [(key, line) for key, _, line in lines]
        self._lines = dict(self._before)
        self._keys: dict[str, str] = {}  # by the names of pages

    def _head(self, rest: str) -> str:
        return f"{self._made_with} {digest(rest)}"

    def entry(self, page: SearchedPage) -> IndexEntry:
        """Return the entry of a page, which is made where there is none."""
        key = self._keys[page.name] = page.key
        line = self._lines.get(key)
        if line is not None:
            return IndexEntry.read(line)
        made = entry(page)
        self._lines[key] = made.written()
        return made

    def shards(self, index: Index) -> list[Shard]:
        """Return the shards of an index of these entries, and keep all of it for the next build.

        It is written whole or not at all, and only if it is not what was read.
        """
        keys = [self._keys[page.name] for page in index.pages]
        if index.order == self._order:
            both = zip(self._before, keys, index.entries, strict=True)
            changed = [(IndexEntry.read(line), now) for (was, line), key, now in both if was != key]
            before = [Shard.read(line) for line in self._shards.split("\n")]
            made = renewal.renewed(before, index, changed)
        else:
            made = renewal.shards(index)
        entries = "\n".join(f"{key}\t{self._lines[key]}" for key in keys)
        shards = "\n".join(shard.written() for shard in made)
        self._save(_PARTS.join([index.order, entries, shards]))
        return made

    def _save(self, rest: str) -> None:
        if rest == self._read:
            return
        draft = self._path.with_name(f"{self._path.name}.tmp")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(f"{self._head(rest)}\n{rest}".encode())
        draft.replace(self._path)
