"""Measure search: this site's engine beside Sphinx's own and Pagefind, on any notes.

See README.md. The report goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from retrieval import asking, builds, costs, edits, engines, notes, pages, queries
from retrieval.builds import Sites, tell
from retrieval.collection import Collection
from retrieval.summary import Found, Results, summary
from sites import BARE
from sites import OURS as OUR_SITE

if TYPE_CHECKING:
    from retrieval.engines import Engine
    from retrieval.queries import Query
    from retrieval.scoring import Hit, Outcome

_NAME = "commonplace-benchmark"
QUALITY, TRAFFIC, COSTS = "quality", "traffic", "costs"
ENGINES = {
    engines.SPHINX: engines.sphinx,
    engines.PAGEFIND: engines.pagefind,
    engines.OURS: engines.ours,
}


def main() -> int:
    """Build, measure and print; only a build that fails, or no notes, are a failure."""
    options = _options()
    made = Path(tempfile.mkdtemp(prefix=f"{_NAME}-")) if options.work is None else options.work
    work = made / _NAME  # a folder of our own, wherever: what was in it before is removed
    work.mkdir(parents=True, exist_ok=True)
    try:
        results = _Run(work, options).measure()
    except subprocess.CalledProcessError as failure:
        tell(f"a build failed: {failure}")
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(made, ignore_errors=True)
    print(summary(results))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("folders", nargs="+", type=_folder, metavar="DIR", help="folders of Markdown, only read")
    add("--notes", type=int, help="take so many of the notes, chosen by the seed")
    add("--split", action="store_true", help="cut long notes at their headings into several")
    add("--queries", type=int, default=60, help="queries of each kind (default: 60)")
    add("--sessions", type=int, default=15, help="sessions in a fresh browser (default: 15)")
    add("--rounds", type=int, default=1, help="how often the index is made (default: 1)")
    add("--seed", default="1", help="another seed makes other queries (default: 1)")
    add("--parts", nargs="+", choices=[QUALITY, TRAFFIC, COSTS], default=[QUALITY, TRAFFIC, COSTS])
    add("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    add("--details", type=Path, metavar="FILE", help="write every query and its results there")
    add("--work", type=Path, metavar="DIR", help="build there, and build anew only what changes")
    options = parser.parse_args()
    if options.work and any(
        folder.resolve().is_relative_to((options.work / _NAME).resolve())
        for folder in options.folders
    ):
        parser.error("the notes are where the sites are to be built")
    return options


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    if not any(path.rglob("*.md")):
        raise argparse.ArgumentTypeError(f"{text} holds no Markdown")
    return path


class _Run:
    """One run: the notes, their sites, what is asked and what was found."""

    def __init__(self, work: Path, options: argparse.Namespace) -> None:
        self._work = work
        self._options = options
        self._names = notes.write(
            work / "notes", options.folders, options.notes, options.seed, split=options.split
        )
        self._sites = Sites(work, work / "notes", work / "bytecode")
        self._found = {name: Found() for name in options.engines}
        self._indexes = {name: found.index for name, found in self._found.items()}
        tell(f"{len(self._names):,} notes")

    def measure(self) -> Results:
        """Do all that the options ask for."""
        results = Results(len(self._names), 0, self._options.seed, engines=self._found)
        builds.warm_up(self._work)
        self._build(results)
        chosen = list(self._engines())
        for engine in chosen:
            self._indexes[engine.name].measure(engine)
        read = list(pages.read(self._sites.sites[BARE].output, self._names))
        results.words = fmean(len(page.words) for page in read)
        self._ask(chosen, self._queries(read))
        if COSTS in self._options.parts:
            if engines.OURS in self._indexes:
                doctrees = self._sites.sites[OUR_SITE].root / "doctrees"
                words = edits.measure(doctrees, self._options.seed)
                self._indexes[engines.OURS].words = words
                tell(f"after {sum(map(len, words.values()))} edits without builds")
            costs.editing(self._sites, chosen, self._indexes, self._options.seed)
        self._sites.forget()
        return results

    def _build(self, results: Results) -> None:
        sites, seed = self._sites, self._options.seed
        for tool in (BARE, OUR_SITE):
            cost = sites.update(tool) if sites.has(tool) else sites.build(tool)
            tell(f"building {tool}: {cost.cpu:.1f} s CPU")
        if engines.PAGEFIND in self._found:
            sites.pagefind()
        if COSTS in self._options.parts:
            results.half = costs.half(self._work / "half", self._work / "notes", seed)
            halved = Sites(self._work / "halved", self._work / "half", self._work / "bytecode")
            ours = {name: at for name, at in self._indexes.items() if name == engines.OURS}
            for _ in range(self._options.rounds):
                costs.making(sites, self._indexes)
                costs.making(halved, ours, half=True)
            sites.forget()
            halved.forget()

    def _engines(self) -> Iterator[Engine]:
        for name in self._found:
            tool = OUR_SITE if name == engines.OURS else BARE
            yield ENGINES[name](self._sites.sites[tool].output)

    def _ask(self, chosen: list[Engine], asked: list[Query]) -> None:
        options = self._options
        details = {}
        with asking.browser() as chromium:
            for engine in chosen if QUALITY in options.parts else ():
                details[engine.name] = asking.quality(chromium, engine, asked)
                self._found[engine.name].outcomes = [found for found, _ in details[engine.name]]
                tell(f"{engine.name}: {len(asked)} queries")
            for engine in chosen if TRAFFIC in options.parts else ():
                self._found[engine.name].traffic = asking.traffic(
                    chromium, engine, asked, options.sessions, options.seed
                )
                tell(f"{engine.name}: {options.sessions} sessions")
        if options.details:
            _write(options.details, details)

    def _queries(self, read: list[pages.Page]) -> list[Query]:
        """Make queries that are fair: our site shows the words too, and has the section."""
        output = self._sites.sites[OUR_SITE].output
        known: dict[str, tuple[set[str], set[str]]] = {}

        def fits(query: Query) -> bool:
            if query.url not in known:
                page = next(pages.read(output, [query.url.removesuffix(".html")]), None)
                anchors = {section.anchor for section in page.sections} if page else set()
                known[query.url] = (set(page.words) if page else set()), anchors
            shown, anchors = known[query.url]
            has_section = not query.anchors or not anchors.isdisjoint(query.anchors)
            return has_section and shown.issuperset(query.needs)

        options = self._options
        return queries.make(Collection(read), options.queries, options.seed, fits)


def _write(path: Path, details: dict[str, list[tuple[Outcome, list[Hit]]]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for name, found in details.items():
            for outcome, hits in found:
                row = {
                    "engine": name,
                    "kind": outcome.query.kind,
                    "query": outcome.query.text,
                    "sought": [outcome.query.url, *outcome.query.anchors],
                    "rank": outcome.rank,
                    "section": outcome.section,
                    "results": [[hit.url, *hit.anchors] for hit in hits],
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
