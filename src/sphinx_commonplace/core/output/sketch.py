"""Sketches: a few numbers that stand for a text, by which one finds the text most like it.

Of the hashes of all runs of three words the smallest are kept. Texts that share much of their
words share as much of these (Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
from zlib import crc32

_KEPT = 12
_RUN = 3  # words
_WORD = re.compile(r"\w+")


def of(text: str) -> str:
    """Return the sketch of a text, in hexadecimal digits; nothing for one of few words."""
    words = [word.encode(errors="surrogatepass") for word in _WORD.findall(text.casefold())]
    runs = zip(*(words[start:] for start in range(_RUN)), strict=False)
    hashes = sorted({crc32(b" ".join(run)) for run in runs})[:_KEPT]
    return "".join(f"{number:08x}" for number in hashes)


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 1, by their sketches."""
    mine, yours = _numbers(one), _numbers(other)
    smallest = sorted(mine | yours)[:_KEPT]
    shared = mine & yours
    return sum(number in shared for number in smallest) / len(smallest) if smallest else 0.0


def _numbers(sketch: str) -> set[str]:
    return {sketch[at : at + 8] for at in range(0, len(sketch), 8)}
