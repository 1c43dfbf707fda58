"""What the measurement of related posts prints, and that it is about the lists a site has."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from gardens import Garden
from moved import moved
from pieces import notes_of

ROOT = Path(__file__).parent.parent.parent
STEPS = ["first", "no-op", "edit", "added", "removed"]


def _garden() -> Garden:
    return Garden(notes_of([ROOT / "posts"], 30))


def test_an_edit_moves_the_lists_as_a_first_build_has_them() -> None:
    garden = _garden()
    before, kept = garden.relate()
    name = min(garden.notes)
    garden.remove(name)
    after = garden.relate(kept)[0].lists
    assert after == garden.relate()[0].lists
    assert moved(before.lists, before.lists, name) == (0, 0, 0)
    share = moved(after, before.lists, name)
    assert 0 < share.whole <= share.any <= share.order <= 1


def test_what_is_added_to_notes_with_dates_is_the_newest() -> None:
    garden = _garden()
    assert {note.date for note in garden.notes.values()} == {None}
    garden.date()
    name = min(garden.notes)
    text = garden.texts[name]
    assert sorted(note.date or 0 for note in garden.notes.values()) == list(range(30))
    garden.remove(name)
    garden.add(name, text)
    assert max(garden.notes.values(), key=lambda note: note.date or 0) == garden.notes[name]


def test_it_prints_a_line_for_each_step() -> None:
    command = [sys.executable, str(ROOT / "benchmarks/related_speed.py"), str(ROOT / "posts")]
    command += ["--sizes", "30", "--rounds", "1", "--processes", "1", "--added", "5"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert re.fullmatch(r"30 notes, \d+ words", lines[0])
    assert [line.split()[0] for line in lines[1:-2]] == STEPS
    for line, dates in zip(lines[-2:], ("without", "with"), strict=True):
        assert line.startswith(f"  one of 5 more, {dates} dates: others show other posts: ")
    assert not [line for line in lines if "NOT THOSE" in line]
