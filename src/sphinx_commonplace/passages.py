"""Passages: the text of a document by its sections, as search finds it.

What the author wrote counts, where it was written: no listings, no embeds of other pages, no
comments, no formulas.
"""

from __future__ import annotations

import json
import zlib

from docutils import nodes
from sphinx import addnodes

from sphinx_commonplace.fragments import Fragment
from sphinx_commonplace.searchindex import MOST, Passage
from sphinx_commonplace.transclusion import Embed

_SKIPPED = (
    Embed,
    Fragment,
    addnodes.index,
    addnodes.toctree,
    nodes.Invisible,
    nodes.citation_reference,
    nodes.docinfo,
    nodes.footnote_reference,
    nodes.image,
    nodes.label,
    nodes.math,
    nodes.math_block,
    nodes.meta,
    nodes.raw,
    nodes.system_message,
)
_UNSEEN = frozenset({"no-search"})


def collect(document: nodes.document) -> tuple[Passage, ...]:
    """Return the passages of a document in their order."""
    found: list[Passage] = []
    _add(document, "", "", found)
    return tuple(found)


def _add(node: nodes.Element, anchor: str, heading: str, found: list[Passage]) -> None:
    """Add what stands in a section, then the sections within it."""
    pieces: list[str] = []
    sections: list[nodes.section] = []
    for child in node.children:
        if isinstance(child, nodes.section):
            sections.append(child)
        elif not isinstance(child, nodes.title):
            _read(child, pieces)
    text = " ".join("".join(pieces).split())
    if text or heading:
        found.append(Passage(anchor, heading, text))
    for number, section in enumerate(sections):
        title: list[str] = []
        for child in section.children[:1]:
            _read(child, title)
        # The first heading of a page is its beginning.
        is_top = number == 0 and isinstance(node, nodes.document)
        anchors = [] if is_top else section["ids"]
        _add(section, anchors[0] if anchors else "", " ".join("".join(title).split()), found)


def _read(node: nodes.Node, pieces: list[str]) -> None:
    if isinstance(node, nodes.Text):
        pieces.append(node)
    elif isinstance(node, nodes.Element) and not (
        isinstance(node, _SKIPPED) or _UNSEEN.intersection(node["classes"])
    ):
        for child in node.children:
            _read(child, pieces)
        if not isinstance(node, nodes.Inline):
            pieces.append(" ")


def pack(passages: tuple[Passage, ...]) -> bytes:
    """Return passages as few bytes, no more of them than search reads."""
    kept = [[anchor, heading, text[:MOST]] for anchor, heading, text in passages]
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode(errors="replace"), 6)


def unpack(packed: bytes) -> tuple[Passage, ...]:
    """Return what was packed."""
    return tuple(Passage(*kept) for kept in json.loads(zlib.decompress(packed)))
