"""Aliases: what an author may write under ``aliases``, and what each of them is.

One that begins with ``/`` is an old address of the page, one that begins with ``#`` an old anchor,
as in ``#old -> #new``; any other is a name by which wikilinks find the page.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_ORIGIN = re.compile(
    r"[a-z][a-z0-9+.-]*://|//|(?:javascript|vbscript|data|mailto|file):\S", re.IGNORECASE
)
_ANCHOR = re.compile(r"#(?P<old>\S+?)(?:\s*(?:->|→)\s*#(?P<new>\S+))?")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_OF_THE_HOST = ("CNAME", "404", "404.html")
_LONGEST_NAME = 240  # bytes of one part of a path: file systems allow 255
# What a host serves as a file of its own kind, which a redirect page would spoil.
_NO_PAGE = re.compile(
    r"\.(?:xml|rss|atom|json|txt|md|js|css|inv|map|svg|png|jpe?g|gif|webp|avif|ico|pdf|zip|gz|mp[34]"
    r"|og[gv]|webm|woff2?)$",
    re.IGNORECASE,
)


class RefusedError(ValueError):
    """An alias that the site cannot have; ``is_fatal`` says whether the build ends."""

    def __init__(self, reason: str, *, is_fatal: bool = True) -> None:
        super().__init__(reason)
        self.is_fatal = is_fatal


class Address(NamedTuple):
    """An old address: its path below the root of the site, decoded, and the page it would be."""

    path: str

    @property
    def page(self) -> str:
        """The name of the page which would have this address, with whatever builder."""
        path = self.path.removesuffix("index.html") if self._is_index else self.path
        name = re.sub(r"\.html?$", "", path.strip("/"))
        return name or "index"

    @property
    def _is_index(self) -> bool:
        return self.path == "index.html" or self.path.endswith("/index.html")

    def file(self, page_file: str) -> str:
        """Return the file that answers at this address.

        :param page_file: the file which the builder would make for a page of this name.
        """
        if not self.path or self.path.endswith("/"):
            return f"{self.path}index.html"
        return self.path if self.path.lower().endswith((".html", ".htm")) else page_file


class Anchor(NamedTuple):
    """An old anchor, and the one that has taken its place, or nothing for the page itself."""

    old: str
    new: str


def is_place(alias: str) -> bool:
    """Whether an alias is more than a name: an old address, an old anchor, or a mistaken one."""
    return alias.startswith(("/", "#")) or bool(_ORIGIN.match(alias) or ".." in _parts(alias))


def read(alias: str, page: str) -> Address | Anchor:
    """Return what an alias is that is more than a name.

    :param page: the page whose alias it is.
    :raises RefusedError: it is none that the site can have.
    """
    if alias.startswith("#"):
        found = _ANCHOR.fullmatch(alias)
        if found is None:
            told = "is not of the form '#old -> #new', nor '#old' for the page itself"
            raise RefusedError(told, is_fatal=False)
        return Anchor(found["old"], found["new"] or "")
    if _ORIGIN.match(alias):
        raise RefusedError("leads to another origin")
    if not alias.startswith("/"):
        path = posixpath.join(posixpath.dirname(page), alias.replace("\\", "/"))
        path = posixpath.normpath(path)
        if ".." not in _parts(path):
            told = f"is no address, which would begin with '/', as '/{path}' does"
            raise RefusedError(told, is_fatal=False)
    if "?" in alias or "#" in alias:
        raise RefusedError("holds ? or #, which no file can answer", is_fatal=False)
    try:
        path = unquote_to_bytes(alias).decode()
    except UnicodeDecodeError:
        raise RefusedError("is not UTF-8 when decoded") from None
    _check(path)
    return Address(unicodedata.normalize("NFC", path).lstrip("/"))


def _check(path: str) -> None:
    if ".." in _parts(path):
        raise RefusedError("leaves the site")
    if "\\" in path or _UNPRINTABLE.search(path):
        raise RefusedError("holds a character that no address can have")
    parts = path.strip("/").split("/") if path.strip("/") else []
    if "" in parts or path.startswith("//") or path.endswith("//"):
        raise RefusedError("has an empty part")
    if any(part.startswith(".") for part in parts) or path.strip("/") in _OF_THE_HOST:
        raise RefusedError("is reserved for the host of the site")
    if parts and _NO_PAGE.search(parts[-1]) and not path.endswith("/"):
        raise RefusedError("is reserved: a page cannot redirect what asks for such a file")
    if any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise RefusedError(f"has a part longer than {_LONGEST_NAME} bytes")


def _parts(path: str) -> list[str]:
    return re.split(r"[/\\]", path)
