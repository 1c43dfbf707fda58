"""Escaping: what was text to another tool stays text here, where it would be marks of MyST's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text import tags
from sphinx_commonplace.core.importing.text.code import Regions, fences, opaque
from sphinx_commonplace.core.markup.colouring import is_language

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tools.tool import Tool

# Signs of lists and quotations before the text of a line.
_BEFORE = r"^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*"
_MARKS = re.compile(
    rf"""
    (?P<before>{_BEFORE})
      (?: (?P<comment>%) | (?P<label>\((?=[^()\n]+\)=[ \t]*$)) | (?P<block>\+(?=\+\+(?:[ \t]|$)))
        | (?P<colons>:(?=::)) )
    | (?<!\\) (?P<role>\{{(?=[\w:+.-]+\}}`))
    | (?<![\\{{]) (?P<braces>\{{(?=\{{))
    """,
    re.VERBOSE | re.MULTILINE,
)
# Marks of Obsidian's, which the site reads and other tools do not.
_OBSIDIAN = re.compile(
    r"(?<!\\)(?:(?P<hidden>%%)|(?<![=!<>])(?P<marked>==)(?=[^\s=])(?=[^\n=]*[^\s=]==(?!=))"
    r"|(?<!\S)(?P<named>\^)(?=[A-Za-z0-9-]+[ \t]*$))",
    re.MULTILINE,
)
_NAMES = {
    "comment": "% at the beginning of a line",
    "label": "(label)=",
    "block": "+++",
    "colons": ":::",
    "role": "{role}`text`",
    "braces": "{{",
    "hidden": "%%",
    "marked": "==",
    "named": "^name",
}
_FENCE = re.compile(
    rf"(?P<before>{_BEFORE})(?P<fence>`{{3,}}|~{{3,}})(?P<info>[ \t]*\{{[^`\n]*)$", re.MULTILINE
)
_WORD = re.compile(r"\{\s*([\w+#-]+)")


def escape(text: str, page: Page, site: Tool, notes: Notes) -> str:
    """Return a text that reads as it did."""
    if _FENCE.search(text):
        openings = {start for start, _end in fences(text).spans}

        def open_fence(found: re.Match[str], place: int) -> str | None:
            return _fence(found, page, notes) if place in openings else None

        text = tags.replaced(text, _FENCE, open_fence)
    regions = opaque(text) if _MARKS.search(text) else Regions(())

    def replace(found: re.Match[str], _place: int) -> str | None:
        name = next((name for name in _NAMES if found.groupdict().get(name)), "")
        place = found.start(name)
        if regions.holds(place):
            return None
        notes.count("escaped", _NAMES[name], page.path)
        return f"{found.groupdict().get('before') or ''}\\{found[name]}"

    text = tags.replaced(text, _MARKS, replace)
    if site.kind != "folder" and any(mark in text for mark in ("%%", "==", "^")):
        regions = opaque(text)
        text = tags.replaced(text, _OBSIDIAN, replace)
    return text


def _fence(found: re.Match[str], page: Page, notes: Notes) -> str:
    """Return the opening of a block of code which would be a directive."""
    info = found["info"].strip()
    if info.startswith(("{.", "{#", "{%", "{{")):
        return found[0]  # classes, which the site reads; a tag of a template language
    word = _WORD.match(info)
    language = word[1].lower() if word and is_language(word[1].lower()) else "text"
    notes.count("escaped", f"```{info[:40]}", page.path)
    return f"{found['before']}{found['fence']}{language}"
