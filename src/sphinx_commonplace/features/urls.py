"""URLs: ``urls.json``, all that a build publishes at an address of its own.

It is what ``commonplace check`` compares with the list of an earlier build.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.output import published
from sphinx_commonplace.spine.linking import addresses, claims

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library


def _files(
    app: Sphinx, library: Library, copies: list[str], emitted: list[str]
) -> Iterator[tuple[str, bytes]]:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    there = set(emitted)
    redirects = {
        file: docname
        for file, docname in claims.redirects(app.env, builder).items()
        if file in there
    }
    found = {
        "version": published.VERSION,
        "pages": dict(sorted(_pages(app, builder, library))),
        "files": [
            f"/{quote(path)}"
            for path in sorted({*copies, *emitted})
            # What lies in such a folder is for the pages, not for readers.
            if not path.startswith(("_", ".")) and path not in redirects
        ],
        "redirects": {
            f"/{quote(file.removesuffix('index.html'))}": _address(builder, docname)
            for file, docname in sorted(redirects.items())
        },
    }
    text = json.dumps(found, ensure_ascii=False, indent=0)
    yield published.NAME, f"{text}\n".encode()


def _pages(
    app: Sphinx, builder: StandaloneHTMLBuilder, library: Library
) -> Iterator[tuple[str, dict[str, Any]]]:
    env = app.env
    for docname, facts in library.facts.items():
        found: dict[str, Any] = {
            "title": " ".join(env.titles[docname].astext().split()),
            "source": env.doc2path(docname, base=False).as_posix(),
        }
        if facts.anchors:
            found["anchors"] = list(facts.anchors)
        if facts.sketch:
            found["text"] = facts.sketch
        yield _address(builder, docname), found
    for kind, _name, page, title in addresses.places(app.config, library):
        if kind != "post" and page not in env.all_docs:
            yield _address(builder, page), {"title": title}


def _address(builder: StandaloneHTMLBuilder, page: str) -> str:
    return f"/{addresses.address(builder, page)}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the file."""
    app.connect("commonplace-last-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
