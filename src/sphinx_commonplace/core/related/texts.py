"""Texts: where the terms of a post stand, how they are written, and which stand side by side."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related import words
from sphinx_commonplace.core.related.vocabulary import BREAK, JOINED, PARTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_commonplace.core.related.corpus import Entry
    from sphinx_commonplace.core.related.matrix import Ints
    from sphinx_commonplace.core.related.vocabulary import Tokens

Chain = tuple[int, ...]  # terms that stand side by side
_SHIFT = 32  # bits of the second term of a pair
_HEADINGS = 2  # the row of headings and tags, counted from that of the names
_OFTEN = 3  # times that a post uses a word of a heading if it is about it
_ENOUGH = 20  # places at which it is seen how a word is written


class Text:
    """The text of one post.

    :param term_of: the terms of all tokens, and ``surfaces`` how they are written.
    """

    def __init__(self, entry: Entry, term_of: Tokens, surfaces: list[str]) -> None:
        count = len(entry.themes)
        self.language = entry.note.language
        self.surfaces = surfaces
        self.tokens = np.concatenate(entry.rows[:count])
        self.signs = np.concatenate(entry.signs)
        self.terms = term_of[self.tokens].astype(np.int32)
        self.order = np.argsort(self.terms, kind="stable").astype(np.int32)
        self.sorted = self.terms[self.order]
        self.size = int(np.count_nonzero(self.terms))
        self.names = frozenset(term_of[entry.rows[count]].tolist())
        self.headings = frozenset(term_of[entry.rows[count + _HEADINGS]].tolist())
        self._forms: dict[Chain, Counter[str]] = {}

    def is_about(self, term: int, times: int) -> bool:
        """Whether a term that stands so often in a post is what the post is about."""
        return term in self.names or (term in self.headings and times >= _OFTEN)

    def times(self, terms: Ints) -> Ints:
        """Return how often each of some terms stands in the text."""
        found: Ints = self.sorted.searchsorted(terms, "right") - self.sorted.searchsorted(terms)
        return found

    @cached_property
    def pairs(self) -> Ints:
        """The pairs of terms that stand side by side, each once, the first above the second."""
        one, other = self.terms[:-1].astype(np.int64), self.terms[1:]
        fits = (one != BREAK) & (other != BREAK) & (self.signs[:-1] != PARTED)
        return np.unique(one[fits] << _SHIFT | other[fits])

    def _starts(self, chain: Chain) -> Ints:
        """Return where terms stand side by side."""
        begin, end = self.sorted.searchsorted([chain[0], chain[0] + 1])
        found: Ints = self.order[begin:end].astype(np.int64)
        for step, term in enumerate(chain[1:]):
            # The last token is a break, so there is always one behind a term.
            fits = (self.terms[found + step + 1] == term) & (self.signs[found + step] != PARTED)
            found = found[fits]
        return found

    def count(self, chain: Chain) -> int:
        """Return how often terms stand side by side."""
        return len(self._starts(chain))

    def before(self, chain: Chain) -> set[int]:
        """Return the terms that stand right before some that are side by side."""
        ahead = self._starts(chain) - 1
        ahead = ahead[(ahead >= 0) & (self.signs[ahead] != PARTED)]
        return set(self.terms[ahead].tolist()) - {BREAK}

    def behind(self, chain: Chain) -> set[int]:
        """Return the terms that stand right behind some that are side by side."""
        last = self._starts(chain) + len(chain) - 1
        return set(self.terms[last[self.signs[last] != PARTED] + 1].tolist()) - {BREAK}

    def forms(self, chain: Chain) -> Counter[str]:
        """Return how a term, or terms side by side, are written, and how often in each way."""
        known = self._forms.get(chain)
        if known is None:
            places = self._starts(chain)[:_ENOUGH, None] + np.arange(len(chain))
            tokens, signs = self.tokens[places].tolist(), self.signs[places].tolist()
            known = self._forms[chain] = Counter(map(self._spelt, tokens, signs))
        return known

    def _spelt(self, tokens: list[int], signs: list[int]) -> str:
        text = self.surfaces[tokens[0]]
        for token, sign in zip(tokens[1:], signs, strict=False):
            word = self.surfaces[token]
            if words.has_blanks(word):
                text += ("-" if sign == JOINED else " ") + word
            else:  # pairs of characters overlap
                text += word[1:] if text.endswith(word[0]) else word
        return text


def shared_pairs(one: Text, other: Text) -> list[tuple[int, int]]:
    """Return the pairs of terms that stand side by side in both texts."""
    found = np.intersect1d(one.pairs, other.pairs, assume_unique=True)
    mask = (1 << _SHIFT) - 1
    return list(zip((found >> _SHIFT).tolist(), (found & mask).tolist(), strict=True))


def grown(
    one: Text, other: Text, chain: Chain, most: int, rank: Callable[[int], tuple[bool, str]]
) -> Chain:
    """Return terms that stand side by side in both texts, with their neighbours in both.

    :param rank: says of a term whether it is a filler, which may be neither first nor last, and
        its name.
    """
    best = chain
    while len(chain) < most and (found := one.behind(chain) & other.behind(chain)):
        chain = (*chain, min(found, key=rank))
        best = best if rank(chain[-1])[0] else chain
    chain = best
    while len(chain) < most and (found := one.before(chain) & other.before(chain)):
        chain = (min(found, key=rank), *chain)
        best = best if rank(chain[0])[0] else chain
    return best


def written(one: Text, other: Text, chain: Chain) -> str:
    """Return how a term, or terms side by side, are written most often in the first of two texts.

    A form that stands in both goes before others, and small letters before capitals.
    """
    mine, yours = one.forms(chain), other.forms(chain)
    counts = [Counter[str](), Counter[str]()]
    for count, forms in zip(counts, (mine, yours), strict=True):
        for form, times in forms.items():
            count[form.casefold()] += times
    both = counts[0].keys() & counts[1].keys()
    usual = min(both or counts[0], key=lambda form: (-sum(c[form] for c in counts), form))
    spelt = [form for form in mine + yours if form.casefold() == usual]
    return usual if usual in spelt else min(spelt, key=lambda form: (-mine[form], form))
