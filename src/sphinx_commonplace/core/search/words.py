"""Words: what search takes for a word, and which spellings and forms of it are one.

``scripts/search_words.js`` does the same to what a reader types, but for the stems: these the
index spells out, so that a browser needs no stemmer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from sphinx_commonplace.core.stemming import snowball

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 40  # letters of a word; what is longer is data

# Written without spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks that change no letter: accents, the points of Hebrew and Arabic, the soft hyphen, what
# joins or parts letters, and the stretching of Arabic.
_MARKS = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_VARIANTS = str.maketrans(
    "ٱىیکةۀەßςøłđıæœ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "ايي" + "كههه" + "\0σold" + "i\1\2" + "0123456789" * 2,  # noqa: RUF001
)
_TWO = {"\0": "ss", "\1": "ae", "\2": "oe"}

_INDIC = "\u0900-\u0963\u0966-\u0dff"  # with signs that are neither letters nor digits


def _pattern(letter: str, sign: str, *others: str) -> re.Pattern[str]:
    """Return what finds the words of letters and other signs.

    One letter may have ++ or # behind it, or be the first of several with dots between them.
    """
    more = f"\\+\\+|#(?!{sign})|(?:\\.{letter})+(?!{sign})\\.?"
    return re.compile("|".join([f"{sign}{{2,}}", f"{letter}(?:{more})?", sign, *others]))


_PLAIN = _pattern("[a-z]", "[a-z0-9]")
_WORD = _pattern("[^\\W\\d_]", "[^\\W_]")
_ANY_WORD = _pattern(f"[^\\W\\d_{DENSE}]", f"(?:[^\\W_{DENSE}]|[{_INDIC}])", f"[{DENSE}]+")
_HAS_OTHERS = re.compile(f"[{DENSE}{_INDIC}]")
_IS_DENSE = re.compile(f"[{DENSE}]")
_SIGNS = re.compile(f"[^\\W_]|[{DENSE}{_INDIC}\0-\x7f]")

_FOREIGN = re.compile("[^\\x00-\\x7f]+")
_STEMS = 50_000  # of a language that are kept at a time
_RUNS = 20_000  # of foreign letters, of which the folded forms are kept at a time


def fold(text: str) -> str:
    """Return a text without case, accents and variants of letters."""
    lower = text.lower()
    return lower if text.isascii() else _FOREIGN.sub(_fold_match, lower)


def _fold_match(found: re.Match[str]) -> str:
    return _fold_run(found[0])


@lru_cache(maxsize=_RUNS)
def _fold_run(run: str) -> str:
    run = _MARKS.sub("", unicodedata.normalize("NFKD", run))
    run = unicodedata.normalize("NFC", run).lower().translate(_VARIANTS)
    for mark, letters in _TWO.items():
        run = run.replace(mark, letters)
    # Quotes, dashes and pictures part words as a blank does, and most texts are plain without them.
    return run if not run or _SIGNS.search(run) else " "


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded; of dense scripts, pairs of signs."""
    text = fold(text)
    found: list[str]
    if text.isascii():
        found = _PLAIN.findall(text)
    elif not _HAS_OTHERS.search(text):
        found = _WORD.findall(text)
    else:
        found = [part for word in _ANY_WORD.findall(text) for part in _parts(word)]
    if "." in "".join(found) or max(map(len, found), default=0) > LONGEST:
        return [word.replace(".", "") for word in found if len(word) <= LONGEST]
    return found


def _parts(word: str) -> list[str]:
    if _IS_DENSE.match(word):
        # The last sign stands alone, so that each sign begins something that can be found.
        return [*(one + two for one, two in pairwise(word)), word[-1]]
    return [word]


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """Return what makes the stem of a folded word of a language; without a stemmer, the word."""
    cut = snowball(language)

    def stem(word: str) -> str:
        # Neither numbers nor names such as utf8 or c++ are inflected.
        return cut(word) if cut and len(word) > 3 and word.isalpha() else word  # noqa: PLR2004

    return lru_cache(_STEMS)(stem)
