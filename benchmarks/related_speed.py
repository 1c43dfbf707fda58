"""What related posts cost: time and memory of a first build, and of builds after small edits.

``python benchmarks/related_speed.py DIR...`` cuts the Markdown of some folders into notes of about
375 words at their headings, and asks the site's own functions for the lists of 1,000 of them, of
2,000 and so on, each time in a process of its own, as builds are. After each edit the lists must be
those of a first build. If there are too few notes, they are taken again with other words in them.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pieces import Text, notes_of

from sphinx_commonplace.core.related.notes import Note
from sphinx_commonplace.core.related.related import Related
from sphinx_commonplace.core.related.work import Each, alone
from sphinx_commonplace.features.garbage import THRESHOLDS
from sphinx_commonplace.spine.processes import sharing

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.shelf import Kept, Lists, Shelf

SIZES = 1000, 2000, 5000, 10_000
ADDED = 24  # notes that are added, one at a time, to see whose lists they change
_MEBIBYTE = 1024  # of the units in which the system tells the peak
_STATUS = Path("/proc/self/status")


class Garden:
    """The notes as related posts are told of them."""

    def __init__(self, texts: dict[str, Text]) -> None:
        self.texts = texts
        self.bearers = {text.title.casefold(): name for name, text in texts.items()}
        self.notes = {name: self.note(name) for name in texts}

    def note(self, name: str) -> Note:
        """Return what the corpus is told of a note."""
        text = self.texts[name]
        around: dict[str, list[str]] = {}
        for title, words in text.links:
            target = self.bearers.get(title.casefold(), name)
            if target != name:
                around.setdefault(target, []).append(words)
        links = tuple((target, "\n".join(found), ("",)) for target, found in around.items())
        digest = str(sum(len(passage.text) for passage in text.passages))
        return Note(digest, (text.title,), links=links)

    def relate(self, kept: Kept | None = None, each: Each = alone) -> tuple[Related, Kept]:
        """Return the lists, and what the next build is to keep."""
        related = Related(kept)
        related.update(self.notes, {}, lambda name: self.texts[name].passages, each)
        return related, related.dump()

    def edit(self, name: str) -> None:
        """Add a word to a note."""
        first, *rest = self.texts[name].passages
        first = first._replace(text=f"{first.text}\nGardening.")
        self.texts[name] = replace(self.texts[name], passages=(first, *rest))
        self.notes[name] = self.note(name)

    def remove(self, name: str) -> None:
        """Take a note away; links to it stay where they are."""
        del self.texts[name], self.notes[name]

    def add(self, name: str, text: Text) -> None:
        """Put a note there."""
        self.texts[name] = text
        self.notes[name] = self.note(name)


class Built(NamedTuple):
    """What a build took, in seconds and MiB, and what came of it."""

    cpu: float
    wall: float
    before: int
    peak: int
    lists: Shelf
    kept: Kept


def build(garden: Garden, kept: Kept | None, processes: int) -> Built:
    """Find the lists as a build does, in a process that has done nothing else."""
    gc.set_threshold(*THRESHOLDS)
    gc.freeze()
    before, wall, cpu = _peak(), time.perf_counter(), _seconds()
    related, kept = garden.relate(kept, sharing(processes, ""))
    took = _seconds() - cpu, time.perf_counter() - wall
    return Built(*took, before, _peak(), related.lists, kept)


def _apart(garden: Garden, kept: Kept | None, processes: int) -> Built:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(build, garden, kept, processes).result()


def _median(garden: Garden, kept: Kept | None, processes: int, rounds: int) -> Built:
    """Build several times from the same; return the one that took neither long nor short."""
    built = [_apart(garden, kept, processes) for _ in range(rounds)]
    return sorted(built, key=lambda one: one.wall)[rounds // 2]


def measure(folders: list[Path], count: int, processes: int, rounds: int, *, check: bool) -> None:
    """Print what so many notes cost."""
    garden = Garden(notes_of(folders, count + ADDED))
    others = {name: garden.texts[name] for name in sorted(garden.texts)[-ADDED:]}
    for name in others:
        garden.remove(name)
    extra, text = next(iter(others.items()))
    middle = sorted(garden.texts)[len(garden.texts) // 2]
    words = sum(len(p.text.split()) for one in garden.texts.values() for p in one.passages)
    print(f"{len(garden.texts)} notes, {words} words")
    last: Built | None = None
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("first", lambda: None),
        ("no-op", lambda: None),
        ("edit", lambda: garden.edit(middle)),
        ("added", lambda: garden.add(extra, text)),
        ("removed", lambda: garden.remove(extra)),
    )
    for step, change in steps:
        change()
        built = _median(garden, last.kept if last else None, processes, rounds)
        told = f"  {step:8}{built.cpu:7.2f} s of CPU,{built.wall:7.2f} s"
        if last is None:
            told += f", {built.before} MiB before and {built.peak} at the most"
            told += f", {len(pickle.dumps(built.kept)) / 2**20:.1f} MiB kept"
        else:
            told += f", others {_moved(built.lists, last.lists, middle)}"
            if check and built.lists != _apart(garden, None, processes).lists:
                told += ", NOT THOSE OF A FIRST BUILD"
        print(told, flush=True)
        last = built
    if last and check:
        steady(garden, last, others)


def steady(garden: Garden, before: Built, others: dict[str, Text]) -> None:
    """Print how many notes have other lists when one is added, in the mean."""
    moved = Moved(0, 0, 0)
    for name, text in others.items():
        garden.add(name, text)
        now = garden.relate(before.kept)[0].lists
        moved = Moved(*map(sum, zip(moved, _moved(now, before.lists, name), strict=True)))
        garden.remove(name)
    print(f"  one of {len(others)} more: others {Moved(*(n / len(others) for n in moved))}")


def _peak() -> int:
    # Linux hands the peak of resource.getrusage on from the process that began this one.
    if _STATUS.exists():
        return int(_STATUS.read_text().partition("VmHWM:")[2].split()[0]) // _MEBIBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBIBYTE


def _seconds() -> float:
    """Return the processor time of this process and of those it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class Moved(NamedTuple):
    """Which share of the notes have other lists: on the page, or in one, or in another order."""

    whole: float
    any: float
    order: float

    def __str__(self) -> str:
        told = "show other posts: {:.2%} for the whole, {:.2%} also for a theme; {:.2%} or in order"
        return told.format(*self)


def _moved(now: Shelf, before: Shelf, besides: str) -> Moved:
    names = now.keys() & before.keys() - {besides}
    pairs = [(_shown(now[name]), _shown(before[name])) for name in names]
    moved = (
        [set(one[0]) != set(other[0]) for one, other in pairs],
        [list(map(set, one)) != list(map(set, other)) for one, other in pairs],
        [one != other for one, other in pairs],
    )
    return Moved(*(sum(marks) / max(1, len(names)) for marks in moved))


def _shown(lists: Lists) -> tuple[tuple[str, ...], ...]:
    """Return the names in the lists of a note, that of the whole first."""
    themes = (hits for _theme, hits in lists.themes)
    return tuple(tuple(hit.name for hit in hits) for hits in (lists.whole, *themes))


def main() -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", help="folders of Markdown notes")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many notes")
    parser.add_argument("--processes", type=int, default=2, help="that share the work")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median is told")
    parser.add_argument("--fast", action="store_true", help="without comparing with first builds")
    arguments = parser.parse_args()
    for count in arguments.sizes:
        options = arguments.processes, arguments.rounds
        measure(arguments.folders, count, *options, check=not arguments.fast)
    return 0


if __name__ == "__main__":
    sys.exit(main())
