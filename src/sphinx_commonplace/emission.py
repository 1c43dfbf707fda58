"""Emission: files of the output that are neither pages nor copies of files of the site.

Features answer the event ``commonplace-files``, at the end of a build whose pages are all written,
with pairs of a path below the output folder and its content. A file is touched only where its
content differs, and one that is no longer answered is removed. Nothing is asked when no page had
to be written: whatever such a file is made from, a page or all pages are made from as well. When
all have answered, ``commonplace-last-files`` asks for what speaks of these files: it is told the
paths of the copies and of the files answered so far.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from sphinx_commonplace import state
from sphinx_commonplace.diagnostics import stop

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.ledger import Ledger

EVENT = "commonplace-files"
LAST = "commonplace-last-files"
_logger = logging.getLogger(__name__)


def emit(app: Sphinx, ledger: Ledger, copies: set[str], pages: set[str]) -> None:
    """Ask the features for their files, and bring the output folder in line with the answers.

    :param copies: the files of the output that the author has put there; these stay as they are.
    :param pages: the files of the pages: one may stand now where another file stood.
    :raises Stop: two features answer one file.
    """
    ours = state.of(app.env)
    outdir = ledger.outdir
    same = copies == set(ledger.files) and all((outdir / path).is_file() for path in ledger.emitted)
    if ours.is_idle and same:
        return
    emitted: set[str] = set()
    changed = 0

    def take(answers: list[Any]) -> None:
        nonlocal changed
        for answer in answers:
            for path, content in answer or ():
                if path in copies:
                    continue
                if path in emitted or path in pages:
                    stop([(f"two things would be the file {path!r} of the output", None)])
                emitted.add(path)
                changed += _write_if_changed(outdir / path, content)

    take(app.emit(EVENT, ours.library))
    take(app.emit(LAST, ours.library, sorted(copies), sorted(emitted)))
    gone = set(ledger.emitted) - emitted - copies - pages
    ledger.remove(sorted(gone))
    ledger.emitted = sorted(emitted)
    if emitted or gone:
        _logger.info(
            "commonplace: %d other files, of which %d changed, %d removed",
            len(emitted),
            changed,
            len(gone),
        )


def _write_if_changed(file: Path, content: bytes) -> bool:
    """Write a file unless it holds these bytes already; say whether it did not."""
    try:
        if file.read_bytes() == content:
            return False
    except OSError:
        file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return True
