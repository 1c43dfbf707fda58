"""Sphinx's own search index: left out, or made with less work and equal after any edits.

The site has a search of its own; ``commonplace_sphinx_search`` brings back ``searchindex.js`` for
what else reads it. The page ``search.html`` is ours in both cases.

Sphinx forgets the stems of words after each page, though most words are on most pages: kept for
the whole build, they make a clean build about a quarter shorter. It also reads and writes the
whole index when nothing was written, and leaves the words of removed pages in it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.spine import state

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OURS = {f"sphinx_commonplace.features.{name}" for name in ("search", "search_page")}
_WORDS = 200_000  # stems kept at the most, some 20 MB


def _speed_up(app: Sphinx) -> None:
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not builder.search:
        return
    if not app.config.commonplace_sphinx_search and app.extensions.keys() >= _OURS:
        builder.search = False
        return
    load, dump = builder.load_indexer, builder.dump_search_index

    def is_idle() -> bool:
        index = builder.outdir / builder.searchindex_filename
        return state.of(app.env).is_idle and index.is_file()

    def load_indexer(docnames: AbstractSet[str]) -> None:
        indexer: Any = builder.indexer
        prune = indexer.prune
        indexer.lang.stem = lru_cache(_WORDS)(indexer.lang.stem)
        # Against a set, pruning a word takes as long as its documents, not as all documents.
        indexer.prune = lambda kept: prune(set(kept))
        if not is_idle():
            load(docnames)

    def dump_search_index() -> None:
        if not is_idle():
            _drop_dead_words(builder.indexer)
            dump()

    builder.load_indexer = load_indexer  # type: ignore[method-assign]
    builder.dump_search_index = dump_search_index  # type: ignore[method-assign]


def _drop_dead_words(indexer: Any) -> None:
    for words in (indexer._mapping, indexer._title_mapping):  # noqa: SLF001 - no public way
        for word in [word for word, docnames in words.items() if not docnames]:
            del words[word]


def setup(app: Sphinx) -> dict[str, bool]:
    """Change the builder before it makes its index."""
    app.connect("builder-inited", _speed_up)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
