"""Units: a page cut into parts of about a screenful, as the search index reads and shows them.

Where it is cut follows from what stands there: at the highest heading in the middle of what is too
long, or before the sentence that a number made from its words chooses. So one word more leaves the
other units as they were, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zlib import crc32

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search.words import LONGEST

UNIT = 2_400  # characters of a unit at the most
MOST = 400_000  # characters of a page; what follows is not found
_DATA = re.compile(f"[!-~]{{{4 * LONGEST},}}")  # such as Base64: no one reads it
_SENTENCE = re.compile(r"[.!?]\s+|[\u3002\uff01\uff1f]\s*")
_SIGNS = 20  # of the text behind a place, which decide whether it is cut there
_BLANK = re.compile(r"\s+")


def units(passages: Iterable[Passage]) -> list[list[Passage]]:
    """Cut a page into units: runs of passages, at least one with one, which may be empty."""
    return list(_runs(list(_pieces(passages)) or [Passage("", "", 0, "")]))


def _runs(pieces: list[Passage]) -> Iterator[list[Passage]]:
    """Halve until each run is short enough, at the highest heading of those in the middle."""
    if sum(len(piece.text) for piece in pieces) <= UNIT or len(pieces) < 2:  # noqa: PLR2004
        yield pieces
        return
    quarter = len(pieces) // 4
    middle = range(max(1, quarter), max(2, len(pieces) - quarter))

    def order(place: int) -> tuple[bool, int, int]:
        piece = pieces[place]
        is_within = piece.anchor == pieces[place - 1].anchor
        return is_within, piece.level, _chance(piece.anchor + piece.text[:_SIGNS])

    at = min(middle, key=order)
    yield from _runs(pieces[:at])
    yield from _runs(pieces[at:])


def _pieces(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages in pieces that are short enough, without what is not found."""
    left = MOST
    for passage in passages:
        text = _DATA.sub(_cut_short, passage.text[:left])
        left -= len(text)
        for piece in _halves(text):
            yield passage._replace(text=piece)


def _halves(text: str) -> Iterator[str]:
    if len(text) <= UNIT:
        yield text
        return
    third = len(text) // 3
    places = (
        [found.end() for found in pattern.finditer(text, third, 2 * third)]
        for pattern in (_SENTENCE, _BLANK)
    )
    found = next(filter(None, places), [len(text) // 2])
    at = min(found, key=lambda place: _chance(text[place : place + _SIGNS]))
    yield from _halves(text[:at].rstrip())
    yield from _halves(text[at:])


def _cut_short(data: re.Match[str]) -> str:
    return f"{data[0][:LONGEST]}…"


def _chance(text: str) -> int:
    return crc32(text.encode())
