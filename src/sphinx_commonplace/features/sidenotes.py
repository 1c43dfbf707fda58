"""Sidenotes: where there is room, the footnotes of a page stand beside the lines that call them.

They stay where they are in the document, at the end of the text: only where browsers can place one
thing beside another, by a few rules in the page's head, are they moved, each below the one before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# What needs no escaping in a style sheet; docutils makes no other names.
_NAME = re.compile(r"[a-zA-Z][\w-]*", re.ASCII)


def _pairs(doctree: nodes.document) -> list[tuple[str, str]]:
    """Return the ids of the notes of a page, each with that of the first place that calls it."""
    calls: dict[str, str] = {}
    for call in doctree.findall(nodes.footnote_reference):
        if call["ids"]:
            calls.setdefault(call["refid"], call["ids"][0])
    return [
        (name, calls[name])
        for note in doctree.findall(nodes.footnote)
        for name in note["ids"][:1]
        if name in calls and _NAME.fullmatch(name) and _NAME.fullmatch(calls[name])
    ]


def _give(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if doctree is None:
        return
    pairs = _pairs(doctree)
    if pairs:
        context["commonplace_sidenotes"] = pairs
        app.add_css_file("commonplace/sidenotes.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Give each page the names of its notes."""
    app.connect("html-page-context", _give)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
