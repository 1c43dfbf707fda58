"""How well related posts are found: links of a folder of notes are hidden and looked for again.

``python benchmarks/related.py DIR`` builds the folder as a site in a temporary place, hides 30 % of
the pairs of notes that are linked, and asks for what is related to each note that lost a link, and
to each of its themes. The site's own lists stand beside shared tags, TF-IDF and BM25. With several
``--seeds`` other pairs are hidden for each, and the means are told.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hidden import Hidden, vault
from moved import days
from rankers import RANKERS, Ranks

from sphinx_commonplace.core.related.related import Related

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Passage
    from sphinx_commonplace.core.related.notes import Note
    from sphinx_commonplace.core.related.shelf import Kept

SEED = 1
_LEAST = 3  # themes of a note that is asked for each
_CHANGES = 10  # notes that are added or edited, one at a time


def score(ranks: list[tuple[list[str], set[str]]]) -> tuple[float, float, float]:
    """Return recall at 5 and at 10, and the mean reciprocal rank of the first that is found."""
    at5 = at10 = reciprocal = 0.0
    for found, wanted in ranks:
        at5 += len(wanted & set(found[:5])) / min(len(wanted), 5)
        at10 += len(wanted & set(found[:10])) / min(len(wanted), 10)
        reciprocal += next((1 / n for n, name in enumerate(found, 1) if name in wanted), 0)
    count = max(1, len(ranks))
    return at5 / count, at10 / count, reciprocal / count


def measure(hidden: list[Hidden], kept: str) -> None:
    """Print a row for each way of ranking, per note and per theme: the mean over the seeds."""
    for name, ranker in RANKERS.items():
        rows = [_marks(ranker, one) for one in hidden]
        *found, cost = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        shown = " ".join(f"{value:6.3f}" for value in found)
        print(f"{kept:8} {name:12} {shown} {cost:7.2f}")


def _marks(ranker: Callable[[Hidden], Ranks], hidden: Hidden) -> tuple[float, ...]:
    """Return what a way of ranking finds for notes and for themes, and what it costs."""
    began = time.process_time()
    ranks = ranker(hidden)
    cost = time.process_time() - began
    notes = score([(ranks.note(note), wanted) for note, wanted in hidden.notes_asked()])
    themes = score([(ranks.theme(*key), wanted) for key, wanted in hidden.themes_asked(_LEAST)])
    return *notes, *themes, cost


def steady(hidden: Hidden) -> None:
    """Print how many other notes show other posts when one is added, or has one word more."""
    names = random.Random(SEED).sample(sorted(hidden.notes), min(_CHANGES, len(hidden.notes)))
    full = _related(hidden.notes, hidden.passages)
    shown_by_all, kept_of_all = _shown(full), full.dump()
    for what in ("added", "added to notes with dates", "edited"):
        itself, others = 0, 0
        for name in names:
            notes, texts = dict(hidden.notes), dict(hidden.passages)
            was, kept = shown_by_all, kept_of_all
            if what == "edited":
                notes[name] = notes[name]._replace(digest="edited")
                first, *rest = texts[name]
                texts[name] = (first._replace(text=f"{first.text} Wordplay."), *rest)
            elif what == "added":
                del notes[name]
            else:
                notes = _dated(notes, name)
                before = _related(notes, texts)
                was, kept = _shown(before), before.dump()
                del notes[name]
            for other, shown in _shown(_related(notes, texts, kept)).items():
                if other == name or set(shown) == set(was[other]):
                    continue
                itself += (name in shown) != (name in was[other])
                others += 1
        share = 100 / max(1, len(names) * (len(hidden.notes) - 1))
        print(
            f"one note {what}: {others * share:.2f} % of the others show other posts, "
            f"{itself * share:.2f} % because it comes or goes there"
        )


def _dated(notes: dict[str, Note], newest: str) -> dict[str, Note]:
    """Return notes with dates in no order, but that one is the newest."""
    dates = {**days(notes), newest: float(len(notes))}
    return {name: note._replace(date=dates[name]) for name, note in notes.items()}


def _related(
    notes: dict[str, Note], texts: dict[str, tuple[Passage, ...]], kept: Kept | None = None
) -> Related:
    related = Related(kept)
    related.update(notes, {}, texts.__getitem__)
    return related


def _shown(related: Related) -> dict[str, list[str]]:
    return {name: [hit.name for hit in one.whole] for name, one in related.lists.items()}


def main() -> int:
    """Measure one folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder of Markdown notes")
    parser.add_argument("--seeds", type=int, nargs="+", default=[SEED], metavar="SEED")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        site = vault(arguments.folder, Path(place))
        print(
            f"{arguments.folder.name}: {len(site.docnames)} notes, {len(site.pairs)} linked pairs"
        )
        print(f"{'words':8} {'':12} note: R@5 R@10 MRR     theme: R@5 R@10 MRR   CPU s")
        for kept in ("kept", "blanked"):
            blank = kept == "blanked"
            measure([site.hide(seed, blank=blank) for seed in arguments.seeds], kept)
        steady(site.hide(arguments.seeds[0], blank=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
