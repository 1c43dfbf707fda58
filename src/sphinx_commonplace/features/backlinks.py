"""Backlinks: at the foot of a page, and at its sections, who links there and in what words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import escape

from sphinx_commonplace.spine import graph
from sphinx_commonplace.spine.writing.fragments import Fragment, key

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.spine.graph import Backlink, Graph

NAME = "backlinks"
_OPENED = {"link": 'mark class="cp-here"'}
_CLOSED = {"link": "mark"}


def _place_markers(_app: Sphinx, doctree: nodes.document) -> None:
    """Let each section below the title show who links to it."""
    for section in doctree.findall(nodes.section):
        if section["ids"] and isinstance(section.parent, nodes.section):
            section.insert(
                1, Fragment.make(NAME, "commonplace/mentions.html", list(section["ids"]))
            )


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    whole = graph.of(app.env)
    found = whole.backlinks.get(docname, [])
    if not found:
        return {}
    data: dict[str, Any] = {NAME: _shown(whole, found)}
    parts: dict[str, list[Backlink]] = {}
    for backlink in found:
        parts.setdefault(backlink.anchor, []).append(backlink)
    for number, request in enumerate(library.facts[docname].requests):
        if request.name == NAME:
            here = [backlink for anchor in request.arguments for backlink in parts.get(anchor, ())]
            data[key(NAME, number)] = _shown(whole, here) if here else None
    return data


def _shown(whole: Graph, backlinks: Iterable[Backlink]) -> list[dict[str, Any]]:
    """Return what the templates show: each page once, by the first of its links."""
    targets = whole.targets
    first: dict[str, Backlink] = {}
    for backlink in backlinks:
        first.setdefault(backlink.source, backlink)
    return [
        {
            "page": source,
            "title": targets.title(source),
            "anchor": mention.anchor,
            "heading": mention.heading,
            "excerpt": "".join(
                _html(targets.words(source, run.titled) if run.titled else run.text, run.marks)
                for run in mention.excerpt
            ),
        }
        for source, (_source, _anchor, mention) in first.items()
    ]


def _html(text: str, marks: tuple[str, ...]) -> str:
    """Return text in the elements of its marks; in a template this would take ten times as long."""
    shown = str(escape(text))
    for mark in reversed(marks):
        shown = f"<{_OPENED.get(mark, mark)}>{shown}</{_CLOSED.get(mark, mark)}>"
    return shown


def setup(app: Sphinx) -> dict[str, bool]:
    """Mark the sections as they are read, and give each page its backlinks."""
    app.connect("doctree-read", _place_markers, priority=410)
    app.connect("commonplace-page-data", _page_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
