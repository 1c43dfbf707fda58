"""Related posts: the lists of all posts with their reasons, kept in step from build to build."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.corpus import Corpus, Note
from sphinx_commonplace.core.related.reasons import LINKED, Reason, Reasons
from sphinx_commonplace.core.related.similarity import Found, List, Similarity
from sphinx_commonplace.core.related.ties import Ties, pairs
from sphinx_commonplace.core.related.weights import Matrix, Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sphinx_commonplace.core.library.post import Passage

VERSION = 1
READING, COMPARING = "words", "reasons"
WHOLE, THEME = 6, 3  # related posts that are shown for a post, and for a theme


class Hit(NamedTuple):
    """A related post, the score in thousandths, and why."""

    name: str
    score: int
    reasons: tuple[Reason, ...]


class Lists(NamedTuple):
    """What is related to a post as a whole, and to each of its themes."""

    whole: tuple[Hit, ...]
    themes: tuple[tuple[Passage, tuple[Hit, ...]], ...]


class Related:
    """The lists of all posts."""

    def __init__(self, kept: bytes = b"") -> None:
        self.corpus = Corpus()
        self.found: dict[str, Found] = {}
        self.lists: dict[str, Lists] = {}
        if kept:
            version, corpus, found, lists = pickle.loads(kept)  # noqa: S301 - from Sphinx's own
            if version == VERSION:
                self.corpus = Corpus.load(corpus)
                self.found, self.lists = found, lists
        if not self.corpus.entries:
            self.found, self.lists = {}, {}

    def dump(self) -> bytes:
        """Return what the next build needs."""
        return pickle.dumps((VERSION, self.corpus.dump(), self.found, self.lists), protocol=5)

    def update(
        self,
        notes: Mapping[str, Note],
        closed: Mapping[str, Collection[str]],
        text: Callable[[str], Sequence[Passage]],
        track: Callable[[list[str], str], Iterable[str]] = lambda names, _doing: names,
    ) -> int:
        """Bring the lists in line with the posts there are; return how many were made anew.

        :param closed: for each post those that it must not have in its lists, besides those it
            is linked to.
        :param text: gives the passages of a post, and is asked for those that changed only.
        :param track: shows the progress through names, and what is done with them.
        """
        self.corpus.update(notes, text, lambda names: track(names, READING))
        weights = Weights(self.corpus)
        linked = {
            name: frozenset(target for target, *_ in note.links) for name, note in notes.items()
        }
        ties = Ties(self.corpus, weights, linked)
        marks = (
            _marks(weights.names),
            _marks(repr(notes[name]._replace(links=(), said=())) for name in weights.names),
        )
        similarity = Similarity(weights, ties, marks, _closed(weights, ties, closed, self.corpus))
        found = similarity.lists(self.found)
        reasons = Reasons(self.corpus, weights, ties)
        made = [name for name, one in found.items() if self.found.get(name) is not one]
        lists = {name: self.lists[name] for name in found if name in self.lists}
        for name in track(made, COMPARING):
            lists[name] = self._explained(reasons, name, found[name])
        self.found, self.lists = found, lists
        return len(made)

    def _explained(self, reasons: Reasons, name: str, found: Found) -> Lists:
        def hits(place: int | None, best: List, most: int) -> tuple[Hit, ...]:
            told = reasons.of(name, place, (other for other, _score in best))
            explained = (Hit(*hit, why) for hit, why in zip(best, told, strict=True))
            return tuple(islice(filter(_tells, explained), most))

        themes = self.corpus.entries[name].themes
        return Lists(
            hits(None, found.whole, WHOLE),
            tuple(
                (theme, hits(place, best, THEME))
                for place, (theme, best) in enumerate(zip(themes, found.themes, strict=True))
            ),
        )


def _tells(hit: Hit) -> bool:
    """Whether there is more to say than that others are linked to both."""
    return any(reason.kind not in LINKED for reason in hit.reasons)


def _marks(texts: Iterable[str]) -> NDArray[np.uint64]:
    digests = b"".join(blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


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
    owner = np.repeat(np.arange(len(weights.names)), np.diff(start))
    places, which = alone.places(owner)
    return (
        pairs(
            np.concatenate([ties.adjacent.rows, post]),
            np.concatenate([ties.adjacent.column, other]),
            len(weights.names),
        ),
        pairs(
            np.concatenate([which, theme]),
            np.concatenate([alone.column[places], target]),
            len(owner),
        ),
    )
