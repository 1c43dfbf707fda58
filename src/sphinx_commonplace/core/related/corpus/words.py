"""Words: a text cut into the words a reader sees, and the term that different forms share.

Where words are not separated by blanks (Chinese, Japanese, Korean particles, Thai and their
neighbours) every two neighbouring characters are a word: bigrams need no dictionary, and find
about what a segmenter finds (Nie, Gao, Zhang and Zhou, "On the use of words and n-grams for
Chinese information retrieval", 2000).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from sphinx_commonplace.core.stemming import snowball

# Scripts without blanks between words: Thai, Lao, Myanmar, Khmer; kana, Hangul and Han.
_RUN = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003134f"
)
_LETTER = rf"[^\W_{_RUN}]"
_VOWELS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u200c"  # written above or below, or nothing
_PLAIN = r"[a-zA-Z0-9]++(?![^\x00-&(-\x7f])"  # most words, found several times as fast
_WORD = rf"{_PLAIN}|{_LETTER}+(?:[{_VOWELS}]+{_LETTER}*)*(?:['\u2019]{_LETTER}+)?|[{_RUN}]+"
_HYPHENS = "\u2010\u2011-"
_PARTING = rf" ?[^\w\s{_VOWELS}{_HYPHENS}]| [{_HYPHENS}]"
# With a hyphen that joins it to the next word, or what parts it from that, if there is any.
_TOKEN = re.compile(rf"(?:{_WORD})(?:[{_HYPHENS}](?={_LETTER})|{_PARTING})?|\n")
_SIGN = re.compile(rf"(?:[{_HYPHENS}]|{_PARTING})$")
_IS_RUN = re.compile(rf"[{_RUN}]")
_POSSESSIVE = re.compile("['\u2019][sS]?$")
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d]"
)
# Letters that are typed in several ways in Arabic and Persian, and what NFKD leaves alone.
_VARIANTS = str.maketrans(
    {
        "\u0622": "\u0627",
        "\u0623": "\u0627",
        "\u0625": "\u0627",
        "\u0671": "\u0627",
        "\u0649": "\u06cc",
        "\u064a": "\u06cc",
        "\u0643": "\u06a9",
        "\u0629": "\u0647",
        "\u06c0": "\u0647",
        "\u0142": "l",
        "\u00f8": "o",
        "\u0111": "d",
        "\u0131": "i",
    }
)
_HASH = re.compile("(?=.*[0-9])[0-9a-fA-F]{4,}")
_LONGEST = 40  # characters of a word; what is longer is data, not prose


def split(text: str) -> list[str]:
    """Return the words of a text as they are written; numbers and data are passed over."""
    return [word for found in tokens(text) if (word := bare(found)) and not is_data(word)]


def tokens(text: str) -> list[str]:
    """Return the words of a text, numbers and data, each with the sign behind it, and line ends."""
    found = _TOKEN.findall(text)
    if not text.isascii() and _IS_RUN.search(text):
        return [part for word in found for part in _parts(word)]
    return found


def _parts(token: str) -> list[str]:
    if not _IS_RUN.match(token):
        return [token]
    word = bare(token)
    parts = [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    return [*parts[:-1], parts[-1] + token[len(word) :]]


def bare(token: str) -> str:
    """Return the word of a token; nothing for the end of a line."""
    if token[-1:].isalnum():
        return token
    if token.isascii():  # as most are: the sign is one character, maybe behind a blank
        return token[:-1].rstrip(" ")
    return _SIGN.sub("", token).rstrip("\n")


def is_joined(token: str) -> bool:
    """Whether a token has a hyphen that joins it to the next."""
    return token[-1] in _HYPHENS and token[-2] != " "


def is_data(word: str) -> bool:
    """Whether a word is a number, or what only machines read."""
    if word.isalpha():
        return len(word) > _LONGEST
    return len(word) > _LONGEST or word.isnumeric() or _HASH.fullmatch(word) is not None


def has_blanks(word: str) -> bool:
    """Whether a word is of a script that parts words by blanks."""
    return not _IS_RUN.match(word)


def without_possessive(word: str) -> str:
    """Return a word without the ending of a possessive."""
    return _POSSESSIVE.sub("", word)


def fold(word: str) -> str:
    """Return a word without case, accents and vowel marks, in one of its ways of being typed."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).translate(_VARIANTS)


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """Return the function that cuts a word of a language to its stem, in any of its forms.

    :param language: a language tag. Where Snowball does not know it, words are only folded.
    """
    stemmed = snowball(language)
    if stemmed is None:
        return lambda word: fold(without_possessive(word))

    def stem(word: str) -> str:
        if word.isascii() and word.isalpha():  # as most are
            return stemmed(word.lower())
        bare = without_possessive(word)
        if _IS_RUN.match(word) or any(map(str.isdigit, bare)):
            return fold(bare)
        # Snowball wants the accents of its language.
        return fold(stemmed(unicodedata.normalize("NFC", bare.casefold())))

    return stem
