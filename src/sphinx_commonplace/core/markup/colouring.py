"""Colouring: the languages in which code can be coloured."""

from __future__ import annotations

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound


def is_language(name: str) -> bool:
    """Whether Pygments knows a language of that name."""
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True
