"""The form of a tag in the text, ``#career/learning``, as Obsidian has it."""

from __future__ import annotations

import re
from unicodedata import category

from sphinx_commonplace.core.library.taxonomy import spelling

_SIGN = "#"
_SEPARATORS = "_-/"
_JOINERS = "\u200c\u200d\ufe0f"  # within words of Persian, and within emoji
_EMOJI = ("So", "Sk")
_COLOUR = re.compile(
    r"[0-9a-f]{3}(?:[0-9a-f]{3})?|(?=.*[0-9])[0-9a-f]{4}(?:[0-9a-f]{4})?", re.IGNORECASE
)
_ATTRIBUTES = re.compile(r"\{[:.#][^{}]*\Z")  # as in {: #anchor}, so far
_NEAR = 200  # characters before the sign in which such attributes may begin


def scan(text: str, start: int, maximum: int) -> str | None:
    """Return the tag that begins at ``start``, with its sign; nothing where the text is literal.

    It stands at the beginning or behind a blank or an opening bracket or quotation mark. Numbers,
    colours such as ``#fff`` or ``#3a7bd5``, and anchors in attributes are no tags.
    """
    if not text.startswith(_SIGN, start) or not _may_begin(text, start):
        return None
    end = start + 1
    while end < maximum and _is_of_name(text[end]):
        end += 1
    name = text[start + 1 : end].rstrip("/")
    if text.startswith(_SIGN, end) or not any(map(_is_telling, name)) or not spelling(name):
        return None
    if _COLOUR.fullmatch(name) or _ATTRIBUTES.search(text, max(0, start - _NEAR), start):
        return None
    return _SIGN + name


def _may_begin(text: str, start: int) -> bool:
    if not start:
        return True
    before = text[start - 1]
    is_opening = before in "\"'" or (category(before) in ("Ps", "Pi") and before != "{")
    return before.isspace() or is_opening


def _is_of_name(char: str) -> bool:
    return char in _SEPARATORS or char in _JOINERS or char.isalnum() or _is_beside(char)


def _is_beside(char: str) -> bool:
    kind = category(char)
    return kind.startswith("M") or kind in _EMOJI


def _is_telling(char: str) -> bool:
    """Whether it makes a name of what may be but a number."""
    return char.isalpha() or category(char) in _EMOJI
