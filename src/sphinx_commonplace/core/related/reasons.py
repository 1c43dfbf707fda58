"""Reasons: why a post is related to another or to one of its themes, in the reader's words.

They come from the very terms and ties that made the score, the most telling first, and words are
shown as they occur in the text.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.corpus import BREAK, Corpus

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.ties import Ties
    from sphinx_commonplace.core.related.weights import Ints, Matrix, Weights

LINKED = ("cited", "cite", "between")  # kinds that say nothing of the texts
MOST = 3  # reasons for a pair
_WORDS = 3  # words that are named
_SHORT = 4  # letters of a word that is named, if it is none with capitals
_RARE = 40  # rarity from which on a word is named though no post is about it
_WORTH = 0.25  # share of the most telling word below which a word says nothing
_THIN = 60  # thousandths of a score for which a reason is given


class Reason(NamedTuple):
    """One reason: its kind, and what is named.

    ``both`` names words that are in both, ``tags`` tags. ``mentions`` says that the title of the
    other post stands in this one, ``mentioned`` the other way round. ``cited`` names the posts
    that link to both, ``cite`` those to which both link, ``between`` those between the two.
    """

    kind: str
    names: tuple[str, ...]


class Said(NamedTuple):
    """How a term is written in a text, and how often it stands there.

    ``is_subject`` says that it is in the title, a heading or a tag.
    """

    surface: str
    times: int
    is_subject: bool


class Reasons:
    """The reasons for the pairs of one set of posts."""

    def __init__(self, corpus: Corpus, weights: Weights, ties: Ties) -> None:
        self.corpus = corpus
        self.weights = weights
        self.ties = ties
        self.surfaces = lru_cache(maxsize=2048)(self._surfaces)

    def of(self, name: str, theme: int | None, other: str) -> tuple[Reason, ...]:
        """Return the reasons why a post is related to another, or to one of its themes.

        :param theme: the number of the theme within the post, or nothing for the whole post.
        """
        number, target = self.weights.number[name], self.weights.number[other]
        found = [
            *self._names(theme, number, target),
            *self._words(name, theme, number, target),
            *self._links(number, target),
        ]
        found.sort(key=lambda reason: (reason[1].kind in LINKED, -reason[0], reason[1]))
        return tuple(reason for worth, reason in found if worth >= _THIN)[:MOST]

    def _names(self, theme: int | None, number: int, target: int) -> list[tuple[float, Reason]]:
        weights, themes = self.weights, self.ties.in_themes
        first, end = weights.theme_start[number : number + 2].tolist()
        rows = range(first, end) if theme is None else [first + theme]
        worth = max((_value(themes, row, target) for row in rows), default=0)
        if worth:
            return [(worth, Reason("mentions", ()))]
        if theme is None:
            first, end = weights.theme_start[target : target + 2].tolist()
            worth = max((_value(themes, row, number) for row in range(first, end)), default=0)
            if worth:
                return [(worth, Reason("mentioned", ()))]
        return []

    def _words(
        self, name: str, theme: int | None, number: int, target: int
    ) -> list[tuple[float, Reason]]:
        weights = self.weights
        if theme is None:
            rows, row = weights.posts, number
        else:
            rows, row = weights.themes, int(weights.theme_start[number]) + theme
        terms, ours = _row(rows, row)
        others, theirs = _row(weights.posts, target)
        shared, here, there = np.intersect1d(terms, others, True, True)
        product = ours[here] * theirs[there]
        mine = self.surfaces(name)
        yours = self.surfaces(weights.names[target])
        order = np.lexsort((shared, -product))
        words: list[str] = []
        tags: list[str] = []
        least = 0.0
        total = 0
        for place in order[:20].tolist():
            term = int(shared[place])
            total += int(product[place])
            if self.corpus.terms[term].startswith("#"):
                tags.append(self.corpus.terms[term])
            elif term in mine and term in yours and self._tells(term, mine[term], yours[term]):
                least = least or product[place] * _WORTH
                if product[place] >= least and len(words) < _WORDS:
                    words.append(mine[term].surface)
        lengths = np.sqrt(max(1, (ours * ours).sum())) * np.sqrt(max(1, (theirs * theirs).sum()))
        worth = 1000 / 0.3 * total / float(lengths)
        found = [(worth, Reason("both", tuple(words)))] if words else []
        if tags:
            found.append((worth / 2, Reason("tags", tuple(tags[:2]))))
        return found

    def _tells(self, term: int, mine: Said, yours: Said) -> bool:
        """Whether a term is more than a word that both happen to use.

        One of them is about it, by its title, a heading or a tag, or both use it repeatedly.
        """
        word = mine.surface
        if len(word) < _SHORT and word.isascii() and word.islower():
            return False
        if mine.is_subject or yours.is_subject:
            return True
        rare = self.weights.idf[term] >= min(_RARE, int(self.weights.idf.max()))
        return bool(rare) and mine.times > 1 and yours.times > 1

    def _surfaces(self, name: str) -> dict[int, Said]:
        """Return for each term in a text how it is most often written, and how often it occurs."""
        entry = self.corpus.entries[name]
        term_of, surfaces = self.corpus.term_of, self.corpus.surfaces
        written: dict[int, Counter[str]] = {}
        for row in entry.rows[: len(entry.themes)]:
            for token, count in Counter(row.tolist()).items():
                written.setdefault(term_of[token], Counter())[surfaces[token]] += count
        written.pop(BREAK, None)
        names, headings = (entry.rows[len(entry.themes) + place].tolist() for place in (0, 2))
        subjects = {term_of[token] for token in (*names, *headings)}
        return {
            term: Said(_usual(forms), forms.total(), term in subjects)
            for term, forms in written.items()
        }

    def _links(self, number: int, target: int) -> list[tuple[float, Reason]]:
        worth = _value(self.ties.shared, number, target)
        if not worth:
            return []
        ties = self.ties
        kinds = ("cited", ties.cited), ("cite", ties.links), ("between", ties.adjacent)
        for kind, matrix in kinds:
            thirds = np.intersect1d(_row(matrix, number)[0], _row(matrix, target)[0], True)
            thirds = thirds[ties.binds[thirds]]
            if len(thirds):
                degree = np.diff(ties.adjacent.start)[thirds]
                rarest = thirds[np.lexsort((thirds, degree))].tolist()
                named = tuple(self.weights.names[third] for third in rarest)
                return [(worth, Reason(kind, named))]
        return []


def _usual(forms: Counter[str]) -> str:
    """Return the most frequent form of a word, in small letters if it is ever written so."""
    alike: Counter[str] = Counter()
    for form, count in forms.items():
        alike[form.casefold()] += count
    usual = min(alike, key=lambda form: (-alike[form], form))
    spelt = [form for form in forms if form.casefold() == usual]
    return usual if usual in spelt else min(spelt, key=lambda form: (-forms[form], form))


def _row(matrix: Matrix, row: int) -> tuple[Ints, Ints]:
    places = slice(matrix.start[row], matrix.start[row + 1])
    return matrix.column[places], matrix.value[places]


def _value(matrix: Matrix, row: int, column: int) -> int:
    columns, values = _row(matrix, row)
    place = int(np.searchsorted(columns, column))
    return int(values[place]) if place < len(columns) and columns[place] == column else 0
