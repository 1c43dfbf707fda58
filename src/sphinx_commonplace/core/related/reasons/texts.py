"""Texts: where the terms of a post stand, how they are written, and which stand side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays.sorting import Ints, in_order, keys_of
from sphinx_commonplace.core.related.corpus import words
from sphinx_commonplace.core.related.corpus.entries import OTHERS
from sphinx_commonplace.core.related.corpus.vocabulary import BREAK, JOINED, PARTED
from sphinx_commonplace.core.related.reasons import uses

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus.entries import Entry
    from sphinx_commonplace.core.related.corpus.vocabulary import Vocabulary
    from sphinx_commonplace.core.related.reasons.ranks import Ranks

Chain = tuple[int, ...]  # terms that stand side by side
TERMS = 2**32  # more than there can be
_ENOUGH = 20  # places at which it is seen how a word is written


class Text:
    """The text of one post.

    ``uses`` says how it uses each of the terms that were asked for. What is asked for singly is
    read through views: arrays are slow at that, and lists are large.

    :param ranks: the terms in the language of the post.
    :param asked: the terms by which it may be related to others, in order.
    """

    def __init__(self, entry: Entry, vocabulary: Vocabulary, ranks: Ranks, asked: Ints) -> None:
        size = len(entry.signs)
        names, tags, subjects = entry.sizes[len(entry.themes) :][:OTHERS]
        terms = vocabulary.terms_of([entry.tokens[: size + names + tags + subjects]])
        text, titled = terms[:size], terms[size : size + names]
        order = in_order(text)
        ordered = text[order]
        self.ranks = ranks
        self.surfaces = vocabulary.surfaces
        self.tokens = entry.text.data
        self.terms = text.data
        self.signs = entry.signs.tobytes()
        self.order = order.astype(np.int32).data
        self.sorted = ordered.data
        self.uses = uses.of(asked, ordered, titled, terms[size + names + tags :])
        self._asked, self._sizes = asked, entry.sizes
        self._known: dict[Chain, list[int]] = {}
        self._forms: dict[Chain, dict[str, int]] = {}

    def uses_in(self, theme: int) -> uses.Uses:
        """Return how one of its themes uses each of the terms.

        What the post is called does not tell its themes apart, and their headings may be any words.
        """
        begin, end = self._span(theme)
        terms = np.sort(np.asarray(self.terms)[begin:end])
        found = uses.of(self._asked, terms, terms[:0], terms[:0])
        found[(found > 0) & ((self.uses & uses.TITLED) > 0)] |= uses.TITLED
        return found

    def named(self, name: Chain, theme: int | None) -> str:
        """Return how a name is written where it first stands, in a theme or in all of the text."""
        begin, end = self._span(theme) if theme is not None else (0, len(self.terms))
        for place in self._places(name[0]):
            last = place + len(name)
            if begin <= place < end and tuple(self.terms[place:last]) == name:
                return self._spelt(place, last)
        return ""

    def _span(self, theme: int) -> tuple[int, int]:
        begin = sum(self._sizes[:theme])
        return begin, begin + self._sizes[theme]

    def _places(self, term: int) -> list[int]:
        begin = bisect_left(self.sorted, term)
        found: list[int] = self.order[begin : bisect_right(self.sorted, term, begin)].tolist()
        return found

    @cached_property
    def pairs(self) -> frozenset[int]:
        """The pairs of terms that stand side by side: the first times ``TERMS``, and the second.

        Fillers are left out, and so are breaks.
        """
        terms, signs = np.asarray(self.terms), np.frombuffer(self.signs, np.uint8)
        tells = ~self.ranks.are_fillers(terms)
        fits = tells[:-1] & tells[1:] & (signs[:-1] != PARTED)
        return frozenset(keys_of(terms[:-1][fits], terms[1:][fits], TERMS).tolist())

    def _starts(self, chain: Chain) -> list[int]:
        """Return where terms stand side by side."""
        known = self._known.get(chain)
        if known is None:
            known = self._known[chain] = self._sought(chain)
        return known

    def _sought(self, chain: Chain) -> list[int]:
        found = self._places(chain[0])
        for step, term in enumerate(chain[1:]):
            # The last token is a break, so there is always one behind a term.
            found = [
                place
                for place in found
                if self.terms[place + step + 1] == term and self.signs[place + step] != PARTED
            ]
        return found

    def count(self, chain: Chain) -> int:
        """Return how often terms stand side by side."""
        return len(self._starts(chain))

    def before(self, chain: Chain) -> set[int]:
        """Return the terms that stand right before some that are side by side."""
        ahead = (place - 1 for place in self._starts(chain) if place)
        return {self.terms[n] for n in ahead if self.signs[n] != PARTED} - {BREAK}

    def behind(self, chain: Chain) -> set[int]:
        """Return the terms that stand right behind some that are side by side."""
        last = (place + len(chain) - 1 for place in self._starts(chain))
        return {self.terms[n + 1] for n in last if self.signs[n] != PARTED} - {BREAK}

    def forms(self, chain: Chain) -> dict[str, int]:
        """Return how a term, or terms side by side, are written, and how often in each way."""
        known = self._forms.get(chain)
        if known is None:
            known = self._forms[chain] = {}
            for place in self._starts(chain)[:_ENOUGH]:
                form = self._spelt(place, place + len(chain))
                known[form] = known.get(form, 0) + 1
        return known

    def _spelt(self, begin: int, end: int) -> str:
        text = self.surfaces[self.tokens[begin]]
        for place in range(begin + 1, end):
            word = self.surfaces[self.tokens[place]]
            if words.has_blanks(word):
                text += ("-" if self.signs[place - 1] == JOINED else " ") + word
            else:  # pairs of characters overlap
                text += word[1:] if text.endswith(word[0]) else word
        return text
