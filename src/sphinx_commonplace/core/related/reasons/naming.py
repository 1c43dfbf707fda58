"""Naming: the reason that a name of the one post stands in the other, as it stands there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.arrays import keys
from sphinx_commonplace.core.related.arrays.matrix import Cells
from sphinx_commonplace.core.related.corpus import words
from sphinx_commonplace.core.related.shelf import Reason
from sphinx_commonplace.core.stemming import primary

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus.corpus import Corpus
    from sphinx_commonplace.core.related.reasons.texts import Chain, Text
    from sphinx_commonplace.core.related.scores.ties import Ties
    from sphinx_commonplace.core.related.scores.weights import Weights

_ENDING = 2  # letters by which forms of a word differ, where no more is known of a language

Named = tuple[list[tuple[float, Reason]], "Chain"]  # a reason and its worth, and the terms named


class Naming:
    """The names of posts, as others write them.

    ``told`` stands for what each post is called.
    """

    def __init__(
        self, corpus: Corpus, weights: Weights, ties: Ties, text: Callable[[str], Text]
    ) -> None:
        self._text = text
        self._corpus, self._weights = corpus, weights
        self._in_themes, self._mentions = Cells(ties.in_themes), Cells(ties.mentions)
        self._names = ties.names.names
        self._words = cache(self._words_of)
        self._borne = ties.names.borne.transposed(len(weights.names))
        # What a row of numbers hashes to is the same in every process.
        spelt = np.array([hash(name) for name in self._names], np.int64).view(np.uint64)
        self.told = keys.sums(self._borne, spelt)

    def of(self, number: int, theme: int | None, target: int) -> Named:
        """Return the reason that one post or theme names another post, or is named by it."""
        if theme is not None:
            row = int(self._weights.theme_start[number]) + theme
            worth = self._in_themes[row, target]
            return self._named("mentions", number, theme, target, worth)
        found = self._named("mentions", number, None, target, self._mentions[number, target])
        if found[0]:
            return found
        return self._named("mentioned", target, None, number, self._mentions[target, number])

    def _named(self, kind: str, number: int, theme: int | None, target: int, worth: int) -> Named:
        """Return how the name that is worth so much stands in a post."""
        if not worth:
            return [], ()
        text = self._text(self._weights.names[number])
        names, values = self._borne.row(target)
        asked = [self._names[name] for name in names[values == worth].tolist()]
        said = [(found, name) for name in asked if (found := text.named(name, theme))]
        fit = [one for one in said if len(one[1]) > 1 or self._is_form(target, *one)]
        if not fit:
            return [], ()
        written, terms = min(fit, key=lambda one: (-len(one[0]), one[0]))
        return [(worth, Reason(kind, (written,)))], terms

    def _is_form(self, number: int, word: str, terms: Chain) -> bool:
        """Whether a word is what a post is called, and not another with the same stem."""
        term = self._corpus.vocabulary.terms[terms[0]]
        alike = self._words(number).get(term)  # none, where others call it so
        language = self._corpus.entries[self._weights.names[number]].note.language
        return alike is None or any(_are_forms(word, name, language) for name in alike)

    def _words_of(self, number: int) -> dict[str, list[str]]:
        """Return the names of a post that are single words, by their stems."""
        note = self._corpus.entries[self._weights.names[number]].note
        stem = words.stemmer(note.language)
        found: dict[str, list[str]] = {}
        for named in map(words.split, note.names):
            if len(named) == 1:
                found.setdefault(stem(named[0]), []).append(named[0])
        return found


def _are_forms(one: str, other: str, language: str) -> bool:
    """Whether words differ by no more than number or case."""
    if one == other:
        return True
    folded = (words.fold(words.without_possessive(word)) for word in (one, other))
    short, long = sorted(folded, key=len)
    if primary(language) == "en":
        return long in (short, f"{short}s", f"{short}es", f"{short.removesuffix('y')}ies")
    return long.startswith(short) and len(long) <= len(short) + _ENDING
