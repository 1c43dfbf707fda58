"""Scanned: which files of an output were looked at before, so that only new ones are read again.

This is kept with what Sphinx knows of the sources, not in the output: it holds the times of files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


class Scanned:
    """The files of an output folder in which nothing was found.

    :param key: stands for what was looked for. When it differs, all files are looked at again.
    """

    def __init__(self, record: Path, outdir: Path, key: str) -> None:
        self.record = record
        self.outdir = outdir
        self.key = f"{outdir}\0{key}"
        self.clean: dict[str, list[int]] = {}
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(record.read_text(encoding="utf-8"))
            if kept["key"] == self.key:
                self.clean = dict(kept["clean"])

    def new(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the files to be looked at, with what tells that one is still the same."""
        seen: set[str] = set()
        for path, mark in _walk(self.outdir, ""):
            seen.add(path)
            if self.clean.get(path) != mark:
                self.clean.pop(path, None)
                yield path, mark
        for path in self.clean.keys() - seen:
            del self.clean[path]

    def save(self) -> None:
        """Write the record."""
        self.record.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"key": self.key, "clean": self.clean})
        self.record.write_text(text, encoding="utf-8")


def _walk(top: Path, folder: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the files of the output; what begins with a dot in it is not published."""
    with os.scandir(top / folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{folder}{entry.name}"
        if entry.is_dir():
            if not entry.name.startswith("."):
                yield from _walk(top, f"{path}/")
        elif entry.is_file() and entry.name != ".buildinfo":
            about = entry.stat()
            yield path, [about.st_size, about.st_mtime_ns, about.st_ino]
