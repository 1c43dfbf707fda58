"""The corpus: the texts of all posts as arrays of numbers, one for each word that occurs.

A text is a row of tokens: a token stands for a word as it is written, and knows its term, the
stem which other forms of the word share. Rows are kept from build to build, so that an edit has
only the edited post cut into words again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sphinx_commonplace.core.library.facts import THEME
from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.related import words

VERSION = 1  # of what is kept; the corpus is made anew when it changes
_TAGS = "tags"  # in the place of a language: each is a term of its own
OTHERS = 3  # rows between those of the themes and those of the links
BREAK = 0  # the token between blocks: no phrase goes across it
Tokens = NDArray[np.uint32]


class Note(NamedTuple):
    """What the corpus is told of a post.

    ``names`` are its title and its other names, ``digest`` stands for its text, and ``links`` are
    the other posts to which it links, each with the words around the links and the anchors of the
    themes they stand in.
    """

    digest: str
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = "en"
    links: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class Entry(NamedTuple):
    """A post in the corpus: its themes and its links in the order of its rows.

    Its rows are those of the themes, one of its names, one of its tags, one of its headings and
    the words of its tags, and one for each link.
    """

    note: Note
    themes: tuple[Passage, ...]
    rows: tuple[Tokens, ...]


class Corpus:
    """Posts by name, each as rows of tokens, with the vocabulary of them all."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.surfaces: list[str] = [""]
        self.terms: list[str] = [""]
        self.term_of: list[int] = [0]
        self._tokens: dict[tuple[str, str], int] = {}
        self._terms: dict[str, int] = {"": 0}

    def update(
        self,
        notes: Mapping[str, Note],
        text: Callable[[str], Sequence[Passage]],
        track: Callable[[list[str]], Iterable[str]] = iter,
    ) -> None:
        """Bring the corpus in line with the posts there are.

        :param text: gives the passages of a post, and is asked for those that changed only.
        :param track: shows the progress through their names.
        """
        for name in self.entries.keys() - notes.keys():
            del self.entries[name]
        changed = [name for name in sorted(notes) if not self._knows(name, notes[name])]
        for name in track(changed):
            self.entries[name] = self._read(notes[name], text(name))

    def _knows(self, name: str, note: Note) -> bool:
        return name in self.entries and self.entries[name].note == note

    def _read(self, note: Note, passages: Sequence[Passage]) -> Entry:
        themes = by_theme(passages)
        number = self._numbering(note.language)
        rows = [self._row(number, parts) for _theme, parts in themes]
        rows.append(self._row(number, note.names))
        rows.append(self._row(self._numbering(_TAGS), [f"#{tag}" for tag in note.tags]))
        headings = (passage.title for passage in passages)
        rows.append(self._row(number, [*headings, *note.tags]))
        rows += [self._row(number, [around]) for _target, around, _themes in note.links]
        kept = tuple(theme._replace(text="") for theme, _parts in themes)
        return Entry(note, kept, tuple(rows))

    @staticmethod
    def _row(number: Callable[[str], Iterable[int]], parts: Iterable[str]) -> Tokens:
        row: list[int] = []
        for part in parts:
            for block in part.split("\n"):
                row.extend(number(block))
                row.append(BREAK)
        return np.array(row, dtype=np.uint32)

    def _numbering(self, language: str) -> Callable[[str], Iterable[int]]:
        """Return the function that gives the tokens of a text in one language."""
        tokens, stem = self._tokens, words.stemmer(language)

        def number(word: str) -> int:
            token = tokens.get((language, word))
            if token is None:
                token = tokens[language, word] = len(self.surfaces)
                term = word if language == _TAGS else stem(word)
                self.surfaces.append(word)
                self.term_of.append(self._terms.setdefault(term, len(self.terms)))
                if self.term_of[-1] == len(self.terms):
                    self.terms.append(term)
            return token

        if language == _TAGS:
            return lambda text: [number(text)] if text else []
        return lambda text: map(number, words.split(text))

    def dump(self) -> bytes:
        """Return what the next build needs."""
        sizes = [len(row) for entry in self.entries.values() for row in entry.rows]
        rows = [row for entry in self.entries.values() for row in entry.rows]
        kept = {
            "version": VERSION,
            "notes": [(name, e.note, e.themes) for name, e in self.entries.items()],
            "sizes": sizes,
            "rows": np.concatenate([*rows, np.zeros(0, np.uint32)]).tobytes(),
            "tokens": list(self._tokens),
            "terms": self.terms,
            "term_of": self.term_of,
        }
        return pickle.dumps(kept, protocol=5)

    @classmethod
    def load(cls, kept: bytes) -> Corpus:
        """Return the corpus that was kept, or an empty one if it is of another version."""
        corpus = cls()
        if not kept:
            return corpus
        found = pickle.loads(kept)  # noqa: S301 - a part of Sphinx's own pickle
        if found["version"] != VERSION:
            return corpus
        corpus.terms, corpus.term_of = found["terms"], found["term_of"]
        corpus.surfaces = ["", *(word for _language, word in found["tokens"])]
        corpus._tokens = {key: token for token, key in enumerate(found["tokens"], 1)}
        corpus._terms = {term: number for number, term in enumerate(corpus.terms)}
        tokens = np.frombuffer(found["rows"], dtype=np.uint32)
        ends = np.cumsum(found["sizes"], dtype=np.int64).tolist()
        places = iter(zip([0, *ends], ends, strict=False))
        for name, note, themes in found["notes"]:
            count = len(themes) + OTHERS + len(note.links)
            rows = tuple(tokens[slice(*next(places))] for _ in range(count))
            corpus.entries[name] = Entry(Note(*note), tuple(Passage(*t) for t in themes), rows)
        return corpus


def by_theme(passages: Sequence[Passage]) -> list[tuple[Passage, list[str]]]:
    """Return the themes of a post, each with its texts; first what stands before them all.

    A theme is a section below the title, with all sections below it. Headings count twice.
    """
    found: list[tuple[Passage, list[str]]] = [(Passage("", "", 0, ""), [])]
    for passage in passages:
        if passage.level == THEME:
            found.append((passage, []))
        headings = [passage.title] * 2 if passage.level > 1 else []
        found[-1][1].extend([*headings, passage.text])
    return found
