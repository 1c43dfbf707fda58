"""Measure builds: Commonplace beside bare Sphinx with MyST and Furo, on the same Markdown.

See README.md. The report goes to stdout, progress and the warnings of builds to stderr.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import corpus
from corpus import Post
from report import report
from results import Record, Results, Round
from sites import TOOLS, Cost, Extent, Rewritten, Site
from steps import CLEAN, STEPS


def main() -> int:
    """Build, measure and print; only a build that fails is a failure."""
    options = _options()
    engine = _engine()
    work = Path(tempfile.mkdtemp(prefix="commonplace-benchmark-"))
    try:
        results = _measure(work, sorted(set(options.sizes)), options.rounds)
    except subprocess.CalledProcessError as failure:
        _tell(f"a build failed: {failure}")
        return 1
    finally:
        if options.keep:
            _tell(f"kept in {work}")
        else:
            shutil.rmtree(work, ignore_errors=True)
    print(report(results))
    if _engine() != engine:
        print("\nNOT TO BE QUOTED: sphinx_commonplace was edited while it was measured.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("--sizes", type=_posts, nargs="+", default=[100, 1000, 5000], help="numbers of posts")
    add("--rounds", type=_positive, default=3, help="how often all is built (default: 3)")
    add("--keep", action="store_true", help="leave the sites of the last round in place")
    return parser.parse_args()


def _engine() -> str:
    """Return what stands for the code of the extension, which must not change meanwhile."""
    found = find_spec("sphinx_commonplace")
    digest = blake2b()
    for folder in (found and found.submodule_search_locations) or ():
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _posts(text: str) -> int:
    number = int(text)
    if number < corpus.SMALLEST:
        raise argparse.ArgumentTypeError(f"at least {corpus.SMALLEST} posts")
    return number


def _measure(work: Path, sizes: list[int], rounds: int) -> Results:
    bytecode = work / "bytecode"
    _warm_up(work / "warm-up", bytecode)
    posts = {size: corpus.write(work / f"{size}" / "corpus", size) for size in sizes}
    results: Results = {size: [] for size in sizes}
    for number in range(1, rounds + 1):
        for size in sizes:
            title = f"round {number} of {rounds}, {size:,} posts"
            results[size].append(_round(work / f"{size}", bytecode, posts[size], title))
    return results


def _warm_up(folder: Path, bytecode: Path) -> None:
    """Have everything imported and compiled once, and show that neither tool gives a warning."""
    _tell("warming up")
    corpus.write(folder / "corpus", corpus.SMALLEST)
    for tool in TOOLS:
        site = Site(folder / tool, tool, bytecode)
        site.begin(folder / "corpus")
        site.build("-W")


def _round(folder: Path, bytecode: Path, posts: list[Post], title: str) -> Round:
    """Take every step once, each with one tool after the other."""
    sites = {tool: Site(folder / tool, tool, bytecode) for tool in TOOLS}
    costs: dict[str, dict[str, Cost]] = {tool: {} for tool in TOOLS}
    rewritten: dict[str, dict[str, Rewritten]] = {tool: {} for tool in TOOLS}
    extents: dict[str, Extent] = {}
    for site in sites.values():
        site.begin(folder / "corpus")
    for step in STEPS:
        for tool, site in sites.items():
            step.prepare(site, posts)
            cost = costs[tool][step.name] = site.build()
            rewritten[tool][step.name] = site.rewritten()
            if step.name == CLEAN:
                extents[tool] = site.extent(posts)
            _tell(f"{title}: {step.name}, {tool}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s")
    return {tool: Record(len(posts), costs[tool], rewritten[tool], extents[tool]) for tool in TOOLS}


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
