"""Reading: what a reader sees of a page or a feed, without what only machines care for."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption dd details div dl dt figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr iframe li main nav ol p pre section summary table tbody td
    tfoot th thead tr ul
    """.split()  # noqa: SIM905 - words, not data
)
_SILENT = frozenset(("script", "style", "template", "noscript", "annotation"))
_ENDS = _BLOCKS | _SILENT
_CHECKSUM = re.compile(r"\?v=[0-9a-f]{6,}")
_REFRESH = re.compile(r"\s*0\s*;\s*url=(.*)", re.IGNORECASE | re.DOTALL)
_JSON_FEED = "https://jsonfeed.org/"


class ReadPage(NamedTuple):
    """A page as it is read; of a redirect, ``leads_to`` is the address it leads to.

    ``links`` are words and addresses, ``navigation`` is what stands beside every page.
    """

    title: str = ""
    site: str = ""
    text: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    anchors: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    navigation: tuple[tuple[str, str], ...] = ()
    leads_to: str = ""


class ReadEntry(NamedTuple):
    """An entry of a feed."""

    title: str
    address: str
    text: str


def page(content: bytes, address: str) -> ReadPage:
    """Read a page.

    :param address: its own, to which relative ones are joined.
    """
    soup = BeautifulSoup(content.decode(errors="replace"), "html.parser")
    refresh = soup.find("meta", attrs={"http-equiv": re.compile("^refresh$", re.IGNORECASE)})
    found = _REFRESH.fullmatch(_attribute(refresh, "content"))
    brand = soup.select_one(".sidebar-brand-text, .brand")
    site = _words(brand.get_text()) if brand else ""
    title = _words(soup.title.get_text()) if soup.title else ""
    if found:
        return ReadPage(title, leads_to=urljoin(address, found[1].strip("'\" ")))
    article = soup.select_one("article[role=main], main, article") or soup.body or soup
    for link in article.select("a.headerlink"):
        link.decompose()
    ids = (_attribute(tag, "id") for tag in article.find_all(id=True))
    return ReadPage(
        title=_own(title, site, article),
        site=site,
        text=tuple(_lines(article)),
        links=tuple(_links(article.find_all("a", href=True), address)),
        anchors=tuple(dict.fromkeys(ids)),
        pictures=tuple(
            _CHECKSUM.sub("", urljoin(address, _attribute(image, "src")))
            for image in article.find_all("img", src=True)
        ),
        feeds=tuple(
            urljoin(address, _attribute(link, "href"))
            for link in soup.select('link[rel~="alternate"][href]')
        ),
        navigation=tuple(_links(soup.select(".sidebar-tree a[href]"), address)),
    )


def _own(title: str, site: str, article: Tag) -> str:
    """Return the title of the page itself, which the site's stands beside or in the place of."""
    heading = article.find("h1")
    if heading and title in ("", site):
        return _words(heading.get_text())
    return re.sub(rf"\s+[-\u2013\u2014|]\s+{re.escape(site)}$", "", title) if site else title


def _attribute(tag: Any, name: str) -> str:
    value = tag.get(name, "") if isinstance(tag, Tag) else ""
    return value if isinstance(value, str) else " ".join(value or ())


def _words(text: str) -> str:
    return " ".join(text.split())


def _links(tags: Any, address: str) -> list[tuple[str, str]]:
    return [
        (_words(tag.get_text()), _CHECKSUM.sub("", urljoin(address, _attribute(tag, "href"))))
        for tag in tags
    ]


def _lines(article: Tag) -> list[str]:
    """Return the text of each block; that of code line by line."""
    found: list[list[str]] = []
    block: Tag | None = None
    for node in article.descendants:
        if isinstance(node, Tag) and node.name == "br":
            block = None
        if not isinstance(node, NavigableString) or isinstance(node, Comment):
            continue
        around = node.parent
        while around is not None and around is not article and around.name not in _ENDS:
            around = around.parent
        if around is None or around.name in _SILENT:
            continue
        if around is not block:
            block = around
            found.append([])
        # Where prose is broken in the source, no reader sees it.
        text = str(node) if around.name == "pre" else str(node).replace("\n", " ")
        found[-1].append(text)
    lines = (line for texts in found for line in "".join(texts).split("\n"))
    return [words for line in lines if (words := _words(line))]


def feed(content: bytes) -> dict[str, ReadEntry] | None:
    """Read a feed, Atom, RSS or JSON; return its entries by their ids, or nothing if it is none."""
    try:
        if content.lstrip()[:1] == b"{":
            found = json.loads(content)
            is_feed = str(found.get("version", "")).startswith(_JSON_FEED)
            return _from_json(found) if is_feed else None
        root = ET.fromstring(content)  # noqa: S314 - expat cuts entities that blow up
    except (ValueError, AttributeError, TypeError, ET.ParseError, RecursionError):
        return None
    if root.tag.rpartition("}")[2] not in ("feed", "rss", "RDF"):
        return None
    entries = (tag for tag in root.iter() if tag.tag.rpartition("}")[2] in ("entry", "item"))
    return dict(map(_from_xml, entries))


def _from_json(found: dict[str, Any]) -> dict[str, ReadEntry]:
    return {
        str(item.get("id")): ReadEntry(
            str(item.get("title", "")),
            str(item.get("url", "")),
            _plain(str(item.get("content_html") or item.get("content_text") or "")),
        )
        for item in found.get("items", ())
    }


def _from_xml(entry: ET.Element) -> tuple[str, ReadEntry]:
    said: dict[str, str] = {}
    for tag in entry:
        name = tag.tag.rpartition("}")[2]
        if name == "link" and tag.get("rel", "alternate") != "alternate":
            continue
        said.setdefault(name, "".join(tag.itertext()) or tag.get("href", ""))
    text = said.get("content") or said.get("encoded") or said.get("summary") or ""
    text = text or said.get("description", "")
    address = said.get("link", "")
    name = said.get("id") or said.get("guid") or address
    return name, ReadEntry(_words(said.get("title", "")), address, _plain(text))


def _plain(text: str) -> str:
    return _words(BeautifulSoup(text, "html.parser").get_text(" ")) if "<" in text else _words(text)


def is_local(address: str) -> bool:
    """Whether an address is one of the site itself."""
    return not urlsplit(address).netloc
