"""Contents: the sections of a post at its beginning, so that its themes are seen at a glance.

It is shown where the theme has no room for its own list of them beside the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_commonplace.spine.collector import is_post
from sphinx_commonplace.spine.writing.fragments import Fragment, key

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

NAME = "contents"
_FEWEST = 2  # sections that are worth a list
_BELOW_TITLE = 2  # the level of the sections


def _place(app: Sphinx, doctree: nodes.document) -> None:
    # Before anything else is put below the title, and so after it.
    if is_post(app.config.commonplace_posts, app.env.docname):
        for section in doctree.findall(nodes.section):
            section.insert(1, Fragment.make(NAME, "commonplace/contents.html"))
            return


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    facts = library.facts[docname]
    found = [
        {"title": section.title, "anchor": section.anchor}
        for section in facts.sections
        if section.level == _BELOW_TITLE
    ]
    if len(found) < _FEWEST:
        return {}
    return {
        key(NAME, number): found
        for number, request in enumerate(facts.requests)
        if request.name == NAME
    }


def setup(app: Sphinx) -> dict[str, bool]:
    """Put the list into posts as they are read, and give it its data."""
    app.connect("doctree-read", _place, priority=395)
    app.connect("commonplace-page-data", _page_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
