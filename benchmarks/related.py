"""How well related posts are found: links of a folder of notes are hidden and looked for again.

``python benchmarks/related.py DIR`` builds the folder as a site in a temporary place, hides 30 % of
the pairs of notes that are linked, and asks for what is related to each note that lost a link, and
to each of its themes. The site's own lists stand beside shared tags, TF-IDF and BM25.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from hidden import Hidden, vault
from rankers import RANKERS, Ranks

from sphinx_commonplace.core.related.related import Related

SEED = 1
_LEAST = 3  # themes of a note that is asked for each
MEBIBYTE = 1024


def score(ranks: list[tuple[list[str], set[str]]]) -> tuple[float, float, float]:
    """Return recall at 5 and at 10, and the mean reciprocal rank of the first that is found."""
    at5 = at10 = reciprocal = 0.0
    for found, wanted in ranks:
        at5 += len(wanted & set(found[:5])) / min(len(wanted), 5)
        at10 += len(wanted & set(found[:10])) / min(len(wanted), 10)
        reciprocal += next((1 / n for n, name in enumerate(found, 1) if name in wanted), 0)
    count = max(1, len(ranks))
    return at5 / count, at10 / count, reciprocal / count


def measure(hidden: Hidden, kept: str) -> None:
    """Print a row for each way of ranking, per note and per theme."""
    for name, ranker in RANKERS.items():
        began = time.process_time()
        ranks: Ranks = ranker(hidden)
        cost = time.process_time() - began
        notes = score([(ranks.note(note), wanted) for note, wanted in hidden.notes_asked()])
        themes = score([(ranks.theme(*key), wanted) for key, wanted in hidden.themes_asked(_LEAST)])
        shown = " ".join(f"{value:6.3f}" for value in (*notes, *themes))
        print(f"{kept:8} {name:12} {shown} {cost:7.2f}")


def speed(hidden: Hidden) -> None:
    """Print what the lists of all notes take, and what they take after one edit."""
    began = time.process_time()
    related = Related()
    related.update(hidden.notes, {}, hidden.passages.__getitem__)
    kept = related.dump()
    clean = time.process_time() - began
    name = sorted(hidden.notes)[len(hidden.notes) // 2]
    notes = {**hidden.notes, name: hidden.notes[name]._replace(digest="edited")}
    passage = hidden.passages[name][0]
    texts = {**hidden.passages, name: (passage._replace(text=f"{passage.text} An edit."),)}
    texts[name] += tuple(hidden.passages[name][1:])
    began = time.process_time()
    again = Related(kept)
    made = again.update(notes, {}, texts.__getitem__)
    again.dump()
    edit = time.process_time() - began
    before = related.lists
    moved = sum(again.lists[n] != before[n] for n in before if n != name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEBIBYTE
    size = len(kept) / 2**20
    print(
        f"{len(notes)} notes: all lists {clean:.2f} s, {size:.1f} MiB kept, {peak} MiB at the most"
    )
    print(f"after an edit {edit:.2f} s, {made} compared, {moved} others changed")


def main() -> int:
    """Measure one folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="a folder of Markdown notes")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        site = vault(arguments.folder, Path(place))
        print(
            f"{arguments.folder.name}: {len(site.docnames)} notes, {len(site.pairs)} linked pairs"
        )
        print(f"{'words':8} {'':12} note: R@5 R@10 MRR     theme: R@5 R@10 MRR   CPU s")
        for kept in ("kept", "blanked"):
            measure(site.hide(arguments.seed, blank=kept == "blanked"), kept)
        speed(site.hide(arguments.seed, blank=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
