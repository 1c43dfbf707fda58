"""Gardens: the notes that related posts are told of, and the small edits that change them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moved import days

from sphinx_commonplace.core.related.notes import Note
from sphinx_commonplace.core.related.related import Related
from sphinx_commonplace.core.related.work import Each, alone

if TYPE_CHECKING:
    from pieces import Text

    from sphinx_commonplace.core.related.shelf import Kept


class Garden:
    """The notes as related posts are told of them."""

    def __init__(self, texts: dict[str, Text]) -> None:
        self.texts = texts
        self.dates: dict[str, float] = {}
        self.bearers = {text.title.casefold(): name for name, text in texts.items()}
        self.notes = {name: self.note(name) for name in texts}

    def note(self, name: str) -> Note:
        """Return what the corpus is told of a note."""
        text = self.texts[name]
        around: dict[str, list[str]] = {}
        for title, words in text.links:
            target = self.bearers.get(title.casefold(), name)
            if target != name:
                around.setdefault(target, []).append(words)
        links = tuple((target, "\n".join(found), ("",)) for target, found in around.items())
        digest = str(sum(len(passage.text) for passage in text.passages))
        return Note(digest, (text.title,), links=links, date=self.dates.get(name))

    def relate(self, kept: Kept | None = None, each: Each = alone) -> tuple[Related, Kept]:
        """Return the lists, and what the next build is to keep."""
        related = Related(kept)
        related.update(self.notes, {}, lambda name: self.texts[name].passages, each)
        return related, related.dump()

    def edit(self, name: str) -> None:
        """Add a word to a note."""
        first, *rest = self.texts[name].passages
        first = first._replace(text=f"{first.text}\nGardening.")
        self.texts[name] = replace(self.texts[name], passages=(first, *rest))
        self.notes[name] = self.note(name)

    def date(self) -> None:
        """Give the notes dates, in no order; what is added then is the newest."""
        self.dates = days(self.texts)
        self.notes = {name: self.note(name) for name in self.texts}

    def remove(self, name: str) -> None:
        """Take a note away; links to it stay where they are."""
        del self.texts[name], self.notes[name]

    def add(self, name: str, text: Text) -> None:
        """Put a note there."""
        self.texts[name] = text
        if self.dates:
            self.dates[name] = max(self.dates.values()) + 1
        self.notes[name] = self.note(name)
