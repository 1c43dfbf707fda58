"""Search: an index of the text of all pages. ``search_page`` is what a reader sees of it.

The texts are kept, packed, where the facts are. What follows from one of them alone is kept beside
the doctrees; all else is made from that when pages have been written.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from sphinx_commonplace.core.search import files
from sphinx_commonplace.core.search.entries import SearchedPage
from sphinx_commonplace.core.search.index import build
from sphinx_commonplace.core.search.kept import KeptIndex
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.reading import passages
from sphinx_commonplace.spine.writing import listing
from sphinx_commonplace.spine.writing.emission import Recipe

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Passage

_ = get_translation("sphinx_commonplace")

KEPT = "commonplace-search.txt"

# What the script says, by what it is in English.
SAID = {
    "Search": _("Search"),
    "Close": _("Close"),
    "Results": _("Results"),
    "Order": _("Order"),
    "Best first": _("Best first"),
    "Newest first": _("Newest first"),
    "Filters": _("Filters"),
    "Kind": _("Kind"),
    "Notes": _("Notes"),
    "Essays": _("Essays"),
    "Year": _("Year"),
    "Tag": _("Tag"),
    "You can also write:": _("You can also write:"),
    "Nothing was found.": _("Nothing was found."),
    "No page has all the words; these have some.": _("No page has all the words; these have some."),
    "1 result": _("1 result"),
    "%s results": _("%s results"),
    "“%1” is nowhere; “%2” was looked for.": _("“%1” is nowhere; “%2” was looked for."),
    "Part of the index could not be loaded: there may be more.": _(
        "Part of the index could not be loaded: there may be more."
    ),
    "Search does not work: its index could not be loaded.": _(
        "Search does not work: its index could not be loaded."
    ),
    "Without:": _("Without:"),
    "Searched before:": _("Searched before:"),
    "Forget these": _("Forget these"),
    "All results": _("All results"),
    "Previous": _("Previous"),
    "Next": _("Next"),
    "Hide the marks": _("Hide the marks"),
}


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the text of a document that was read, unless its author wants it not to be found."""
    env = app.env
    docname = env.docname
    fields = env.current_document.get("commonplace_frontmatter")
    refused = fields is not None and not fields.search
    if not (refused or {"nosearch", "no-search"} & env.metadata[docname].keys()):
        state.of(env).texts[docname] = passages.pack(state.of(env).passages[docname])


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    state.of(env).texts.pop(docname, None)


def _merge(
    _app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment
) -> None:
    ours, theirs = state.of(env).texts, state.of(other).texts
    ours.update({name: theirs[name] for name in docnames & theirs.keys()})


def _found(app: Sphinx, library: Library) -> Iterator[SearchedPage]:
    env = app.env
    labels = {
        name: term.label for term in library.terms["tags"].values() for name in term.spellings
    }
    for docname, packed in state.of(env).texts.items():
        title = " ".join(env.titles[docname].astext().split())
        post = library.posts.get(docname)
        kind = "page" if post is None else "essay" if post.is_essay else "note"
        yield SearchedPage(
            name=docname,
            url=app.builder.get_target_uri(docname),
            title=title,
            kind=kind,
            date=post.date.date().isoformat() if post and post.date else "",
            tags=tuple(dict.fromkeys(labels.get(tag, tag) for tag in post.tags)) if post else (),
            description=post.description if post else "",
            language=(post.lang if post else "") or app.config.language,
            stands_for=blake2b(packed, digest_size=16).hexdigest(),
            read=partial(_passages, packed, title),
            day=listing.short_day(app.config, post.date) if post and post.date else "",
        )


def _passages(packed: bytes, title: str) -> Iterator[Passage]:
    for passage in passages.unpack(packed):
        yield passage._replace(title="") if passage.title == title else passage


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes | Recipe]]:
    tags = [(term.key, term.label, list(term.members)) for term in library.terms["tags"].values()]
    said = [[english, str(text)] for english, text in SAID.items() if english != str(text)]
    kept = KeptIndex(Path(app.doctreedir) / KEPT, state.of(app.env).read_with)
    index = build((page, kept.entry(page)) for page in _found(app, library))
    for path, make in files.write(index, kept.shards(index), tags, said).items():
        # The name of a file says what is in it, but for that of the first.
        yield path, make() if path == files.START else Recipe("", make)


def setup(app: Sphinx) -> dict[str, bool]:
    """Collect texts as they are read, and write the index at the end."""
    app.connect("doctree-read", _collect, priority=700)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
