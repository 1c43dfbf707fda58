"""Liquid: what Jekyll's tags say that has a meaning here; the others stay, and are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.importing.text import lines, tags
from sphinx_commonplace.core.importing.text.code import code

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.atlas import Atlas
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page

_TAG = re.compile(
    r"""
    \{%-?\s*(?P<name>\w+)\b(?P<rest>(?:[^%]|%(?!\})){0,2000}?)-?%\}
    | \{\{-?\s*(?P<value>[^{}]{0,2000}?)\s*-?\}\}
    """,
    re.VERBOSE,
)
_ENDS = {
    "raw": re.compile(r"\{%-?\s*endraw\s*-?%\}"),
    "comment": re.compile(r"\{%-?\s*endcomment\s*-?%\}(?:[ \t]*\n(?=\n|\Z))?"),
    "highlight": re.compile(r"\{%-?\s*endhighlight\s*-?%\}"),
}
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_ROOT = re.compile(r"site\.(?:baseurl|url|github\.url)")
_MADE = re.compile(
    r"""(?:site\.(?:baseurl|url)\s*\|\s*append:\s*)?(["'])(?P<path>[^"']*)\1"""
    r"""(?:\s*\|\s*(?:relative_url|absolute_url|(?:prepend|prefix):\s*site\.(?:baseurl|url)))*"""
)
_CONDITIONS = ("if", "unless", "case", "capture", "comment")
_INNER = ("end", "else", "elsif", "when")  # belong to a tag that is counted already


def convert(text: str, page: Page, atlas: Atlas, settings: dict[str, Any], notes: Notes) -> str:
    """Return a text without the tags that mean something here.

    ``{% raw %}`` and ``{% comment %}`` go wherever they are, since Jekyll reads them in code, too;
    all else in code is left alone. Of the settings only texts and numbers are shown.
    """
    if "{%" not in text and "{{" not in text:
        return text
    regions = code(text)

    ends = tags.Ends(text)

    def replace(found: re.Match[str], place: int) -> tags.Replacement:
        name = found["name"]
        end = ends.find(_ENDS[name], found.end()) if name in _ENDS else None
        if end is not None:
            notes.count(
                "dropped" if name == "comment" else "converted", f"{{% {name} %}}", page.path
            )
            return _paired(text, found, end), end.end()
        if regions.holds(place):
            return None
        if found["value"] is not None:
            return _value(found["value"], page, settings, notes)
        where = lines.line(text, place, page.matter.lines)
        return _tag(name, found["rest"].strip(), page, atlas, notes, where)

    return tags.replaced(text, _TAG, replace)


def _paired(text: str, start: re.Match[str], end: re.Match[str]) -> str:
    """Return what stands in the place of two tags and what is between them."""
    inner = text[start.end() : end.start()]
    if start["name"] == "raw":
        return inner
    if start["name"] == "comment":
        return lines.dropped(text[start.start() : end.end()])
    language = (start["rest"].split(maxsplit=1) or ["text"])[0]
    return tags.fenced(language, _RAW.sub("", inner), tags.indent(text, start.start()))


def _value(written: str, page: Page, settings: dict[str, Any], notes: Notes) -> str | None:
    if _ROOT.fullmatch(written):
        notes.count("converted", f"{{{{ {written} }}}}", page.path)
        return ""
    if made := _MADE.fullmatch(written):
        notes.count("converted", "{{ ... | relative_url }}", page.path)
        return f"/{made['path'].lstrip('/')}"
    name = re.split(r"[|\s]", written, maxsplit=1)[0][:40]
    if written == name and written.startswith("site."):
        told = settings.get(written.removeprefix("site."))
        if isinstance(told, (str, int)) and not isinstance(told, bool):
            notes.count("converted", f"{{{{ {name} }}}}", page.path)
            return str(told)
    notes.count("left", f"{{{{ {name} }}}}", page.path)
    return None


def _tag(name: str, rest: str, page: Page, atlas: Atlas, notes: Notes, where: int) -> str | None:
    found = None
    if name == "post_url":
        found = atlas.post(rest)
    elif name == "link" and (there := atlas.at(rest)):
        if not there.is_page:
            notes.count("converted", "{% link %}", page.path)
            return f"/{rest}"
        found = there.path
    elif name != "link" and not name.startswith(_INNER):
        shown = f"{name} {rest.split(maxsplit=1)[0]}" if name == "include" and rest else name
        notes.count("left", f"{{% {shown} %}}", page.path)
        if name in _CONDITIONS:
            page.seen.hidden.append((where, f"what stands in {{% {name} %}} may have been hidden"))
    if name not in ("post_url", "link"):
        return None
    address = atlas.pages[found].addresses[:1] if found else []
    if not address:
        notes.tell(
            page.path, where, f"{name} {rest!r} leads to nothing that is here; left as it is"
        )
        notes.count("left", f"{{% {name} %}}", page.path)
        return None
    notes.count("converted", f"{{% {name} %}}", page.path)
    return address[0]
