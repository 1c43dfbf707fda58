"""Names: what posts are called, and where that stands in the texts of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.corpus import OTHERS
from sphinx_commonplace.core.related.matrix import Ints, Matrix, counted, in_order, keys_of
from sphinx_commonplace.core.related.vocabulary import BREAK
from sphinx_commonplace.core.related.weights import rounded

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus import Corpus
    from sphinx_commonplace.core.related.vocabulary import Tokens
    from sphinx_commonplace.core.related.weights import Weights

_NAMED = 900  # thousandths of a score that the rarest name gives
THIN = 60  # thousandths of a score for which a reason is given; names that give less are none
_LONG = 0.35, 1.75  # what each further word of a name adds, and the most
_SAID = 8  # words of a link that are taken for a name, at the most


class Names:
    """The names of posts, and where they stand in the texts of others.

    A post has its title and its other names, and is also called by the words that are links to it.
    """

    def __init__(self, corpus: Corpus, weights: Weights) -> None:
        self.weights = weights
        self.corpus = corpus
        owners: dict[tuple[int, ...], dict[int, set[int]]] = {}
        for number, name in enumerate(weights.names):
            entry = corpus.entries[name]
            first = len(entry.themes)
            for terms in _spelt(entry.rows[first], corpus.vocabulary.term_of):
                owners.setdefault(terms, {})[number] = set()
            for (target, _words), row in zip(
                entry.note.said, entry.rows[first + OTHERS + len(entry.note.links) :], strict=True
            ):
                owner = weights.number.get(target)
                for terms in _spelt(row, corpus.vocabulary.term_of):
                    if owner is not None and len(terms) <= _SAID:
                        called = owners.setdefault(terms, {}).setdefault(owner, {number})
                        if called:  # a name of its own is worth more
                            called.add(number)
        self.names = sorted(owners)
        borne = [
            (place, owner, len(callers))
            for place, name in enumerate(self.names)
            for owner, callers in sorted(owners[name].items())
        ]
        self.bearers = np.array(borne, np.int64).reshape(-1, 3)

    @cached_property
    def in_themes(self) -> tuple[Ints, Ints]:
        """The themes in which a name stands, and the name: each pair once."""
        found = [self._of_one_word(), *self._of_more_words()]
        theme = np.concatenate([pair[0] for pair in found])
        name = np.concatenate([pair[1] for pair in found])
        count = max(1, len(self.names))
        keys, _times = counted(keys_of(theme, name, count))
        theme, name = np.divmod(keys, count)
        return theme.astype(np.int32), name.astype(np.int32)

    def _of_one_word(self) -> tuple[Ints, Ints]:
        single = np.array([n for n, name in enumerate(self.names) if len(name) == 1], np.int64)
        terms = np.array([self.names[n][0] for n in single], np.int64)
        places, which = self.weights.themes_with.places(terms)
        return self.weights.themes_with.column[places], single[which]

    def _texts(self) -> tuple[Ints, Ints]:
        """Return the terms of all texts as they stand, one after the other, and their themes."""
        entries = (self.corpus.entries[name] for name in self.weights.names)
        rows = [row for entry in entries for row in entry.rows[: len(entry.themes)]]
        term_of = np.array(self.corpus.vocabulary.term_of, np.int32)
        sizes = np.array([len(row) for row in rows], np.int64)
        terms: Ints = term_of[np.concatenate([*rows, np.zeros(0, np.uint32)])]
        return terms, np.repeat(np.arange(len(rows), dtype=np.int32), sizes)

    def _of_more_words(self) -> Iterator[tuple[Ints, Ints]]:
        lengths: dict[int, list[int]] = {}
        for number, name in enumerate(self.names):
            if len(name) > 1:
                lengths.setdefault(len(name), []).append(number)
        weights = self.weights
        terms, theme_of = self._texts()
        padded = np.concatenate([terms, np.zeros(max(lengths, default=0) + 1, terms.dtype)])
        # Names are looked for where the rarest of their words stands.
        often = np.bincount(terms, minlength=weights.terms)
        wanted = np.zeros(weights.terms, bool)
        spelt = {size: np.array([self.names[n] for n in these]) for size, these in lengths.items()}
        offsets = {size: np.argmin(often[names], axis=1) for size, names in spelt.items()}
        rarest = {
            size: names[np.arange(len(names)), offsets[size]] for size, names in spelt.items()
        }
        for these in rarest.values():
            wanted[these] = True
        wanted[BREAK] = False
        where = np.flatnonzero(wanted[terms])
        order = in_order(terms[where])
        standing = Matrix.of(terms[where][order], where[order], where, weights.terms)
        for length, numbers in sorted(lengths.items()):
            names, offset = spelt[length], offsets[length]
            places, which = standing.places(rarest[length])
            begin = standing.column[places] - offset[which]
            fits = begin >= 0
            begin, which = begin[fits], which[fits]
            for step in range(length):
                fits = padded[begin + step] == names[which, step]
                begin, which = begin[fits], which[fits]
            yield theme_of[begin], np.array(numbers)[which]

    @cached_property
    def worth(self) -> Ints:
        """What each name is worth for each that bears it: the rarer and longer, the more.

        Words that are links are worth the less, the more posts say them without the link.
        """
        theme, name = self.in_themes
        owner = self.weights.theme_owner
        count = max(1, len(self.names))
        posts = np.bincount(counted(keys_of(owner[theme], name, count))[0] % count, minlength=count)
        rarity = np.maximum(0, np.log(self.weights.total / rounded(posts)))
        rarity /= np.log(self.weights.total)
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

    def targets(self, name: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the posts that bear some names, what each is worth, and the place of the name.

        A name that many bear, or that is said everywhere, points to none of them.
        """
        tells = self.worth >= THIN
        place, owner, _callers = self.bearers[tells].T
        bearers = Matrix.of(place, owner, self.worth[tells], len(self.names))
        places, which = bearers.places(name)
        return bearers.column[places], bearers.value[places], which


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
