"""Redirects: a page at each old address of a page, which leads the reader on at once.

A host of plain files cannot send the reader elsewhere, so a page has to. The refresh works without
scripts; the script, where there are any, takes along the anchor that the reader asked for.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.spine import site
from sphinx_commonplace.spine.linking import addresses, claims, pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

TEMPLATE = "commonplace/redirect.html"
_SCRIPT = "_static/commonplace-redirect.js"


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes]]:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    for file, docname in claims.redirects(app.env, builder).items():
        address = _relative(file, addresses.address(builder, docname))
        post = library.posts.get(docname)
        context = {
            "language": (post.lang if post else "") or app.config.language,
            "title": pages.title_of(app.env, docname) or docname,
            "address": address,
            "canonical": site.permalink(builder, docname) or address,
            "script": _relative(file, _SCRIPT),
        }
        yield file, builder.templates.render(TEMPLATE, context).encode()


def _relative(file: str, address: str) -> str:
    """Return an address below the root of the site, as it is written in a file of the output."""
    folder = posixpath.dirname(file)
    found = posixpath.relpath(address or ".", folder or ".")
    found += "/" if address.endswith("/") or not address else ""
    # What begins with a word and a colon would be another scheme.
    return found if found.startswith(".") else f"./{found}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the files."""
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
