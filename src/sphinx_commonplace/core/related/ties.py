"""Ties: what binds two posts beside their words.

A name of the one may stand, unlinked, in the other; and there may be posts to which both are
linked, which counts the more the fewer others these are linked to (Adamic and Adar, "Friends and
neighbors on the Web", 2003).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.corpus import OTHERS
from sphinx_commonplace.core.related.weights import Ints, Marks, Matrix, Weights, rounded

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus import Corpus, Tokens

_NAMED = 900  # thousandths that the rarest name gives
_BACK = 1.0  # share of it for the post that bears the name
_LONG = 0.35, 1.75  # what each further word of a name adds, and the most
_SAID = 8  # words of a link that are taken for a name, at the most
_LINKED = 60  # thousandths for a post that is linked to hardly anything else
_HUB = 64, 8, 0.3  # a post linked to more than the most, or than that share, binds nothing


class Ties:
    """The ties between the posts of a corpus, in thousandths of a score.

    :param linked: the posts to which each post links.
    """

    def __init__(
        self, corpus: Corpus, weights: Weights, linked: Mapping[str, frozenset[str]]
    ) -> None:
        self.weights = weights
        self.count = len(weights.names)
        self.of_name = _Names(corpus, weights)
        known = [
            (weights.number[source], weights.number[target])
            for source, targets in linked.items()
            for target in targets
            if source in weights.number and target in weights.number and source != target
        ]
        ends = np.array(known, dtype=np.int64).reshape(-1, 2)
        self.links = pairs(ends[:, 0], ends[:, 1], self.count)
        both = np.concatenate([ends, ends[:, ::-1]])
        self.adjacent = pairs(both[:, 0], both[:, 1], self.count)

    @cached_property
    def cited(self) -> Matrix:
        """For each post those that link to it."""
        return self.links.transposed(self.count)

    @cached_property
    def binds(self) -> Marks:
        """Whether a post is linked to few enough others to say something of them."""
        sizes = np.diff(self.adjacent.start)
        most, least, share = _HUB
        binds: Marks = sizes <= min(most, max(least, share * self.count))
        return binds

    @cached_property
    def between(self) -> tuple[Ints, Ints, Ints]:
        """Pairs of posts that are linked to a third, and that post."""
        third, one = self.adjacent.rows, self.adjacent.column
        fit = self.binds[third]
        places, which = self.adjacent.places(third[fit])
        ones, others = one[fit][which], self.adjacent.column[places]
        apart = ones != others
        return ones[apart], others[apart], third[fit][which][apart]

    @cached_property
    def shared(self) -> Matrix:
        """For each post those that are linked to what it is linked to."""
        one, other, third = self.between
        degree = np.diff(self.adjacent.start)
        worth = np.rint(_LINKED / np.log(1 + rounded(degree))).astype(np.int64)
        return _summed(one, other, worth[third], self.count)

    @cached_property
    def in_themes(self) -> Matrix:
        """For each theme the posts of which it has a name, and what that is worth."""
        theme, name = self.of_name.in_themes
        owner = np.repeat(np.arange(self.count), np.diff(self.weights.theme_start))
        target, worth, place = self.of_name.targets(name)
        theme = theme[place]
        apart = owner[theme] != target
        themes = int(self.weights.theme_start[-1])
        return _largest(theme[apart], target[apart], worth[apart], themes, self.count)

    @cached_property
    def whole(self) -> Matrix:
        """For each post the others, and what names and links bind them with."""
        owner = np.repeat(np.arange(self.count), np.diff(self.weights.theme_start))
        one, other, worth = owner[self.in_themes.rows], self.in_themes.column, self.in_themes.value
        back = np.rint(_BACK * worth).astype(np.int64)
        named = _largest(
            np.concatenate([one, other]),
            np.concatenate([other, one]),
            np.concatenate([worth, back]),
            self.count,
            self.count,
        )
        return _summed(
            np.concatenate([named.rows, self.shared.rows]),
            np.concatenate([named.column, self.shared.column]),
            np.concatenate([named.value, self.shared.value]),
            self.count,
        )

    @cached_property
    def towards(self) -> Matrix:
        """For each post those that are bound to it, and with what."""
        return self.whole.transposed(self.count)

    @cached_property
    def towards_themes(self) -> Matrix:
        """For each post the themes that have a name of it, and what that is worth."""
        return self.in_themes.transposed(self.count)


class _Names:
    """The names of posts, and where they stand in the texts of others.

    A post has its title and its other names, and is also called by the words that are links to it.
    """

    def __init__(self, corpus: Corpus, weights: Weights) -> None:
        self.weights = weights
        owners: dict[tuple[int, ...], dict[int, set[int]]] = {}
        for number, name in enumerate(weights.names):
            entry = corpus.entries[name]
            first = len(entry.themes)
            for terms in _spelt(entry.rows[first], corpus.term_of):
                owners.setdefault(terms, {})[number] = set()
            for (target, _words), row in zip(
                entry.note.said, entry.rows[first + OTHERS + len(entry.note.links) :], strict=True
            ):
                owner = weights.number.get(target)
                for terms in _spelt(row, corpus.term_of):
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
        keys = np.sort(theme * max(1, len(self.names)) + name)
        keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
        return keys // max(1, len(self.names)), keys % max(1, len(self.names))

    def _of_one_word(self) -> tuple[Ints, Ints]:
        single = np.array([n for n, name in enumerate(self.names) if len(name) == 1], np.int64)
        terms = np.array([self.names[n][0] for n in single], np.int64)
        places, which = self.weights.themes_with.places(terms)
        return self.weights.themes_with.column[places], single[which]

    def _of_more_words(self) -> list[tuple[Ints, Ints]]:
        lengths: dict[int, list[int]] = {}
        for number, name in enumerate(self.names):
            if len(name) > 1:
                lengths.setdefault(len(name), []).append(number)
        weights = self.weights
        theme_of = weights.row_theme[weights.token_rows]
        terms = np.where(theme_of >= 0, weights.token_terms, 0)
        rarest = [
            max(name, key=lambda term: (int(weights.idf[term]), -term)) for name in self.names
        ]
        wanted = np.zeros(weights.terms, bool)
        wanted[[term for term, name in zip(rarest, self.names, strict=True) if len(name) > 1]] = (
            True
        )
        where = np.flatnonzero(wanted[terms] & (terms > 0))
        standing = Matrix(*_sorted_rows(terms[where], where, weights.terms), where)
        padded = np.concatenate([terms, np.zeros(max(lengths, default=0) + 1, np.int64)])
        found = []
        for length, numbers in sorted(lengths.items()):
            spelt = np.array([self.names[n] for n in numbers], np.int64)
            first = np.array([rarest[n] for n in numbers], np.int64)
            offset = np.argmax(spelt == first[:, None], axis=1)
            places, which = standing.places(first)
            begin = standing.column[places] - offset[which]
            fits = begin >= 0
            begin, which = begin[fits], which[fits]
            for step in range(length):
                fits = padded[begin + step] == spelt[which, step]
                begin, which = begin[fits], which[fits]
            found.append((theme_of[begin], np.array(numbers)[which]))
        return found

    @cached_property
    def worth(self) -> Ints:
        """What each name is worth for each that bears it: the rarer and longer, the more.

        Words that are links are worth the less, the more posts say them without the link.
        """
        theme, name = self.in_themes
        owner = np.repeat(np.arange(len(self.weights.names)), np.diff(self.weights.theme_start))
        count = max(1, len(self.names))
        posts = np.bincount(np.unique(owner[theme] * count + name) % count, minlength=count)
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
        """Return the posts that bear some names, what each is worth, and the place of the name."""
        place, owner, _callers = self.bearers.T
        bearers = Matrix.of(place, owner, self.worth, len(self.names))
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


def _sorted_rows(rows: Ints, column: Ints, count: int) -> tuple[Ints, Ints]:
    order = np.argsort(rows, kind="stable")
    return np.searchsorted(rows[order], np.arange(count + 1)), column[order]


def pairs(rows: Ints, column: Ints, count: int) -> Matrix:
    """Return a matrix of ones that has each pair once."""
    order = np.lexsort((column, rows))
    rows, column = rows[order], column[order]
    new = np.ones(len(rows), bool)
    new[1:] = (rows[1:] != rows[:-1]) | (column[1:] != column[:-1])
    return Matrix.of(rows[new], column[new], np.ones(int(new.sum()), np.int64), count)


def _summed(rows: Ints, column: Ints, value: Ints, count: int) -> Matrix:
    keys = rows * count + column
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(value[order], first) if len(first) else value
    return Matrix.of(keys[first] // count, keys[first] % count, sums, count)


def _largest(rows: Ints, column: Ints, value: Ints, count: int, wide: int) -> Matrix:
    # Sorting numbers is several times as fast as sorting pairs of them.
    base = int(value.max(initial=0)) + 1
    keys = np.sort((rows * wide + column) * base + value)
    last = np.flatnonzero(np.diff(keys // base, append=-1))
    keys, most = keys[last] // base, keys[last] % base
    return Matrix.of(keys // wide, keys % wide, most, count)
