"""Passages: the text of a document as a reader reads it, cut at its headings."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_commonplace.fragments import Fragment
from sphinx_commonplace.post import Passage
from sphinx_commonplace.transclusion import Embed

_SILENT = (
    Fragment,
    Embed,
    nodes.Invisible,
    nodes.docinfo,
    nodes.footnote_reference,
    nodes.image,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.system_message,
    nodes.title,
)


def of(doctree: nodes.document) -> tuple[Passage, ...]:
    """Return the passages of a document in their order, its code among them.

    What other pages say is left out: embeds, lists made by directives, titles that links insert.
    """
    found: list[tuple[str, str, int, list[str]]] = [("", "", 0, [])]

    def descend(node: nodes.Element, level: int) -> None:
        text = found[-1][3]
        for child in node.children:
            if isinstance(child, nodes.Text):
                text.append(child.astext())
            elif isinstance(child, nodes.section):
                anchor = child["ids"][0] if child["ids"] else ""
                found.append((anchor, " ".join(child[0].astext().split()), level + 1, []))
                descend(child, level + 1)
            elif isinstance(child, addnodes.pending_xref) and not child.get("refexplicit"):
                text.append(" ")
            elif isinstance(child, nodes.Element) and not isinstance(child, _SILENT):
                descend(child, level)
                if not isinstance(child, nodes.Inline):
                    text.append("\n")

    descend(doctree, 0)
    return tuple(
        Passage(anchor, title, level, "".join(text)) for anchor, title, level, text in found
    )
