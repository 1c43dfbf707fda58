"""The corpus: the texts of all posts as arrays of numbers, one for each word that occurs.

A text is a row of tokens: a token stands for a word as it is written, and knows its term, the
stem which other forms of the word share. Rows are kept from build to build, so that an edit has
only the edited post cut into words again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, repeat
from typing import NamedTuple

import numpy as np

from sphinx_commonplace.core.library.facts import THEME
from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.related.notes import DIGEST, Note, digest
from sphinx_commonplace.core.related.vocabulary import TAGS, Signs, Tokens, Vocabulary
from sphinx_commonplace.core.related.work import Each, alone

READING = "words"
NAMES, _TAGS, SUBJECTS, OTHERS = range(4)  # rows behind those of the themes; OTHERS are of links


class Entry(NamedTuple):
    """A post in the corpus: its themes and its links in the order of its rows.

    Its rows are those of the themes, one of its names, one of its tags, one of its headings and
    the words of its tags, one for each link, and one for the words of each. They lie end to end in
    ``tokens``, each as long as ``sizes`` says. ``signs`` says for the tokens of the themes whether
    the word goes on into the next, or ends what is said. ``digest`` stands for the note.
    """

    note: Note
    themes: tuple[Passage, ...]
    tokens: Tokens
    sizes: list[int]
    signs: Signs
    digest: bytes

    @property
    def text(self) -> Tokens:
        """The rows of the themes, end to end."""
        return self.tokens[: len(self.signs)]

    def row(self, behind: int) -> Tokens:
        """Return the row that is so many behind those of the themes."""
        place = len(self.themes) + behind
        begin = sum(self.sizes[:place])
        return self.tokens[begin : begin + self.sizes[place]]


class Corpus:
    """Posts by name, each as rows of tokens, with the vocabulary of them all."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.vocabulary = Vocabulary()

    def update(
        self,
        notes: Mapping[str, Note],
        text: Callable[[str], Sequence[Passage]],
        each: Each = alone,
    ) -> None:
        """Bring the corpus in line with the posts there are.

        :param text: gives the passages of a post, and is asked for those that changed only.
        """
        digests = {name: digest(notes[name]) for name in sorted(notes)}
        self.entries = {
            name: self.entries[name]._replace(note=notes[name])
            for name, mark in digests.items()
            if name in self.entries and self.entries[name].digest == mark
        }

        def read(names: Sequence[str]) -> bytes:
            part = Corpus()
            for name in names:
                part.entries[name] = part._read(notes[name], digests[name], text(name))
            return part.dump()  # which goes from process to process, and takes little room

        missing = [name for name in digests if name not in self.entries]
        for part in map(Corpus.load, each(read, missing, READING)):
            tokens = self.vocabulary.take(part.vocabulary)
            for name, entry in part.entries.items():
                said = tokens[entry.tokens]
                self.entries[name] = entry._replace(note=notes[name], tokens=said)
        self.vocabulary.shut()

    def _read(self, note: Note, digest: bytes, passages: Sequence[Passage]) -> Entry:
        themes = by_theme(passages)
        table, tags = map(self.vocabulary.table, (note.language, TAGS))
        headings = [passage.title for passage in passages]
        texts = [table.row(parts) for _theme, parts in themes]
        linked = [around for _, around, _ in note.links] + [words for _, words in note.said]
        others = (note.names, [*headings, *note.tags], *([words] for words in linked))
        names, subjects, *around = (table.row(parts)[0] for parts in others)
        marked = np.array([tags["#" + " ".join(tag.split())] for tag in note.tags], np.uint32)
        rows = [*(row for row, _signs in texts), names, marked, subjects, *around]
        return Entry(
            note,
            tuple(theme._replace(text="") for theme, _parts in themes),
            np.concatenate(rows),
            list(map(len, rows)),
            np.concatenate([signs for _row, signs in texts]),
            digest,
        )

    def dump(self) -> bytes:
        """Return what the next build needs, as few objects: they cost more than their bytes."""
        entries, known = self.entries.values(), self.vocabulary
        themes = [theme for entry in entries for theme in entry.themes]
        kept = {
            "names": list(self.entries),
            "digests": b"".join(entry.digest for entry in entries),
            "themes": [len(entry.themes) for entry in entries],
            "anchors": [theme.anchor for theme in themes],
            "titles": [theme.title for theme in themes],
            "levels": [theme.level for theme in themes],
            "sizes": [entry.sizes for entry in entries],
            "tokens": b"".join(entry.tokens.data for entry in entries),
            "signs": b"".join(entry.signs.data for entry in entries),
            "surfaces": "\n".join(known.surfaces),
            "languages": known.languages,
            "term_of": np.array(known.term_of, np.uint32).tobytes(),
            "terms": "\n".join(known.terms),
            "fills": known.fills.tobytes(),
        }
        return pickle.dumps(kept, protocol=5)

    @classmethod
    def load(cls, kept: bytes) -> Corpus:
        """Return the corpus that ``dump`` has kept."""
        corpus = cls()
        found = pickle.loads(kept)  # noqa: S301 - a part of Sphinx's own pickle
        corpus.vocabulary = Vocabulary(
            found["surfaces"].split("\n"),
            found["languages"],
            np.frombuffer(found["term_of"], np.uint32).tolist(),
            found["terms"].split("\n"),
            np.frombuffer(found["fills"], bool),
        )
        tokens = np.frombuffer(found["tokens"], np.uint32)
        signs = np.frombuffer(found["signs"], np.uint8)
        themes = map(Passage, found["anchors"], found["titles"], found["levels"], repeat(""))
        parts = zip(found["names"], found["themes"], found["sizes"], strict=True)
        token = sign = 0  # where those of the next post begin
        for place, (name, count, sizes) in enumerate(parts):
            last_token, last_sign = token + sum(sizes), sign + sum(sizes[:count])
            corpus.entries[name] = Entry(
                Note(""),
                tuple(islice(themes, count)),
                tokens[token:last_token],
                sizes,
                signs[sign:last_sign],
                found["digests"][place * DIGEST : (place + 1) * DIGEST],
            )
            token, sign = last_token, last_sign
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
