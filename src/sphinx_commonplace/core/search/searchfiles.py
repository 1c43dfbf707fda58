"""The files of the search index: scripts of one call each, named by their content.

A browser loads ``index.js`` first. It says where everything else is: which shard holds a word,
which table a page, which list the words that a misspelt one may be. Where one file ends and the
next begins follows from what stands there, not from what precedes it, so that an edit changes the
few files that hold what it changed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sphinx_commonplace.core.search.searchindex import KINDS, base36

if TYPE_CHECKING:
    from sphinx_commonplace.core.search.searchindex import Group, Index

FOLDER = "_search"
VERSION = 1  # of the form of the files; the script that reads them asks for it

_SHARD, _LARGEST_SHARD = 7_000, 22_000  # characters
_TABLE, _LARGEST_TABLE = 10, 30  # pages
_LIST = 8_000  # characters of a list of words
_COMMON = 0.3  # of all units; words in more of them, and in more than
_FEW = 600  # units, are found in titles and headings only
_STRONG = "KLMNOP"  # the levels that only these reach, or a word said over and over
_KNOWN = 3  # units that a word must stand in for others to be taken for it

_ONE = re.compile(r"([0-9a-z]*)(?:(,)([0-9a-z]+))?([A-P])")


class Files:
    """Gathers the files, and gives each the name that its content has."""

    def __init__(self) -> None:
        self.found: dict[str, bytes] = {}

    def add(self, kind: str, content: Any) -> str:
        """Add a file; return its name, always of eight letters."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        salt = 0
        while True:
            name = blake2b(f"{salt}{text}".encode(), digest_size=4).hexdigest()
            made = _script(f"{kind}/{name}", text)
            if self.found.setdefault(f"{FOLDER}/{kind}/{name}.js", made) == made:
                return name
            salt += 1


def _script(name: str, text: str) -> bytes:
    return f'Commonplace.take("{name}",{text})\n'.encode()


def write(
    index: Index,
    tags: Iterable[tuple[str, str, list[str]]],
    said: list[list[str]] | None = None,
) -> dict[str, bytes]:
    """Return the files of an index by their paths.

    :param tags: of each its key, what is shown, and the names of the pages that bear it.
    :param said: what the script says, in English and in the language of the site.
    """
    files = Files()
    starts, shards = _shards(files, index)
    counts, tables = _tables(files, index)
    firsts, lists = _lists(files, index)
    made = [
        VERSION,
        index.total,
        [starts, shards],
        [counts, tables],
        [firsts, lists],
        _kinds(index),
        _years(index),
        _tags(files, index, tags),
        said or [],
    ]
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return {**files.found, f"{FOLDER}/index.js": _script("index", text)}


def _sort_key(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")  # the order of JavaScript


def _shards(files: Files, index: Index) -> tuple[str, str]:
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
    names = [files.add("w", "|".join(lines)) for lines in shards]
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
    if group.count <= limit:
        return "".join(group.postings)
    kept: list[str] = []
    page = last = -1
    for digits, is_part, place, level in _ONE.findall("".join(group.postings)):
        page += int(digits, 36) if digits else not is_part
        if level in _STRONG:
            gap = page - last
            shown = base36(gap) if gap > 1 or (gap and place) else ""
            kept.append(f"{shown}{f',{place}' if place else ''}{level}")
            last = page
    return f"!{''.join(kept)}"


def _add_aliases(
    groups: dict[str, Group], stems: list[str], starts: list[bytes], shards: list[list[str]]
) -> None:
    """Where a form would be looked for in another shard than its stem's, point to that."""
    for stem in stems:
        home = bisect_right(starts, _sort_key(stem)) - 1
        for form in sorted(groups[stem].forms):
            shard = bisect_right(starts, _sort_key(form)) - 1
            if shard != home:
                shards[shard].append(f"{form}>{stem}")


def _tables(files: Files, index: Index) -> tuple[str, str]:
    """Write what is shown of the pages; return how many each table has and its name."""
    tables: list[list[list[str]]] = [[]]
    for page, cut in zip(index.pages, index.units, strict=True):
        ends = crc32(page.name.encode()) % _TABLE == 0
        texts = "".join(files.add("t", [[p.anchor, p.title, p.text] for p in unit]) for unit in cut)
        tables[-1].append([page.url, page.title, page.date, "|".join(page.tags), texts])
        if ends or len(tables[-1]) == _LARGEST_TABLE:
            tables.append([])
    kept = [table for table in tables if table]
    names = [files.add("p", table) for table in kept]
    return "".join(base36(len(table)) for table in kept), "".join(names)


def _lists(files: Files, index: Index) -> tuple[str, str]:
    """Write the words that a misspelt one may be; return where each list begins and its name."""
    known = sorted(
        (
            form
            for group in index.groups.values()
            if group.is_title or group.count >= _KNOWN
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
        files.add("v", " ".join(words)) for words in lists
    )


def _kinds(index: Index) -> list[int]:
    """Return how many pages there are of each kind."""
    return [sum(page.kind == kind for page in index.pages) for kind in KINDS]


def _years(index: Index) -> list[list[int]]:
    """Return each year with the number of its first page."""
    found: dict[int, int] = {}
    for number, page in enumerate(index.pages):
        if page.date:
            found.setdefault(int(page.date[:4]), number)
    return [[year, first] for year, first in found.items()]


def _tags(files: Files, index: Index, tags: Iterable[tuple[str, str, list[str]]]) -> str:
    """Write which pages bear each tag; return the name of the file."""
    numbers = {page.name: number for number, page in enumerate(index.pages)}
    return files.add("g", list(_bearers(numbers, tags)))


def _bearers(
    numbers: dict[str, int], tags: Iterable[tuple[str, str, list[str]]]
) -> Iterator[list[str]]:
    for key, label, members in tags:
        here = sorted(numbers[name] for name in members if name in numbers)
        if here:
            gaps = (base36(one - other) for one, other in zip(here, [-1, *here], strict=False))
            yield [key, "" if label == key else label, " ".join(gaps)]
