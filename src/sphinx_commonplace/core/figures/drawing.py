"""Drawing: where the notes of a picture stand, and the shapes of their marks.

Everything is rounded to whole units, of which a picture is ``WIDTH`` wide, about pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from importlib.metadata import version

try:
    import rustworkx
except ImportError:  # an extra, see the README
    rustworkx = None  # type: ignore[assignment]

WIDTH = 720
GROUPS = 8  # of colours and shapes; the style sheet knows as many
_ROUNDS = 150_000  # of the layout, times notes
_PULL = 2.0  # how strongly a group holds its members, where a link is 1
_COS, _SIN = -0.7373688780783197, 0.6754902942615238  # of the golden angle
MARGIN = 16
_ROOMY = 90  # between notes in a row that leaves room for their words

Point = tuple[int, int]
Link = tuple[int, int]


def can_lay_out() -> str:
    """Return the version of the library that lays out maps, or nothing where there is none."""
    return version("rustworkx") if rustworkx else ""


def lay_out(
    groups: Sequence[int | None], links: Iterable[Link], height: int, margin: int
) -> list[Point]:
    """Place notes so that linked ones are near each other, and those of one group as well.

    The start is fixed, and from there the library only adds, multiplies, divides and takes square
    roots, in one order, which all processors round alike: the same notes always make the same
    picture. A sum rounded otherwise would make another one, since each round follows from the last.

    :param groups: for each note the number of its group.
    """
    count = len(groups)
    hold = count + GROUPS  # one more thing in the middle keeps parts from drifting away
    pulls = [(note, count + group, _PULL) for note, group in enumerate(groups) if group is not None]
    loose = [(note, hold, _PULL / 4) for note, group in enumerate(groups) if group is None]
    held = [(count + group, hold, _PULL / 4) for group in range(GROUPS)]
    whole = rustworkx.PyGraph()
    whole.add_nodes_from(range(hold + 1))
    whole.add_edges_from([*((*link, 1.0) for link in links), *pulls, *loose, *held])
    found = rustworkx.spring_layout(
        whole,
        pos=dict(enumerate(_start(groups, hold + 1))),
        num_iter=max(60, min(300, _ROUNDS // count)),
        weight_fn=float,
        adaptive_cooling=False,
        tol=0.0,
    )
    return _fit([found[note] for note in range(count)], height, margin)


def _start(groups: Sequence[int | None], count: int) -> list[tuple[float, float]]:
    """Return points on a spiral, the groups one after another."""
    order = sorted(range(len(groups)), key=lambda note: (groups[note] is None, groups[note], note))
    order += range(len(groups), count)
    start = [(0.0, 0.0)] * count
    across, down = 1.0, 0.0
    for place, note in enumerate(order):
        reach = math.sqrt((place + 0.5) / count)
        start[note] = (reach * across, reach * down)
        # Turned step by step, since the cosine of an angle is not the same everywhere.
        across, down = across * _COS - down * _SIN, across * _SIN + down * _COS
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
        turned = round(math.cos(angle), 9), round(math.sin(angle), 9)  # the same everywhere
        return x + round(reach[0] * turned[0]), y + round(reach[1] * turned[1])

    for note, below in outer.items():
        span = step * max(1, len(below))
        points[note] = at(turn + span / 2, (155, 100) if is_deep else (230, 105))
        for place, child in enumerate(below):
            points[child] = at(turn + step * (place + 0.5), (295, 185))
        turn += span
    return points, height


def outline(group: int | None, centre: Point, size: int) -> list[Point]:
    """Return the corners of the shape that a group has; of the first, a circle, there are none."""
    x, y = centre
    corners = _SHAPES[(group or 0) % GROUPS]
    return [(x + round(size * a), y + round(size * b)) for a, b in corners]


_SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
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
