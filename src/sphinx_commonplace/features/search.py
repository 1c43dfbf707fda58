"""Search: an index of the text of all pages, a page and a dialog that search it in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Set as AbstractSet
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation

from sphinx_commonplace import passages, searchfiles, state
from sphinx_commonplace.library import Library
from sphinx_commonplace.pages import Page
from sphinx_commonplace.searchindex import Page as Found
from sphinx_commonplace.searchindex import build

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_commonplace")

PAGE = "search"
_STATIC = Path(__file__).parent.parent / "static"
_LOADER = "commonplace-find.js"
_LOADED = ("commonplace-search.js", "commonplace-search-dialog.js", "commonplace-search.css")


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the text of a document that was read, unless its author wants it not to be found."""
    env = app.env
    docname = env.docname
    fields = env.current_document.get("commonplace_frontmatter")
    refused = fields is not None and not fields.search
    if not (refused or {"nosearch", "no-search"} & env.metadata[docname].keys()):
        state.of(env).texts[docname] = passages.pack(passages.collect(doctree))


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    state.of(env).texts.pop(docname, None)


def _merge(
    _app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment
) -> None:
    ours, theirs = state.of(env).texts, state.of(other).texts
    ours.update({name: theirs[name] for name in docnames & theirs.keys()})


def _found(app: Sphinx, library: Library) -> Iterator[Found]:
    env = app.env
    language = app.config.language
    for docname, packed in state.of(env).texts.items():
        if docname not in env.titles:
            continue
        title = " ".join(env.titles[docname].astext().split())
        post = library.posts.get(docname)
        kind = "page" if post is None else "essay" if post.is_essay else "note"
        yield Found(
            name=docname,
            url=app.builder.get_target_uri(docname),
            title=title,
            kind=kind,
            date=post.date.date().isoformat() if post and post.date else "",
            tags=post.tags if post else (),
            description=post.description if post else "",
            language=(post.lang if post else "") or language,
            passages=tuple(
                passage._replace(heading="") if passage.heading == title else passage
                for passage in passages.unpack(packed)
            ),
        )


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes]]:
    tags = [
        (term.key, term.label, list(term.members)) for term in library.terms["tags"].values()
    ]
    index = build(_found(app, library))
    yield from searchfiles.write(index, tags).items()


def _pages(app: Sphinx, library: Library) -> Iterator[Page]:
    yield Page(PAGE, _("Search"), "commonplace/search.html", {})


@cache
def _version() -> str:
    """Return what stands for the files that are loaded when the search is opened."""
    made = blake2b(digest_size=4)
    for name in _LOADED:
        made.update((_STATIC / name).read_bytes())
    return made.hexdigest()


def _add_loader(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder):
        data: dict[str, Any] = {"data-version": _version()}
        app.add_js_file(_LOADER, loading_method="defer", **data)


def setup(app: Sphinx) -> dict[str, bool]:
    """Collect texts as they are read, and write the index at the end."""
    app.connect("doctree-read", _collect, priority=700)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("builder-inited", _add_loader)
    app.connect("commonplace-files", _files)
    app.connect("commonplace-pages", _pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
