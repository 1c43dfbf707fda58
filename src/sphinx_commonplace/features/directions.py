"""Directions: a paragraph, a heading or a list of the other direction than its page has its own.

It is the one of most of its letters: the first may be a name, such as that of a program, in a
sentence of the page's own language. A name alone stays on the side of the page, and on a page of
one direction nothing is changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_commonplace.spine import languages
from sphinx_commonplace.spine.writing import styles

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LETTER = re.compile(r"[^\W\d_]")
_LEFTWARD = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff](?<=[^\W\d_])"
)
# What has a side of its own, where signs of items, lines and first columns stand; then plain text.
_SIDED = (
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.block_quote,
    nodes.table,
    nodes.Admonition,
)
_TEXTS = (nodes.paragraph, nodes.title, nodes.term, nodes.caption, nodes.rubric, nodes.attribution)
_SILENT = (nodes.literal, nodes.math, nodes.math_block, nodes.literal_block, nodes.label, nodes.raw)
_FEW = 3  # words, fewer of which may be a name


def _mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    if app.builder.format != "html":
        return
    way = languages.direction(languages.of(app.env, docname))
    if way == "rtl" or _LEFTWARD.search("".join(_words(doctree))):
        _descend(doctree, way)


def _descend(node: nodes.Element, around: str) -> None:
    """Mark what is of another direction than what is around it."""
    for child in node.children:
        way = around
        if isinstance(child, (*_SIDED, *_TEXTS)):
            way = _way(child) or around
            if way != around:
                child["classes"].append(f"cp-{way}")
        if isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            _descend(child, way)


def _way(node: nodes.Element) -> str:
    """Return the direction of most letters; nothing where there are few words."""
    text = " ".join(_words(node))
    letters = len(_LETTER.findall(text))
    if not letters or len(text.split()) < _FEW:
        return ""
    return "rtl" if 2 * len(_LEFTWARD.findall(text)) > letters else "ltr"


def _words(node: nodes.Element) -> list[str]:
    """Return the texts in a node, in any order, without code and formulas."""
    found, ahead = [], [*node.children]
    while ahead:
        one = ahead.pop()
        if isinstance(one, nodes.Text):
            found.append(one.astext())
        elif not isinstance(one, _SILENT):
            ahead += one.children
    return found


def setup(app: Sphinx) -> dict[str, bool]:
    """Mark them in the text as it is written, when what it embeds is in it."""
    app.connect("doctree-resolved", _mark)
    styles.link(app, "directions", "cp-rtl", "cp-ltr")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
