"""Traces: what of a draft must be nowhere, and where in the output it is.

Of a title, an address or a run of words the longest word is looked up, in a set, among those of a
file. So a file is read once, however many drafts there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timezone
from typing import NamedTuple

from sphinx_commonplace.core.frontmatter import frontmatter
from sphinx_commonplace.core.output import wordruns

_RUN = 6  # words: so many in a row are hardly written twice
_STEP = 3  # so that any eight words in a row hold a run
_SHORTEST_RUN = 18  # bytes
_LONE = 6  # bytes of a title of one word; a shorter one is on every page
_SHORT = 8  # bytes of a title of several
_UNSPACED = 24  # bytes of one "word" in scripts that do not part words
_HEADING = re.compile(r"^ {0,3}#[ \t]+(.*\S)", re.MULTILINE)
_TARGET = re.compile(rb"\]\([^)\s]{0,500}|https?://\S+|\[\[[^\[\]|\n]{0,500}\|")


class Trace(NamedTuple):
    """Words of a draft: what they are, the source of the draft, and its line.

    ``literal`` is what must stand there letter by letter, if the words are not enough.
    """

    words: tuple[bytes, ...]
    what: str
    draft: str
    line: int
    literal: bytes = b""

    @property
    def is_text(self) -> bool:
        """Whether marks may stand between the words."""
        return self.what == "text"


class Sighting(NamedTuple):
    """A trace, and where in the data it is."""

    trace: Trace
    start: int


def of_draft(path: str, text: str, common: frozenset[bytes]) -> Iterator[Trace]:
    """Yield the traces of a draft: its titles, its addresses old and new, its text.

    :param common: words that any page may hold, such as the names of months.
    """
    fields, block, _problems = frontmatter.parse(text, timezone.utc)
    first = block.lines + 1
    if fields.title:
        yield from _title(fields.title, "title", path, fields.lines.get("title", 1), common)
    if heading := _HEADING.search(block.body):
        line = first + block.body.count("\n", 0, heading.start(1))
        yield from _title(heading[1], "title", path, line, common)
    for alias, line in zip(fields.aliases, fields.alias_lines, strict=False):
        if alias.startswith("/"):
            yield from _address(alias, path, line)
        else:
            yield from _title(alias, "alias", path, line, common)
    yield from _address(re.sub(r"\.[a-z]+$", "", path), path, 1)
    if fields.description:
        yield from _text(fields.description, path, fields.lines.get("description", 1))
    yield from _text(block.body, path, first)


def _title(
    title: str, what: str, draft: str, line: int, common: frozenset[bytes]
) -> Iterator[Trace]:
    """Yield the trace of a title, unless it is too short or too common to be told from others."""
    found = tuple(wordruns.split(title.encode(errors="ignore")))
    size = sum(map(len, found))
    is_long = size >= (_LONE if len(found) == 1 else _SHORT)
    if is_long and not all(word.isdigit() or word in common for word in found):
        yield Trace(found, what, draft, line)


def _address(address: str, draft: str, line: int) -> Iterator[Trace]:
    """Yield the trace of an address, old or new, without what it ends with."""
    literal = re.sub(r"(/index)?(\.html?)?$", "", address.strip("/")).encode(errors="ignore")
    found = tuple(wordruns.split(literal))
    if b"/" in literal and found:
        yield Trace(found, "address", draft, line, literal)


def _text(text: str, draft: str, first: int) -> Iterator[Trace]:
    """Yield the traces of a text: runs of its words.

    :param first: the line of its beginning.
    """
    found: list[bytes] = []
    lines: list[int] = []
    for line, written in enumerate(text.encode(errors="ignore").split(b"\n"), first):
        here = source_words(written)
        found += here
        lines += [line] * len(here)
    for start in range(0, len(found), _STEP):
        run = tuple(found[start : start + _RUN])
        if len(run) == _RUN and sum(map(len, run)) >= _SHORTEST_RUN:
            yield Trace(run, "text", draft, lines[start])
    for word, line in zip(found, lines, strict=True):
        if len(word) >= _UNSPACED and not word.isascii():
            yield Trace((word,), "text", draft, line)


def source_words(written: bytes) -> list[bytes]:
    """Return the words of Markdown, without the targets of links that have words of their own."""
    return wordruns.split(wordruns.without_tags(_TARGET.sub(b" ", written)))


class Traces:
    """All that must be nowhere, ready to be looked for."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self._by_word: dict[bytes, dict[tuple[bytes, ...], Trace]] = {}
        for trace in traces:
            longest = max(trace.words, key=len)
            self._by_word.setdefault(longest, {}).setdefault(trace.words, trace)

    def find(self, data: bytes) -> Iterator[Sighting]:
        """Yield the traces that are in some data."""
        if not self._by_word:
            return
        there = wordruns.split(data)
        known = set(there)
        candidates = [
            trace
            for word in sorted(known & self._by_word.keys())
            for trace in self._by_word[word].values()
            if known.issuperset(trace.words)
        ]
        if not candidates:
            return
        whole, bare = wordruns.run(there), b""
        if b"<" in data and any(trace.is_text for trace in candidates):
            bare = wordruns.run(wordruns.split(wordruns.without_tags(data)))
        for trace in candidates:
            run = wordruns.run(trace.words)
            if run in whole or (trace.is_text and run in bare):
                if not trace.literal:
                    yield Sighting(trace, wordruns.find(data, trace.words))
                elif (start := _place(data, trace.literal)) is not None:
                    yield Sighting(trace, start)


def _place(data: bytes, literal: bytes) -> int | None:
    """Return where an address stands as a whole: neither a part of a longer one nor a folder."""
    pattern = rb"(?<![\w-])%b(?:\.(?:html?|md|rst|txt)\b|/?(?![\w/.%%-]))" % re.escape(literal)
    found = re.search(pattern, data)
    return found.start() if found else None
