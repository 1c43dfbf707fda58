"""Trouble: what keeps a command from doing its work, said in one line."""

from __future__ import annotations

import re
from pathlib import Path

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class TroubleError(Exception):
    """The command cannot do its work; the message says why."""


def read(path: Path) -> bytes:
    """Return the content of a file.

    :raises TroubleError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise TroubleError(f"{path} cannot be read ({error.strerror})") from None


def plain(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
