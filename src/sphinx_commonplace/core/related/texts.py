"""Texts: where each term stands in a post, how it is written there, and which words stand together."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sphinx_commonplace.core.related import fillers, words
from sphinx_commonplace.core.related.corpus import BREAK, JOINED, PARTED

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus import Corpus, Tokens
    from sphinx_commonplace.core.related.weights import Ints

_SHIFT = 32  # bits of the second term of a pair
_HEADINGS = 2  # the row of headings and tags, counted from that of the names
_OFTEN = 3  # times that a post uses a word of a heading if it is about it


class Text:
    """The text of one post."""

    def __init__(self, corpus: Corpus, term_of: NDArray[np.uint32], name: str) -> None:
        self.corpus = corpus
        entry = corpus.entries[name]
        count = len(entry.themes)
        self.language = entry.note.language
        self.tokens = np.concatenate(entry.rows[:count])
        self.signs = np.concatenate(entry.signs)
        self.terms = term_of[self.tokens].astype(np.int64)
        self.order = np.argsort(self.terms, kind="stable")
        self.sorted = self.terms[self.order]
        self.size = int(np.count_nonzero(self.terms))
        first = len(entry.themes)
        self.names = _terms(term_of, entry.rows[first])
        self.headings = _terms(term_of, entry.rows[first + _HEADINGS])

    def is_about(self, term: int, times: int) -> bool:
        """Whether a term that stands so often in a post is what the post is about."""
        return term in self.names or (term in self.headings and times >= _OFTEN)

    def times(self, terms: Ints) -> Ints:
        """Return how often each of some terms stands in the text."""
        return np.searchsorted(self.sorted, terms, "right") - np.searchsorted(self.sorted, terms)

    def places(self, term: int) -> list[int]:
        """Return where a term stands."""
        begin, end = np.searchsorted(self.sorted, [term, term + 1])
        found: list[int] = self.order[begin:end].tolist()
        return found

    @cached_property
    def pairs(self) -> Ints:
        """The pairs of terms that stand side by side, each once, the first above the second."""
        one, other = self.terms[:-1], self.terms[1:]
        fits = (one != BREAK) & (other != BREAK) & (self.signs[:-1] != PARTED)
        return np.unique(one[fits] << _SHIFT | other[fits])

    def _starts(self, chain: tuple[int, ...]) -> list[int]:
        """Return where terms stand side by side."""
        found, length, row = [], len(chain), list(chain)
        for place in self.places(chain[0]):
            apart = PARTED in self.signs[place : place + length - 1]
            if self.terms[place : place + length].tolist() == row and not apart:
                found.append(place)
        return found

    def count(self, chain: tuple[int, ...]) -> int:
        """Return how often terms stand side by side."""
        return len(self._starts(chain))

    def around(self, chain: tuple[int, ...]) -> tuple[set[int], set[int]]:
        """Return the terms that stand before and behind terms that are side by side."""
        before, behind, terms, signs = set(), set(), self.terms, self.signs
        for start in self._starts(chain):
            end = start + len(chain)
            if start and signs[start - 1] != PARTED:
                before.add(int(terms[start - 1]))
            if end < len(terms) and signs[end - 1] != PARTED:
                behind.add(int(terms[end]))
        return before - {BREAK}, behind - {BREAK}

    def written(self, chain: tuple[int, ...]) -> str:
        """Return how a term, or terms side by side, are most often written."""
        found: Counter[str] = Counter()
        for place in self._starts(chain):
            found[self._spelt(place, len(chain))] += 1
        return _usual(found) if found else ""

    def _spelt(self, place: int, length: int) -> str:
        surfaces, text = self.corpus.surfaces, ""
        for step in range(place, place + length):
            word = surfaces[int(self.tokens[step])]
            if not text:
                text = word
            elif words.has_blanks(word):
                text += ("-" if self.signs[step - 1] == JOINED else " ") + word
            else:
                text += word[1:] if text.endswith(word[0]) else word
        return text

    def is_filler(self, term: int) -> bool:
        """Whether a term never says what a text is about."""
        name = self.corpus.terms[term]
        return name in fillers.of(self.language) or fillers.is_particle(name)


def _terms(term_of: NDArray[np.uint32], row: Tokens) -> frozenset[int]:
    return frozenset(term_of[row].tolist())


def shared_pairs(one: Text, other: Text) -> list[tuple[int, int]]:
    """Return the pairs of terms that stand side by side in both texts."""
    found = np.intersect1d(one.pairs, other.pairs, assume_unique=True)
    mask = (1 << _SHIFT) - 1
    return list(zip((found >> _SHIFT).tolist(), (found & mask).tolist(), strict=True))


def grown(one: Text, other: Text, chain: tuple[int, ...], most: int) -> tuple[int, ...]:
    """Return terms that stand side by side in both texts, with their neighbours in both.

    A filler may be in between, but neither first nor last.
    """
    best = chain
    while len(chain) < most and (after := one.around(chain)[1] & other.around(chain)[1]):
        chain = (*chain, min(after, key=one.corpus.terms.__getitem__))
        best = best if one.is_filler(chain[-1]) else chain
    chain = best
    while len(chain) < most and (before := one.around(chain)[0] & other.around(chain)[0]):
        chain = (min(before, key=one.corpus.terms.__getitem__), *chain)
        best = best if one.is_filler(chain[0]) else chain
    return best


def _usual(forms: Counter[str]) -> str:
    """Return the most frequent form of a word, in small letters if it is ever written so."""
    alike: Counter[str] = Counter()
    for form, count in forms.items():
        alike[form.casefold()] += count
    usual = min(alike, key=lambda form: (-alike[form], form))
    spelt = [form for form in forms if form.casefold() == usual]
    return usual if usual in spelt else min(spelt, key=lambda form: (-forms[form], form))
