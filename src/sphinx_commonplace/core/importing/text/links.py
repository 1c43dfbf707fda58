"""Links: those between pages, and to files, lead to where these are now; the others are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.helpers import parseLinkDestination

from sphinx_commonplace.core.importing.text import lines
from sphinx_commonplace.core.importing.text.code import code

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.atlas import Atlas
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page

# Where the address of a link begins, in its three forms.
_START = re.compile(
    r"""
    (?<=\]) \( [ \t]* (?:\n[ \t]*)?
    | ^ [ ]{0,3} \[ (?!\^) [^\[\]\n]+ \] : [ \t]+
    | (?<=[\s"']) (?P<attribute>href|src|poster) \s*=\s* (?P<quote>["'])
    """,
    re.VERBOSE | re.MULTILINE,
)
_MISSING = "leads to nothing that is here; left as it is"
# Escapes that no reader of Markdown undoes, since the sign may mean something in an address.
_ESCAPED = re.compile("%(?:24|26|2b|2c|3a|3b|3d|40)", re.IGNORECASE)
# What follows the address in a link: a title, perhaps, and the bracket.
_END = re.compile(
    r"""\s*(?:\)|(?<=\s)(?:"(?:\\.|[^"\\]){0,1000}"|'(?:\\.|[^'\\]){0,1000}'|\([^()]{0,1000}\))\s*\))"""
)
_UNREAD = ("{{", "{%")  # what only the other tool could have made an address of


def rewrite(text: str, page: Page, atlas: Atlas, notes: Notes) -> str:
    """Return a text whose links lead to the pages and files where they are now."""
    regions = code(text)
    made: list[str] = []
    done = 0
    for start in _START.finditer(text):
        if start.start() < done or regions.holds(start.start()):
            continue
        begin = start.end()
        if start["attribute"]:
            end = text.find(start["quote"], begin)
            address = text[begin:end] if end >= 0 else ""
        else:
            parsed = parseLinkDestination(text, begin, len(text))
            end, address = (parsed.pos, parsed.str) if parsed.ok else (begin, "")
            if text[start.start()] == "(" and not _END.match(text, end):
                continue  # in brackets, but no address
        if not address or "\n" in address or any(mark in address for mark in _UNREAD):
            continue
        new = _new(address, start["attribute"], page, atlas)
        if new is None:
            where = lines.line(text, begin, page.matter.lines)
            is_there = atlas.find(page, address)
            told = "is not followed in HTML; left as it is" if is_there else _MISSING
            notes.tell(page.path, where, f"{address!r} {told}")
        elif new != address:
            made += [text[done:begin], new]
            done = end
    return "".join([*made, text[done:]])


def move_picture(page: Page, atlas: Atlas, notes: Notes) -> None:
    """Have the picture that front matter names be found where it is now."""
    told = page.mapped.known.get("image")
    if told is None:
        return
    found = atlas.find(page, str(told.value))
    if found is False:
        notes.tell(page.path, told.line, f"{told.key}: {str(told.value)!r} {_MISSING}")
    elif not isinstance(found, bool):
        page.mapped.known["image"] = told._replace(value=unquote(atlas.link(page, found)))


def _new(address: str, attribute: str | None, page: Page, atlas: Atlas) -> str | None:
    """Return what stands in the place of an address; nothing if it leads nowhere."""
    found = atlas.opened(address) or atlas.find(page, address)
    if isinstance(found, bool):
        return address if found else None
    if attribute == "href":
        # In HTML nobody follows the names of files: a page is still found where it was.
        old = atlas.pages[found.path].addresses[:1] if found.is_page else []
        return f"{old[0]}{found.anchor}" if old else None
    new = atlas.link(page, found)
    is_same = unquote(new) == unquote(address) and not _ESCAPED.search(address)
    return address if is_same else new
