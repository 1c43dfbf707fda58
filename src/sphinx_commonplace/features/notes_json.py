"""Writes ``notes.json``: each post with its links, backlinks and related posts, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.spine import graph, relatives

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

NAME = "notes.json"
VERSION = 1  # of its form


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes]]:
    whole, related = graph.of(app.env), relatives.of(app.env)
    posts = [post for post in library.posts.values() if not post.draft]
    known = {post.docname for post in posts}
    found = []
    for post in posts:
        name = post.docname
        pages = {place.page for place in whole.places[name].values()} & known
        lists = related.get(name)
        hits = lists.whole if lists and post.related is not None else ()
        entry: dict[str, Any] = {
            "page": name,
            "url": app.builder.get_target_uri(name),
            "title": post.title,
            "date": _iso(post.date),
            "updated": _iso(post.updated),
            "created": _iso(post.created),
            "tags": list(post.tags),
            "description": post.description,
            "words": post.words,
            "links": sorted(pages - {name}),
            "backlinks": sorted({b.source for b in whole.backlinks.get(name, ())} & known),
            "pinned": relatives.pins(app.env, post),
            "related": [{"page": hit.name, "score": hit.score} for hit in hits],
        }
        found.append({key: value for key, value in entry.items() if value})
    text = json.dumps({"version": VERSION, "notes": found}, ensure_ascii=False, indent=1)
    yield NAME, f"{text}\n".encode()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the file to the output."""
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
