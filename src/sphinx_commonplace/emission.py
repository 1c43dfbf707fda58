"""Emission: files of the output that are neither pages nor copies of files of the site.

Features answer the event ``commonplace-files``, at the end of a build whose pages are all written,
with pairs of a path below the output folder and its content, or a ``Recipe`` for it where it takes
work to make. A file is touched only where its content differs, and one that is no longer answered
is removed. Nothing is asked when no page had to be written: whatever such a file is made from, a
page or all pages are made from as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util import logging

from sphinx_commonplace import state
from sphinx_commonplace.diagnostics import stop
from sphinx_commonplace.ledger import fingerprint

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.ledger import Ledger
    from sphinx_commonplace.state import State

EVENT = "commonplace-files"
_logger = logging.getLogger(__name__)


class Recipe(NamedTuple):
    """A content that is made only if what it is made from has changed.

    ``made_from`` is a plain value; programs, settings and what all pages share count anyway.
    ``pages`` are those whose output it is taken from: it is made anew when one was written.
    """

    made_from: Any
    make: Callable[[], bytes]
    pages: Collection[str] = ()


def emit(app: Sphinx, ledger: Ledger, copies: set[str]) -> None:
    """Ask the features for their files, and bring the output folder in line with the answers.

    :param copies: the files of the output that the author has put there; these stay as they are.
    :raises Stop: after naming the paths at which there would be two things.
    """
    ours = state.of(app.env)
    outdir = ledger.outdir
    if ours.is_idle and all((outdir / path).is_file() for path in ledger.emitted):
        return
    emitted: dict[str, str] = {}
    clashes: list[str] = []
    changed = 0
    for answer in app.emit(EVENT, ours.library):
        for path, content in answer or ():
            if path in copies:
                continue
            if path in emitted:
                clashes.append(f"two files would have the address /{path}")
                continue
            emitted[path] = _made_from(ours, content)
            file = outdir / path
            is_same = emitted[path] == ledger.emitted.get(path) and file.is_file()
            if not (
                is_same and isinstance(content, Recipe) and ours.written.isdisjoint(content.pages)
            ):
                try:
                    changed += _write_if_changed(file, content)
                except (FileExistsError, IsADirectoryError, NotADirectoryError):
                    clashes.append(f"a page and a file would have the address /{path}")
    if clashes:
        stop((told, "conf.py:1") for told in clashes)
    gone = ledger.emitted.keys() - emitted
    ledger.remove(sorted(gone - copies))
    ledger.emitted = emitted
    if emitted or gone:
        _logger.info(
            "commonplace: %d other files, of which %d changed, %d removed",
            len(emitted),
            changed,
            len(gone),
        )


def _made_from(ours: State, content: bytes | Recipe) -> str:
    """Return what stands for all that a recipe depends on; nothing for a content that is there."""
    if isinstance(content, Recipe):
        return fingerprint(ours.read_with, ours.shared, content.made_from)
    return ""


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
