"""Gathering: the files below a folder, the texts of pages among them, and what is passed over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.tools import tool
from sphinx_commonplace.core.library import files
from sphinx_commonplace.core.library.files import UnfitError

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.tools.tool import Tool


@dataclass
class Gathered:
    """The texts of the pages, the other files, and what is neither, with the reason."""

    texts: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    found: int = 0


def gather(top: Path, site: Tool, notes: Notes) -> Gathered:
    """Read the pages below a folder, and find the other files."""
    found = Gathered()

    def is_left_out(path: str) -> bool:
        reason = site.leaves_out(path)
        if reason and os.path.isdir(top / path):  # noqa: PTH112 - no name is an error
            found.left_out.append((path, reason))
        elif reason:
            found.found += 1
            found.skipped.append((path, reason))
        return reason is not None

    capital: list[str] = []

    def leave_out(path: str, reason: str) -> None:
        if path.lower().endswith(".md") and "its name ends with" in reason:
            capital.append(path)  # here it can be renamed
            return
        if (top / path).is_dir():
            found.left_out.append((path, reason))
        else:
            found.found += 1
            found.skipped.append((path, reason))
        notes.tell(path or ".", 1, f"{reason}; skipped")

    for path, entry in files.walk(top, is_left_out, leave_out, follow=False):
        _take(path, entry, site, found, notes)
    for path, entry in _entries(top, capital):
        _take(path, entry, site, found, notes)
    found.texts = dict(sorted(found.texts.items()))
    return found


def _entries(top: Path, paths: list[str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for path in paths:
        folder, _slash, name = path.rpartition("/")
        with os.scandir(top / folder) as entries:
            yield from ((path, entry) for entry in entries if entry.name == name)


def _take(path: str, entry: os.DirEntry[str], site: Tool, found: Gathered, notes: Notes) -> None:
    found.found += 1
    if not tool.suffixed(path)[1]:
        if entry.is_file():
            found.others.append(path)
        else:
            found.skipped.append((path, "not a regular file"))
            notes.tell(path, 1, "not a regular file; skipped")
    elif not site.is_page(path):
        found.skipped.append((path, "no page of the site"))
    else:
        try:
            found.texts[path] = files.read(path, entry)[1]
        except UnfitError as unfit:
            found.skipped.append((path, unfit.reason))
            notes.tell(path, unfit.line, f"{unfit.reason}; skipped")
