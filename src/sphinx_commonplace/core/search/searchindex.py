"""The search index: which words each part of a page has, and how much they say of it.

Pages are numbered: first those that are no posts, then notes, by name, then essays by date, so
that the filters by kind and year are ranges of numbers and the newest essay moves no other. A page
is cut into units of about a screenful, so that a browser fetches only those parts of a long page
that it shows. How much a word says of a unit is worked out here (as in BM25F, with fixed averages,
so that an edit changes nothing elsewhere) and kept as one of sixteen levels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search.searchwords import LONGEST, stemmer, words

UNIT = 1_800  # characters that passages are gathered to
LARGEST = 2_600  # characters of a passage; what is longer is cut
MOST = 400_000  # characters of a page; what follows is not found
LEVELS = 16
KINDS = ("page", "note", "essay")

_TITLE, _HEADING, _TAG, _DESCRIPTION = 10.0, 4.0, 4.0, 1.5  # against 1 for the text
_TEXT = 3.5  # at most, however often the text says a word
_SATURATION = 1.4
_LENGTHS = 0.55  # how far the length of a unit counts
_AVERAGE = 140  # words of a unit


class Page(NamedTuple):
    """A page as search knows it. ``date`` is that of an essay, as ``2024-05-06``."""

    name: str
    url: str
    title: str
    kind: str
    date: str
    tags: tuple[str, ...]
    description: str
    language: str
    passages: tuple[Passage, ...]


@dataclass(slots=True)
class Group:
    """The forms of one stem, and where they stand: the postings, already written down.

    ``strong`` says which postings of a very common word are kept.
    """

    forms: set[str] = field(default_factory=set)
    last: int = 0
    count: int = 0
    postings: list[str] = field(default_factory=list)
    is_title: bool = False


@dataclass(slots=True)
class Index:
    """All that the files of the index are made from."""

    pages: list[Page]
    units: list[list[list[Passage]]]
    groups: dict[str, Group]

    @property
    def total(self) -> int:
        """The number of units."""
        return sum(map(len, self.units))


def order(page: Page) -> tuple[int, str, str]:
    """Return the place of a page among all."""
    return KINDS.index(page.kind), page.date, page.name


def units(page: Page) -> list[list[Passage]]:
    """Cut a page into units: runs of passages, at least one."""
    found: list[list[Passage]] = [[]]
    size = 0
    for passage in _bounded(page):
        if found[-1] and size + len(passage.text) > UNIT:
            found.append([])
            size = 0
        found[-1].append(passage)
        size += len(passage.text)
    return found


def _bounded(page: Page) -> Iterator[Passage]:
    left = MOST
    if page.description:
        yield Passage("", "", 0, page.description)
    for passage in page.passages:
        text = without_data(passage.text[:left])
        left -= len(text)
        while len(text) > LARGEST:
            at = text.rfind(" ", UNIT // 2, UNIT) + 1 or UNIT
            yield passage._replace(text=text[:at].rstrip())
            text = text[at:]
        yield passage._replace(text=text)


def without_data(text: str) -> str:
    """Return a text in which runs that no one reads, such as data in Base64, are cut short."""
    if len(text) < 4 * LONGEST:
        return text
    parts = text.split(" ")
    return " ".join(
        part if len(part) < 4 * LONGEST or not part.isascii() else f"{part[:LONGEST]}…"
        for part in parts
    )


def build(pages: Iterable[Page]) -> Index:
    """Make the index of some pages."""
    index = Index(sorted(pages, key=order), [], {})
    for number, page in enumerate(index.pages):
        cut = units(page)
        index.units.append(cut)
        stem = stemmer(page.language)
        for place, unit in enumerate(cut):
            _add(index.groups, number, place, _weights(page, unit, is_first=place == 0), stem)
    return index


def _weights(page: Page, unit: list[Passage], *, is_first: bool) -> dict[str, tuple[float, bool]]:
    """Return how much each word counts, and whether it stands in a title, heading or tag."""
    inside = Counter(words(" ".join([passage.text for passage in unit])))
    length = inside.total()
    # In steps, so that a word more or less does not change what all others say.
    step = 1 << (length * 4 // _AVERAGE).bit_length()
    scale = 1 / (1 - _LENGTHS + _LENGTHS * step / 8)
    found = {word: (min(count * scale, _TEXT), False) for word, count in inside.items()}
    fields = [(_HEADING, heading) for heading in dict.fromkeys(part.title for part in unit)]
    if is_first:
        fields += [(_TITLE, page.title), *((_TAG, tag) for tag in page.tags)]
        fields += [(_DESCRIPTION, page.description)]
    for weight, text in fields:
        for word in words(text) if text else ():
            found[word] = found.get(word, (0.0,))[0] + weight, weight > _DESCRIPTION
    return found


def _add(
    groups: dict[str, Group],
    number: int,
    place: int,
    weights: dict[str, tuple[float, bool]],
    stem: Callable[[str], str],
) -> None:
    summed: dict[str, float] = {}
    for word, (weight, is_title) in weights.items():
        root = stem(word)
        summed[root] = summed.get(root, 0.0) + weight
        group = groups.get(root)
        if group is None:
            group = groups[root] = Group()
        group.forms.add(word)
        group.is_title |= is_title
    for root, weight in summed.items():
        group = groups[root]
        level = int(LEVELS * weight / (weight + _SATURATION))
        group.postings.append(_posting(number - group.last, place, level, is_new=not group.count))
        group.last = number
        group.count += 1


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LEVEL = "ABCDEFGHIJKLMNOP"


def base36(number: int) -> str:
    """Return a number as JavaScript's ``parseInt(text, 36)`` reads it."""
    text = ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


def _posting(gap: int, place: int, level: int, *, is_new: bool) -> str:
    """Write one posting: how many pages on from the last, which unit of the page, how much.

    ``A`` is the next page, ``3A`` the third from here, ``3,1A`` its second unit, ``,2A`` the third
    unit of the page at hand.
    """
    gap += is_new  # as if from the page before the first
    if place == 0:
        return (base36(gap) if gap != 1 else "") + _LEVEL[level]
    return (base36(gap) if gap else "") + "," + base36(place) + _LEVEL[level]
