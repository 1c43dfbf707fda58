"""Ranks: what the terms of a site are called, and which of them are fillers in a language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sphinx_commonplace.core.related import fillers


class Rank(NamedTuple):
    """Whether a term is a filler, and its name: fillers come after what is none."""

    is_filler: bool
    name: str


class Ranks(dict[int, Rank]):
    """The terms of a site as one language ranks them; made when asked for.

    :param terms: their names.
    """

    def __init__(self, terms: Sequence[str], language: str) -> None:
        super().__init__()
        self.terms = terms
        self.fillers = fillers.of(language)

    def __missing__(self, term: int) -> Rank:
        name = self.terms[term]
        self[term] = found = Rank(name in self.fillers or fillers.is_particle(name), name)
        return found
