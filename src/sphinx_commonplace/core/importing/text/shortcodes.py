"""Shortcodes: those of Hugo's own that Markdown can say; the others stay, and are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text import lines, tags
from sphinx_commonplace.core.importing.text.code import code

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.atlas import Atlas
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page

_CODE = re.compile(
    r"""
    \{\{(?P<sign>[<%])/\*(?P<shown>.{0,2000}?)\*/[>%]\}\}
    | \{\{(?P<open>[<%])\s*(?P<end>/?)\s*(?P<name>[\w./-]+)
      (?P<rest>(?:"(?:\\.|[^"\\]){0,1000}"|`[^`]{0,1000}`|[^"`]){0,1000}?)/?\s*[>%]\}\}
    """,
    re.VERBOSE | re.DOTALL,
)
_ENDS = {
    name: re.compile(rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}") for name in ("highlight", "comment")
}
_VIDEOS = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={0}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{0}"),
    "gist": ("Gist", "https://gist.github.com/{0}/{1}"),
    "tweet": ("Tweet", "https://twitter.com/{0}/status/{1}"),
    "x": ("Tweet", "https://twitter.com/{0}/status/{1}"),
    "instagram": ("Instagram", "https://www.instagram.com/p/{0}/"),
}
# Shortcodes of sites' own that, by their names, may show nothing of what they enclose.
_HIDING = re.compile(
    r"^if\b|hid(?:e|den)|privat|secret|draft|comment|todo|unpublish|password", re.IGNORECASE
)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def convert(text: str, page: Page, atlas: Atlas, notes: Notes) -> str:
    """Return a text without the shortcodes that Markdown can say.

    Shortcodes that are shown as such are so wherever they are, since Hugo reads them in code, too;
    all others in code are left alone.
    """
    if "{{" not in text:
        return text
    regions = code(text)

    ends = tags.Ends(text)

    def replace(found: re.Match[str], place: int) -> tags.Replacement:
        name = found["name"]
        if name is None:
            notes.count("converted", "escaped shortcodes", page.path)
            end = ">" if found["sign"] == "<" else "%"
            shown = f"{{{{{found['sign']}{found['shown']}{end}}}}}"
            return shown if regions.holds(place) else _seen(shown)
        last = ends.find(_ENDS[name], found.end()) if name in _ENDS and not found["end"] else None
        if last is not None and name == "comment":
            notes.count("dropped", name, page.path)
            return lines.dropped(text[place : last.end()]), last.end()
        if regions.holds(place):
            return None
        if last is not None:
            notes.count("converted", name, page.path)
            language = (tags.arguments(found["rest"])[0] or ["text"])[0]
            inner = text[found.end() : last.start()]
            return tags.fenced(language, inner, tags.indent(text, place)), last.end()
        where = lines.line(text, place, page.matter.lines)
        made = None if found["end"] else _made(found, page, atlas, notes, where)
        if made is not None:
            notes.count("converted", name, page.path)
            return made
        if not found["end"]:
            notes.count("left", f"{{{{{found['open']} {name} }}}}", page.path)
            if _HIDING.search(name):
                told = f"what stands in the shortcode {name!r} may have been hidden"
                page.seen.hidden.append((where, told))
        return _seen(found[0])

    return tags.replaced(text, _CODE, replace)


def _seen(shortcode: str) -> str:
    """Return a shortcode in which nothing is HTML, which no reader would see."""
    return _TAG.sub(r"\\<", shortcode)


def _made(found: re.Match[str], page: Page, atlas: Atlas, notes: Notes, where: int) -> str | None:
    """Return what a shortcode is in Markdown; nothing where it is not known."""
    name = found["name"]
    plain, named = tags.arguments(found["rest"])
    if name == "figure" and "src" in named:
        return _figure(named)
    if name in _VIDEOS:
        told = plain or [named[key] for key in ("user", "id") if key in named]
        site, address = _VIDEOS[name]
        if len(told) < address.count("{"):
            return None
        return f"[{site}: {'/'.join(told[:2])}]({address.format(*told)})"
    if name in ("ref", "relref") and (told := plain or [named.get("path", "")]):
        return _reference(told[0], page, atlas, notes, where)
    return None


def _figure(named: dict[str, str]) -> str:
    alt = named.get("alt") or named.get("caption") or named.get("title") or ""
    alt = " ".join(alt.split()).replace("[", "\\[").replace("]", "\\]")
    source = f"<{named['src']}>" if " " in named["src"] else named["src"]
    made = f"![{alt}]({source})"
    if link := named.get("link"):
        made = f"[{made}]({link})"
    told = [named[key] for key in ("title", "caption", "attr") if named.get(key)]
    return made + "".join(f"{lines.ADDED}{lines.ADDED}{text}" for text in told)


def _reference(written: str, page: Page, atlas: Atlas, notes: Notes, where: int) -> str | None:
    path, mark, anchor = written.partition("#")
    if not path:
        return f"#{anchor}"
    found = atlas.referred(page, path)
    if found is None:
        notes.tell(
            page.path, where, f"ref {written!r} leads to nothing that is here; left as it is"
        )
        return None
    return f"{atlas.pages[found].addresses[0]}{mark}{anchor}"
