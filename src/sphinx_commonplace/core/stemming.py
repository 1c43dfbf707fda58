"""Stemming: which of Snowball's algorithms cuts the words of a language to their stems.

Search and related posts ask for the same words, so stems are kept here, for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

_WORDS = 200_000  # of which the stems are kept at a time, some 20 MB
_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def primary(tag: str) -> str:
    """Return the first part of a language tag, which names the language itself."""
    return re.split("[-_]", tag.lower())[0]


@cache
def snowball(language: str) -> Callable[[str], str] | None:
    """Return what cuts a word to its stem.

    :param language: a language tag; there is nothing for it where Snowball does not know it.
    """
    name = _ALGORITHMS.get(primary(language))
    if name not in snowballstemmer.algorithms():
        return None
    stemmer = snowballstemmer.stemmer(name)
    if hasattr(stemmer, "maxCacheSize"):  # of PyStemmer, whose cache takes longer than a stem
        stemmer.maxCacheSize = 0
    return lru_cache(maxsize=_WORDS)(stemmer.stemWord)
