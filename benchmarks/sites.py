"""Sites: one corpus as bare Sphinx builds it and as Commonplace builds it, and what that takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus import Post

BARE, OURS = "bare", "ours"
TOOLS = (BARE, OURS)
_CONF = """\
project = "Benchmark"
extensions = [{extension!r}]
html_theme = "furo"
html_baseurl = "https://example.org/"
myst_heading_anchors = 3
"""
# Sphinx needs snowballstemmer alone, which is slower; that PyStemmer is there is our doing.
_AS_INSTALLED = """
import sys
sys.modules["Stemmer"] = None
"""
# Posts are in no toctree; bare Sphinx thinks that they should be.
_ALONE = 'suppress_warnings = ["toc.not_included"]\n'
CONF = {
    BARE: _CONF.format(extension="myst_parser") + _ALONE + _AS_INSTALLED,
    OURS: _CONF.format(extension="sphinx_commonplace"),
}
_MEBIBYTE = 2**20
_PEAK_UNIT = 1 if sys.platform == "darwin" else 2**10  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Cost:
    """What one build took: seconds of processor and of clock, and MiB at the highest."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Rewritten:
    """How many pages a build left with other content (or new), wrote at all, and removed."""

    changed: int
    written: int
    removed: int


@dataclass(frozen=True)
class Extent:
    """The bytes of an output: the median page of a post and of an essay, and all files."""

    post: float
    essay: float
    total: int


def run(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command and measure it; what it has to say goes to stderr.

    :raises CalledProcessError: when it fails.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=sys.stderr)
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    peak = usage.ru_maxrss * _PEAK_UNIT / _MEBIBYTE
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak)


class Site:
    """A source folder, an output folder and a folder of doctrees, built by one of the tools."""

    def __init__(self, root: Path, tool: str, bytecode: Path) -> None:
        self.root = root
        self.source = root / "source"
        self.output = root / "output"
        self._tool = tool
        # Compiled modules are kept, for both tools alike, whatever the environment says: it may
        # hold those of one tool only, and then the other would be compiled again by each build.
        self._environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if "PYTHONPATH" in os.environ:  # a build runs in another folder
            paths = os.environ["PYTHONPATH"].split(os.pathsep)
            self._environment["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, paths))
        self._pages: dict[Path, tuple[int, bytes]] = {}

    def begin(self, corpus: Path, settings: str = "") -> None:
        """Start afresh, with nothing built, and with further settings if there are any."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(corpus, self.source)
        (self.source / "conf.py").write_text(CONF[self._tool] + settings, encoding="utf-8")
        self._pages = {}

    def clone(self) -> None:
        """Replace every source file by a new one of equal content, as a fresh clone does."""
        fresh = self.root / "fresh"
        shutil.copytree(self.source, fresh, copy_function=shutil.copyfile)
        shutil.rmtree(self.source)
        fresh.rename(self.source)

    def build(self, *options: str) -> Cost:
        """Build in a process of its own; what it has to say goes to stderr.

        :raises CalledProcessError: when the build fails.
        """
        folders = ["-d", str(self.root / "doctrees"), str(self.source), str(self.output)]
        command = [sys.executable, "-m", "sphinx", "-b", "html", *folders, "-q", *options]
        return run(command, self.root, self._environment)

    def rewritten(self) -> Rewritten:
        """Compare the pages with those of the last time this was asked."""
        before, self._pages = self._pages, {}
        changed = written = 0
        for page in self.output.rglob("*.html"):
            time_written = page.stat().st_mtime_ns
            known = before.pop(page, None)
            if known is None or known[0] != time_written:
                content = blake2b(page.read_bytes(), digest_size=16).digest()
                written += 1
                changed += known is None or known[1] != content
                known = time_written, content
            self._pages[page] = known
        return Rewritten(changed, written, removed=len(before))

    def extent(self, posts: list[Post]) -> Extent:
        """Measure the output as it is."""
        pages = {post: self.output / "posts" / f"{post.name}.html" for post in posts}
        sizes = {post: page.stat().st_size for post, page in pages.items()}
        files = (path for path in self.output.rglob("*") if path.is_file())
        return Extent(
            post=median(sizes.values()),
            essay=median(size for post, size in sizes.items() if post.is_essay),
            total=sum(path.stat().st_size for path in files),
        )
