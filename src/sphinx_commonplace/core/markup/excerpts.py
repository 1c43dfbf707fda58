"""Excerpts: the sentence around a link, with its inline markup, as plain runs of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import sentencex  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Link

LONGEST = 320  # characters: a longer sentence is shortened on both sides of the link
_OPAQUE = "code"  # what full stops in it end is no sentence
_URL = ("://", "www.")


class Run(NamedTuple):
    """A stretch of text in one style.

    ``marks`` are any of ``em``, ``strong``, ``code`` and, in an excerpt, ``link`` for the link it
    was made for. With ``titled`` the text is to be replaced by the title of what that link finds.
    """

    text: str
    marks: tuple[str, ...] = ()
    titled: Link | None = None


class BlockText:
    """The text of one block, from which an excerpt is cut for each of its links.

    :param runs: all of the text, without line breaks.
    :param language: the code of its language, such as ``en``; an unknown one is no error.
    :param whole: whether an excerpt is all of the text, as in a row of a table.
    """

    def __init__(self, runs: Sequence[Run], language: str, *, whole: bool = False) -> None:
        self.runs = runs
        self._starts: list[int] = []
        length = 0
        for run in runs:
            self._starts.append(length)
            length += len(run.text)
        self._length = length
        self._sentences = [0] if whole else _sentences("".join(map(_sealed, runs)), language)

    def around(self, first: int, last: int) -> tuple[Run, ...]:
        """Return the sentence that holds the runs from ``first`` to before ``last``.

        These are marked as the link. Nothing is returned where there is no other text.
        """
        begin = self._starts[first]
        end = self._starts[last] if last < len(self.runs) else self._length
        start = self._sentences[bisect_right(self._sentences, begin) - 1]
        place = bisect_right(self._sentences, max(end - 1, begin))
        stop = self._sentences[place] if place < len(self._sentences) else self._length
        spare = max(LONGEST - (end - begin), 0) // 2
        head, tail = max(start, begin - spare), min(stop, end + spare)
        found = [
            *self._cut(head, begin, "start" if head > start else ""),
            *(run._replace(marks=("link", *run.marks)) for run in self.runs[first:last]),
            *self._cut(end, tail, "end" if tail < stop else ""),
        ]
        others = (run.text for run in found if "link" not in run.marks and run.titled is None)
        return tuple(found) if any(map(_says_something, others)) else ()

    def _cut(self, start: int, stop: int, shortened: str) -> list[Run]:
        """Return the text between two places, to the nearest word where it is shortened."""
        place = bisect_right(self._starts, start) - 1
        found: list[Run] = []
        while place < len(self.runs) and self._starts[place] < stop:
            run, begin = self.runs[place], self._starts[place]
            text = run.text[max(start - begin, 0) : stop - begin]
            if text:
                found.append(run._replace(text=text))
            place += 1
        if found and shortened == "start":
            text = found[0].text
            found[0] = found[0]._replace(text="…" + (text.partition(" ")[2] or text))
        if found and shortened == "end":
            text = found[-1].text
            found[-1] = found[-1]._replace(text=(text.rpartition(" ")[0] or text) + "…")
        return found


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _sealed(run: Run) -> str:
    """Return text of the same length in which code and addresses end no sentence."""
    if _OPAQUE in run.marks:
        return "x" * len(run.text)
    if not any(sign in run.text for sign in _URL):
        return run.text
    words = run.text.split(" ")
    return " ".join(
        "x" * len(word.rstrip(".,;:!?)")) + word[len(word.rstrip(".,;:!?)")) :]
        if any(sign in word for sign in _URL)
        else word
        for word in words
    )


def _sentences(text: str, language: str) -> list[int]:
    """Return where each sentence begins."""
    found = sentencex.get_sentence_boundaries(language or "en", text)
    return [0, *(sentence["start_index"] for sentence in found[1:])]
