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
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gardens import Garden
from moved import Moved, moved
from pieces import Text, notes_of

from sphinx_commonplace.features.garbage import THRESHOLDS
from sphinx_commonplace.spine.processes import sharing

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.shelf import Kept, Shelf

SIZES = 1000, 2000, 5000, 10_000
ADDED = 100  # notes that are added, one at a time, to see whose lists they change
_MEBIBYTE = 1024  # of the units in which the system tells the peak
_STATUS = Path("/proc/self/status")


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


def measure(folders: list[Path], count: int, chosen: argparse.Namespace) -> None:
    """Print what so many notes cost."""
    processes, rounds, check = chosen.processes, chosen.rounds, not chosen.fast
    garden = Garden(notes_of(folders, count + chosen.added))
    others = {name: garden.texts[name] for name in sorted(garden.texts)[-chosen.added :]}
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
            told += f", others {moved(built.lists, last.lists, middle)}"
            if check and built.lists != _apart(garden, None, processes).lists:
                told += ", NOT THOSE OF A FIRST BUILD"
        print(told, flush=True)
        last = built
    if check:
        steady(garden, others, "without dates")
        garden.date()
        steady(garden, others, "with dates")


def steady(garden: Garden, others: dict[str, Text], which: str) -> None:
    """Print how many notes have other lists when one is added, in the mean."""
    before, kept = garden.relate()
    mean = Moved(0, 0, 0)
    for name, text in others.items():
        garden.add(name, text)
        now = garden.relate(kept)[0].lists
        mean = Moved(*map(sum, zip(mean, moved(now, before.lists, name), strict=True)))
        garden.remove(name)
    told = Moved(*(share / len(others) for share in mean))
    print(f"  one of {len(others)} more, {which}: others {told}")


def _peak() -> int:
    # Linux hands the peak of resource.getrusage on from the process that began this one.
    if _STATUS.exists():
        return int(_STATUS.read_text().partition("VmHWM:")[2].split()[0]) // _MEBIBYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBIBYTE


def _seconds() -> float:
    """Return the processor time of this process and of those it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main() -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", help="folders of Markdown notes")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many notes")
    parser.add_argument("--processes", type=int, default=2, help="that share the work")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median is told")
    parser.add_argument("--added", type=int, default=ADDED, help="one at a time, at the end")
    parser.add_argument("--fast", action="store_true", help="without comparing with first builds")
    arguments = parser.parse_args()
    for count in arguments.sizes:
        measure(arguments.folders, count, arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
