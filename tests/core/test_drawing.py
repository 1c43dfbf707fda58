"""Drawing and lettering: where the posts of a picture stand, and how their titles are cut."""

from __future__ import annotations

import random

import pytest

from sphinx_commonplace.core.figures.drawing import GROUPS, WIDTH, around, lay_out, rows
from sphinx_commonplace.core.figures.lettering import Box, Taken, extent, label, words
from sphinx_commonplace.core.figures.svg import mark


def test_the_same_notes_stand_in_the_same_places_whatever_was_drawn_before() -> None:
    links = [(0, 1), (1, 2), (2, 0), (3, 4)]
    before = lay_out([0, 0, 1, None, None], links, 300, 16)
    random.seed(99)
    lay_out([None] * 50, [(0, n) for n in range(1, 50)], 300, 16)
    state = random.getstate()
    assert lay_out([0, 0, 1, None, None], links, 300, 16) == before
    assert random.getstate() == state


def test_the_same_notes_stand_in_the_same_places_on_every_machine() -> None:
    links = [(0, other) for other in range(1, 9)] + [(1, 2), (3, 4), (9, 10), (10, 11), (11, 9)]
    assert lay_out([0, 0, 0, 1, 1, 1, None, None, None, 2, 2, 2], links, 400, 16) == [
        (522, 275),
        (664, 293),
        (704, 220),
        (327, 359),
        (439, 384),
        (580, 338),
        (273, 252),
        (487, 165),
        (378, 200),
        (141, 35),
        (16, 70),
        (60, 16),
    ]
    assert around([0, 0, 0, 0, 1, 1, 2]) == (
        [(360, 220), (360, 120), (470, 291), (250, 291), (151, 89), (569, 89), (569, 351)],
        440,
    )


def test_linked_notes_are_nearer_than_others_and_all_are_within_the_picture() -> None:
    triangles = [(base + a, base + b) for base in (0, 3, 6) for a, b in ((0, 1), (1, 2), (0, 2))]
    points = lay_out([None] * 9, [*triangles, (0, 3), (3, 6)], 400, 16)
    assert all(16 <= x <= WIDTH - 16 and 16 <= y <= 384 for x, y in points)

    def distance(one: int, other: int) -> float:
        (a, b), (c, d) = points[one], points[other]
        return ((a - c) ** 2 + (b - d) ** 2) ** 0.5

    assert distance(1, 2) < distance(1, 7)
    assert distance(4, 5) < distance(4, 8)


def test_notes_of_one_group_are_nearer_to_each_other() -> None:
    groups = [number // 2 % 2 for number in range(20)]
    links = [(number, number + 1) for number in range(0, 20, 2)]
    points = lay_out(groups, links, 600, 16)
    middles = [
        [
            sum(p[axis] for p, g in zip(points, groups, strict=True) if g == group) / 10
            for axis in (0, 1)
        ]
        for group in (0, 1)
    ]
    assert abs(middles[0][0] - middles[1][0]) + abs(middles[0][1] - middles[1][1]) > 100


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_notes_are_no_special_case(count: int) -> None:
    links = [(0, other) for other in range(1, count)]
    assert len(set(lay_out([None] * count, links, 300, 16))) == count


def test_rows_hold_any_number_of_notes() -> None:
    assert rows(0, 100, 150) == ([], 0)
    for count in (1, 5, 49, 50, 1000):
        points, height = rows(count, 100, 24)
        assert len(set(points)) == count
        assert all(0 < x < WIDTH and 100 < y < 100 + height for x, y in points)


def test_notes_stand_in_rings_around_the_first() -> None:
    points, height = around([0, 0, 0, 1, 1, 2])
    middle = (WIDTH // 2, height // 2)
    reach = [(x - middle[0]) ** 2 + (y - middle[1]) ** 2 for x, y in points]
    assert points[0] == middle
    assert max(reach[1:3]) < min(reach[3:])
    assert around([0])[0] == [(WIDTH // 2, 150)]


def test_each_group_has_a_shape_of_its_own() -> None:
    assert len({mark(group, (50, 50), 6) for group in range(GROUPS)}) == GROUPS


@pytest.mark.parametrize(
    ("title", "most", "count", "expected"),
    [
        ("A short one", 20, 1, ["A short one"]),
        ("The unknown grows more slowly", 12, 1, ["The unknown…"]),
        ("The unknown grows more slowly", 12, 2, ["The unknown", "grows more…"]),
        ("Problems that do not need a model", 26, 2, ["Problems that do", "not need a model"]),
        ("Learning in public", 18, 3, ["Learning in public"]),
        ("A specimen of what can stand", 11, 3, ["A specimen", "of what", "can stand"]),
        ("Donaudampfschifffahrt", 8, 2, ["Donaudam", "pfschif…"]),
        ("日本語の題名です", 8, 1, ["日本語…"]),
        ("e\u0301" * 12, 8, 1, ["e\u0301" * 7 + "…"]),
        ("a\n  b\tc", 20, 1, ["a b c"]),
        ("", 20, 2, []),
        ("x" * 20_000, 10, 1, ["x" * 9 + "…"]),
    ],
)
def test_a_title_is_cut_to_the_room_there_is(
    title: str, most: int, count: int, expected: list[str]
) -> None:
    assert words(title, most, count) == tuple(expected)
    assert all(extent(row) <= most for row in expected)


def test_titles_are_not_put_over_one_another() -> None:
    taken = Taken(WIDTH, 200)
    placed = [label((100, 100), 5, ["A title"], taken) for _ in range(6)]
    assert [one.is_placed for one in placed] == [True, True, True, True, False, False]
    assert len({(one.x, one.y) for one in placed[:4]}) == 4


def test_a_title_at_the_edge_stays_within_the_picture() -> None:
    taken = Taken(WIDTH, 200)
    for x in (0, WIDTH):
        found = label((x, 100), 5, ["A rather long title"], taken)
        assert found.is_placed
        assert 50 < found.x < WIDTH - 50
    assert not taken.is_free(Box(-5, 0, 10, 10))
