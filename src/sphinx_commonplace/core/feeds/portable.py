"""Portable: the text of a page made fit to stand elsewhere, in a feed reader or a plain file.

Every address in it is absolute. What has a sense only beside this site's styles and scripts is
taken out: classes, ids, permalinks of headings, scripts, forms, messages of the build. lxml reads
and writes the HTML, so that what an author left open is closed.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from sphinx_commonplace.core.feeds.syndication import clean

_GONE = (
    *("script", "style", "link", "meta", "base", "noscript", "template", "form", "button"),
    *("select", "textarea", "svg", "object", "embed", "applet", "canvas", "dialog"),
)
_GONE_CLASSES = frozenset(("headerlink", "system-message", "cp-draft", "linenos", "eqno"))
_CALLOUT_TITLES = frozenset(("admonition-title",))
# fmt: off
_KEPT = frozenset((
    "alt", "abbr", "cite", "colspan", "controls", "datetime", "dir", "headers", "height", "href",
    "lang", "open", "poster", "reversed", "rowspan", "scope", "span", "src", "srcset", "start",
    "title", "type", "value", "width",
))
# fmt: on
_ADDRESSES = ("href", "src", "poster", "cite")
_SCHEMES = ("http", "https", "mailto", "tel", "xmpp", "irc", "magnet", "geo", "sms")
_LANGUAGE = re.compile(r"\bhighlight-([\w+#.-]+)")
_WIDTH = re.compile(r"\bwidth: *([0-9]+)px")
_WAYS = {"cp-ltr": "ltr", "cp-rtl": "rtl"}
_OPENED = "opened"  # the tag of elements of which only what is in them stays
_TICKED = {True: "\N{BALLOT BOX WITH CHECK} ", False: "\N{BALLOT BOX} "}


def content(body: str, page: str, title: str = "") -> str:
    """Return a text as HTML that can stand anywhere.

    :param page: the absolute address of the page it is taken from.
    :param title: what is shown above it there, and so is not repeated in it.
    """
    top = _parsed(body, _GONE_CLASSES)
    heading = top.find(".//h1")
    if heading is not None and plain(heading) == title:
        heading.drop_tree()
    for node in list(top.iter(*_GONE)):
        node.drop_tree()
    for block in [one for one in top.iter("div") if "highlight-" in one.get("class", "")]:
        _simplify_code(block)
    for node in list(top.iter("iframe", "frame", "input")):
        _replace(node)
    formulas = {node for formula in top.iter("math") for node in formula.iter()}
    for node in list(top.iter()):
        if node is not top:
            _tidy(node, page, is_math=node in formulas)
    etree.strip_tags(top, _OPENED)  # all at once: each would look for its place among its siblings
    return _inner(top)


def summary(body: str, limit: int = 200) -> str:
    """Return the beginning of a text: its first paragraph in plain words, cut at a word."""
    for paragraph in _parsed(body, _GONE_CLASSES | _CALLOUT_TITLES).iter("p"):
        if words := plain(paragraph):
            return shorten(words, limit)
    return ""


def shorten(words: str, limit: int) -> str:
    """Cut a text at a word so that it is not longer than ``limit``."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def plain(node: Any) -> str:
    """Return the words of an element on one line."""
    return " ".join(str(node.text_content()).split())


def _parsed(body: str, unwanted: frozenset[str]) -> Any:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    top = html.fragment_fromstring(clean(body), create_parent="div", parser=parser)
    # No XPath, whose results are put in order by walking from each to its siblings.
    for node in [node for node in top.iter() if "class" in node.attrib]:
        if not unwanted.isdisjoint(node.get("class").split()):
            node.drop_tree()
    return top


def _inner(top: Any) -> str:
    made = str(html.tostring(top, encoding="unicode"))
    return made.removeprefix("<div>").removesuffix("</div>").strip()


def _simplify_code(block: Any) -> None:
    """Leave of a coloured listing its text, and the language that it is in."""
    language = _LANGUAGE.search(block.get("class"))
    for pre in block.iter("pre"):
        text = pre.text_content()
        for child in list(pre):
            pre.remove(child)
        pre.text = None
        code = html.Element("code")
        code.text = text
        if language and language[1] not in ("default", "none", "text"):
            code.set("class", f"language-{language[1]}")
        pre.append(code)


def _replace(node: Any) -> None:
    """Put a link in the place of a frame, and a sign in the place of a box to tick."""
    if node.tag == "input":
        if node.get("type") == "checkbox":
            node.tail = _TICKED["checked" in node.attrib] + (node.tail or "").lstrip()
        node.drop_tree()
        return
    source, tail = node.get("src") or "", node.tail
    node.clear()
    node.tag, node.tail = "a", tail
    node.set("href", source)
    node.text = source


def _tidy(node: Any, page: str, *, is_math: bool) -> None:
    width = _WIDTH.search(node.get("style") or "")
    is_code = node.tag == "code" and (node.get("class") or "").startswith("language-")
    for way in {*(node.get("class") or "").split()} & _WAYS.keys():
        node.set("dir", _WAYS[way])
    for name in list(node.attrib):
        if name in _ADDRESSES:
            _set_or_drop(node, name, _absolute(node.get(name), page))
        elif name == "srcset":
            _set_or_drop(node, name, _absolute_set(node.get(name), page))
        elif is_math and name not in ("class", "id", "style") and not name.startswith("on"):
            continue
        elif name not in _KEPT and not (is_code and name == "class"):
            del node.attrib[name]
    if node.tag == "img" and width and "width" not in node.attrib:
        node.set("width", width[1])
    if node.tag == "img" and not node.get("src") and not node.get("srcset"):
        node.tail = (node.get("alt") or "") + (node.tail or "")
        node.drop_tree()
    elif (node.tag == "span" and not node.attrib) or (node.tag == "a" and not node.get("href")):
        node.tag = _OPENED


def _set_or_drop(node: Any, name: str, value: str) -> None:
    if value:
        node.set(name, value)
    else:
        del node.attrib[name]


def _absolute(address: str, page: str) -> str:
    """Return an address seen from a page as seen from anywhere; "" for one that leads nowhere.

    What an address holds itself, as ``data:`` does, would be too much for a feed.
    """
    try:
        found = urljoin(page, "".join(address.split()) if ":" in address else address.strip())
        scheme = urlsplit(found).scheme
    except ValueError:
        return ""
    return found if scheme in _SCHEMES else ""


def _absolute_set(candidates: str, page: str) -> str:
    """Return the candidates of a ``srcset`` with absolute addresses."""
    pairs = (part.split(None, 1) for part in candidates.split(",") if part.strip())
    found = ((_absolute(pair[0], page), pair[1:]) for pair in pairs)
    return ", ".join(" ".join((address, *size)) for address, size in found if address)
