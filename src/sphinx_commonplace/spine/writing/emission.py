"""Emission: files of the output that are neither pages nor copies of files of the site.

Features answer the event ``commonplace-files``, at the end of a build whose pages are all written,
with pairs of a path below the output folder and its content, or a ``Recipe`` for it where it takes
work to make. A file is touched only where its content differs, and one that is no longer answered
is removed. Nothing is asked when no page had to be written: whatever such a file is made from, a
page or all pages are made from as well. When all have answered, ``commonplace-last-files`` asks
for what speaks of these files: it is told the paths of the copies and of the files answered so far.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util import logging

from sphinx_commonplace.spine import origins, state
from sphinx_commonplace.spine.diagnostics import stop
from sphinx_commonplace.spine.writing.ledger import fingerprint

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.spine.state import State
    from sphinx_commonplace.spine.writing.ledger import Ledger

EVENT = "commonplace-files"
LAST = "commonplace-last-files"
_logger = logging.getLogger(__name__)


class Recipe(NamedTuple):
    """A content that is made only if what it is made from has changed.

    ``made_from`` is a plain value; programs, settings and what all pages share count anyway.
    It is empty where the path of the file says what is in it.
    ``pages`` are those whose output it is taken from: it is made anew when one was written.
    """

    made_from: Any
    make: Callable[[], bytes]
    pages: Collection[str] = ()


def emit(app: Sphinx, ledger: Ledger, copies: set[str], pages: set[str]) -> None:
    """Ask the features for their files, and bring the output folder in line with the answers.

    :param copies: the files of the output that the author has put there; these stay as they are.
    :param pages: the files of the pages: one may stand now where another file stood.
    :raises Stop: after naming the paths at which there would be two things.
    """
    ours = state.of(app.env)
    there = _Present(ledger.outdir)
    if ours.is_idle and all(map(there.has, ledger.emitted)):
        return
    emitting = _Emitting(ours, ledger, there, copies, pages)
    emitting.take(app, EVENT)
    emitting.take(app, LAST, sorted(copies), sorted(emitting.emitted))
    gone = ledger.emitted.keys() - emitting.emitted.keys() - copies - pages
    ledger.remove(sorted(gone))
    ledger.emitted = emitting.emitted
    if emitting.emitted or gone:
        _logger.info(
            "commonplace: %d other files, of which %d changed, %d removed",
            len(emitting.emitted),
            emitting.changed,
            len(gone),
        )


class _Present:
    """The files of the output before any is written; each folder is looked into once."""

    def __init__(self, outdir: Path) -> None:
        self._outdir = outdir
        self._folders: dict[str, set[str]] = {}

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = _files_in(self._outdir / folder)
        return name in self._folders[folder]


def _files_in(folder: Path) -> set[str]:
    try:
        with os.scandir(folder) as found:
            return {entry.name for entry in found if entry.is_file()}
    except (FileNotFoundError, NotADirectoryError):
        return set()


class _Emitting:
    """The files of one build, as the answers come in."""

    def __init__(
        self, ours: State, ledger: Ledger, there: _Present, copies: set[str], pages: set[str]
    ) -> None:
        self.ours = ours
        self.ledger = ledger
        self.there = there
        self.copies = copies
        self.pages = pages
        self.emitted: dict[str, str] = {}
        self.named_by_content = fingerprint(ours.read_with, ours.shared, "")
        self.changed = 0

    def take(self, app: Sphinx, event: str, *known: list[str]) -> None:
        """Write what is answered to an event, where it differs from what is there."""
        answers = app.emit(event, self.ours.library, *known)
        clashes = [path for answer in answers for path in self._take(answer or ())]
        if clashes:
            told = "two things would be the file {!r} of the output"
            where = origins.of(app, "commonplace_feeds")  # the only one with paths of such files
            stop((told.format(path), where) for path in clashes)

    def _take(self, answer: Iterable[tuple[str, bytes | Recipe]]) -> Iterator[str]:
        """Take one answer; yield the paths at which there is something else."""
        mine: dict[str, bytes | Recipe] = {}
        for path, content in answer:
            if path in self.copies:
                continue
            if path in self.emitted or path in self.pages:
                yield path
                continue
            self.emitted[path] = self._made_from(content)
            mine[path] = content
        known = self.ledger.emitted
        if new := [path for path in mine if known.get(path) != self.emitted[path]]:
            self.ledger.strike(emitted=new)
        for path, content in mine.items():
            try:
                self._write(path, content)
            except (FileExistsError, IsADirectoryError, NotADirectoryError):
                yield path

    def _made_from(self, content: bytes | Recipe) -> str:
        """Return what stands for all that a recipe depends on; nothing for a content at hand."""
        if not isinstance(content, Recipe):
            return ""
        if content.made_from == "":
            return self.named_by_content
        return fingerprint(self.ours.read_with, self.ours.shared, content.made_from)

    def _write(self, path: str, content: Recipe | bytes) -> None:
        if isinstance(content, Recipe):
            is_same = self.emitted[path] == self.ledger.emitted.get(path) and self.there.has(path)
            if is_same and self.ours.written.isdisjoint(content.pages):
                return
        self.changed += _write_if_changed(self.ledger.outdir / path, content)


def _write_if_changed(file: Path, content: bytes | Recipe) -> bool:
    """Write a file unless it holds this content already; say whether it did not."""
    made = content.make() if isinstance(content, Recipe) else content
    try:
        if file.read_bytes() == made:
            return False
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(made)
    return True
