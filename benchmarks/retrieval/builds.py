"""Builds: the same notes with bare Sphinx and with Commonplace.

Pagefind indexes the pages of bare Sphinx.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from hashlib import blake2b
from itertools import count
from pathlib import Path

import pagefind_bin
from sites import BARE, OURS, Cost, Site, run

from retrieval import timing

# snowballstemmer takes it where it is installed.
PYSTEMMER = """
import sys
sys.modules.pop("Stemmer", None)
"""
# Notes about tokens show some, which would end the build.
_LENIENT = 'commonplace_leaks_allow = ["*"]\n'
WITH = {BARE: "", OURS: _LENIENT}
_QUIET = "-Q"  # what is wrong with the notes is not of interest here
# Pagefind offers a section only where the heading itself has an id; Sphinx gives it to the section.
_SECTION = re.compile(
    r'<section([^>]*?) id="([^"]+)"([^>]*)>(\s*(?:<span[^>]*></span>\s*)*)<h([1-6])\b'
)


class Sites:
    """The sites of one collection of notes, below one folder."""

    def __init__(self, folder: Path, notes: Path, bytecode: Path) -> None:
        self._folder = folder
        self._notes = notes
        self._bytecode = bytecode
        self._environment = {**os.environ}
        self.sites = {tool: Site(folder / tool, tool, self._bytecode) for tool in WITH}

    def build(self, tool: str) -> Cost:
        """Build anew."""
        self.sites[tool].begin(self._notes, WITH[tool])
        return self.sites[tool].build(_QUIET)

    def timed(self, tool: str, further: str = "") -> float:
        """Build anew, in another place; return the seconds that the index took.

        What was built is left there: ext4 takes ten times as long to make files for some minutes
        after it has removed many.

        :param further: settings.
        """
        site = Site(self._next(), tool, self._bytecode)
        seconds = site.root / "seconds"
        site.begin(self._notes, WITH[tool] + further + timing.settings(tool, seconds))
        site.build(_QUIET)
        return float(seconds.read_text(encoding="utf-8"))

    def _next(self) -> Path:
        """Return a new place for what stays until all is timed."""
        places = (self._folder / f"timed/{number}" for number in count(1))
        return next(place for place in places if not place.exists())

    def _set_aside(self, folder: Path) -> None:
        """Move a folder out of the way; removing it would make what is timed next dearer."""
        if folder.exists():
            place = self._next()
            place.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(place)

    def forget(self) -> None:
        """Remove what was built to be timed, and what was set aside."""
        shutil.rmtree(self._folder / "timed", ignore_errors=True)

    def update(self, tool: str) -> Cost:
        """Build again what is there."""
        return self.sites[tool].build(_QUIET)

    def has(self, tool: str) -> bool:
        """Whether these very notes were built here before."""
        site = self.sites[tool]
        return site.output.is_dir() and _texts(site.source) == _texts(self._notes)

    def pagefind(self) -> Cost:
        """Let Pagefind index the pages of bare Sphinx, beside them."""
        output = self.sites[BARE].output
        pages = self._folder / "pagefind"
        self._set_aside(pages)
        self._set_aside(output / "pagefind")
        for path in sorted(output.glob("posts/**/*.html")):
            copy = pages / path.relative_to(output)
            copy.parent.mkdir(parents=True, exist_ok=True)
            html = path.read_text(encoding="utf-8")
            copy.write_text(_SECTION.sub(r'<section\1\3>\4<h\5 id="\2"', html), encoding="utf-8")
        command = [str(pagefind_bin.get_executable()), "--site", str(pages)]
        command += ["--output-path", str(output / "pagefind"), "--quiet"]
        command += ["--root-selector", "article#furo-main-content"]
        command += ["--exclude-selectors", ".headerlink"]
        return run(command, self._folder, self._environment)


def warm_up(folder: Path) -> None:
    """Have everything compiled once before anything is measured."""
    notes = folder / "warm-up/notes"
    (notes / "posts").mkdir(parents=True, exist_ok=True)
    (notes / "index.md").write_text("# Home\n", encoding="utf-8")
    (notes / "posts/one.md").write_text("# One\n\nWords.\n", encoding="utf-8")
    sites = Sites(folder / "warm-up", notes, folder / "bytecode")
    for tool in WITH:
        sites.build(tool)


def _texts(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.md")}


def state(paths: list[Path]) -> dict[Path, tuple[bytes, int]]:
    """Return what stands for the content of files, and when they were written."""
    return {
        path: (blake2b(path.read_bytes(), digest_size=16).digest(), path.stat().st_mtime_ns)
        for path in paths
    }


def changed(
    before: dict[Path, tuple[bytes, int]], after: dict[Path, tuple[bytes, int]]
) -> Iterator[Path]:
    """Yield the files that are new or hold something else; a removed one is sent to nobody."""
    for path, (content, _) in after.items():
        if path not in before or before[path][0] != content:
            yield path


def written(
    before: dict[Path, tuple[bytes, int]], after: dict[Path, tuple[bytes, int]]
) -> Iterator[Path]:
    """Yield the files that were written, whether they hold something else or not."""
    yield from (path for path, found in after.items() if before.get(path) != found)


def tell(line: str) -> None:
    """Say how far it is."""
    print(line, file=sys.stderr, flush=True)
