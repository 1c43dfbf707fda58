"""The corpus: the texts of all posts as arrays of numbers, one for each word that occurs.

A text is a row of tokens: a token stands for a word as it is written, and knows its term, the
stem which other forms of the word share. Rows are kept from build to build, so that an edit has
only the edited post cut into words again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, repeat
from typing import Any

import numpy as np

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.related.corpus.counts import Counts
from sphinx_commonplace.core.related.corpus.entries import Entry, by_theme
from sphinx_commonplace.core.related.corpus.vocabulary import TAGS, Vocabulary
from sphinx_commonplace.core.related.notes import DIGEST, Note, digest
from sphinx_commonplace.core.related.work import Each, alone, mixed

READING = "words"
_TOKENS, _SIGNS = np.zeros(0, np.uint32), np.zeros(0, np.uint8)


class Corpus:
    """Posts by name, in the order of their names, with the vocabulary of them all.

    ``now`` are the numbers of the posts that were what they are before the last update, and ``was``
    those they had then.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.vocabulary = Vocabulary()
        self.counts = Counts.nothing()
        self.now = self.was = np.zeros(0, np.int64)

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
        before = self.entries
        number = {name: number for number, name in enumerate(before)}
        missing = [
            name
            for name, mark in digests.items()
            if name not in before or before[name].digest != mark
        ]

        def read(names: Sequence[str]) -> dict[str, Any]:
            part = Corpus()
            for name in names:
                part.entries[name] = part._read(notes[name], digests[name], text(name))
            part.vocabulary.stem()
            return part.dump()  # which goes from process to process, and takes little room

        fresh: dict[str, Entry] = {}
        for part in map(Corpus.load, each(read, mixed(missing), READING)):
            tokens = self.vocabulary.take(part.vocabulary)
            for name, entry in part.entries.items():
                fresh[name] = entry._replace(tokens=tokens[entry.tokens])
        self.vocabulary.shut()
        self.entries = {
            name: Entry(notes[name], *(fresh.get(name) or before[name])[1:]) for name in digests
        }
        names = list(digests)
        kept = [place for place, name in enumerate(names) if name not in fresh]
        self.now = np.array(kept, np.int64)
        self.was = np.array([number[names[place]] for place in kept], np.int64)
        new = [self.entries[name] for name in missing]
        wide = len(self.vocabulary.terms)
        counts = Counts.of(new, self.vocabulary.telling(), wide)
        self.counts = self.counts.renewed(counts, self.now, self.was)

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

    def dump(self) -> dict[str, Any]:
        """Return what the next build needs, as few objects: they cost more than their bytes."""
        entries, known = self.entries.values(), self.vocabulary
        themes = [theme for entry in entries for theme in entry.themes]
        return {
            "names": list(self.entries),
            "digests": b"".join(entry.digest for entry in entries),
            "themes": [len(entry.themes) for entry in entries],
            "anchors": [theme.anchor for theme in themes],
            "titles": [theme.title for theme in themes],
            "levels": [theme.level for theme in themes],
            "sizes": [entry.sizes for entry in entries],
            "tokens": np.concatenate([_TOKENS, *(entry.tokens for entry in entries)]),
            "signs": np.concatenate([_SIGNS, *(entry.signs for entry in entries)]),
            "surfaces": "\n".join(known.surfaces),
            "languages": known.languages,
            "term_of": np.array(known.term_of, np.uint32),
            "terms": "\n".join(known.terms),
            "fills": known.fills,
            "counts": self.counts,
        }

    @classmethod
    def load(cls, kept: dict[str, Any]) -> Corpus:
        """Return the corpus that ``dump`` has kept."""
        corpus = cls()
        corpus.vocabulary = Vocabulary(
            kept["surfaces"].split("\n"),
            kept["languages"],
            kept["term_of"].tolist(),
            kept["terms"].split("\n"),
            kept["fills"],
        )
        tokens, signs = kept["tokens"], kept["signs"]
        themes = map(Passage, kept["anchors"], kept["titles"], kept["levels"], repeat(""))
        parts = zip(kept["names"], kept["themes"], kept["sizes"], strict=True)
        token = sign = 0  # where those of the next post begin
        for place, (name, count, sizes) in enumerate(parts):
            last_token, last_sign = token + sum(sizes), sign + sum(sizes[:count])
            corpus.entries[name] = Entry(
                Note(""),
                tuple(islice(themes, count)),
                tokens[token:last_token],
                sizes,
                signs[sign:last_sign],
                kept["digests"][place * DIGEST : (place + 1) * DIGEST],
            )
            token, sign = last_token, last_sign
        corpus.counts = kept["counts"]
        return corpus
