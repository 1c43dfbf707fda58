"""Wording: what becomes of words when people type from memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from snowballstemmer import stemmer

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 5  # letters: in shorter words a typo makes another word too easily
_TOO_SHORT = 4
_INSIDE = "'\N{RIGHT SINGLE QUOTATION MARK}-"  # may stand in a word
_STOPS = re.compile(rf"[^\w\s{_INSIDE}]+|\s-+\s|_")  # between words that are not said in one breath
_ENGLISH = stemmer("english")
_SPACES = re.compile(r"\s+")


@cache
def stem(word: str) -> str:
    """Return what the forms of a word have in common, in English."""
    return str(_ENGLISH.stemWord(word))


def misspelt(rng: Random, word: str) -> str:
    """Return the word with one letter missing, doubled by another, wrong, or two exchanged.

    The first letter stays: hardly anyone errs there.
    """
    place = rng.randrange(1, len(word))
    letter = rng.choice([char for char in _LETTERS if char != word[place].lower()])
    head, tail = word[:place], word[place + 1 :]
    kind = rng.choice(["omit", "insert", "replace", "exchange"])
    if kind == "omit":
        return head + tail
    if kind == "insert":
        return head + letter + word[place:]
    swapped = head[:-1] + word[place] + head[-1:] + tail
    if kind == "exchange" and place > 1 and swapped != word:
        return swapped
    return head + letter + tail


def with_typo(rng: Random, title: str) -> Iterator[str]:
    """Yield the title with one of its longer words misspelt, in ever other ways."""
    places = [match.span() for match in re.finditer(rf"[^\W\d_]{{{_LONG},}}", title)]
    for _ in range(10 if places else 0):
        start, end = rng.choice(places)
        yield title[:start] + misspelt(rng, title[start:end]) + title[end:]


def inflected(word: str, is_known: Callable[[str], bool]) -> str | None:
    """Return another form of the word: one with the same stem in English, if one is known."""
    endings = ("s", "ed", "ing", "ly", "es", "er")
    shorter = [word.removesuffix(end) for end in endings if word.endswith(end)]
    longer = [word + "s", *(word.removesuffix("e") + end for end in endings)]
    forms = [
        form
        for form in (*shorter, *(part + "e" for part in shorter), *longer)
        if form != word and len(form) >= _TOO_SHORT and stem(form) == stem(word)
    ]
    return next(filter(is_known, forms), None)


def clauses(text: str) -> Iterator[list[str]]:
    """Yield the words of a text up to each stop, as they are written."""
    for clause in _STOPS.split(text):
        if found := [bare for word in _SPACES.split(clause) if (bare := word.strip(_INSIDE))]:
            yield found
