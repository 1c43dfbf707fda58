"""Atlas: all pages and files of what is imported, to find what a link or a picture leads to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from sphinx_commonplace.core.importing.frontmatter import aliasing
from sphinx_commonplace.core.importing.text import headings
from sphinx_commonplace.core.importing.tools import tool

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.placing import Places
    from sphinx_commonplace.core.importing.tools.tool import Tool

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PARTS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_INDEXES = ("index", "_index", "README")
_SAFE = "/!$&'*+,:;=@~"


class Found(NamedTuple):
    """What an address leads to: its path in the source, and the anchor with its ``#``."""

    path: str
    anchor: str
    is_page: bool


class Atlas:
    """The pages and files, by path, by name and by the addresses they had."""

    def __init__(
        self, site: Tool, pages: Iterable[Page], others: Iterable[str], places: Places
    ) -> None:
        self._site = site
        self.has_wikilinks = site.kind == "folder"
        self._places = places
        self.pages = {page.path: page for page in pages}
        self.used: dict[str, str] = {}
        self.headings = headings.names(page.matter.body for page in self.pages.values())
        self._others = set(others)
        self._addresses: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for path, page in self.pages.items():
            for address in page.addresses:
                self._addresses.setdefault(aliasing.normal(address), path)
            self._stems.setdefault(posixpath.basename(tool.suffixed(path)[0]).lower(), []).append(
                path
            )
        for path, page in self.pages.items():
            for alias in filter(_is_address, aliasing.asked(site.kind, page)):
                self._addresses.setdefault(aliasing.normal(alias), path)
        for path in sorted(self._others, key=lambda path: (path.count("/"), path)):
            self._names.setdefault(posixpath.basename(path).lower(), []).append(path)

    def find(self, page: Page, written: str) -> Found | bool:
        """Return what an address in a page leads to.

        ``True`` is something elsewhere, or in the page itself; ``False`` nothing that is there.
        """
        root = aliasing.below_base(self._site, written)
        parts = _PARTS.fullmatch(written if root is None else root)
        is_elsewhere = root is None and _ELSEWHERE.match(written)
        if not parts or not parts[1] or is_elsewhere:
            return True
        path, anchor = unquote(parts[1]), parts[3] or ""
        if root is not None and not path.strip("/"):
            return True  # the home page
        candidates = self._relative(page, path) if root is None else self._from_root(path)
        for candidate in candidates:
            if candidate in self.pages or candidate in self._others:
                return Found(candidate, anchor, is_page=candidate in self.pages)
        return False

    def _from_root(self, path: str) -> Iterator[str]:
        if page := self._addresses.get(aliasing.normal(path)):
            yield page
        for file in self._site.files(path.lstrip("/")):
            yield from _files(posixpath.normpath(file))

    def _relative(self, page: Page, path: str) -> Iterator[str]:
        yield from _files(posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)))
        for address in page.addresses[:1]:
            folder = address.rpartition("/")[0]
            yield from self._from_root(posixpath.normpath(posixpath.join(folder, path)))
        if self._site.kind == "folder":  # as Obsidian finds them
            yield from _files(posixpath.normpath(path))
            yield from self.named(path)[:1]

    def named(self, name: str) -> list[str]:
        """Return the pages and files that a wikilink may mean, by their path or the end of it."""
        stem, suffix = tool.suffixed(name.strip("/"))
        known = self._stems if suffix or "." not in posixpath.basename(name) else {}
        found = known.get(posixpath.basename(stem).lower(), [])
        found = found or self._stems.get(posixpath.basename(name).lower(), [])
        fits = [path for path in found if _ends(tool.suffixed(path)[0], stem)]
        fits = fits or [
            path for path in found if _ends(tool.suffixed(path)[0].lower(), stem.lower())
        ]
        files = self._names.get(posixpath.basename(name).lower(), [])
        return fits or [path for path in files if _ends(path.lower(), name.strip("/").lower())]

    def opened(self, address: str) -> Found | bool:
        """Return the page that an address for Obsidian opens."""
        parts = urlsplit(address) if address.startswith("obsidian:") else None
        names = parse_qs(parts.query).get("file", []) if parts else []
        paths = (path for name in names for path in self.named(name))
        return next((Found(path, "", path in self.pages) for path in paths), False)

    def is_same_name(self, path: str, name: str) -> bool:
        """Whether a name finds a page by its new name as well."""
        stem = self.pages[path].name.removesuffix(".md")
        return _ends(stem, tool.suffixed(name.strip("/"))[0])

    def at(self, path: str) -> Found | None:
        """Return what is at a path of the source, as ``link`` has it."""
        for file in self._site.files(path):
            if file in self.pages or file in self._others:
                return Found(file, "", is_page=file in self.pages)
        return None

    def referred(self, page: Page, written: str) -> str | None:
        """Return the page that a reference of Hugo's means: by its path, or by the end of it."""
        below = posixpath.normpath(
            posixpath.join(posixpath.dirname(page.path), written.lstrip("/"))
        )
        tops = self._site.files(written.strip("/"))
        paths = [*tops, below] if written.startswith("/") else [below, *tops]
        found = (path for start in paths for path in _files(posixpath.normpath(start)))
        for path in (*found, *self.named(written)):
            if path in self.pages and self.pages[path].addresses:
                return path
        return None

    def post(self, name: str) -> str | None:
        """Return the page of a post by the name of its file, as ``post_url`` has it."""
        for path in self.named(name.strip("/")):
            if "_posts/" in f"/{path}":
                return path
        return None

    def use(self, path: str) -> str:
        """Return where a file is written, which it is from now on."""
        if path not in self.used:
            self.used[path] = self._places.give(self._site.filed(path))
        return self.used[path]

    def link(self, page: Page, found: Found) -> str:
        """Return the relative link from a page to what was found."""
        name = self.pages[found.path].name if found.is_page else self.use(found.path)
        relative = posixpath.relpath(name, posixpath.dirname(page.name) or ".")
        if ":" in relative.split("/", 1)[0]:
            relative = f"./{relative}"  # else it would be a scheme
        made = quote(relative, safe=_SAFE) if relative.isascii() else _quoted(relative)
        return made + found.anchor


def _is_address(alias: str) -> bool:
    return alias.startswith("/")


def _quoted(path: str) -> str:
    return "".join(char if not char.isascii() else quote(char, safe=_SAFE) for char in path)


def _ends(path: str, end: str) -> bool:
    return path == end or path.endswith(f"/{end}")


def _files(path: str) -> Iterator[str]:
    """Yield the files that a path may mean, which may be without a suffix, or a folder."""
    path = "" if path == "." else path
    if path.startswith(".."):
        return
    yield path
    for suffix in tool.MARKDOWN[:2]:
        yield f"{path}{suffix}"
        yield f"{path.removesuffix('.html')}{suffix}"
    for index in _INDEXES:
        yield f"{path}/{index}.md".lstrip("/")
