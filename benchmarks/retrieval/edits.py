"""Edits: how many files of our index one word more, one less or another changes, without builds."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sphinx_commonplace.core.search import files, renewal
from sphinx_commonplace.core.search.entries import Page, entry
from sphinx_commonplace.core.search.index import Index, build
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.reading import passages

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Passage

MOST = 5  # files that a word may change
EACH = 100  # edits of each kind
_KINDS = ("insert", "delete", "replace")
_INVENTED = 0.5  # of the words that are put in the place of others


def measure(doctrees: Path, seed: str, each: int = EACH) -> list[int]:
    """Edit a word of a note, again and again; return how many files each edit changes."""
    rng = Random(f"{seed} words")
    index = build((page, entry(page)) for page in _pages(doctrees))
    shards = renewal.shards(index)
    before = files.write(index, shards, []).keys()
    changed = []
    for _ in range(each):
        for kind in _KINDS:
            number, page = _edited(index, kind, rng)
            was = index.pages[number], index.entries[number]
            index.pages[number], index.entries[number] = page, entry(page)
            renewed = renewal.renewed(shards, index, [(was[1], index.entries[number])])
            after = files.write(index, renewed, []).keys()
            # The first file has the same name whatever it says.
            changed.append(len(after - before) + 1)
            index.pages[number], index.entries[number] = was
    return changed


def _pages(doctrees: Path) -> Iterator[Page]:
    kept = state.of(pickle.loads((doctrees / "environment.pickle").read_bytes()))
    for name, packed in kept.texts.items():
        post = kept.library.posts.get(name)
        if post:
            yield Page(
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


def _edited(index: Index, kind: str, rng: Random) -> tuple[int, Page]:
    """Return the number of a page, and the page with one word edited."""
    while True:
        number = rng.randrange(len(index.pages))
        page = index.pages[number]
        parts = list(page.read())
        found = _place(parts, rng)
        if found is None:
            continue
        part, place, said = found
        if kind == "insert":  # behind the last word, too
            place = rng.randrange(len(said) + 1)
        word = "zq" + "".join(rng.choices("abcdefghij", k=6))
        if kind == "insert" or (kind == "replace" and rng.random() > _INVENTED):
            word = _word(index, rng)
        now = [*said[:place], *([] if kind == "delete" else [word])]
        now += said[place if kind == "insert" else place + 1 :]
        if now != said:
            parts[part] = parts[part]._replace(text=" ".join(now))
            return number, page._replace(read=partial(list, parts))


def _place(parts: list[Passage], rng: Random) -> tuple[int, int, list[str]] | None:
    """Choose a plain word: return its passage, its place there, and what the passage says."""
    lengths = [len(part.text) for part in parts]
    if not sum(lengths):
        return None
    part = rng.choices(range(len(parts)), lengths)[0]
    said = parts[part].text.split(" ")
    plain = [place for place, word in enumerate(said) if word.isascii() and word.isalpha()]
    return (part, rng.choice(plain), said) if plain else None


def _word(index: Index, rng: Random) -> str:
    """Choose a word of the notes."""
    while True:
        found = _place(list(rng.choice(index.pages).read()), rng)
        if found:
            return found[2][found[1]]
