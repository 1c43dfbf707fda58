"""Entries: what the search index has of one page, made from that page alone.

How much a word says of a unit of the page is kept as one of sixteen levels (as in BM25F, with fixed
averages, so that an edit changes nothing elsewhere). How long the unit is stands apart from them:
else one word more would now and then change what all others say. The script puts both together.
An entry is written down as a line of text, so that the next build takes it up as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search.units import Part, units
from sphinx_commonplace.core.search.words import stemmer, words

Stem = Callable[[str], str]

LEVELS = "ABCDEFGHIJKLMNOP"  # of what a word says of a unit, from little to much
TITLE = "^"

_SAID = 10  # times that the text says a word, at the most: so many levels are of the text alone
_TITLE, _HEADING, _TAG = 13.0, 5.2, 5.2  # against 1 for the text
_ALONE = 1.6  # times, where it is the only word there
_DESCRIPTION = 2  # times, beside that it is a part of the text
_TEXT = 3.5  # of a title or heading: at most, however often the text says it too
_SATURATION = 1.4
_AVERAGE = 140  # words of a unit
_FIELDS = 5  # of a unit


class SearchedPage(NamedTuple):
    """A page as search knows it. ``date`` is that of an essay, as ``2024-05-06``; ``day`` is shown.

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
    day: str = ""

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
    length: str  # a digit: the class of its length
    sentences: str  # how many it counts as


class IndexEntry(NamedTuple):
    """What the index has of a page; ``texts`` are what its units show, if it was just made."""

    units: tuple[Unit, ...]
    texts: tuple[str, ...] = ()

    @classmethod
    def read(cls, line: str) -> IndexEntry:
        """Return an entry that was written down."""
        parts = line.split("\t")
        return cls(tuple(map(Unit, *(parts[field::_FIELDS] for field in range(_FIELDS)))))

    def written(self) -> str:
        """Write it down, without its texts."""
        return "\t".join(part for unit in self.units for part in unit)


def digest(text: str) -> str:
    """Return what stands for a text."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def as_json(content: Any) -> str:
    """Write something down for the script."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def entry(page: SearchedPage) -> IndexEntry:
    """Return the entry of a page."""
    stem = stemmer(page.language)
    cut = _cut(page)
    shown = tuple(map(_shown, cut))
    return IndexEntry(
        tuple(
            _unit(digest(text), page, unit, stem, is_first=place == 0)
            for place, (unit, text) in enumerate(zip(cut, shown, strict=True))
        ),
        shown,
    )


def texts(page: SearchedPage, entry: IndexEntry) -> tuple[str, ...]:
    """Return what is shown of each unit of a page, as the script reads it."""
    return entry.texts or tuple(map(_shown, _cut(page)))


def _cut(page: SearchedPage) -> list[Part]:
    first = [Passage("", "", 0, page.description)] if page.description else []
    return units([*first, *page.read()])


def _shown(unit: Part) -> str:
    shown = [[passage.anchor, passage.title, passage.text] for passage in unit.passages]
    if unit.back:  # its heading stands where it begins: so another changes one text
        shown[0][:2] = "", ""
    return as_json([unit.back, *shown])


def _unit(text: str, page: SearchedPage, part: Part, stem: Stem, *, is_first: bool) -> Unit:
    inside = words(" ".join([passage.text for passage in part.passages]))
    # In steps: few letters are quick to load.
    length = (len(inside) * 4 // _AVERAGE).bit_length()
    said = Counter(inside)
    if is_first:
        said.update(words(page.description) * _DESCRIPTION)
    named = _named(page, part.passages, is_first=is_first)
    return Unit(text, *_words(said, named, stem), str(length), str(part.sentences))


def _named(page: SearchedPage, unit: list[Passage], *, is_first: bool) -> dict[str, float]:
    """Return how much each word of the titles, headings and tags counts."""
    fields = [(_HEADING, heading) for heading in dict.fromkeys(part.title for part in unit)]
    if is_first:
        fields.append((_TITLE, page.title))
    found: dict[str, float] = {}
    for weight, text in fields:
        for word, each in _each(weight, text):
            found[word] = found.get(word, 0.0) + each
    # Tags may have their first word in common.
    tagged = sorted(both for tag in page.tags if is_first for both in _each(_TAG, tag))
    for word, each in dict(tagged).items():
        found[word] = found.get(word, 0.0) + each
    return found


def _each(weight: float, text: str) -> list[tuple[str, float]]:
    """Return what each word of a title, heading or tag counts.

    How many others there are does not count: then one more would change what all of them say.
    """
    named = words(text) if text else []
    return [(word, weight * _ALONE if len(named) == 1 else weight) for word in named]


def _words(said: dict[str, int], named: dict[str, float], stem: Stem) -> tuple[str, str]:
    times: dict[str, int] = {}
    forms: dict[str, str] = {}
    for (word, count), root in zip(said.items(), map(stem, said), strict=True):
        if root in times:
            times[root] += count
            forms[root] += f"/{word}"
        else:
            times[root] = count
            forms[root] = word
    weights: dict[str, float] = {}
    for word, weight in named.items():
        root = stem(word)
        if root not in times:
            times[root] = 0
            forms[root] = word
        elif word not in said:
            forms[root] += f"/{word}"
        weights[root] = weights.get(root, 0.0) + weight
    written = {root: root if root == form else f"{root}:{form}" for root, form in forms.items()}
    most = LEVELS[_SAID - 1]
    levels = {root: LEVELS[count - 1] if count < _SAID else most for root, count in times.items()}
    for root, weight in weights.items():
        written[root] = TITLE + written[root]
        levels[root] = _level(weight + min(times[root], _TEXT))
    return " ".join(written.values()), "".join(levels.values())


def _level(weight: float) -> str:
    return LEVELS[int(len(LEVELS) * weight / (weight + _SATURATION))]
