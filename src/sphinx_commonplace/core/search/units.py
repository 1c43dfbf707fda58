"""Units: a page cut into parts of about a screenful, as the search index reads and shows them.

What is too long is cut at its highest heading, or else between paragraphs, or sentences. Which of
several headings it is, or which sentence of what is much too long, says a number made from the
punctuation that follows: a word has none, so that another in its place moves no cut, and a sentence
more only those near it. Shorter texts are cut where the number of the sentence is the roundest. How
long a text is is told by the number of its sentences and of their signs too, to which no word adds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple
from zlib import crc32

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search.sentences import roundness, sentences
from sphinx_commonplace.core.search.words import LONGEST

UNIT = 54  # sentences of a unit at the most
MOST = 400_000  # characters of a page; what follows is not found
_LEAST = 17  # sentences on each side of a cut
_MUCH = 4 * UNIT

_DATA = re.compile(f"[!-~]{{{4 * LONGEST},}}")  # such as Base64: no one reads it
_PUNCTUATION = re.compile(r"[^\w\s]")
_FOLLOWING = 16  # signs from which the number of a cut is made

_STOP = re.compile("[.!?\u3002\uff01\uff1f]")
# Kinds of ends of sentences; below them are the levels of headings.
_PARAGRAPH, _FULL_STOP, _OTHER = 9, 10, 11


class Part(NamedTuple):
    """A unit: a run of passages, at least one, which may be empty.

    ``back`` is how many units before this one the first of them begins: 0 if it does so here.
    """

    passages: list[Passage]
    sentences: int
    back: int


def units(passages: Iterable[Passage]) -> list[Part]:
    """Cut a page into units, at least one."""
    parts = list(_shortened(passages)) or [Passage("", "", 0, "")]
    text = "\n".join([part.text for part in parts])
    ends, counts = sentences(text)
    if counts[-1] <= UNIT:
        return [Part(parts, counts[-1], 0)]
    begins = [0, *accumulate(len(part.text) + 1 for part in parts)]
    cuts = _Cuts(text, ends, counts, dict(zip(begins, parts, strict=False)))
    bounds = [0, *cuts.between(0, len(ends) - 1), len(ends) - 1]
    # What is empty may begin at the very end.
    edges = [*(ends[bound] for bound in bounds[:-1]), len(text) + 1]
    found = []
    for place, (begin, end) in enumerate(pairwise(edges)):
        starts, inside = zip(*_between(parts, begins, begin, end), strict=True)
        # Only the first passage of a unit can have begun in one before.
        back = place + 1 - bisect_right(edges, starts[0])
        said = counts[bounds[place + 1]] - counts[bounds[place]]
        found.append(Part(list(inside), said, back))
    return found


def _shortened(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages without what is not found."""
    left = MOST
    for passage in passages:
        text = _DATA.sub(_cut_short, passage.text[:left])
        left -= len(text)
        yield passage._replace(text=text)


def _cut_short(data: re.Match[str]) -> str:
    return f"{data[0][:LONGEST]}…"


class _Cuts:
    """The cuts of one page."""

    def __init__(
        self, text: str, ends: list[int], counts: list[int], headings: dict[int, Passage]
    ) -> None:
        self._text = text
        self._ends = ends
        self._counts = counts
        self._kinds = [
            headings[end].level
            if end in headings
            else (_PARAGRAPH if text[end - 1] == "\n" else _FULL_STOP)
            if _STOP.search(text, begin, end)
            else _OTHER
            for begin, end in pairwise([0, *ends[:-1]])
        ]

    @cached_property
    def _signs(self) -> tuple[str, list[int]]:
        """The punctuation of the text, and where each sign of it stands."""
        found = list(_PUNCTUATION.finditer(self._text))
        return "".join([one[0] for one in found]), [one.start() for one in found]

    def between(self, begin: int, end: int) -> Iterator[int]:
        """Yield the numbers of the sentences from one to another before which there is a cut."""
        counts = self._counts
        count = counts[end] - counts[begin]
        if count <= UNIT:
            return
        first = bisect_left(counts, counts[begin] + _LEAST)
        last = bisect_right(counts, counts[end] - _LEAST)
        kind = min(self._kinds[first:last])
        # Those of other kinds are not counted: a word more or less may well be one of them.
        alike = [at for at in range(begin, last) if self._kinds[at] == kind]
        numbers: Sequence[int] = range(bisect_left(alike, first) + 1, len(alike) + 1)
        if kind < _PARAGRAPH or count > _MUCH:
            chances = [self._chance(alike[number - 1]) for number in numbers]
            least = min(chances)
            numbers = [n for n, chance in zip(numbers, chances, strict=True) if chance == least]
        at = alike[max(numbers, key=roundness) - 1]
        yield from self.between(begin, at)
        yield at
        yield from self.between(at, end)

    def _chance(self, at: int) -> int:
        signs, places = self._signs
        first = bisect_left(places, self._ends[at])
        return crc32(signs[first : first + _FOLLOWING].encode())


def _between(
    parts: list[Passage], begins: list[int], begin: int, end: int
) -> Iterator[tuple[int, Passage]]:
    """Yield what of the passages stands between two places of the text, and where they begin."""
    for part, start in zip(parts, begins, strict=False):
        if start < end and (start >= begin or start + len(part.text) > begin):
            said = part.text[max(begin - start, 0) : end - start]
            yield start, part if said == part.text else part._replace(text=said.strip())
