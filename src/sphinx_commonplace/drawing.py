"""Drawing: where the notes of a picture stand, the lines and shapes that show them, their words.

Everything is rounded to whole units, of which a picture is ``WIDTH`` wide, about pixels.
"""

from __future__ import annotations

import math
import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

try:
    import igraph
except ImportError:  # an extra, see the README
    igraph = None

WIDTH = 720
GROUPS = 8  # of colours and shapes; the style sheet knows as many
LINE = 13  # the height of a line of words
_EM = 11
_ROUNDS = 150_000  # of the layout, times notes
_PULL = 0.12  # how strongly a group holds its members, where a link is 1
MARGIN = 16
_ROOMY = 90  # between notes in a row that leaves room for their words

Point = tuple[int, int]
Link = tuple[int, int]


class Box(NamedTuple):
    """A part of the picture that is taken."""

    left: float
    top: float
    right: float
    bottom: float


def can_lay_out() -> str:
    """Return the version of the library that lays out maps, or nothing where there is none."""
    return str(igraph.__version__) if igraph else ""


def lay_out(
    groups: Sequence[int | None], links: Iterable[Link], height: int, margin: int
) -> list[Point]:
    """Place notes so that linked ones are near each other, and those of one group as well.

    The start is fixed, so that the same notes always make the same picture.

    :param groups: for each note the number of its group.
    """
    count = len(groups)
    hold = count + GROUPS  # one more thing in the middle keeps parts from drifting away
    pulls = [(note, count + group) for note, group in enumerate(groups) if group is not None]
    loose = [(note, hold) for note, group in enumerate(groups) if group is None]
    held = [(count + group, hold) for group in range(GROUPS)]
    edges = [*links]
    weights = [1.0] * len(edges) + [_PULL] * len(pulls) + [_PULL / 4] * (len(loose) + len(held))
    whole = igraph.Graph(n=hold + 1, edges=[*edges, *pulls, *loose, *held])
    igraph.set_random_number_generator(random.Random(0))  # noqa: S311 - asked for by coinciding notes only
    try:
        found = whole.layout_fruchterman_reingold(
            weights=weights,
            niter=max(60, min(300, _ROUNDS // count)),
            grid=False,
            seed=_start(groups, hold + 1),
        )
    finally:
        igraph.set_random_number_generator(random)
    return _fit(found.coords[:count], height, margin)


def _start(groups: Sequence[int | None], count: int) -> list[list[float]]:
    """Return points on a spiral, the groups one after another."""
    order = sorted(range(len(groups)), key=lambda note: (groups[note] is None, groups[note], note))
    order += range(len(groups), count)
    start = [[0.0, 0.0]] * count
    for place, note in enumerate(order):
        turn, reach = 2.399963 * place, math.sqrt(place + 0.5)
        start[note] = [round(reach * math.cos(turn), 6), round(reach * math.sin(turn), 6)]
    return start


def _fit(points: Sequence[Sequence[float]], height: int, margin: int) -> list[Point]:
    fitted = [_spread([point[axis] for point in points]) for axis in (0, 1)]
    across, down = WIDTH - 2 * margin, height - 2 * MARGIN
    return [
        (margin + round(x * across), MARGIN + round(y * down)) for x, y in zip(*fitted, strict=True)
    ]


def _spread(values: list[float]) -> list[float]:
    """Return values between 0 and 1: half by their size, half by rank, to fill the picture."""
    low, size = min(values), max(values) - min(values)
    if not size:
        return [0.5] * len(values)
    last = len(values) - 1
    rank = {
        note: place / last
        for place, note in enumerate(sorted(range(len(values)), key=values.__getitem__))
    }
    return [((value - low) / size + rank[note]) / 2 for note, value in enumerate(values)]


def rows(count: int, top: int, widest: int) -> tuple[list[Point], int]:
    """Return places in rows for notes without links, and the height of the rows."""
    if not count:
        return [], 0
    step = max(14, min(widest, (WIDTH - 2 * MARGIN) // count))
    high = 14 if step < _ROOMY else 44
    across = (WIDTH - 2 * MARGIN) // step
    down = -(-count // across)
    places = (divmod(place, across) for place in range(count))
    first = MARGIN + step // 2
    return [(first + x * step, top + MARGIN + y * high) for y, x in places], down * high + MARGIN


def lines(points: Sequence[Point], links: Iterable[Link]) -> str:
    """Return the path of links."""
    return "".join(
        f"M{points[a][0]} {points[a][1]}L{points[b][0]} {points[b][1]}" for a, b in links
    )


def star(points: Sequence[Point], note: int, others: Iterable[int]) -> str:
    """Return the path of the links of one note."""
    x, y = points[note]
    return "".join(f"M{x} {y}l{points[other][0] - x} {points[other][1] - y}" for other in others)


def shape(group: int | None, centre: Point, size: int) -> str:
    """Return the outline of a note: each group has a shape as well as a colour."""
    x, y = centre
    if group is None or group % GROUPS == 0:
        return f"M{x - size} {y}a{size} {size} 0 1 0 {2 * size} 0a{size} {size} 0 1 0 {-2 * size} 0"
    corners = [(x + round(size * a), y + round(size * b)) for a, b in _SHAPES[group % GROUPS - 1]]
    return f"M{' '.join(f'{a} {b}' for a, b in corners)}z"


_SHAPES = (
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)),
    ((0, -1.3), (1.3, 1), (-1.3, 1)),
    ((0, 1.3), (1.3, -1), (-1.3, -1)),
    tuple(
        (x * a, y * b)
        for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        for a, b in (((0.5, 1.4), (0.5, 0.5), (1.4, 0.5))[:: -x * y])
    ),
    ((-1, -1.3), (1.3, 0), (-1, 1.3)),
    ((1, -1.3), (-1.3, 0), (1, 1.3)),
)


def words(title: str, most: int, rows: int = 1) -> list[str]:
    """Return a title in at most so many rows of so many letters, cut where it is longer."""
    found: list[str] = []
    rest = " ".join(title[: 4 * most * rows].split())
    is_cut = len(title) > 4 * most * rows
    while rest and len(found) < rows:
        end = _fitting(rest, most)
        if end < len(rest) and len(found) < rows - 1:
            space = rest.rfind(" ", 0, end + 1)
            end = space if space > end // 2 else end
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    if found and (rest or is_cut):
        last = found[-1]
        while last and extent(last) > most - 1:
            last = last[:-1]
        while last and unicodedata.combining(last[-1]):
            last = last[:-1]
        found[-1] = f"{last.rstrip()}…"
    return found


def _fitting(text: str, most: int) -> int:
    taken = 0.0
    for place, char in enumerate(text):
        taken += _letter(char)
        if taken > most and not unicodedata.combining(char):
            return max(place, 1)
    return len(text)


def _letter(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def extent(text: str) -> float:
    """Return about how wide a text is, in letters."""
    return sum(map(_letter, text))


class Taken:
    """The parts of a picture that have words or notes; looked up by square, in constant time."""

    def __init__(self, width: int, height: int) -> None:
        self.whole = Box(0, 0, width, height)
        self.squares: dict[tuple[int, int], list[Box]] = {}

    @staticmethod
    def _over(part: Box) -> Iterator[tuple[int, int]]:
        for across in range(int(part.left) // 50, int(part.right) // 50 + 1):
            for down in range(int(part.top) // 50, int(part.bottom) // 50 + 1):
                yield across, down

    def is_free(self, part: Box) -> bool:
        """Whether nothing is there yet, and it is within the picture."""
        whole = self.whole
        if part.left < whole.left or part.right > whole.right:
            return False
        if part.top < whole.top or part.bottom > whole.bottom:
            return False
        return not any(
            part.left < other.right
            and other.left < part.right
            and part.top < other.bottom
            and other.top < part.bottom
            for square in self._over(part)
            for other in self.squares.get(square, ())
        )

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
    half = max(map(extent, shown), default=0) * _EM * 0.27 + 3
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
