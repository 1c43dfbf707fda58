"""Lettering: the titles in a picture, cut to what there is room for and put where it is."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sphinx_commonplace.core.figures.drawing import WIDTH, Point

LINE = 14  # the height of a line of words
_LETTER = 6.4  # the width of a letter
_SQUARE = 100  # the side of those by which it is looked up what is taken
_TITLES = 10_000  # of which the rows are kept: a post is drawn on the pages of all around it


class Box(NamedTuple):
    """A part of the picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=_TITLES)
def words(title: str, most: int, rows: int = 1) -> tuple[str, ...]:
    """Return a title in at most so many rows of so many letters, cut where it is longer.

    There are as few rows as it takes, each about as long as the others.
    """
    return tuple(_words(title, most, rows))


def _words(title: str, most: int, rows: int) -> list[str]:
    whole = " ".join(title[: 4 * most * rows].split())
    for count in range(1, rows + 1):
        for width in range(math.ceil(extent(whole) / count), most + 1):
            found, _rest = _split(whole, width, count)
            if " ".join(found) == whole:
                return found
    found, rest = _split(whole, most, rows)
    if found and (rest or len(title) > 4 * most * rows):
        last = found[-1]
        while last and extent(last) > most - 1:
            last = last[:-1]
        found[-1] = f"{last.rstrip()}…"
    return found


def _split(rest: str, most: int, rows: int) -> tuple[list[str], str]:
    """Return the rows that a text fills, and what is left of it."""
    found: list[str] = []
    while rest and len(found) < rows:
        end = _fitting(rest, most)
        if end < len(rest) and len(found) < rows - 1:
            space = rest.rfind(" ", 0, end + 1)
            end = space if space > end // 2 else end
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    return found, rest


def _fitting(text: str, most: int) -> int:
    if text.isascii():
        return min(len(text), most)
    taken = 0
    for place, char in enumerate(text):
        taken += _letter(char)
        if taken > most and not unicodedata.combining(char):
            return max(place, 1)
    return len(text)


def _letter(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def is_leftward(text: str) -> bool:
    """Whether a text is written from right to left, by its first letter that has a direction."""
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def extent(text: str) -> int:
    """Return about how wide a text is, in letters."""
    return len(text) if text.isascii() else sum(map(_letter, text))


class Taken:
    """The parts of a picture that have words or notes; looked up by square, in constant time."""

    def __init__(self, width: int, height: int) -> None:
        self.whole = Box(0, 0, width, height)
        self.squares: dict[tuple[int, int], list[Box]] = {}

    @staticmethod
    def _over(part: Box) -> list[tuple[int, int]]:
        left, top, right, bottom = (int(edge) // _SQUARE for edge in part)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]

    def is_free(self, part: Box) -> bool:
        """Whether nothing is there yet, and it is within the picture."""
        whole = self.whole
        if part.left < whole.left or part.right > whole.right:
            return False
        if part.top < whole.top or part.bottom > whole.bottom:
            return False
        left, top, right, bottom = part
        for square in self._over(part):
            for other in self.squares.get(square, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return False
        return True

    def take(self, part: Box) -> None:
        """Take a part."""
        for square in self._over(part):
            self.squares.setdefault(square, []).append(part)


class Label(NamedTuple):
    """Where the words of a note stand: the middle of their first line; whether always."""

    x: int
    y: int
    is_placed: bool


def label(centre: Point, size: int, shown: Sequence[str], taken: Taken | None) -> Label:
    """Place the words of a note below it, or above it, where there is room.

    :param taken: what is taken already, or nothing if the words are shown on demand only.
    """
    x, y = centre
    half = max(map(extent, shown), default=0) * _LETTER / 2 + 3
    high = LINE * len(shown)
    # Words stay within the picture, whatever the note's place.
    middle = min(max(x, math.ceil(half)), math.floor(WIDTH - half))
    middle = middle if 2 * half < WIDTH else WIDTH // 2
    below, above, level = y + size + 2, y - size - 4 - high, y - high // 2
    aside = math.ceil(half) + size
    for at, top in ((middle, below), (middle, above), (x + aside, level), (x - aside, level)):
        part = Box(at - half, top, at + half, top + high)
        if taken and taken.is_free(part):
            taken.take(part)
            return Label(at, top + LINE - 3, is_placed=True)
    fits = taken is None or below + high <= taken.whole.bottom
    return Label(middle, (below if fits else above) + LINE - 3, is_placed=False)
