"""The vocabulary: a number for each word as it is written, and one for what its forms share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sphinx_commonplace.core.related.corpus import fillers, words

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints, Marks

TAGS = "tags"  # in the place of a language: each is a term of its own
BREAK = 0  # the token between blocks: no phrase goes across it
JOINED, PARTED = 1, 2  # a hyphen stands behind a word, or another sign
_DATA = -1
_SIGN = 32  # bits below the sign of a token
_NOTHING_KNOWN = np.zeros(BREAK + 1, bool)  # but that the break is no filler
Tokens = NDArray[np.uint32]
Signs = NDArray[np.uint8]


class Vocabulary:
    """The words of a corpus.

    :param surfaces: how the word of each token is written, and ``languages`` in which language.
    :param term_of: the term of each token, a number by which ``terms`` has its name.
    :param fills: whether the word of a token stands in any text, as far as that was looked up.
    """

    def __init__(
        self,
        surfaces: Iterable[str] = ("",),
        languages: Iterable[str] = ("",),
        term_of: Iterable[int] = (0,),
        terms: Iterable[str] = ("",),
        fills: Marks = _NOTHING_KNOWN,
    ) -> None:
        self.surfaces = list(surfaces)
        self.languages = list(languages)
        self.term_of = list(term_of)
        self.terms = list(terms)
        self._tables: dict[str, Table] = {}
        self._numbers: dict[str, int] = {}
        self._term_of = np.zeros(1, np.int32)
        self.fills = fills

    def _numbered(self, terms: Sequence[str]) -> list[int]:
        """Return the numbers of terms; those that are new get the next."""
        known = self._numbers
        if not known:
            known.update(zip(self.terms, count(), strict=False))
        new = [term for term in dict.fromkeys(terms) if term not in known]
        known.update(zip(new, count(len(known)), strict=False))
        self.terms += new
        return list(map(known.__getitem__, terms))

    def stem(self) -> None:
        """Find the terms of the words that have none yet: of many at once, since that is fast."""
        for language, begin, end in self._spoken(len(self.term_of)):
            stem = str if language == TAGS else words.stemmer(language)
            self.term_of += self._numbered(list(map(stem, self.surfaces[begin:end])))

    def tags(self) -> Marks:
        """Return which terms are tags."""
        found = np.zeros(len(self.terms), bool)
        for language, begin, end in self._spoken():
            if language == TAGS:
                found[self.term_of[begin:end]] = True
        return found

    def table(self, language: str) -> Table:
        """Return the tokens of the words of a language."""
        if not self._tables:
            self._tables = {spoken: Table(self, spoken) for spoken in set(self.languages)}
            for spoken, begin, end in self._spoken():
                known = zip(self.surfaces[begin:end], range(begin, end), strict=True)
                self._tables[spoken].update(known)
        if language not in self._tables:
            self._tables[language] = Table(self, language)
        return self._tables[language]

    def _spoken(self, begin: int = BREAK + 1) -> Iterator[tuple[str, int, int]]:
        """Yield where the words of one language begin and end, and the next."""
        for language, run in groupby(islice(self.languages, begin, None)):
            end = begin + len(list(run))
            yield language, begin, end
            begin = end

    def shut(self) -> None:
        """Forget what it takes to find words: it is large, and is made again if need be."""
        self._tables, self._numbers = {}, {}
        self._term_of = np.array(self.term_of, np.int32)
        fills = [self.fills]
        for language, begin, end in self._spoken(len(self.fills)):
            known = fillers.written(language)
            lower = map(str.lower, self.surfaces[begin:end])
            fills.append(np.array([word in known for word in lower], bool))
        self.fills = np.concatenate(fills)

    def terms_of(self, rows: Iterable[Tokens]) -> Ints:
        """Return the terms of some rows of tokens, end to end, once this is shut."""
        found: Ints = self._term_of[np.concatenate([*rows, np.zeros(0, np.uint32)])]
        return found

    def telling(self) -> Ints:
        """Return the term of each token, or a break where such a word stands in any text.

        Other forms of it may tell something: "reading" does, "read" does not. This is shut then.
        """
        return np.where(self.fills, BREAK, self._term_of)

    def take(self, other: Vocabulary) -> Tokens:
        """Take in the words of another vocabulary; return for each of its tokens the one here."""
        if len(self.surfaces) == 1:  # nothing is known yet
            self.surfaces, self.languages = list(other.surfaces), list(other.languages)
            self.term_of, self.terms = list(other.term_of), list(other.terms)
            return np.arange(len(other.surfaces), dtype=np.uint32)
        found = np.zeros(len(other.surfaces), np.uint32)
        for language, begin, end in other._spoken():
            table = self.table(language)
            spoken = other.surfaces[begin:end]
            new = [place for place, word in enumerate(spoken, begin) if word not in table]
            first = len(self.surfaces)
            self.surfaces += (other.surfaces[place] for place in new)
            self.languages += [language] * len(new)
            self.term_of += self._numbered([other.terms[other.term_of[place]] for place in new])
            table.update(zip(self.surfaces[first:], count(first), strict=False))
            found[begin:end] = list(map(table.__getitem__, spoken))
        return found

    def add(self, word: str, language: str) -> int:
        """Return the token of a word that has had none; its term is found when all are stemmed."""
        self.surfaces.append(word)
        self.languages.append(language)
        return len(self.surfaces) - 1


class Table(dict[str, int]):
    """The tokens of the words of one language; words that are new become tokens when asked for."""

    def __init__(self, known: Vocabulary, language: str) -> None:
        super().__init__()
        self.known = known
        self.language = language
        self["\n"] = BREAK

    def __missing__(self, token: str) -> int:
        is_tag = self.language == TAGS  # which is one word, whatever is in it
        word = token if is_tag else words.bare(token)
        if word != token:
            number = self[word]
            if number != _DATA:
                number |= (JOINED if words.is_joined(token) else PARTED) << _SIGN
        elif is_tag or not words.is_data(word):
            number = self.known.add(word, self.language)
        else:
            number = _DATA
        self[token] = number
        return number

    def row(self, parts: Iterable[str]) -> tuple[Tokens, Signs]:
        """Return the tokens of some texts, and the signs behind them."""
        found = words.tokens("".join(f"{part}\n" for part in parts))
        row = np.fromiter(map(self.__getitem__, found), np.int64, len(found))
        data = np.flatnonzero(row == _DATA)
        signs = (row >> _SIGN).astype(np.uint8)
        # What stands before a number is no neighbour of what follows.
        signs[data[data > 0] - 1] = PARTED
        kept = row != _DATA
        return row[kept].astype(np.uint32), signs[kept]
