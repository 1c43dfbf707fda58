"""Sentences: where they end, and how many they count as, so that no word more changes that.

How long a sentence is is told by its signs, such as commas: no word is one. Only a long run without
them is cut by its letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import sub

from sphinx_commonplace.core.search.words import DENSE

_SIGNS = 5  # such as commas, after which a sentence counts as another
_RUN = 1_200  # characters without so many signs; what is longer is cut, and each
_EACH = 10  # part of it counts as so many sentences

# In lists and programs, what stands between their signs is read like a sentence.
# The last of a line ends with it: a word behind its stop begins no other. What comes first here is
# true of all that follows, and quick: most characters are letters.
_PART = re.compile(
    r"(?=\W)(?:[.!?:;](?:[^\S\n]*+\n\s*+|\s++(?=[^\n]*?[.!?:;]))|[\u3002\uff01\uff1f]\s*|\n"
    r"| (?:- |(?=https?:))"
    rf"|([^\w\s.!?:;](?=[^\S\n])|[\u3001\uff0c]|(?<=[{DENSE}]) ))"  # inside a sentence
)
_BLANK = re.compile(r"\s+")


def sentences(text: str) -> tuple[list[int], list[int]]:
    """Return where sentences end, from 0 on, and up to each end how many they count as."""
    ends = [0, *_ends(text), len(text)]
    if max(map(sub, ends[1:], ends)) <= _RUN:
        return ends, list(range(len(ends)))
    found, counts = [0], [0]
    for begin, end in pairwise(ends):
        parts = list(_halved(text, begin, end))
        each = 1 if len(parts) == 1 else _EACH
        found += parts
        counts += [counts[-1] + each * number for number in range(1, len(parts) + 1)]
    return found, counts


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end, and the parts of those that have many signs."""
    signs = 0
    for found in _PART.finditer(text):
        if found[1]:
            signs += 1
            if signs < _SIGNS:
                continue
        signs = 0
        yield found.end()


def _halved(text: str, begin: int, end: int) -> Iterator[int]:
    """Yield where the parts of a sentence end: one, unless it is a long run without signs."""
    if end - begin > _RUN:
        at = _pause(text, begin, end)
        yield from _halved(text, begin, at)
        yield from _halved(text, at, end)
    else:
        yield end


def _pause(text: str, begin: int, end: int) -> int:
    """Return a place well inside a run without signs: behind a word, if there are several."""
    quarter = (end - begin) // 4
    found = [one.end() for one in _BLANK.finditer(text, begin, end)]
    first, last = bisect_left(found, begin + quarter), bisect_right(found, end - quarter)
    if first == last:
        return (begin + end) // 2
    return found[max(range(first + 1, last + 1), key=roundness) - 1]


def roundness(number: int) -> int:
    """Return by how much a number can be halved: where the roundest are taken first, few move."""
    return number & -number
