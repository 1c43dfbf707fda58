"""The summary: the engines side by side in one table, quality by kind of query, the targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from statistics import median

from report import table
from targets import Target

from retrieval import edits
from retrieval.asking import Traffic, Visit
from retrieval.costs import LEAST, Index, growth
from retrieval.engines import OURS, PAGEFIND, SPHINX
from retrieval.queries import HEADING, KINDS, TYPO
from retrieval.scoring import Outcome, empty, mrr, of_kind, section, success

_SHORT = 250  # words: notes of more are long ones
_ENOUGH = 20  # queries that mean a section: fewer say nothing
_SMALL = 2000  # notes: more are a large collection


@dataclass
class Found:
    """What was found out of one engine; what was not measured is empty."""

    outcomes: list[Outcome] = field(default_factory=list)
    traffic: Traffic = field(default_factory=Traffic)
    index: Index = field(default_factory=Index)


@dataclass
class Results:
    """All there is to report."""

    notes: int
    words: float  # of a note, on average
    seed: str
    half: float = 0.5  # the share of the notes that are half of them
    engines: dict[str, Found] = field(default_factory=dict)


Value = Callable[[Found], float | None]


def summary(results: Results) -> str:
    """Return the whole report."""
    found = results.engines
    counts = {kind: len(of_kind(next(iter(found.values())).outcomes, kind)) for kind in KINDS}
    heading = f"{results.notes:,} NOTES of {results.words:.0f} words on average, "
    heading += f"{sum(counts.values())} queries, seed {results.seed!r}"
    kinds = {f"{kind} ({counts[kind]})": (_kind(kind), ".3f") for kind in KINDS}
    blocks = [heading, _rows(found, _FIGURES), "MRR@10 BY KIND OF QUERY", _rows(found, kinds)]
    rows = [target.row for target in targets(results)]
    if rows:
        blocks += ["TARGETS", table("|limit|measured|", rows)]
    return "\n\n".join(blocks)


def _rows(found: dict[str, Found], figures: dict[str, tuple[Value, str]]) -> str:
    rows = []
    for what, (value, form) in figures.items():
        values = [value(engine) for engine in found.values()]
        rows.append([what, *("" if value is None else f"{value:{form}}" for value in values)])
    return table("|".join(["", *found]), rows)


def _kind(kind: str) -> Value:
    return lambda found: mrr(of_kind(found.outcomes, kind))


def _visits(which: str, what: str, scale: float = 1) -> Value:
    def value(found: Found) -> float | None:
        visits: list[Visit] = getattr(found.traffic, which)
        return _median((getattr(visit, what) for visit in visits), scale)

    return value


def _median(values: Iterable[float], scale: float = 1) -> float | None:
    found = list(values)
    return median(found) / scale if found else None


def _index(what: str, scale: float = 1) -> Value:
    return lambda found: getattr(found.index, what) / scale if found.index.files else None


def _most_changed(found: Found) -> float | None:
    """Return the most files that a word more, one less or another changes."""
    return max([*found.index.changed, *chain(*found.index.words.values())], default=None)


def _edits(place: str) -> dict[str, tuple[Value, str]]:
    """Return what words of a place change."""

    def value(of: Callable[[list[int]], float], *kinds: str) -> tuple[Value, str]:
        def found(found: Found) -> float | None:
            files = [*chain(*(found.index.words.get((place, kind), ()) for kind in kinds))]
            return of(files) if files else None

        return found, ",.0f"

    return {
        f"{place}: random edits of a word": value(len, *edits.KINDS),
        f"{place}: files that these change, median": value(median, *edits.KINDS),
        f"{place}: files, a word more or less, most": value(max, edits.MORE, edits.LESS),
        f"{place}: files, another word, most": value(max, edits.ANOTHER),
        f"{place}: edits that change more than {edits.MOST}": value(
            lambda files: sum(one > edits.MOST for one in files), *edits.KINDS
        ),
    }


def _kinds_but_headings(found: Found) -> list[Outcome]:
    return of_kind(found.outcomes, *(kind for kind in KINDS if kind != HEADING))


_FIGURES: dict[str, tuple[Value, str]] = {
    "MRR@10": (lambda found: mrr(found.outcomes), ".3f"),
    "MRR@10, one typo": (_kind(TYPO), ".3f"),
    "success@1": (lambda found: success(found.outcomes, 1), ".3f"),
    "success@5": (lambda found: success(found.outcomes, 5), ".3f"),
    "without any result": (lambda found: empty(found.outcomes), ".1%"),
    "right section, headings": (lambda found: section(of_kind(found.outcomes, HEADING)), ".3f"),
    "right section, text": (lambda found: section(_kinds_but_headings(found)), ".3f"),
    "first query, kB": (_visits("first", "sent", 1000), ".0f"),
    "first query, requests": (_visits("first", "requests"), ".0f"),
    "first query, ms": (_visits("first", "took"), ".0f"),
    "later query, kB": (_visits("later", "sent", 1000), ".0f"),
    "later query, requests": (_visits("later", "requests"), ".0f"),
    "later query, ms": (_visits("later", "took"), ".0f"),
    "same query again, kB": (_visits("again", "sent", 1000), ".0f"),
    "same query again, ms": (_visits("again", "took"), ".0f"),
    "results of a key, all loaded, ms": (lambda found: _median(found.traffic.keys), ".0f"),
    "requests before": (
        lambda found: len(found.traffic.before) if found.traffic.first else None,
        ".0f",
    ),
    "code and dialog, kB gz": (_index("interface", 1000), ".1f"),
    "index, files": (_index("files"), ",.0f"),
    "index, kB": (_index("raw", 1000), ",.0f"),
    "index, kB gz": (_index("packed", 1000), ",.0f"),
    "making the index, s CPU": (lambda found: _median(found.index.seconds), ".2f"),
    "making it with PyStemmer, s CPU": (lambda found: _median(found.index.quick), ".2f"),
    **{what: how for place in edits.PLACES for what, how in _edits(place).items()},
    "files changed by an edit of one word, most": (_most_changed, ".0f"),
    "files written by a no-op": (
        lambda found: found.index.idle if found.index.changed else None,
        ".0f",
    ),
}


def targets(results: Results) -> Iterator[Target]:
    """Compare the figures of our engine with what they should be."""
    ours = results.engines.get(OURS)
    if ours is None:
        return
    small = results.notes <= _SMALL
    outcomes, index = ours.outcomes, ours.index
    yield Target("MRR@10", 0.97 if small else 0.93, mrr(outcomes), ".3f", at_least=True)
    yield Target("MRR@10, one typo", 0.97, _kind(TYPO)(ours), ".3f", at_least=True)
    meant = [found for found in outcomes if found.section is not None]
    right = section(meant) if len(meant) >= _ENOUGH else None
    yield Target("right section among the results", 0.95, right, ".3f", at_least=True)
    yield Target("queries without any result", 0.01, empty(outcomes), ".1%")
    first = 60 if small and results.words <= _SHORT else 100
    yield Target("first query, kB", first, _visits("first", "sent", 1000)(ours), ".0f")
    yield Target("later query, kB", 40, _visits("later", "sent", 1000)(ours), ".0f")
    for which in ("first", "later"):
        theirs = results.engines.get(PAGEFIND)
        limit = _visits(which, "took")(theirs) if theirs else None
        if limit is not None:
            took = _visits(which, "took")(ours)
            yield Target(f"{which} query, ms, Pagefind's at the most", limit, took, ".0f")
    yield Target("same query again, ms", 50, _visits("again", "took")(ours), ".0f")
    yield Target("results of a key, all loaded, ms", 50, _median(ours.traffic.keys), ".0f")
    yield Target("code and dialog, kB gz", 12, _index("interface", 1000)(ours), ".1f")
    yield Target("files changed by an edit of one word", edits.MOST, _most_changed(ours), ".0f")
    yield Target("making it / making Sphinx's", 1 / 3, _ratio(results), ".2f")
    yield Target("cost of a note, all / half of them", 1.15, growth(index, results.half), ".2f")
    idle = index.idle if index.changed else None
    yield Target("files written by a no-op", 0, idle, ".0f")
    before = len(ours.traffic.before) if ours.traffic.first else None
    yield Target("requests before the dialog is opened", 0, before, ".0f")


def _ratio(results: Results) -> float | None:
    sphinx = results.engines.get(SPHINX)
    if sphinx is None or not sphinx.index.seconds:
        return None
    if median(sphinx.index.seconds) < LEAST:
        return None
    pairs = zip(results.engines[OURS].index.seconds, sphinx.index.seconds, strict=True)
    return _median(ours / theirs for ours, theirs in pairs)
