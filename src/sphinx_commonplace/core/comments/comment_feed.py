"""The feed of comments, as Atom (RFC 4287)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from sphinx_commonplace.core.comments.replies import Comment

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """A comment with its identifier, which never changes, its title, and where it is shown."""

    id: str
    title: str
    url: str
    comment: Comment


def atom(url: str, title: str, page: str, language: str, entries: list[Entry]) -> bytes:
    """Return a feed.

    :param url: where the feed is; it is also its identifier.
    :param page: the page that readers come to from the feed.
    :param entries: at least one, the newest first.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _add(feed, "id", url)
    _add(feed, "title", title)
    _add(feed, "updated", _instant(entries[0].comment))
    _add(feed, "link", rel="self", type="application/atom+xml", href=url)
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    for one in entries:
        entry = _add(feed, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", _instant(one.comment))
        _add(entry, "published", _instant(one.comment))
        author = _add(entry, "author")
        _add(author, "name", one.comment.author)
        if one.comment.url:
            _add(author, "uri", one.comment.url)
        _add(entry, "link", rel="alternate", type="text/html", href=one.url)
        _add(entry, "content", one.comment.html, type="html")
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, name, attributes)
    made.text = _NO_XML.sub("", text) or None
    return made


def _instant(comment: Comment) -> str:
    return comment.date.isoformat(timespec="seconds")
