"""Shards: the words of the index in files, cut where a word says so and not by their number.

A browser loads the shard that a word must be in, and the list of words like a misspelt one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from sphinx_commonplace.core.search.index import Group, Index

_SHARD, _LARGEST_SHARD = 7_000, 22_000  # characters
_LIST = 8_000  # characters of a list of words
_COMMON = 0.3  # of all units; words in more of them, and in more than
_FEW = 600  # units, are found in titles and headings only
_KNOWN = 3  # units that a word must stand in for others to be taken for it

Add = Callable[[str, Any], str]  # adds a file of a kind, and returns its name


def _sort_key(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")  # the order of JavaScript


def postings(add: Add, index: Index) -> tuple[str, str]:
    """Write the postings; return where each shard begins and what it is called."""
    groups = index.groups
    limit = max(_FEW, int(index.total * _COMMON))
    stems = sorted(groups, key=_sort_key)
    shards: list[list[str]] = [[]]
    starts = [""]
    size, before = 0, ""
    for stem in stems:
        if size > _LARGEST_SHARD or (size > _SHARD and crc32(stem.encode()) % 16 == 0):
            starts.append(_apart(before, stem))
            shards.append([])
            size = 0
        line = f"{_forms(groups[stem].forms)} {_written(groups[stem], limit)}"
        shards[-1].append(line)
        size += len(line)
        before = stem
    _add_aliases(groups, stems, [_sort_key(start) for start in starts], shards)
    names = [add("w", "|".join(lines)) for lines in shards]
    return " ".join(starts), "".join(names)


def _apart(before: str, after: str) -> str:
    """Return the shortest beginning of a word that comes after the one before it."""
    for length in range(1, len(after)):
        if _sort_key(after[:length]) > _sort_key(before):
            return after[:length]
    return after


def _forms(forms: set[str]) -> str:
    """Write the forms of a stem: what they begin with, and how each of them ends."""
    ordered = sorted(forms)
    if len(ordered) == 1:
        return ordered[0]
    length = len(_common(ordered[0], ordered[-1]))
    return f"{ordered[0][:length]}:{'/'.join(form[length:] for form in ordered)}"


def _common(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]


def _written(group: Group, limit: int) -> str:
    """Return the postings of a group; of a very common one the strong, after a mark."""
    return "".join(group.postings if len(group.postings) <= limit else ["!", *group.strong])


def _add_aliases(
    groups: dict[str, Group], stems: list[str], starts: list[bytes], shards: list[list[str]]
) -> None:
    """Where a form would be looked for in another shard than its stem's, point to that."""
    for stem in stems:
        home = bisect_right(starts, _sort_key(stem)) - 1
        for form in sorted(groups[stem].forms - {stem}):
            shard = bisect_right(starts, _sort_key(form)) - 1
            if shard != home:
                shards[shard].append(f"{form}>{stem}")


def spellings(add: Add, index: Index) -> tuple[str, str]:
    """Write the words that a misspelt one may be; return where each list begins and its name."""
    known = sorted(
        (
            form
            for group in index.groups.values()
            if group.is_title or len(group.postings) >= _KNOWN
            for form in group.forms
            if not form.isdecimal() and len(form) > 2  # noqa: PLR2004
        ),
        key=_sort_key,
    )
    lists: list[list[str]] = [[]]
    size = 0
    for word in dict.fromkeys(known):
        if size > _LIST and word[0] != lists[-1][-1][0]:
            lists.append([])
            size = 0
        lists[-1].append(word)
        size += len(word) + 1
    if not known:
        return "", ""
    return "".join(words[0][0] for words in lists), "".join(
        add("v", " ".join(words)) for words in lists
    )
