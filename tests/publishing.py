"""Readers of what is published: a feed, checked by its schema and read as subscribers read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import jsonschema
from bs4 import BeautifulSoup
from lxml import etree

if TYPE_CHECKING:
    from tests.conftest import Site

SCHEMAS = Path(__file__).parent / "schemas"


def check_xml(content: bytes, schema: str) -> etree._Element:
    """Parse XML and check it by a schema."""
    tree = etree.fromstring(content)
    etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng")).assertValid(tree)
    return tree


def atom(site: Site, path: str = "atom.xml", builder: str = "html") -> Any:
    """Return an Atom feed of the output as feedparser reads it, when it is valid."""
    content = (site.output(builder) / path).read_bytes()
    tree = check_xml(content, "atom")
    ids = [node.text for node in tree.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids))
    found = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    for entry in found.entries:
        check_content(entry.content[0].value if "content" in entry else "")
    return found


def json_feed(site: Site, path: str = "feed.json", builder: str = "html") -> dict[str, Any]:
    """Return a JSON Feed of the output, when it is valid."""
    found: dict[str, Any] = json.loads((site.output(builder) / path).read_bytes())
    schema = json.loads((SCHEMAS / "feed.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    ids = [item["id"] for item in found["items"]]
    assert len(ids) == len(set(ids))
    for item in found["items"]:
        check_content(item.get("content_html", ""))
    return found


def check_content(html: str) -> None:
    """Check what the W3C's validator says of HTML in a feed: no scripts, no relative addresses."""
    soup = BeautifulSoup(html, "html.parser")
    assert soup.select("script, style, iframe, object, embed, form, link, meta") == []
    for node in soup.find_all(True):
        assert not {"style", "class", "id"} & node.attrs.keys() or node.name == "code"
        assert not [name for name in node.attrs if name.startswith(("on", "data-"))]
        for name in ("href", "src", "poster"):
            if name in node.attrs:
                assert urlsplit(node[name]).scheme in ("http", "https", "mailto"), node
