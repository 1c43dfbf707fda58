"""Headings: names that authors gave them, as in ``## Words {#name}``, to which links lead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text import lines, tags
from sphinx_commonplace.core.importing.text.code import code

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page

_NAMED = re.compile(
    r"^(?P<heading> {0,3}#{1,6}[ \t].*?)(?:[ \t]*|(?P<below>\n)[ \t]*(?=\{:))"
    r"\{:?[ \t]*(?P<attributes>[^{}\n]*)\}[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_NAME = re.compile(r"#([\w:.-]+)")
_WORD = re.compile(r"(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|\S+))(?:\s+|$)")


def names(texts: Iterable[str]) -> Counter[str]:
    """Return how often each name is given, over all pages."""
    found: Counter[str] = Counter()
    for text in texts:
        if "{" in text:
            found.update(
                name[1].lower()
                for heading in _NAMED.finditer(text)
                if (name := _NAME.search(heading["attributes"]))
            )
    return found


def convert(text: str, page: Page, given: Counter[str], notes: Notes) -> str:
    """Return a text in which the names of headings are labels of MyST's.

    A label is one for the whole site: a name that is given twice is dropped, and told.
    """
    if "{" not in text:
        return text
    regions = code(text)

    def replace(found: re.Match[str], place: int) -> str | None:
        attributes = found["attributes"]
        if regions.holds(place) or not attributes or _WORD.sub("", f"{attributes} ").strip():
            return None
        heading = found["heading"] + lines.dropped(found["below"] or "")
        name = _NAME.search(attributes)
        if name is None:
            notes.count("dropped", "attributes of headings", page.path)
            return heading
        if given[name[1].lower()] > 1:
            where = lines.line(text, place, page.matter.lines)
            notes.tell(page.path, where, f"{{#{name[1]}}} is the name of another heading; dropped")
            return heading
        notes.count("converted", "{#name} of headings", page.path)
        return f"{lines.OURS}({name[1]})={lines.ADDED}{heading}"

    return tags.replaced(text, _NAMED, replace)
