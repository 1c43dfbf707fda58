"""Aliasing: the old addresses of a page, in the form in which its aliases keep them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import aliases
from sphinx_commonplace.core.frontmatter.aliases import Address
from sphinx_commonplace.core.importing import placing
from sphinx_commonplace.core.importing.tools import hugo_addresses, tool

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tools.tool import Tool

# The site has pages of its own there, or what Sphinx makes.
_TAKEN = ("index", "search", "genindex", "py-modindex", "404")
_TAKEN_FOLDERS = ("tags", "archive", "categories", "series")


class Claims:
    """Who has which address, over all pages, so that no two ask for one."""

    def __init__(self, names: dict[str, str]) -> None:
        """Take the addresses of the new pages.

        :param names: the name of each page, by its path in the source.
        """
        self._owners = {
            _key(f"{tool.POSTS}/{placing.address(name)}"): path for path, name in names.items()
        }
        self._names = names

    def reserve(self, path: str, own: list[str]) -> None:
        """Let a page have the address it had itself before any other page asks for it."""
        for address in own:
            self.objection(path, address)

    def objection(self, path: str, alias: str) -> str | None:
        """Return what forbids a page to have an address; else it is the page's from now on."""
        try:
            read = aliases.read(alias, path)
        except aliases.RefusedError as error:
            return f"the old address {alias!r} {error}"
        except UnicodeEncodeError:
            return f"the old address {alias!r} is not UTF-8"
        if not isinstance(read, Address):
            return None
        page = read.page
        own = f"{tool.POSTS}/{placing.address(self._names[path])}"
        first = page.casefold().partition("/")[0]
        if page in _TAKEN or first in _TAKEN_FOLDERS or first.startswith("_"):
            return f"the old address {alias!r} is one that the site itself may have"
        if page != own and page.casefold() == own.casefold():
            return f"the old address {alias!r} differs from the new one in its capitals alone"
        owner = self._owners.setdefault(_key(page), path)
        return None if owner == path else f"the old address {alias!r} is that of {owner}"


def _key(page: str) -> str:
    return page.casefold().removesuffix("/index")


def written(kind: str, old: list[str], named: list[str]) -> Iterator[str]:
    """Yield the aliases of a page: its old addresses, then what it asked for itself.

    :param old: its addresses, its own first.
    :param named: what its front matter has as aliases.
    """
    for address in old:
        yield address.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    for alias in named:
        if kind == "folder" or "://" in alias:
            yield alias
        elif kind == "jekyll":
            yield alias if alias.startswith("/") else f"/{alias}"
        else:
            start = posixpath.dirname((old[0] if old else "/").rstrip("/"))
            yield hugo_addresses.slashed(posixpath.normpath(posixpath.join(start, alias)))


def asked(kind: str, page: Page) -> list[str]:
    """Return all aliases of a page: its addresses, and what it asks for itself."""
    told = page.mapped.known.get("aliases")
    named = told.value if told and isinstance(told.value, list) else []
    return list(dict.fromkeys(written(kind, page.addresses, named)))


def normal(address: str) -> str:
    """Return an address so that those which lead to one page are one."""
    page = address.strip("/").removesuffix("index.html").strip("/")
    return page.removesuffix(".html").removesuffix(".htm")


def below_base(site: Tool, address: str) -> str | None:
    """Return an address of the site from its root; nothing if it is none of the site's."""
    host = site.origin.partition("//")[2]
    if host and (own := re.match(rf"(?:https?:)?//{re.escape(host)}(?=[/?#]|$)", address)):
        address = address[own.end() :]
        address = address if address.startswith("/") else f"/{address}"
    if address.startswith("//") or not address.startswith("/"):
        return None
    if site.base and (address == site.base or address.startswith(f"{site.base}/")):
        address = address[len(site.base) :] or "/"
    return address
