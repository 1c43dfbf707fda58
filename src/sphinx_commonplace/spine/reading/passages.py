"""Passages: the text of a document as a reader reads it, cut at its headings.

Search and related posts are made from it: what the author wrote counts, where it was written.
"""

from __future__ import annotations

import json
import zlib
from itertools import accumulate
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search.units import MOST
from sphinx_commonplace.spine.linking.transclusion import Embed
from sphinx_commonplace.spine.writing.fragments import Fragment

_SILENT = (
    Fragment,
    Embed,
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
    nodes.title,
)


class LinkPlace(NamedTuple):
    """A link in a passage, from one character of its text to another."""

    node: addnodes.pending_xref
    begin: int
    end: int


Read = list[tuple[Passage, list[LinkPlace]]]  # the passages of a document, with the links in each


def _is_silent(node: nodes.Element) -> bool:
    return isinstance(node, _SILENT) or "no-search" in node["classes"]


def is_break(node: nodes.Node) -> bool:
    """Whether a line ends here, by Markdown or by HTML: what stands around it is not one word."""
    return isinstance(node, nodes.raw) and node.astext().lower().startswith("<br")


def heading(section: nodes.section) -> str:
    """Return the words of a heading on one line, without the numbers of footnotes it calls."""
    title = section[0]
    if any(True for _ in title.findall(nodes.footnote_reference)):
        title = title.deepcopy()
        for call in list(title.findall(nodes.footnote_reference)):
            call.parent.remove(call)
    return " ".join(title.astext().split())


def of(doctree: nodes.document) -> tuple[Passage, ...]:
    """Return the passages of a document in their order, its code among them.

    What other pages say is left out: embeds, lists made by directives, titles that links insert.
    """
    return tuple(passage for passage, _links in linked(doctree))


def linked(doctree: nodes.document) -> Read:
    """Return the passages of a document, each with the links in it and where they stand."""
    found: list[tuple[str, str, int, list[str], list[LinkPlace]]] = [("", "", 0, [], [])]

    def descend(node: nodes.Element, level: int) -> None:
        text, places = found[-1][3:]
        for child in node.children:
            if isinstance(child, nodes.Text):
                text.append(child.astext())
            elif is_break(child):
                text.append("\n")
            elif isinstance(child, nodes.section):
                anchor = child["ids"][0] if child["ids"] else ""
                found.append((anchor, heading(child), level + 1, [], []))
                descend(child, level + 1)
            elif isinstance(child, addnodes.pending_xref) and not child.get("refexplicit"):
                places.append(LinkPlace(child, len(text), len(text) + 1))
                text.append(" ")
            elif isinstance(child, nodes.Element) and not _is_silent(child):
                begin = len(text)
                descend(child, level)
                if isinstance(child, addnodes.pending_xref):
                    places.append(LinkPlace(child, begin, len(text)))
                elif not isinstance(child, nodes.Inline):
                    text.append("\n")

    descend(doctree, 0)
    return [
        (Passage(anchor, title, level, "".join(text)), _measured(text, places))
        for anchor, title, level, text, places in found
    ]


def _measured(parts: list[str], places: list[LinkPlace]) -> list[LinkPlace]:
    """Return places that count characters in the place of parts."""
    ends = [0, *accumulate(map(len, parts))]
    return [LinkPlace(node, ends[begin], ends[end]) for node, begin, end in places]


def pack(passages: tuple[Passage, ...]) -> bytes:
    """Return passages as few bytes, no more of them than search reads.

    The first heading of a page is its beginning, and needs no anchor.
    """
    top = next((passage for passage in passages if passage.level == 1), None)
    kept = [
        ["" if passage is top else passage.anchor, passage.title, passage.level, text[:MOST]]
        for passage in passages
        if (text := " ".join(passage.text.split())) or passage.title
    ]
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode(errors="replace"), 6)


def unpack(packed: bytes) -> tuple[Passage, ...]:
    """Return what was packed."""
    return tuple(Passage(*kept) for kept in json.loads(zlib.decompress(packed)))
