"""Renewal: the shards of an index, made from those of the build before where there are any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx_commonplace.core.search.index import groups, stem_of
from sphinx_commonplace.core.search.shards import cut, homes, record, words_of

if TYPE_CHECKING:
    from sphinx_commonplace.core.search.entries import IndexEntry
    from sphinx_commonplace.core.search.index import Index
    from sphinx_commonplace.core.search.shards import Shard


def shards(index: Index) -> list[Shard]:
    """Make the shards of an index."""
    limit = index.limit
    made = groups(index.entries)
    return cut([], {stem: record(stem, group, limit) for stem, group in made.items()})


def renewed(
    before: list[Shard], index: Index, changed: Iterable[tuple[IndexEntry, IndexEntry]]
) -> list[Shard]:
    """Make the shards of an index from those of another with the same pages in the same order.

    :param changed: entries of the other that are no longer as they were, and what they are now.
    """
    words = {word for was, now in changed for _, word, _ in _said(was) ^ _said(now)}
    if not words:
        return before
    stems = {stem_of(word) for word in words}
    for place, inside in homes(before, stems).items():
        records = before[place].by_stem
        words.update(word for stem in inside if stem in records for word in words_of(records[stem]))
    limit = index.limit
    made = groups(index.entries, words)
    gone = dict.fromkeys(stems - made.keys(), "")
    return cut(before, gone | {stem: record(stem, group, limit) for stem, group in made.items()})


def _said(entry: IndexEntry) -> set[tuple[int, str, str]]:
    """Return all that the postings say of an entry."""
    return {
        (place, word, level)
        for place, unit in enumerate(entry.units)
        for word, level in zip(unit.words.split(" "), unit.levels, strict=False)
    }
