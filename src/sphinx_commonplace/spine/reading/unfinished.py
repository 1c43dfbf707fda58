"""Unfinished reading: what a build began to read and did not come to keep is read again.

Sphinx writes each doctree at once, and only when all are read the environment that says what they
were made from. A build that dies in between leaves doctrees of which the next would think that they
are those of the build before.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

NAME = "commonplace-reading.json"  # beside the doctrees


def _left(app: Sphinx, *_event: object) -> list[str]:
    """Return the documents that were being read when a build died."""
    with suppress(OSError, ValueError):
        return list(json.loads(_file(app).read_text(encoding="utf-8")))
    return []


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir, NAME)


def _begin(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    if docnames:
        draft = _file(app).with_suffix(".tmp")
        draft.write_text(json.dumps(sorted({*docnames, *_left(app)})), encoding="utf-8")
        draft.replace(_file(app))


def _end(app: Sphinx, _builder: Builder) -> None:
    """Forget them: the environment is kept before anything is written."""
    _file(app).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Note what is about to be read, after all who may change that."""
    app.connect("env-get-outdated", _left)
    app.connect("env-before-read-docs", _begin, priority=900)
    app.connect("write-started", _end)
