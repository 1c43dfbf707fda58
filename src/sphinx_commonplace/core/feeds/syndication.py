"""Syndication: what a feed is, and how it is written as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx_commonplace.core.frontmatter.dates import rfc3339

ATOM, JSON = "application/atom+xml", "application/feed+json"
_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00+00:00"  # Atom wants a date even of a feed that holds nothing


@dataclass(frozen=True)
class Entry:
    """One post or comment in a feed. ``content`` is HTML that can stand anywhere; "" leaves it out.

    ``related`` holds the addresses and titles of related posts, ``homepage`` is the address that
    a writer of comments gives.
    """

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    related: tuple[tuple[str, str], ...] = ()
    homepage: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: what it is called, where it is, which page shows the same, and its entries."""

    id: str
    url: str
    page: str
    title: str
    language: str
    entries: tuple[Entry, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()


def media_type(path: str) -> str:
    """Return the format of a feed by the ending of its path."""
    return JSON if path.endswith(".json") else ATOM


def clean(text: str) -> str:
    """Drop the characters that XML has no place for, not even escaped."""
    return _NO_XML.sub("", text)


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    top = Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    _add(top, "id", feed.id)
    _add(top, "title", feed.title)
    if feed.subtitle:
        _add(top, "subtitle", feed.subtitle)
    newest = max((entry.updated for entry in feed.entries), default=None)
    _add(top, "updated", rfc3339(newest) if newest else _NEVER)
    _link(top, "self", feed.url, ATOM)
    _link(top, "alternate", feed.page, "text/html")
    for name in feed.authors or (feed.title,):
        _add(_add(top, "author"), "name", name)
    for entry in feed.entries:
        _atom_entry(top, entry)
    indent(top, "")
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True)) + b"\n"


def _atom_entry(top: Element, entry: Entry) -> None:
    item = _add(top, "entry", **({"xml:lang": entry.language} if entry.language else {}))
    _add(item, "id", entry.id)
    _add(item, "title", entry.title)
    _link(item, "alternate", entry.url, "text/html")
    for url, title in entry.related:
        _link(item, "related", url, "text/html", title=clean(title))
    _add(item, "published", rfc3339(entry.published))
    _add(item, "updated", rfc3339(entry.updated))
    for name in entry.authors:
        author = _add(item, "author")
        _add(author, "name", name)
        if entry.homepage:
            _add(author, "uri", entry.homepage)
    for tag in entry.tags:
        _add(item, "category", term=clean(tag))
    if entry.summary:
        _add(item, "summary", entry.summary)
    if entry.content:
        _add(item, "content", entry.content, type="html")


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    found = SubElement(parent, name, attributes)
    found.text = clean(text) or None
    return found


def _link(parent: Element, rel: str, href: str, kind: str, **attributes: str) -> None:
    _add(parent, "link", rel=rel, href=href, type=kind, **attributes)


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed."""
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": clean(feed.subtitle),
        "language": feed.language,
        "authors": [{"name": clean(name)} for name in feed.authors],
        "items": [dict(_json_item(entry)) for entry in feed.entries],
    }
    kept = {key: value for key, value in found.items() if value or key == "items"}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(entry: Entry) -> Iterator[tuple[str, Any]]:
    yield "id", entry.id
    yield "url", entry.url
    yield "title", clean(entry.title)
    # One of the two is required, even of a post that says nothing.
    yield (
        ("content_html", clean(entry.content))
        if entry.content
        else (
            "content_text",
            clean(entry.summary),
        )
    )
    if entry.summary:
        yield "summary", clean(entry.summary)
    if entry.image:
        yield "image", entry.image
    yield "date_published", rfc3339(entry.published)
    yield "date_modified", rfc3339(entry.updated)
    if entry.authors:
        yield "authors", [{"name": clean(name)} for name in entry.authors]
    if entry.tags:
        yield "tags", [clean(tag) for tag in entry.tags]
    if entry.language:
        yield "language", entry.language
