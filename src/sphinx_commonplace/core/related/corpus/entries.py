"""Entries: what the corpus knows of each post, its texts as rows of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core.library.facts import THEME
from sphinx_commonplace.core.library.post import Passage

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.corpus.vocabulary import Signs, Tokens
    from sphinx_commonplace.core.related.notes import Note

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
