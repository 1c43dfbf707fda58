"""Ranks: what the terms of a site are called, and which of them are fillers in a language."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sphinx_commonplace.core.related import fillers


class Ranks:
    """The terms of a site as one language ranks them: fillers last, and by their names.

    :param terms: their names.
    """

    def __init__(self, terms: Sequence[str], language: str) -> None:
        known = fillers.of(language)
        self.names = terms
        self.is_filler = [
            name in known or (not name.isascii() and fillers.is_particle(name)) for name in terms
        ]
        self.fillers = np.array(self.is_filler)

    def of(self, term: int) -> tuple[bool, str]:
        """Return what a term is sorted by."""
        return self.is_filler[term], self.names[term]
