"""Pieces: notes of about the same length, cut from folders of Markdown at their headings."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx_commonplace.core.library.post import Passage

_WORDS = 375  # of a note, about
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+)$", re.MULTILINE)
_LINK = re.compile(r"\[\[([^\]|#\n]+)[^\]\n]*\]\]|\]\(([^)\s#:]+)\.md[^)\n]*\)")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ADDRESS = re.compile(r"(?<=\])\([^)\s]*\)")  # of a link: readers do not see it, nor is it text
_AROUND = 80  # characters of the text on either side of a link
_LONG = re.compile(r"\b[^\W\d_]{7,}\b")


@dataclass(frozen=True)
class Text:
    """A note: its title, its passages, and the names to which it links with the words around."""

    title: str
    passages: tuple[Passage, ...]
    links: tuple[tuple[str, str], ...] = ()


def read(folders: list[Path]) -> Iterator[Text]:
    """Yield the notes of some folders, long ones cut at their headings."""
    for path in sorted(path for folder in folders for path in folder.rglob("*.md")):
        try:
            text = _FRONT.sub("", path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, OSError):
            continue
        found = _HEADING.split(text)
        title, parts, size = path.stem, [Passage("", "", 0, found[0])], len(found[0].split())
        for mark, heading, below in zip(*(found[n::3] for n in (1, 2, 3)), strict=True):
            if size >= _WORDS:
                yield _text(title, parts)
                title, parts, size = heading, [], 0
            level = min(len(mark), 1 if not parts else 2)
            parts.append(Passage(heading, heading, level, below))
            size += len(below.split())
        if size:
            yield _text(title, parts)


def _text(title: str, passages: list[Passage]) -> Text:
    links = (
        (
            (found[1] or found[2]).rpartition("/")[2],
            _seen(passage.text[max(0, found.start() - _AROUND) : found.end() + _AROUND]),
        )
        for passage in passages
        for found in _LINK.finditer(passage.text)
    )
    seen = (passage._replace(text=_seen(passage.text)) for passage in passages)
    return Text(title, tuple(seen), tuple(links))


def _seen(text: str) -> str:
    return _ADDRESS.sub("", text)


def notes_of(folders: list[Path], count: int) -> dict[str, Text]:
    """Return so many notes by name, the same ones each time."""
    texts = list(read(folders))
    random.Random(1).shuffle(texts)
    found = {f"{number:05}": text for number, text in enumerate(texts[:count])}
    while texts and len(found) < count:
        copy, place = divmod(len(found), len(texts))
        found[f"{len(found):05}"] = _changed(texts[place], "abcdefgh"[copy % 8])
    return found


def _changed(text: Text, letter: str) -> Text:
    """Return a note in which half of the long words are others."""

    def other(found: re.Match[str]) -> str:
        return found[0] if sum(map(ord, found[0])) % 2 else letter + found[0]

    passages = (p._replace(text=_LONG.sub(other, p.text)) for p in text.passages)
    return replace(text, title=_LONG.sub(other, text.title), passages=tuple(passages))
