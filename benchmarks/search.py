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
from pathlib import Path
from statistics import fmean

from sites import BARE
from sites import OURS as OUR_SITE

from retrieval import asking, builds, costs, engines, notes, pages, queries
from retrieval.builds import Sites, tell
from retrieval.collection import Collection
from retrieval.queries import Query
from retrieval.scoring import Hit, Outcome
from retrieval.summary import Found, Results, summary

QUALITY, TRAFFIC, COSTS = "quality", "traffic", "costs"
ENGINES = {
    engines.SPHINX: engines.sphinx,
    engines.PAGEFIND: engines.pagefind,
    engines.OURS: engines.ours,
}


def main() -> int:
    """Build, measure and print; only a build that fails, or no notes, are a failure."""
    options = _options()
    work = options.work or Path(tempfile.mkdtemp(prefix="commonplace-benchmark-"))
    try:
        results = _measure(work, options)
    except subprocess.CalledProcessError as failure:
        tell(f"a build failed: {failure}")
        return 1
    finally:
        if not options.work:
            shutil.rmtree(work, ignore_errors=True)
    print(summary(results))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("folders", nargs="+", type=_folder, metavar="DIR", help="folders of Markdown, only read")
    add("--notes", type=int, help="take so many of the notes, chosen by the seed")
    add("--queries", type=int, default=60, help="queries of each kind (default: 60)")
    add("--sessions", type=int, default=15, help="sessions in a fresh browser (default: 15)")
    add("--rounds", type=int, default=1, help="how often the index is made (default: 1)")
    add("--seed", default="1", help="another seed makes other queries (default: 1)")
    add("--parts", nargs="+", choices=[QUALITY, TRAFFIC, COSTS], default=[QUALITY, TRAFFIC, COSTS])
    add("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    add("--details", type=Path, metavar="FILE", help="write every query and its results there")
    add("--work", type=Path, metavar="DIR", help="build there, and build anew only what changes")
    return parser.parse_args()


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    if not any(path.rglob("*.md")):
        raise argparse.ArgumentTypeError(f"{text} holds no Markdown")
    return path


def _measure(work: Path, options: argparse.Namespace) -> Results:
    names = notes.write(work / "notes", options.folders, options.notes, options.seed)
    tell(f"{len(names):,} notes")
    builds.warm_up(work)
    found = {name: Found() for name in options.engines}
    indexes = {name: each.index for name, each in found.items()}
    sites = Sites(work, work / "notes", work / "bytecode")
    results = Results(len(names), 0, options.seed, engines=found)
    if COSTS in options.parts:
        for _ in range(options.rounds):
            costs.making(sites, indexes)
        if engines.OURS in indexes:
            results.half = costs.half(work / "half", work / "notes", options.seed)
            ours = {engines.OURS: indexes[engines.OURS]}
            costs.making(Sites(work / "halved", work / "half", work / "bytecode"), ours, half=True)
    else:
        for tool in (BARE, OUR_SITE):
            cost = sites.update(tool) if sites.has(tool) else sites.build(tool)
            tell(f"building {tool}: {cost.cpu:.1f} s CPU")
    if engines.PAGEFIND in found:
        sites.pagefind()
    outputs = {engines.OURS: sites.sites[OUR_SITE].output}
    chosen = [ENGINES[name](outputs.get(name, sites.sites[BARE].output)) for name in found]
    for engine in chosen:
        found[engine.name].index.measure(engine)

    read = list(pages.read(sites.sites[BARE].output, names))
    results.words = fmean(len(page.words) for page in read)
    asked = _queries(sites, read, options)
    tell(f"{len(asked)} queries")
    details: dict[str, list[tuple[Outcome, list[Hit]]]] = {}
    with asking.browser() as chromium:
        for engine in chosen if QUALITY in options.parts else ():
            details[engine.name] = asking.quality(chromium, engine, asked)
            found[engine.name].outcomes = [outcome for outcome, _ in details[engine.name]]
            tell(f"{engine.name}: asked")
        for engine in chosen if TRAFFIC in options.parts else ():
            found[engine.name].traffic = asking.traffic(
                chromium, engine, asked, options.sessions, options.seed
            )
            tell(f"{engine.name}: {options.sessions} sessions")
    if options.details:
        _write(options.details, details)
    if COSTS in options.parts:
        costs.editing(sites, chosen, indexes, options.seed)
    return results


def _queries(sites: Sites, read: list[pages.Page], options: argparse.Namespace) -> list[Query]:
    """Make queries that are fair: every tool shows the words of them, and has the section."""
    output = sites.sites[OUR_SITE].output
    known: dict[str, tuple[set[str], set[str]]] = {}

    def fits(query: Query) -> bool:
        if query.url not in known:
            page = next(iter(pages.read(output, [query.url.removesuffix(".html")])), None)
            anchors = {section.anchor for section in page.sections} if page else set()
            known[query.url] = (set(page.words) if page else set()), anchors
        shown, anchors = known[query.url]
        return shown.issuperset(query.needs) and (
            not query.anchors or not anchors.isdisjoint(query.anchors)
        )

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
