"""Comments: those of HTML that the tool did not publish become ones that the site does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text import lines, tags
from sphinx_commonplace.core.importing.text.code import code, html

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page

_COMMENT = re.compile(r"<!--(?!-?>)(?P<inner>.*?)(?:-->|\Z)|<!--(?P<empty>-?>)", re.DOTALL)
_MORE = re.compile(r"\s*more\s*", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def tell_html(text: str, page: Page, notes: Notes) -> None:
    """Tell of the first HTML that the tool left out, and that the site shows."""
    for start, end in html(text).spans:
        if not text[start:end].lstrip(" \t>").startswith("<!--"):
            where = lines.line(text, start, page.matter.lines)
            notes.tell(page.path, where, "HTML, which Hugo left out, is shown from here on")
            return


def hide(text: str, page: Page, notes: Notes) -> str:
    """Return a text whose comments are between ``%%`` and ``%%``, which is never published.

    Within HTML, where that would be seen, they are dropped.
    """
    if "<!--" not in text:
        return text
    regions, blocks = code(text), html(text)
    own = {start for start, _end in blocks.spans}

    def replace(found: re.Match[str], place: int) -> str | None:
        inner = found["inner"] or ""
        start = text.rfind("\n", 0, place) + 1
        is_block = start in own and not text[start:place].strip(" \t>")
        is_inline = found[0].endswith("-->") and not _BLANK_LINE.search(inner)
        if regions.holds(place) or _MORE.fullmatch(inner) or not (is_inline or blocks.holds(place)):
            return None
        if blocks.holds(place) and not is_block:
            notes.count("dropped", "<!-- in HTML -->", page.path)
            return ""
        notes.count("converted", "<!-- -->", page.path)
        return f"%%{inner.replace('%%', '%')}%%" if inner.strip() else ""

    return tags.replaced(text, _COMMENT, replace)
