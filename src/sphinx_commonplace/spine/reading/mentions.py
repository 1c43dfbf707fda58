"""Mentions: the links of a document, each with the section and the sentence it stands in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_commonplace.core.library.post import Link, Mention
from sphinx_commonplace.core.markup.excerpts import BlockText, Run
from sphinx_commonplace.spine.reading import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_commonplace.spine.reading.passages import Read

_MARKS: dict[type[nodes.Node], str] = {
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.literal: "code",
    nodes.math: "code",
}
_SILENT = (nodes.footnote_reference, nodes.citation_reference, nodes.raw, nodes.Invisible)
_TITLE = "Title"  # holds the place of one, so that sentences are cut as they will be with it
_BETWEEN_CELLS = Run(" · ")
_NEAR = 80  # characters around a link that say what it leads to


def links(doctree: nodes.document) -> tuple[Link, ...]:
    """Return the different links of a document, in a fixed order."""
    return tuple(sorted({_link(node) for node in doctree.findall(addnodes.pending_xref)}))


def _link(node: addnodes.pending_xref) -> Link:
    return Link(
        domain=node.get("refdomain") or "",
        kind=node["reftype"],
        target=node["reftarget"],
        fragment=node.get("reftargetid") or "",
        implicit=not node.get("refexplicit"),
    )


def collect(
    doctree: nodes.document, known: tuple[Link, ...], language: str, read: Read
) -> tuple[Mention, ...]:
    """Return the first mention of each link, in the order of the text.

    :param known: the links of the document, as ``links`` returns them.
    :param read: its passages with the links in each.
    """
    if not known:
        return ()
    one = {link: link for link in known}  # so that each is pickled once
    found: dict[Link, Mention] = {}
    times: Counter[Link] = Counter()
    anchors: dict[Link, dict[str, None]] = {}
    block, flat = None, _Flat(one)
    text = BlockText((), language)
    for node in doctree.findall(addnodes.pending_xref):
        link = one[_link(node)]
        times[link] += 1
        anchor, title = _section(node)
        anchors.setdefault(link, {})[anchor] = None
        if link in found:
            continue
        around = _block(node)
        if around is not block:
            block, flat = around, _Flat(one)
            flat.add(block)
            text = BlockText(flat.runs, language, whole=isinstance(block, nodes.row))
        excerpt = text.around(*flat.places[id(node)]) if id(node) in flat.places else ()
        found[link] = Mention(link, (anchor,), title, excerpt, _line(node))
    said, near = _nearby(read, one)
    return tuple(
        mention._replace(
            times=times[mention.link],
            anchors=tuple(anchors[mention.link]),
            said=tuple(said.get(mention.link, ())),
            around=tuple(near.get(mention.link, ())),
        )
        for mention in found.values()
    )


def _nearby(
    read: Read, one: dict[Link, Link]
) -> tuple[dict[Link, dict[str, None]], dict[Link, dict[str, None]]]:
    """Return for each link the different words it is written with, and those around it."""
    said: dict[Link, dict[str, None]] = {}
    around: dict[Link, dict[str, None]] = {}
    for passage, places in read:
        text = passage.text
        for node, begin, end in places:
            link = one[_link(node)]
            words = " ".join(text[begin:end].split())
            if words:
                said.setdefault(link, {})[words] = None
            first = max(0, begin - _NEAR)
            before, after = text[first:begin], text[end : end + _NEAR]
            if first:
                before = before.partition(" ")[2] or before
            if end + _NEAR < len(text):
                after = after.rpartition(" ")[0] or after
            near = " ".join(f"{before} {words} {after}".split())
            if near:
                around.setdefault(link, {})[near] = None
    return said, around


def _line(node: nodes.Node | None) -> int:
    while node is not None and not node.line:
        node = node.parent
    return node.line or 0 if node is not None else 0


def _block(node: nodes.Element) -> nodes.Element:
    """Return the text around a link: a paragraph, a heading, the row of a table."""
    block = node
    while block.parent is not None and isinstance(block, (nodes.Inline, nodes.reference)):
        block = block.parent
    entry = block if isinstance(block, nodes.entry) else block.parent
    return entry.parent if isinstance(entry, nodes.entry) else block


def _section(node: nodes.Element) -> tuple[str, str]:
    """Return the HTML id and the title of the section or the footnote around a link."""
    around: nodes.Element | None = node
    while around is not None:
        if isinstance(around, nodes.footnote) and around["ids"]:
            return around["ids"][0], ""
        if isinstance(around, nodes.section):
            is_title = isinstance(around.parent, nodes.document)
            anchor = "" if is_title or not around["ids"] else around["ids"][0]
            return anchor, passages.heading(around) if anchor else ""
        around = around.parent
    return "", ""


class _Flat:
    """The runs of a block, and which of them belong to which link."""

    def __init__(self, one: dict[Link, Link]) -> None:
        self.one = one
        self.runs: list[Run] = []
        self.places: dict[int, tuple[int, int]] = {}

    def add(self, block: nodes.Element) -> None:
        for cell in self._cells(block):
            if self.runs and cell is not block:
                self.runs.append(_BETWEEN_CELLS)
            self._descend(cell, ())

    @staticmethod
    def _cells(block: nodes.Element) -> Iterator[nodes.Element]:
        if isinstance(block, nodes.row):
            yield from (cell for cell in block.children if isinstance(cell, nodes.Element))
        else:
            yield block

    def _descend(self, node: nodes.Element, marks: tuple[str, ...]) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                if text := child.astext().replace("\n", " "):
                    self.runs.append(Run(text, marks))
            elif passages.is_break(child):
                self.runs.append(Run(" ", marks))
            elif isinstance(child, addnodes.pending_xref):
                first = len(self.runs)
                link = self.one[_link(child)]
                if link.implicit:
                    self.runs.append(Run(_TITLE, marks, link))
                else:
                    self._descend(child, marks)
                self.places[id(child)] = first, len(self.runs)
            elif isinstance(child, nodes.image):
                if child.get("alt"):
                    self.runs.append(Run(child["alt"], marks))
            elif isinstance(child, nodes.Element) and not isinstance(child, _SILENT):
                mark = _MARKS.get(type(child)) or child.get("htmltag")
                self._descend(child, (*marks, mark) if mark and mark not in marks else marks)
