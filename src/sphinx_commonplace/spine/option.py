"""Option: what is declared of one option."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Option:
    """One option of ``conf.py``.

    ``accepts`` tells whether a value is of the right form, ``form`` says that form in words, and
    ``meaning`` is the sentence the manual's table shows.
    """

    name: str
    default: Any
    accepts: Callable[[Any], bool]
    form: str
    meaning: str
    # What a change of it does: documents are read again, or pages are written again, or nothing.
    rebuild: Literal["", "html", "env"] = "env"
