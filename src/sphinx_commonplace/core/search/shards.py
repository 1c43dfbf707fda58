"""Shards: the words of the index in files, cut where a word says so and not by their number.

A browser loads the shard that a word must be in, and the list of words like a misspelt one.

The number by which they are cut before a stem is made from its first letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from sphinx_commonplace.core.search.entries import TITLE, digest
from sphinx_commonplace.core.search.index import Group, forms_of
from sphinx_commonplace.core.search.runs import runs

_SHARD = 14_000  # characters that a shard of several stems has at the most
_LETTERS = 3  # with which the stems of a shard all begin only if they are too many together
_KNOWN = 3  # units that a word must stand in for others to be taken for it, or in a title
_IS_KNOWN, _IS_NAMED = "+*"  # marks of such words


class Shard(NamedTuple):
    """A run of stems, as it is kept: plain texts.

    ``records`` has of each stem the words that entries write it as, and its line in the file: its
    forms and its postings. ``strays`` are forms that do not lie among the stems, each with its own.
    Misspelt words may be taken for those forms that are ``known``, or ``named``: in a title only.
    """

    key: str  # stands for the records
    first: str
    last: str
    size: int
    strays: str
    known: str
    named: str
    records: str

    @classmethod
    def read(cls, line: str) -> Shard:
        """Return a shard that was written down."""
        key, first, last, size, *rest = line.split("\t")
        return cls(key, first, last, int(size), *rest)

    def written(self) -> str:
        """Write it down."""
        return "\t".join(map(str, self))

    @property
    def by_stem(self) -> dict[str, str]:
        """The record of each stem."""
        return {record.partition(" ")[0]: record for record in self.records.split("|") if record}

    @property
    def lines(self) -> str:
        """What the file says."""
        return "|".join(record.split(" ", 2)[2] for record in self.by_stem.values())


class _Part(NamedTuple):
    """A shard that need not be looked into, or a record."""

    first: str
    last: str
    size: int
    content: Shard | str


def sort_key(text: str) -> bytes:
    """Return the place of a word in JavaScript's order."""
    return text.encode("utf-16-be", "surrogatepass")


def record(stem: str, group: Group, limit: int) -> str:
    """Write down a stem.

    :param limit: of one in more units only the strong postings are given, after a mark.
    """
    words = sorted(group.words)
    is_named = any(word[0] == TITLE for word in words)
    mark = _IS_KNOWN if len(group.postings) >= _KNOWN else _IS_NAMED if is_named else ""
    together = stem if words == [stem] else _together(_forms(words))
    return f"{stem} {mark}{','.join(words)} {together} {group.written(limit)}"


def words_of(record: str) -> list[str]:
    """Return the words that a record is made from."""
    return record.split(" ", 2)[1].lstrip(_IS_KNOWN + _IS_NAMED).split(",")


def _forms(words: list[str]) -> list[str]:
    return sorted({form for word in words for form in forms_of(word)})


def _together(forms: list[str]) -> str:
    """Write the forms of a stem: what they begin with, and how each of them ends."""
    if len(forms) == 1:
        return forms[0]
    length = len(_common(forms[0], forms[-1]))
    return f"{forms[0][:length]}:{'/'.join(form[length:] for form in forms)}"


def _common(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]


def cut(before: list[Shard], changed: dict[str, str]) -> list[Shard]:
    """Return the shards that come of others.

    :param changed: of each stem that is no longer as it was its record, if there is still one.
    """
    before = before or [_shard([])]
    if not changed:
        return before
    inside = homes(before, changed)
    # Where a shard begins follows from its first stem and from the last of the one before: with
    # another at its edge, what lies beyond that edge is cut anew too.
    for place, stems in list(inside.items()):
        shard, keys = before[place], list(map(sort_key, stems))
        if place and min(keys) <= sort_key(shard.first):
            inside.setdefault(place - 1, [])
        if place + 1 < len(before) and max(keys) > sort_key(shard.last):
            inside.setdefault(place + 1, [])
    parts: list[_Part] = []
    for place, shard in enumerate(before):
        if place not in inside:
            parts.append(_Part(shard.first, shard.last, shard.size, shard))
            continue
        records = shard.by_stem | {stem: changed[stem] for stem in inside[place]}
        parts += [_part(records[stem]) for stem in sorted(records, key=sort_key) if records[stem]]
    stems = ["", *(part.last for part in parts)]
    numbers = [_number(stem, part.first) for stem, part in zip(stems, parts, strict=False)]
    sizes = [part.size for part in parts]
    return [_joined(parts[begin:end]) for begin, end in runs(numbers, sizes, _SHARD)]


def homes(shards: list[Shard], stems: Iterable[str]) -> dict[int, list[str]]:
    """Return the places of the shards that some stems belong to, with these stems."""
    found = defaultdict(list)
    firsts = [sort_key(shard.first) for shard in shards]
    for stem in stems:
        found[max(0, bisect_right(firsts, sort_key(stem)) - 1)].append(stem)
    return found


def _part(record: str) -> _Part:
    stem, _words, line = record.split(" ", 2)
    return _Part(stem, stem, len(line) + 1, record)


def _number(before: str, stem: str) -> tuple[int, int, str]:
    """Return what says how soon there is a cut between two stems.

    It is made from the letters with which the second begins, and nothing before it does: those are
    hardly ever those of a new stem alone. So one hardly ever moves a cut.
    """
    shared = max(len(_common(before, stem)), _LETTERS - 1)
    begins = stem[: shared + 1]
    return shared, crc32(begins.encode()), begins


def _joined(parts: list[_Part]) -> Shard:
    if len(parts) == 1 and isinstance(parts[0].content, Shard):
        return parts[0].content
    records: list[str] = []
    for part in parts:
        inside = part.content
        records += [inside] if isinstance(inside, str) else inside.by_stem.values()
    return _shard(records)


def _shard(records: list[str]) -> Shard:
    stems = [record.partition(" ")[0] for record in records]
    first, last = (stems[0], stems[-1]) if stems else ("", "")
    begin, end = sort_key(first), sort_key(last)
    size = 0
    strays: list[str] = []
    taken: dict[str, list[str]] = {_IS_KNOWN: [], _IS_NAMED: []}
    for stem, record in zip(stems, records, strict=True):
        _, words, line = record.split(" ", 2)
        size += len(line) + 1
        if words == stem:
            continue
        forms = _forms(words_of(record))
        far = (form for form in forms if not begin <= sort_key(form) <= end)
        strays += [f"{form}>{stem}" for form in far if form != stem]
        if words[0] in taken:
            taken[words[0]] += forms
    text = "|".join(records)
    known, named = (" ".join(sorted(forms)) for forms in taken.values())
    return Shard(digest(text), first, last, size, "|".join(strays), known, named, text)
