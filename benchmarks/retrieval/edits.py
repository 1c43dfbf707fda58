"""Edits: how many files of our index one word more, one less or another changes, without builds.

The word is one of a text, of a title or of a heading.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sphinx_commonplace.core.search import files, renewal
from sphinx_commonplace.core.search.entries import SearchedPage, entry
from sphinx_commonplace.core.search.index import Index, build
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.reading import passages

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Passage

MOST = 5  # files that a word may change
EACH = 100  # edits of each kind in each place
TEXT, TITLE, HEADING = PLACES = ("text", "title", "heading")
MORE, LESS, ANOTHER = KINDS = ("more", "less", "another")
_INVENTED = 0.5  # of the words that are put in the place of others


Changed = dict[tuple[str, str], list[int]]  # files, by the place of a word and the kind of edit


def measure(doctrees: Path, seed: str, each: int = EACH) -> Changed:
    """Edit a word of a note, again and again; return how many files that changes."""
    index = build((page, entry(page)) for page in _pages(doctrees))
    shards = renewal.shards(index)
    before = files.write(index, shards, []).keys()
    changed: Changed = {}
    for place in PLACES:
        rng = Random(f"{seed} {place}")
        pages = [number for number, page in enumerate(index.pages) if _passages(page, place)]
        for kind in KINDS * each if pages else ():
            number = rng.choice(pages)
            was = index.pages[number], index.entries[number]
            page = index.pages[number] = _edited(index, number, place, kind, rng)
            index.entries[number] = entry(page)
            renewed = renewal.renewed(shards, index, [(was[1], index.entries[number])])
            after = files.write(index, renewed, []).keys()
            # The first file has the same name whatever it says.
            changed.setdefault((place, kind), []).append(len(after - before) + 1)
            index.pages[number], index.entries[number] = was
    return changed


def _pages(doctrees: Path) -> Iterator[SearchedPage]:
    kept = state.of(pickle.loads((doctrees / "environment.pickle").read_bytes()))
    for name, packed in kept.texts.items():
        post = kept.library.posts.get(name)
        if post:
            yield SearchedPage(
                name,
                f"{name}.html",
                post.title,
                "note",
                "",
                post.tags,
                post.description,
                "en",
                "",  # no entry is kept
                partial(passages.unpack, packed),
            )


def _passages(page: SearchedPage, place: str) -> list[tuple[int, Passage, str]]:
    """Return the passages with plain words in a place: their numbers, they, and what is there."""
    if place == TEXT:
        found = [(number, part, part.text) for number, part in enumerate(page.read())]
    else:  # the title of a page is the heading of the first level
        found = [
            (number, part, part.title)
            for number, part in enumerate(page.read())
            if (part.level == 1) == (place == TITLE)
        ]
    return [one for one in found if _plain(one[2].split(" "))]


def _plain(said: list[str]) -> list[int]:
    return [place for place, word in enumerate(said) if word.isascii() and word.isalpha()]


def _edited(index: Index, number: int, place: str, kind: str, rng: Random) -> SearchedPage:
    """Return a page with one word edited."""
    page = index.pages[number]
    parts = list(page.read())
    found = _passages(page, place)
    at, part, text = rng.choices(found, [len(text) for _, _, text in found])[0]
    text = _reworded(text, kind, index, rng)
    if place == TEXT:
        parts[at] = part._replace(text=text)
    else:
        # Where a heading has an anchor, that is another too.
        anchor = part.anchor and text.lower().replace(" ", "-")
        parts[at] = part._replace(title=text, anchor=anchor)
    title = text if place == TITLE else page.title
    return page._replace(title=title, read=partial(list, parts))


def _reworded(text: str, kind: str, index: Index, rng: Random) -> str:
    """Return a text with one plain word edited; where there is but one, it stays."""
    said = text.split(" ")
    place = rng.choice(_plain(said))
    if kind == LESS and len(said) > 1:
        return " ".join([*said[:place], *said[place + 1 :]])
    if kind != ANOTHER:  # behind the last word, too
        place = rng.randrange(len(said) + 1)
        return " ".join([*said[:place], _word(index, rng), *said[place:]])
    other = said[place]
    while other == said[place]:
        is_invented = rng.random() < _INVENTED
        other = "zq" + "".join(rng.choices("abcdefghij", k=6)) if is_invented else _word(index, rng)
    return " ".join([*said[:place], other, *said[place + 1 :]])


def _word(index: Index, rng: Random) -> str:
    """Choose a word of the texts."""
    found: list[tuple[int, Passage, str]] = []
    while not found:
        found = _passages(rng.choice(index.pages), TEXT)
    _, _, text = rng.choices(found, [len(text) for _, _, text in found])[0]
    said = text.split(" ")
    return said[rng.choice(_plain(said))]
