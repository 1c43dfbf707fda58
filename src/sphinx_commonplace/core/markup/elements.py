"""Elements: what HTML that is written in a page makes a browser load, found without parsing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INERT = re.compile(
    r"(<(script|textarea|title|style)\b[^>]*+>)(.*?)(?=</\2\b|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<([a-z][a-z0-9]*)\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?")  # of a list of sizes: address, size
_STYLED = re.compile(r"(?:url\(\s*|@import\s+)[\"']?([^\s\"')]+)", re.IGNORECASE)
_SHOWING = {
    **dict.fromkeys(("iframe", "audio", "track", "input"), ("src",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    **dict.fromkeys(("image", "use"), ("href", "xlink:href")),
    "video": ("src", "poster"),
}
_RUNNING = {"script": ("src",), "embed": ("src",), "object": ("data",), "link": ("href",)}
_LOADED = ("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest")


class Load(NamedTuple):
    """An address that an element loads, and from where to where it stands as it is written.

    That of a style is somewhere in there.
    ``is_shown`` says that it is a picture, a sound, a video or a frame, and nothing that runs or
    styles the page.
    """

    element: str
    attribute: str
    address: str
    start: int
    end: int
    is_shown: bool


def loads(html: str) -> Iterator[Load]:
    """Yield what a piece of HTML makes a browser load as soon as the page is there."""
    html = _COMMENT.sub(lambda found: " " * len(found[0]), html)
    for style in _INERT.finditer(html):
        if style[2].lower() == "style":
            yield from _styled("style", style[3], style.start(3))
    html = _INERT.sub(lambda found: found[1] + " " * len(found[3]), html)
    for tag in _TAG.finditer(html):
        name = tag[1].lower()
        told = {one[1].lower(): one for one in reversed([*_ATTRIBUTE.finditer(tag[2])])}
        if "style" in told:
            yield from _styled(name, told["style"][2], tag.start(2) + told["style"].start(2))
        if name == "link" and not any(kind in _value(told.get("rel")) for kind in _LOADED):
            continue
        for attribute in (*_SHOWING.get(name, ()), *_RUNNING.get(name, ())):
            if attribute in told:
                found = told[attribute]
                for first, address in _addresses(attribute, found[2]):
                    start = tag.start(2) + found.start(2) + first
                    end = start + len(address)
                    value = unescape(address).strip()
                    yield Load(name, attribute, value, start, end, name in _SHOWING)


def _addresses(attribute: str, written: str) -> Iterator[tuple[int, str]]:
    """Yield the addresses in a value as they are written, and where in it each begins."""
    inner = written.strip("\"'")
    first = written.find(inner)
    if attribute == "srcset":
        for one in _CANDIDATE.finditer(inner):
            yield first + one.start(1), one[1]
    else:
        yield first, inner


def _value(attribute: re.Match[str] | None) -> str:
    return unescape(attribute[2].strip("\"'")).strip() if attribute else ""


def _styled(element: str, text: str, start: int) -> Iterator[Load]:
    for found in _STYLED.finditer(unescape(text)):
        yield Load(element, "style", found[1], start, start + len(text), False)
