"""Wikilinks: they stay as they are, but for those to a page with another name now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text.code import code
from sphinx_commonplace.core.importing.tools import tool
from sphinx_commonplace.core.markup import wikisyntax

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.atlas import Atlas
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page


def rewrite(text: str, page: Page, atlas: Atlas, notes: Notes) -> str:
    """Return a text whose wikilinks find the pages they found; files they name are brought along.

    Where the tool had no wikilinks and one finds nothing, it stays the text it was.
    """
    if "[[" not in text:
        return text
    regions = code(text)
    made: list[str] = []
    done = 0
    start = text.find("[[")
    last = text.rfind("]]")
    while 0 <= start < last:
        found = wikisyntax.scan(text, start, len(text))
        is_read = found is not None and not regions.holds(start) and text[start - 1 : start] != "\\"
        if found is not None and is_read:
            new = _new(found, atlas)
            if new is None and not atlas.has_wikilinks and not atlas.named(found.target):
                notes.count("escaped", "[[...]]", page.path)
                new = f"\\{text[start : found.end]}"
            if new is not None:
                made += [text[done:start], new]
                done = found.end
        start = text.find("[[", found.end if found is not None and is_read else start + 1)
    return "".join([*made, text[done:]])


def _new(found: wikisyntax.Written, atlas: Atlas) -> str | None:
    name, mark, heading = found.target.partition("#")
    if not name:
        return None
    meant = atlas.named(name)
    if not meant:
        return None
    path = meant[0]
    if path not in atlas.pages:
        atlas.use(path)
        return None
    written = atlas.pages[path].name.removesuffix(".md")
    if written == tool.suffixed(path)[0] or atlas.is_same_name(path, name):
        return None
    label = found.label if found.label is not None else name
    return f"[[{written}{mark}{heading}|{label}]]"
