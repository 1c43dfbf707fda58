"""What is published: the addresses and anchors of a site, as ``urls.json`` lists them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

NAME = "urls.json"
VERSION = 1


class UnreadableError(ValueError):
    """The list is none; the message says in what way."""


@dataclass(frozen=True)
class PublishedPage:
    """A page: its title, the source it is made of, its anchors, and a sketch of its text."""

    title: str = ""
    source: str = ""
    anchors: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Published:
    """All that is published at an address of its own; each begins with ``/``."""

    pages: dict[str, PublishedPage] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)


def read(content: bytes) -> Published:
    """Read a list.

    :raises UnreadableError: it is not one, or one of a later version.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableError("it is not JSON") from None
    if not isinstance(found, dict) or not isinstance(found.get("pages"), dict):
        raise UnreadableError("it is not a list of addresses")
    if found.get("version") != VERSION:
        raise UnreadableError(f"its version is {found.get('version')!r}, not {VERSION}")
    redirects = found.get("redirects")
    return Published(
        pages={address: _page(said) for address, said in found["pages"].items()},
        files=_texts(found.get("files")),
        redirects={
            old: new
            for old, new in (redirects.items() if isinstance(redirects, dict) else ())
            if isinstance(new, str)
        },
    )


def _page(said: Any) -> PublishedPage:
    if not isinstance(said, dict):
        return PublishedPage()

    def text(key: str) -> str:
        value = said.get(key, "")
        return value if isinstance(value, str) else ""

    return PublishedPage(text("title"), text("source"), _texts(said.get("anchors")), text("text"))


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(filter(_is_text, values)) if isinstance(values, list) else ()


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
