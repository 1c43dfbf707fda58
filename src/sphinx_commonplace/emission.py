"""Emission: files of the output that are neither pages nor copies of files of the site.

Features answer the event ``commonplace-files``, at the end of a build whose pages are all written,
with pairs of a path below the output folder and its content. A file is touched only where its
content differs, and one that is no longer answered is removed. Nothing is asked when no page had
to be written: whatever such a file is made from, a page or all pages are made from as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_commonplace import state

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.ledger import Ledger

EVENT = "commonplace-files"
_logger = logging.getLogger(__name__)


def emit(app: Sphinx, ledger: Ledger, copies: set[str]) -> None:
    """Ask the features for their files, and bring the output folder in line with the answers.

    :param copies: the files of the output that the author has put there; these stay as they are.
    """
    ours = state.of(app.env)
    outdir = ledger.outdir
    if ours.is_idle and all((outdir / path).is_file() for path in ledger.emitted):
        return
    emitted: set[str] = set()
    changed = 0
    for answer in app.emit(EVENT, ours.library):
        for path, content in answer or ():
            if path in copies:
                continue
            emitted.add(path)
            changed += _write_if_changed(outdir / path, content)
    gone = set(ledger.emitted) - emitted
    ledger.remove(sorted(gone - copies))
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
