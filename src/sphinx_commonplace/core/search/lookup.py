"""Lookup: the files in which a browser looks for a word, and for the words like a misspelt one."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any
from zlib import crc32

from sphinx_commonplace.core.search.entries import as_json, digest
from sphinx_commonplace.core.search.runs import runs
from sphinx_commonplace.core.search.shards import Shard, sort_key

_LIST = 12_000  # characters of a list of words with several first letters, at the most

Add = Callable[[str, Any], str]  # adds a file of a kind, and returns its name
AddKnown = Callable[[str, str, Callable[[], str]], str]  # by what stands for its content


def postings(add: AddKnown, shards: list[Shard]) -> tuple[str, str]:
    """Write the postings; return where each shard begins and what it is called."""
    starts = ["", *(_apart(one.last, other.first) for one, other in pairwise(shards))]
    aliases = _aliases(shards, [sort_key(start) for start in starts])
    names = [
        add("w", digest("|".join([shard.key, *also])), partial(_content, shard, also))
        for shard, also in zip(shards, aliases, strict=True)
    ]
    return " ".join(starts), "".join(names)


def _apart(before: str, after: str) -> str:
    """Return the shortest beginning of a word that comes after the one before it."""
    for length in range(1, len(after)):
        if sort_key(after[:length]) > sort_key(before):
            return after[:length]
    return after


def _aliases(shards: list[Shard], starts: list[bytes]) -> list[list[str]]:
    """Return for each shard the forms that are looked for there, with the stems that have them."""
    found: dict[int, list[str]] = defaultdict(list)
    for home, shard in enumerate(shards):
        for stray in filter(None, shard.strays.split("|")):
            place = bisect_right(starts, sort_key(stray.partition(">")[0])) - 1
            if place != home:
                found[place].append(stray)
    return [found[place] for place in range(len(shards))]


def _content(shard: Shard, aliases: list[str]) -> str:
    return as_json("|".join(filter(None, [shard.lines, *aliases])))


def spellings(add: Add, shards: list[Shard]) -> tuple[str, str, str]:
    """Write the words that a misspelt one may be.

    :return: where each list begins and its name, and the words that stand in titles alone: few, and
        in the first file, which any edit changes, they cost none further.
    """
    known = _plain(shard.known for shard in shards)
    named = _plain(shard.named for shard in shards) - known
    alike = [" ".join(words) for _, words in groupby(sorted(known, key=sort_key), itemgetter(0))]
    numbers = [(crc32(words[0].encode()), words[0]) for words in alike]
    bounds = runs(numbers, list(map(len, alike)), _LIST) if alike else ()
    lists = [" ".join(alike[begin:end]) for begin, end in bounds]
    letters = "".join(words[0] for words in lists)
    names = "".join(add("v", words) for words in lists)
    return letters, names, " ".join(sorted(named, key=sort_key))


def _plain(words: Iterable[str]) -> set[str]:
    """Return the words that may be misspelt: numbers and the shortest are not."""
    return {
        word
        for some in words
        for word in some.split(" ")
        if len(word) > 2 and not word.isdecimal()  # noqa: PLR2004
    }
