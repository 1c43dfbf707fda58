"""Related posts: the lists of all posts with their reasons, kept in step from build to build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from sphinx_commonplace.core.related.arrays import keys
from sphinx_commonplace.core.related.corpus.corpus import Corpus
from sphinx_commonplace.core.related.lists.found import Found
from sphinx_commonplace.core.related.lists.renewal import Renewal
from sphinx_commonplace.core.related.notes import Note, made_from
from sphinx_commonplace.core.related.reasons.explaining import Explaining
from sphinx_commonplace.core.related.reasons.reasons import Reasons
from sphinx_commonplace.core.related.scores.closed import closed
from sphinx_commonplace.core.related.scores.similarity import Similarity
from sphinx_commonplace.core.related.scores.standing import Standing
from sphinx_commonplace.core.related.scores.ties import Ties
from sphinx_commonplace.core.related.scores.weights import Weights
from sphinx_commonplace.core.related.shelf import Kept, Shelf
from sphinx_commonplace.core.related.work import Each, alone, mixed

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Passage

COMPARING = "reasons"


class Related:
    """The lists of all posts.

    :param kept: what ``dump`` has returned in the last build, if that was by the same programs.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self.corpus = Corpus()
        self.found = Found.nothing()
        self.told = keys.of_texts([])
        self.standing = Standing.nothing()
        self.found_with = b""
        self.lists = Shelf({})
        if kept:
            self.found_with, self.lists = kept.made_from, kept.shelf
            corpus, *found = kept.load()
            self.corpus = Corpus.load(corpus)
            self.found, self.told, self.standing = found

    def dump(self) -> Kept:
        """Return what the next build needs."""
        rest = self.corpus.dump(), self.found, self.told, self.standing
        return Kept.of(self.found_with, self.lists, rest)

    def update(
        self,
        notes: Mapping[str, Note],
        apart: Mapping[str, Collection[str]],
        text: Callable[[str], Sequence[Passage]],
        each: Each = alone,
    ) -> int:
        """Bring the lists in line with the posts there are; return how many were made anew.

        :param apart: for each post those that it must not have in its lists, besides those it is
            linked to.
        :param text: gives the passages of a post, and is asked for those that changed only.
        :param each: does the work for each part of the posts.
        """
        self.corpus.update(notes, text, each)
        digests = {name: entry.digest for name, entry in self.corpus.entries.items()}
        found_with = made_from(digests, apart)
        if found_with == self.found_with:
            return 0
        self.found_with = found_with
        weights = Weights(self.corpus)
        linked = {
            name: frozenset(target for target, *_ in note.links) for name, note in notes.items()
        }
        ties = Ties(self.corpus, weights, linked, self.standing)
        similarity = Similarity(weights, ties, closed(self.corpus, weights, ties, apart))
        renewal = Renewal(similarity, self.found)
        found, others = renewal.lists(each)
        reasons = Reasons(self.corpus, weights, ties)
        explaining = Explaining(reasons, found, self.lists, renewal, self.told)
        made = explaining.needed(others)
        packed = dict(self.lists.packed)
        for part in each(explaining.packed, mixed(made), COMPARING):
            packed |= part
        self.lists = Shelf({name: packed[name] for name in found.names})
        self.found, self.told, self.standing = found, reasons.told, ties.names.standing
        return len(made)
