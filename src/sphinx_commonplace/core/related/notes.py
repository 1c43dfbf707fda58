"""Notes: what related posts are told of each post, and what stands for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import NamedTuple

DIGEST = 16  # bytes


class Note(NamedTuple):
    """What the corpus is told of a post.

    ``names`` are its title and its other names, ``digest`` stands for its text, and ``links`` are
    the other posts to which it links, each with the words around the links and the anchors of the
    themes they stand in. ``said`` has the other posts with the words that are the links. ``date``
    is in seconds, and nothing where the post has none.
    """

    digest: str
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = "en"
    date: float | None = None
    links: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    said: tuple[tuple[str, str], ...] = ()


def digest(note: Note) -> bytes:
    """Return what stands for a note, and in its first half for all but its links."""
    return _half(note[:-2]) + _half(note[-2:])


def _half(told: object) -> bytes:
    return blake2b(repr(told).encode(errors="replace"), digest_size=DIGEST // 2).digest()


def made_from(digests: Mapping[str, bytes], closed: Mapping[str, Collection[str]]) -> bytes:
    """Return what stands for all that the lists are made from.

    :param digests: what stands for each note.
    :param closed: for each post those that it must not have in its lists.
    """
    kept = [(name, sorted(others)) for name, others in sorted(closed.items()) if others]
    told = repr((sorted(digests.items()), kept))
    return blake2b(told.encode(errors="replace"), digest_size=DIGEST).digest()
