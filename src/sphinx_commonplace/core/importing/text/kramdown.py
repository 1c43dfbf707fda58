"""Kramdown: its lists of attributes, which no reader sees, and its tables of contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text import lines, tags
from sphinx_commonplace.core.importing.text.code import code

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page

_ATTRIBUTES = re.compile(
    r"""
    (?P<contents> ^[ \t]*(?:[-*+]|\d+\.)[ \t]+\S.*\n)
      [ \t]*\{:[ \t]*toc\b[^{}\n]*\}[ \t]*(?:\n|\Z)
    | (?P<line> ^[ \t>]*\{:(?![:/])[^{}\n]*\}[ \t]*(?:\n|\Z))
    | (?<=[)\]*_`>\w]) \{:(?![:/])[^{}\n]*\}
    | (?P<comment> \{::comment\} .*? \{:/(?:comment)?\})
    | (?P<other> \{:[:/][^{}\n]*\})
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def convert(text: str, page: Page, notes: Notes) -> str:
    """Return a text without what kramdown alone reads."""
    if "{:" not in text:
        return text
    regions = code(text)

    def replace(found: re.Match[str], place: int) -> str | None:
        if regions.holds(found.end() - 1 if found["line"] is None else place + found[0].find("{")):
            return None
        if found["other"]:
            notes.count("left", found["other"], page.path)
            return None
        what = "{:toc}" if found["contents"] else "{: ... }"
        notes.count("dropped", "{::comment}" if found["comment"] else what, page.path)
        return lines.dropped(found[0])

    return tags.replaced(text, _ATTRIBUTES, replace)
