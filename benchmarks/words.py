"""Words: a vocabulary that looks like English and is used like English, but means nothing.

The function words are real, so that a search index has its stop words; all other words are made
up, of syllables and of endings that a stemmer knows. The word of rank r is drawn with a
probability proportional to 1 / r (Zipf's law). A word of a text has 4.5 letters on average.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

_FUNCTION_WORDS = """
    the of and to a in is it that was for on with as he be at by had not but from have they which
    one you were all her she there would their we him been has when who will no more if out so up
    what it's about into than them can only other time new some don't could these two may then do
    first any my now such like our over me even most made after also did many off before must well
    back through years much where your way down should because long each just those people too
"""
_ONSETS = "b c d f g h j k l m n p r s t v w br ch cl cr dr fl gr pl pr sh sl sp st th tr wh"
_INNER = "b c d f g l m n p r s t v w nd mp st"
_VOWELS = "a a a e e e e i i o o u ai ea ee oo"
_CODAS = "b ck d g ll m n n nd ng nt p r r rd rk rn s sh sk st t t th"
_ENDINGS = ["", "", "", "", "", "", "", "", "s", "s", "ed", "ing", "er", "ly", "ness", "ment"]
_SHORTEST = 4  # letters: shorter ones would too often be real words
_MIXED = 6  # letters: common words are the shorter ones, but for so many
_LONG = 10  # words: a longer sentence has a comma about its middle


class Vocabulary:
    """Words in the order of their rank, and what is written with them."""

    def __init__(self, rng: Random, size: int = 50_000) -> None:
        function_words = _FUNCTION_WORDS.split()
        made_up: dict[str, None] = {}
        while len(made_up) < size - len(function_words):
            word = _make(rng)
            if len(word) >= _SHORTEST and word not in function_words:
                made_up[word] = None
        first = len(function_words)
        self._rng = rng
        self._content = sorted(made_up, key=lambda word: len(word) + rng.uniform(0, _MIXED))
        self._words = function_words + self._content
        self._weights = list(accumulate(1 / rank for rank in range(1, size + 1)))
        self._content_weights = list(accumulate(1 / rank for rank in range(first + 1, size + 1)))

    def any(self, count: int) -> list[str]:
        """Draw words as they come in a text."""
        return self._rng.choices(self._words, cum_weights=self._weights, k=count)

    def content(self, count: int) -> list[str]:
        """Draw words that are not function words."""
        return self._rng.choices(self._content, cum_weights=self._content_weights, k=count)

    def distinct(self, count: int) -> list[str]:
        """Draw content words, each once, from the more common ones: the names of tags."""
        return self._rng.sample(self._content[: 4 * count + 1000], count)

    def title(self) -> str:
        """Make a title or a heading."""
        one, two, three = self.content(3)
        forms = (
            f"{one} and {two}",
            f"the {one} of {two}",
            f"on {one} and the {two} {three}",
            f"why {one} is not {two}",
            f"{one} {two} {three}",
            f"a {one} for the {two}",
        )
        return self._rng.choice(forms).capitalize()

    def prose(self, length: int, marked: list[str]) -> str:
        """Write a paragraph of ``length`` words, some of which are the texts ``marked``."""
        words = self.any(length)
        places = self._rng.sample(range(length), len(marked))
        for place, text in zip(places, marked, strict=True):
            words[place] = text
        sentences = []
        while words:
            count = self._rng.randint(6, 22)
            sentences.append(self._sentence(words[:count]))
            words = words[count:]
        return " ".join(sentences)

    def _sentence(self, words: list[str]) -> str:
        words = [words[0][:1].upper() + words[0][1:], *words[1:]]
        if len(words) > _LONG:
            words[len(words) // 2] += ","
        return " ".join(words) + self._rng.choice("........?!")


def _make(rng: Random) -> str:
    parts = [rng.choice(_ONSETS.split()), rng.choice(_VOWELS.split())]
    for _ in range(rng.randint(0, 2)):
        parts += [rng.choice(_INNER.split()), rng.choice(_VOWELS.split())]
    return "".join([*parts, rng.choice(_CODAS.split()), rng.choice(_ENDINGS)])
