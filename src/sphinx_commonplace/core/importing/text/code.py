"""Code: where in a text of Markdown nothing is read, so that nothing may be changed there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate

from markdown_it import MarkdownIt

# A run of backquotes, what it opens, and an equal run that closes it. A backslash has a sign
# stand for itself.
_SPAN = re.compile(r"\\.|(?P<run>`+)(?:(?P<inner>.*?[^`])(?P=run)(?!`))?", re.DOTALL)
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])[^$\n]+(?<![\s\\])\$(?![0-9$])")
_ELEMENT = re.compile(r"</?[A-Za-z][^<>]*>")
_MATH = re.compile(r"(?<!\\)\$\$.*?\$\$", re.DOTALL)

Span = tuple[int, int]


class Regions:
    """Parts of a text, and whether a place is in one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self._starts = [start for start, _end in self.spans]
        self._ends = list(accumulate((end for _start, end in self.spans), max))

    def holds(self, place: int) -> bool:
        """Whether a place is in a part."""
        number = bisect_right(self._starts, place) - 1
        return number >= 0 and place < self._ends[number]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable("inline")


def code(text: str) -> Regions:
    """Return where there is code: blocks of it, and spans within lines."""
    return Regions(_found(text)[0])


def fences(text: str) -> Regions:
    """Return where there is code between fences."""
    return Regions(_found(text)[2])


def html(text: str) -> Regions:
    """Return where there is HTML that is a block."""
    return Regions(_found(text)[1])


def opaque(text: str) -> Regions:
    """Return where there is code, HTML, a comment or a formula."""
    blocks, raw, _fenced = _found(text)
    known = Regions(blocks)
    more = [
        found.span()
        for form in (_COMMENT, _MATH, _FORMULA, _ELEMENT)
        for found in form.finditer(text)
    ]
    return Regions([*blocks, *raw, *(span for span in more if not known.holds(span[0]))])


@lru_cache(maxsize=2)  # most texts are the same from one step to the next
def _found(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Return where code is, where HTML is that is a block, and which code is between fences."""
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    blocks: list[Span] = []
    fenced: list[Span] = []
    raw: list[Span] = []
    spans: list[Span] = []
    for token in _parser().parse(text):
        if token.map is None or token.type not in ("fence", "code_block", "html_block", "inline"):
            continue
        start = starts[min(token.map[0], len(starts) - 1)]
        end = starts[min(token.map[1], len(starts) - 1)]
        if token.type == "inline":
            if "`" in token.content:
                spans += _spans(text, start, end)
        elif token.type == "html_block":
            raw.append((start, end))
        else:
            blocks.append((start, end))
            if token.type == "fence":
                fenced.append((start, end))
    return (*blocks, *spans), tuple(raw), tuple(fenced)


def _spans(text: str, start: int, end: int) -> list[Span]:
    return [
        found.span()
        for found in _SPAN.finditer(text, start, end)
        if found["inner"] is not None and not _PARAGRAPH_END.search(found["inner"])
    ]
