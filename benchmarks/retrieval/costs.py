"""Costs: what it takes to make an index, and what an edit of one word does to it."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from sites import BARE
from sites import OURS as OUR_SITE

from retrieval import notes
from retrieval.builds import PYSTEMMER, Sites, changed, state, tell, written
from retrieval.engines import OURS, PAGEFIND, SPHINX, Engine

if TYPE_CHECKING:
    from retrieval.edits import Changed

_EDITS = 3
_TOOLS = {SPHINX: BARE, OURS: OUR_SITE}
_LEVEL = 6
LEAST = 0.2  # seconds: what is shorter is mostly noise


@dataclass
class Index:
    """The index of one engine: CPU seconds to make it, its files, and what changes them."""

    seconds: list[float] = field(default_factory=list)  # by round
    quick: list[float] = field(default_factory=list)  # the same with PyStemmer
    half: list[float] = field(default_factory=list)  # the same for half of the notes
    files: int = 0
    raw: int = 0
    packed: int = 0
    interface: int = 0
    changed: list[int] = field(default_factory=list)  # files, by edit and build
    words: Changed = field(default_factory=dict)  # the same, by edit without a build
    idle: int = 0  # files written by a build after no edit

    def measure(self, engine: Engine) -> None:
        """Weigh the files."""
        contents = [path.read_bytes() for path in engine.files()]
        self.files = len(contents)
        self.raw = sum(map(len, contents))
        self.packed = sum(len(gzip.compress(content, _LEVEL)) for content in contents)
        code = [path.read_bytes() for path in engine.files(interface=True)]
        self.interface = sum(len(gzip.compress(content, _LEVEL)) for content in code)


def making(sites: Sites, found: dict[str, Index], *, half: bool = False) -> None:
    """Have the index of each engine made once, and time it."""
    for name, index in found.items():
        seconds = sites.pagefind().cpu if name == PAGEFIND else sites.timed(_TOOLS[name])
        (index.half if half else index.seconds).append(seconds)
        if name == SPHINX:
            index.quick.append(sites.timed(BARE, PYSTEMMER))
        elif name == OURS:
            index.quick = index.seconds  # which always has it
        tell(f"index of {name}{' of half the notes' if half else ''}: {seconds:.2f} s CPU")


def editing(sites: Sites, engines: list[Engine], found: dict[str, Index], seed: str) -> None:
    """Build after no edit, then after each of some edits of one word; restore nothing."""
    source = sites.sites[BARE].source
    names = sorted(path.relative_to(source) for path in source.glob("posts/**/*.md"))
    rng = Random(f"{seed} edits")
    for name in [None, *rng.sample(names, min(_EDITS, len(names)))]:
        word = rng.choice(rng.choice(names).stem.split("-"))
        before = {engine.name: state(engine.files()) for engine in engines}
        for tool in {_TOOLS[engine.name] for engine in engines if engine.name in _TOOLS}:
            if name:
                notes.add_word(sites.sites[tool].source / name, word)
            sites.update(tool)
        if PAGEFIND in found:
            sites.pagefind()
        for engine in engines:
            after = state(engine.files())
            if name:
                found[engine.name].changed.append(len(list(changed(before[engine.name], after))))
            else:
                found[engine.name].idle = len(list(written(before[engine.name], after)))
        tell(f"after {f'an edit of {name}' if name else 'no edit'}")


def growth(index: Index, share: float) -> float | None:
    """Return what a note costs among all notes, as a multiple of what it costs among a part."""
    if not index.half or median(index.half) < LEAST:
        return None
    return median(index.seconds) / (median(index.half) / share)


def half(folder: Path, source: Path, seed: str) -> float:
    """Write half of the notes to another folder; return their share of the bytes."""
    names = sorted(path.relative_to(source) for path in source.glob("posts/**/*.md"))
    shutil.rmtree(folder, ignore_errors=True)
    chosen = Random(f"{seed} half").sample(names, len(names) // 2)
    for name in chosen:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, folder / name)
    shutil.copyfile(source / "index.md", folder / "index.md")
    size = {name: (source / name).stat().st_size for name in names}
    return sum(size[name] for name in chosen) / sum(size.values())
