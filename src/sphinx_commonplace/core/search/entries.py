"""Entries: what the search index has of one page, made from that page alone.

How much a word says of a unit of the page is worked out here (as in BM25F, with fixed averages, so
that an edit changes nothing elsewhere) and kept as one of sixteen levels. An entry is written down
as a line of text, so that the next build takes it up as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search.units import units
from sphinx_commonplace.core.search.words import stemmer, words

LEVELS = "ABCDEFGHIJKLMNOP"  # of what a word says of a unit, from little to much
TITLE = "^"

_TITLE, _HEADING, _TAG, _DESCRIPTION = 10.0, 4.0, 4.0, 1.5  # against 1 for the text
_TEXT = 3.5  # at most, however often the text says a word
_SATURATION = 1.4
_LENGTHS = 0.55  # how far the length of a unit counts
_AVERAGE = 140  # words of a unit


class Page(NamedTuple):
    """A page as search knows it. ``date`` is that of an essay, as ``2024-05-06``.

    ``read`` returns its passages, and is called only if something is to be made of them;
    ``stands_for`` them otherwise.
    """

    name: str
    url: str
    title: str
    kind: str
    date: str
    tags: tuple[str, ...]
    description: str
    language: str
    stands_for: str
    read: Callable[[], Iterable[Passage]]

    @property
    def key(self) -> str:
        """What stands for all that its entry is made from."""
        return digest(
            as_json([self.title, self.tags, self.description, self.language, self.stands_for])
        )


class Unit(NamedTuple):
    """A part of a page: what its text is known by, its words, and how much each of them says.

    A word is written as its stem, behind a colon its forms if it is not itself the only one,
    and before it a mark if it stands in a title, heading or tag.
    """

    text: str
    words: str
    levels: str  # a letter for each word


class Entry(NamedTuple):
    """What the index has of a page; ``texts`` are what its units show, if it was just made."""

    units: tuple[Unit, ...]
    texts: tuple[str, ...] = ()

    @classmethod
    def read(cls, line: str) -> Entry:
        """Return an entry that was written down."""
        parts = line.split("\t")
        return cls(tuple(map(Unit, parts[::3], parts[1::3], parts[2::3])))

    def written(self) -> str:
        """Write it down, without its texts."""
        return "\t".join(part for unit in self.units for part in unit)


def digest(text: str) -> str:
    """Return what stands for a text."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def as_json(content: Any) -> str:
    """Write something down for the script."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def entry(page: Page) -> Entry:
    """Return the entry of a page."""
    stem = stemmer(page.language)
    cut = _cut(page)
    texts = tuple(map(_shown, cut))
    return Entry(
        tuple(
            Unit(digest(text), *_words(*_weights(page, unit, is_first=place == 0), stem))
            for place, (unit, text) in enumerate(zip(cut, texts, strict=True))
        ),
        texts,
    )


def text(page: Page, entry: Entry, place: int) -> str:
    """Return what is shown of a unit of a page, as the script reads it."""
    return entry.texts[place] if entry.texts else _shown(_cut(page)[place])


def _cut(page: Page) -> list[list[Passage]]:
    first = [Passage("", "", 0, page.description)] if page.description else []
    return units([*first, *page.read()])


def _shown(unit: list[Passage]) -> str:
    return as_json([[passage.anchor, passage.title, passage.text] for passage in unit])


def _weights(
    page: Page, unit: list[Passage], *, is_first: bool
) -> tuple[dict[str, float], set[str]]:
    """Return how much each word counts, and which stand in a title, heading or tag."""
    inside = Counter(words(" ".join([passage.text for passage in unit])))
    length = inside.total()
    # In steps, so that a word more or less does not change what all others say.
    step = 1 << (length * 4 // _AVERAGE).bit_length()
    scale = 1 / (1 - _LENGTHS + _LENGTHS * step / 8)
    most = _TEXT / scale
    found = {word: count * scale if count < most else _TEXT for word, count in inside.items()}
    strong: set[str] = set()
    fields = [(_HEADING, heading) for heading in dict.fromkeys(part.title for part in unit)]
    if is_first:
        fields += [(_TITLE, page.title), *((_TAG, tag) for tag in page.tags)]
        fields += [(_DESCRIPTION, page.description)]
    for weight, text in fields:
        is_name = weight > _DESCRIPTION
        named = words(text) if text else []
        # The fewer words a heading has, the more each of them says.
        each = weight * (1 + 1 / len(named)) if is_name and named else weight
        for word in named:
            found[word] = found.get(word, 0.0) + each
        if is_name:
            strong.update(named)
    return found, strong


def _words(
    weights: dict[str, float], strong: set[str], stem: Callable[[str], str]
) -> tuple[str, str]:
    summed: dict[str, float] = {}
    forms: dict[str, str] = {}
    for (word, weight), root in zip(weights.items(), map(stem, weights), strict=True):
        if root in summed:
            summed[root] += weight
            forms[root] += f"/{word}"
        else:
            summed[root] = weight
            forms[root] = word
    written = {root: root if root == form else f"{root}:{form}" for root, form in forms.items()}
    for root in {stem(word) for word in strong}:
        written[root] = TITLE + written[root]
    return " ".join(written.values()), "".join(map(_level, summed.values()))


@lru_cache(maxsize=10_000)
def _level(weight: float) -> str:
    return LEVELS[int(len(LEVELS) * weight / (weight + _SATURATION))]
