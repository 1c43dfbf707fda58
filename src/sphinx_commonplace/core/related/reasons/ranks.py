"""Ranks: what the terms of a site are called, and which of them are fillers in a language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.corpus import fillers
from sphinx_commonplace.core.related.corpus.vocabulary import BREAK

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints, Marks

_ASKED = 1  # beside it, whether a term is a filler


class Ranks:
    """The terms of a site as one language ranks them: fillers last, and by their names.

    :param terms: their names. Most are never asked for when few posts have changed.
    """

    def __init__(self, terms: Sequence[str], language: str) -> None:
        self.names = terms
        self.is_filler = cache(self._is_filler)
        self._known = fillers.of(language)
        self._marks = np.zeros(len(terms), np.uint8)
        self._marks[BREAK] = _ASKED + 1

    def _is_filler(self, term: int) -> bool:
        name = self.names[term]
        return name in self._known or (not name.isascii() and fillers.is_particle(name))

    def are_fillers(self, terms: Ints) -> Marks:
        """Return for each of many terms whether it is a filler, as breaks are."""
        marks = self._marks[terms]
        new = terms[marks == 0]
        if len(new):
            for term in set(new.tolist()):
                self._marks[term] = _ASKED + self._is_filler(term)
            marks = self._marks[terms]
        found: Marks = marks > _ASKED
        return found

    def of(self, term: int) -> tuple[bool, str]:
        """Return what a term is sorted by."""
        return self.is_filler(term), self.names[term]
