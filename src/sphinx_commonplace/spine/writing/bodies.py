"""Bodies: the text of a page, marked in the output so that it can be taken from there again.

What a page says of the rest of the site is no part of it: neither what the theme and the templates
put around it, nor what fragments put in between.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

_BEGIN, _END = "<!--cp-body-->", "<!--/cp-body-->"
_SHOWN, _HIDDEN = "<!--cp-shown-->", "<!--/cp-shown-->"
_FRAGMENT = re.compile(f"{_SHOWN}.*?{_HIDDEN}", re.DOTALL)


def shown(html: str) -> str:
    """Mark what a fragment shows, so that it is not taken for the author's text."""
    return f"{_SHOWN}{html}{_HIDDEN}"


def read(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return the text of a page that is written, as HTML with links relative to the page."""
    page = builder.get_output_path(docname).read_text(encoding="utf-8", errors="replace")
    begin, end = page.find(_BEGIN), page.rfind(_END)
    if begin < 0 or end < begin:
        return ""  # a template of the author's shows no text
    return without_fragments(page[begin + len(_BEGIN) : end])


def without_fragments(html: str) -> str:
    """Return the text of a page without what fragments have put in."""
    return _FRAGMENT.sub("", html)


def _mark(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if doctree is not None and app.builder.name in ("html", "dirhtml"):
        context["body"] = f"{_BEGIN}{context['body']}{_END}"


def setup(app: Sphinx) -> None:
    """Mark the text of every document, after all who may change it."""
    app.connect("html-page-context", _mark, priority=950)
