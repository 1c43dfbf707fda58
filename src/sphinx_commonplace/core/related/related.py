"""Related posts: the lists of all posts with their reasons, kept in step from build to build."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related import keys
from sphinx_commonplace.core.related.corpus import Corpus
from sphinx_commonplace.core.related.found import Found
from sphinx_commonplace.core.related.matrix import Matrix, pairs
from sphinx_commonplace.core.related.notes import Note, made_from
from sphinx_commonplace.core.related.reasons import LINKED, Reasons
from sphinx_commonplace.core.related.renewal import Renewal
from sphinx_commonplace.core.related.shelf import (
    THEME,
    WHOLE,
    Hit,
    Kept,
    Lists,
    Reason,
    Shelf,
    pack,
)
from sphinx_commonplace.core.related.similarity import Similarity
from sphinx_commonplace.core.related.ties import Ties
from sphinx_commonplace.core.related.weights import Weights
from sphinx_commonplace.core.related.work import Each, alone

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Passage
    from sphinx_commonplace.core.related.found import List
    from sphinx_commonplace.core.related.found import Lists as FoundLists

COMPARING = "reasons"
Why = tuple[Reason, ...]
Pair = tuple[int | None, str]  # the number of a theme, or nothing, and the other post


class Related:
    """The lists of all posts.

    :param kept: what ``dump`` has returned in the last build, if that was by the same programs.
    """

    def __init__(self, kept: bytes = b"") -> None:
        self.corpus = Corpus()
        self.found = Found.nothing()
        self.found_with = b""
        self.lists = Shelf({})
        if kept:
            self.found_with, packed, rest = Kept.load(kept)
            corpus, self.found = pickle.loads(rest)  # noqa: S301 - a part of Sphinx's own pickle
            self.corpus, self.lists = Corpus.load(corpus), Shelf(packed)

    def dump(self) -> bytes:
        """Return what the next build needs."""
        rest = pickle.dumps((self.corpus.dump(), self.found), protocol=5)
        return Kept(self.found_with, self.lists.packed, rest).dump()

    def update(
        self,
        notes: Mapping[str, Note],
        closed: Mapping[str, Collection[str]],
        text: Callable[[str], Sequence[Passage]],
        each: Each = alone,
    ) -> int:
        """Bring the lists in line with the posts there are; return how many were made anew.

        :param closed: for each post those that it must not have in its lists, besides those it
            is linked to.
        :param text: gives the passages of a post, and is asked for those that changed only.
        :param each: does the work for each part of the posts.
        """
        self.corpus.update(notes, text, each)
        digests = {name: entry.digest for name, entry in self.corpus.entries.items()}
        found_with = made_from(digests, closed)
        if found_with == self.found_with:
            return 0
        self.found_with = found_with
        weights = Weights(self.corpus)
        linked = {
            name: frozenset(target for target, *_ in note.links) for name, note in notes.items()
        }
        ties = Ties(self.corpus, weights, linked)
        marks = (
            keys.of_texts(weights.names),
            keys.of_digests(self.corpus.entries[name].digest for name in weights.names),
        )
        similarity = Similarity(weights, ties, marks, _closed(weights, ties, closed, self.corpus))
        renewal = Renewal(similarity, self.found)
        found, sought = renewal.lists(each)
        reasons = Reasons(self.corpus, weights, ties)
        packed = {name: known for name, known in self.lists.packed.items() if name in found.number}
        made = [found.names[number] for number in sought.tolist()]
        moved = {found.names[number] for number in np.flatnonzero(renewal.moved).tolist()}

        def explain(names: Sequence[str]) -> dict[str, bytes]:
            explained = {}
            for name in names:
                known = {}
                if not renewal.stale[found.number[name]]:
                    known = _reasons(self.lists[name], moved)
                explained[name] = pack(self._explained(reasons, name, found[name], known))
            return explained

        for part in each(explain, made, COMPARING):
            packed |= part
        self.found, self.lists = found, Shelf(packed)
        return len(made)

    def _explained(
        self, reasons: Reasons, name: str, found: FoundLists, known: Mapping[Pair, Why]
    ) -> Lists:
        def why(place: int | None, other: str) -> Why:
            return known.get((place, other)) or reasons.of(name, place, other)

        def hits(place: int | None, best: List, most: int) -> tuple[Hit, ...]:
            explained = (Hit(other, score, why(place, other)) for other, score in best)
            return tuple(islice(filter(_tells, explained), most))

        themes = self.corpus.entries[name].themes
        return Lists(
            hits(None, found.whole, WHOLE),
            tuple(
                (theme, hits(place, best, THEME))
                for place, (theme, best) in enumerate(zip(themes, found.themes, strict=True))
            ),
        )


def _reasons(lists: Lists, moved: Collection[str]) -> dict[Pair, Why]:
    """Return the reasons in the lists of a post, but for those posts that moved."""
    every = [(None, lists.whole), *((n, hits) for n, (_, hits) in enumerate(lists.themes))]
    return {
        (place, hit.name): hit.reasons
        for place, hits in every
        for hit in hits
        if hit.name not in moved
    }


def _tells(hit: Hit) -> bool:
    """Whether there is more to say than that others are linked to both."""
    return any(reason.kind not in LINKED for reason in hit.reasons)


def _closed(
    weights: Weights, ties: Ties, closed: Mapping[str, Collection[str]], corpus: Corpus
) -> tuple[Matrix, Matrix]:
    """Return which posts the list of each post, and of each theme, must not hold.

    That is the post itself and those it is kept from; of a post also all that it is linked to, of
    a theme what it links to itself.
    """
    number, start = weights.number, weights.theme_start
    kept = [
        (number[name], number[other])
        for name, others in closed.items()
        for other in (name, *others)
        if name in number and other in number
    ]
    kept += [(number[name], number[name]) for name in weights.names if name not in closed]
    linked = []
    for place, name in enumerate(weights.names):
        themes = {theme.anchor: n for n, theme in enumerate(corpus.entries[name].themes)}
        linked += [
            (int(start[place]) + themes[anchor], number[target])
            for target, _around, anchors in corpus.entries[name].note.links
            for anchor in anchors
            if target in number and anchor in themes
        ]
    post, other = np.array(kept, dtype=np.int64).reshape(-1, 2).T
    theme, target = np.array(linked, dtype=np.int64).reshape(-1, 2).T
    alone = pairs(post, other, len(weights.names))
    places, which = alone.places(weights.theme_owner)
    return (
        pairs(
            np.concatenate([ties.adjacent.rows, post]),
            np.concatenate([ties.adjacent.column, other]),
            len(weights.names),
        ),
        pairs(
            np.concatenate([which, theme]),
            np.concatenate([alone.column[places], target]),
            len(weights.theme_owner),
        ),
    )
