"""Drawing: where the notes of a picture stand, and the lines and shapes that show them.

Everything is rounded to whole units, of which a picture is ``WIDTH`` wide, about pixels.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

try:
    import igraph
except ImportError:  # an extra, see the README
    igraph = None

WIDTH = 720
GROUPS = 8  # of colours and shapes; the style sheet knows as many
_ROUNDS = 150_000  # of the layout, times notes
_PULL = 0.12  # how strongly a group holds its members, where a link is 1
MARGIN = 16
_ROOMY = 90  # between notes in a row that leaves room for their words

Point = tuple[int, int]
Link = tuple[int, int]


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


def around(parents: Sequence[int]) -> tuple[list[Point], int]:
    """Place notes in rings around the first, each near its parent; return the height as well.

    :param parents: for each note the number of the one it belongs to; for the first its own.
    """
    inner = [note for note, parent in enumerate(parents) if note and parent == 0]
    outer = {
        note: [n for n, parent in enumerate(parents) if n and parent == note] for note in inner
    }
    is_deep = any(outer.values())
    height = 440 if is_deep else 300
    centre = WIDTH // 2, height // 2
    points = [centre] * len(parents)
    whole = sum(max(1, len(below)) for below in outer.values())
    step = 2 * math.pi / whole if whole else 0.0
    turn = math.pi  # from the side, where there is most room for words

    def at(angle: float, reach: tuple[int, int]) -> Point:
        x, y = centre
        return x + round(reach[0] * math.cos(angle)), y + round(reach[1] * math.sin(angle))

    for note, below in outer.items():
        span = step * max(1, len(below))
        points[note] = at(turn + span / 2, (155, 100) if is_deep else (230, 105))
        for place, child in enumerate(below):
            points[child] = at(turn + step * (place + 0.5), (295, 185))
        turn += span
    return points, height


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
