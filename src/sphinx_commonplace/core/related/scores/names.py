"""Names: what posts are called, and where that stands in the texts of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import Matrix
from sphinx_commonplace.core.related.arrays.sorting import Ints, distinct, keys_of, parted
from sphinx_commonplace.core.related.corpus.entries import NAMES, OTHERS
from sphinx_commonplace.core.related.scores.rarity import of_names, rounded

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus.corpus import Corpus
    from sphinx_commonplace.core.related.corpus.vocabulary import Tokens
    from sphinx_commonplace.core.related.scores.standing import Standing
    from sphinx_commonplace.core.related.scores.weights import Weights

_NAMED = 900  # thousandths of a score that the rarest name gives
THIN = 60  # thousandths of a score for which a reason is given; names that give less are none
_LONG = 0.35, 1.75  # what each further word of a name adds, and the most
_SAID = 8  # words of a link that are taken for a name, at the most


class Names:
    """The names of posts, and where they stand in the texts of others.

    A post has its title and its other names, and is also called by the words that are links to it;
    by a single word that is none of its title only if several posts do so.

    :param before: where those of several words stood before the last update of the corpus.
    """

    def __init__(self, corpus: Corpus, weights: Weights, before: Standing) -> None:
        self.weights = weights
        self.corpus = corpus
        self._before = before
        owners: dict[tuple[int, ...], dict[int, set[int]]] = {}
        titled: dict[int, set[int]] = {}  # the words of the names of each post
        for number, name in enumerate(weights.names):
            entry = corpus.entries[name]
            for terms in _spelt(entry.row(NAMES), corpus.vocabulary.term_of):
                owners.setdefault(terms, {})[number] = set()
                titled.setdefault(number, set()).update(terms)
            for place, (target, _words) in enumerate(entry.note.said, len(entry.note.links)):
                owner = weights.number.get(target)
                for terms in _spelt(entry.row(OTHERS + place), corpus.vocabulary.term_of):
                    if owner is not None and len(terms) <= _SAID:
                        called = owners.setdefault(terms, {}).setdefault(owner, {number})
                        if called:  # a name of its own is worth more
                            called.add(number)
        for terms, bearers in owners.items():
            if len(terms) == 1:
                owners[terms] = {
                    owner: callers
                    for owner, callers in bearers.items()
                    if len(callers) != 1 or terms[0] in titled.get(owner, ())
                }
        self.names = sorted(terms for terms, bearers in owners.items() if bearers)
        borne = [
            (place, owner, len(callers))
            for place, name in enumerate(self.names)
            for owner, callers in sorted(owners[name].items())
        ]
        self.bearers = np.array(borne, np.int64).reshape(-1, 3)

    @cached_property
    def in_themes(self) -> tuple[Ints, Ints]:
        """The themes in which a name stands, and the name: each pair once."""
        standing = self.standing
        theme, name = self._of_one_word()
        theme = np.concatenate([theme, standing.theme])
        return theme, np.concatenate([name, standing.name]).astype(np.int32)

    @cached_property
    def standing(self) -> Standing:
        """Where those of several words stand."""
        weights = self.weights
        return self._before.renewed(self.corpus, self.names, weights.theme_start, weights.rarity)

    def _of_one_word(self) -> tuple[Ints, Ints]:
        name_of = np.full(self.weights.terms, -1)
        for number, name in enumerate(self.names):
            if len(name) == 1:
                name_of[name[0]] = number
        standing = self.weights.themes.only(name_of >= 0)
        return standing.rows, name_of[standing.column]

    @cached_property
    def worth(self) -> Ints:
        """What each name is worth for each that bears it: the rarer and longer, the more.

        Words that are links are worth the less, the more posts say them without the link.
        """
        theme, name = self.in_themes
        owner = self.weights.theme_owner
        count = max(1, len(self.names))
        post, named = parted(distinct(keys_of(owner[theme], name, count)), count)
        posts = self.weights.reference.posts_with(named, post, count)
        rarity = of_names(posts, self.weights.reference.total)
        longer, most = _LONG
        length = np.array([len(name) for name in self.names] or [1])
        factor = rarity * np.minimum(most, 1 + longer * (length - 1))
        place, _owner, callers = self.bearers.T
        titles = np.maximum(1, np.bincount(place[callers == 0], minlength=count))
        calls = np.bincount(place, callers, count).astype(np.int64)
        share = rounded(callers) / rounded(np.maximum(posts, calls))[place]
        share[callers == 0] = 1 / titles[place[callers == 0]]
        worth: Ints = np.rint(_NAMED * factor[place] * np.sqrt(share)).astype(np.int64)
        return worth

    @cached_property
    def borne(self) -> Matrix:
        """For each name the posts that bear it, and what it is worth for them.

        A name that many bear, or that is said everywhere, points to none of them.
        """
        tells = self.worth >= THIN
        place, owner, _callers = self.bearers[tells].T
        return Matrix.of(place, owner, self.worth[tells], len(self.names))

    def targets(self, name: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the posts that bear some names, what each is worth, and the place of the name."""
        places, which = self.borne.places(name)
        return self.borne.column[places], self.borne.value[places], which


def _spelt(row: Tokens, term_of: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield the names in a row, as terms; what has a word without one is none."""
    terms: list[int] = []
    for token in row.tolist():
        if token:
            terms.append(term_of[token])
            continue
        if terms and all(terms):
            yield tuple(terms)
        terms = []
