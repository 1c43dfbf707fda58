"""Shelves: the related posts of each post with their reasons, as they are kept and shown.

A build in which nothing has changed needs no more than this: what they are found with, above all
numpy, takes longer to import than such a build to find that out.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sphinx_commonplace.core.library.post import Passage

WHOLE, THEME = 6, 3  # related posts that are shown for a post, and for a theme


class Reason(NamedTuple):
    """One reason: its kind, and what is named.

    ``both`` names words that are in both, ``tags`` tags. ``mentions`` has the name of the other
    post as it stands in this one, ``mentioned`` the other way round. ``cited`` names the posts
    that link to both, ``cite`` those to which both link, ``between`` those between the two.
    """

    kind: str
    names: tuple[str, ...]


class Hit(NamedTuple):
    """A related post, the score in thousandths, and why."""

    name: str
    score: int
    reasons: tuple[Reason, ...]


class Lists(NamedTuple):
    """What is related to a post as a whole, and to each of its themes."""

    whole: tuple[Hit, ...]
    themes: tuple[tuple[Passage, tuple[Hit, ...]], ...]


class Shelf(Mapping[str, Lists]):
    """The lists of all posts, each packed until it is asked for: most are, and did not change."""

    def __init__(self, packed: dict[str, bytes]) -> None:
        self.packed = packed

    def __getitem__(self, name: str) -> Lists:
        """Return the lists of a post."""
        whole, themes = pickle.loads(self.packed[name])  # noqa: S301 - a part of Sphinx's own pickle
        return Lists(
            _unpacked(whole),
            tuple(
                (Passage(anchor, title, level, ""), _unpacked(hits))
                for anchor, title, level, hits in themes
            ),
        )

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the posts."""
        return iter(self.packed)

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self.packed)

    def dump(self) -> bytes:
        """Return all of it as bytes."""
        return pickle.dumps(self.packed, protocol=5)


class Kept(NamedTuple):
    """What a build leaves to the next, as bytes, which cost nothing until they are needed.

    ``made_from`` stands for what the lists are made from. ``rest`` is what it takes to find them
    anew, and ``arrays`` the arrays of it, which are not copied to be read.
    """

    made_from: bytes
    lists: bytes
    rest: bytes
    arrays: tuple[bytes, ...]

    @classmethod
    def of(cls, made_from: bytes, shelf: Shelf, rest: object) -> Kept:
        """Return what is kept of some lists."""
        arrays: list[pickle.PickleBuffer] = []
        pickled = pickle.dumps(rest, protocol=5, buffer_callback=arrays.append)
        return cls(made_from, shelf.dump(), pickled, tuple(one.raw().tobytes() for one in arrays))

    @property
    def shelf(self) -> Shelf:
        """The lists."""
        return Shelf(pickle.loads(self.lists))  # noqa: S301 - a part of Sphinx's own pickle

    def load(self) -> Any:
        """Return what it takes to find them anew; its arrays cannot be written to."""
        return pickle.loads(self.rest, buffers=self.arrays)  # noqa: S301 - as above


def pack(lists: Lists) -> bytes:
    """Return lists as bytes, made of plain values: they are the fastest to read."""
    themes = [(one.anchor, one.title, one.level, _plain(hits)) for one, hits in lists.themes]
    return pickle.dumps((_plain(lists.whole), themes), protocol=5)


def _plain(hits: tuple[Hit, ...]) -> list[tuple[str, int, list[tuple[str, tuple[str, ...]]]]]:
    return [(name, score, [(kind, named) for kind, named in why]) for name, score, why in hits]


def _unpacked(hits: list[Any]) -> tuple[Hit, ...]:
    return tuple(
        Hit(name, score, tuple(Reason(*why) for why in told)) for name, score, told in hits
    )
