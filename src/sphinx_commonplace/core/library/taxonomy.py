"""Taxonomies: what makes two spellings the same term, and the address of a term.

Two spellings are one term when they are equal after Unicode NFKC normalisation, case folding and
folding of blanks, hyphens and underscores. Slugs are injective: different terms never share one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import chain

_GAP = re.compile(r"[\s_\-]+")
# No name is the beginning of another and none begins with "x", so that `_name` can be read back.
_NAMED = {"+": "plus", "#": "sharp", ".": "dot", "&": "and", "@": "at", "!": "bang", "'": "apos"}
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
_INVISIBLE = ("Cf", "Cc", "Cs")
_JOINERS = "\u200c\u200d"  # they carry meaning in Persian, in Indic scripts and in emoji
_SLASHED = re.compile("[\u2100\u2101\u2105\u2106\uff0f]")  # to NFKC they are or hold a "/"
_LONGEST = 180  # bytes: file systems allow 255, and builders add endings
_LONGEST_PATH = 700  # bytes: macOS allows 1,024, and the site stands in some folder
_TELLING = 100  # terms of one document: who names more of them says little of how they belong


def identity(name: str) -> str:
    """Return the key under which a term is known; ``/`` separates the levels of nested terms."""
    return "/".join(filter(None, map(_join_words, _fold(name).split("/"))))


def _fold(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.lower()
    # What is not seen goes first: a mark behind it belongs to the letter before it.
    kept = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())


def _join_words(part: str) -> str:
    return _GAP.sub("-", part).strip("-") or ("-" if part.strip() else "")


def is_visible(char: str) -> bool:
    """Whether a character is one that a term may be shown with."""
    return char in _JOINERS or char.isspace() or unicodedata.category(char) not in _INVISIBLE


def spelling(name: str) -> str:
    """Return a term as it is shown: one line, no invisible characters, no stray slashes.

    It has the same levels as the term's identity.
    """
    text = " ".join("".join(filter(is_visible, name)).split())
    text = _SLASHED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    parts = unicodedata.normalize("NFC", text).split("/")
    return "/".join(part.strip() for part in parts if identity(part))


def slug(key: str) -> str:
    """Return the path of a term's page below its taxonomy's folder.

    Letters, digits, hyphens and inner dots stand for themselves. Any other character becomes
    ``_name`` or ``_x<hex>_``; an identity holds no underscore, so this can be undone. What is too
    long for a file system is cut, and told apart by a digest.
    """
    parts = [_cut(_written(part), part) for part in key.split("/")]
    path = "/".join(parts)
    if len(path.encode()) > _LONGEST_PATH:
        path = f"{parts[0]}/{_digest(key)}"
    return path


def is_shortened(name: str) -> bool:
    """Whether a term is too long to be written out in its address."""
    key = identity(name)
    return slug(key) != "/".join(map(_written, key.split("/")))


def _written(part: str) -> str:
    written = _escape(part, with_marks=False)
    if not unicodedata.is_normalized("NFC", written):
        # A mark would join the last letter of an escape, and file systems differ in what follows.
        written = _escape(part, with_marks=True)
    stem, dot, ending = written.partition(".")
    if stem in _DEVICES or written == "index":
        written = f"{stem}_{dot}{ending}"
    return written


def _escape(part: str, *, with_marks: bool) -> str:
    last = len(part) - 1
    written = []
    for place, char in enumerate(part):
        is_mark = unicodedata.category(char).startswith("M")
        is_inner_dot = char == "." and 0 < place < last
        if char == "-" or char.isalnum() or is_inner_dot or (is_mark and not with_marks):
            written.append(char)
        else:
            written.append(f"_{_NAMED[char]}" if char in _NAMED else f"_x{ord(char):x}_")
    return "".join(written)


def _cut(written: str, part: str) -> str:
    if len(written.encode()) <= _LONGEST:
        return written
    return written.encode()[:_LONGEST].decode(errors="ignore") + _digest(part)


def _digest(text: str) -> str:
    # No escape begins so.
    return f"_h{blake2b(text.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True)
class Term:
    """A term with the documents that bear it.

    ``label`` is its most used spelling. ``members`` are the documents that bear it or a term below
    it, each once; ``related`` the terms that occur with it most, with the number of documents.
    """

    key: str
    label: str
    members: tuple[str, ...]
    spellings: tuple[str, ...]
    children: tuple[str, ...]
    related: tuple[tuple[str, int], ...]

    @property
    def slug(self) -> str:
        """The path of the term's page below its taxonomy's folder."""
        return slug(self.key)

    @property
    def parent(self) -> str:
        """The key of the term above, or nothing."""
        return self.key.rpartition("/")[0]


def levels(name: str) -> list[tuple[str, str]]:
    """Return the key and the spelling of a term as it was named, and of each term above it."""
    keys, shown = identity(name).split("/"), spelling(name).split("/")
    depths = range(1, len(keys) + 1) if keys != [""] else ()
    return [("/".join(keys[:depth]), "/".join(shown[:depth])) for depth in depths]


def gather(bearers: Mapping[str, Iterable[str]], most_related: int = 8) -> dict[str, Term]:
    """Build the terms of a taxonomy from the spellings that each document bears.

    :param bearers: for each document, the terms its author gave it.
    :param most_related: how many related terms a term has at the most.
    """
    members: dict[str, set[str]] = {}
    spellings: dict[str, Counter[str]] = {}
    together: dict[str, Counter[str]] = {}
    levels_of = cache(levels)  # most names occur many times
    for docname, names in bearers.items():
        keys: set[str] = set()
        for key, shown in chain.from_iterable(map(levels_of, names)):
            keys.add(key)
            spellings.setdefault(key, Counter())[shown] += 1
        for key in keys:
            members.setdefault(key, set()).add(docname)
            if len(keys) <= _TELLING:
                kin = (k for k in keys if k != key and not _akin(k, key))
                together.setdefault(key, Counter()).update(kin)
    children: dict[str, list[str]] = {}
    for key in sorted(members):
        children.setdefault(key.rpartition("/")[0], []).append(key)
    return {
        key: Term(
            key=key,
            label=min(spellings[key].items(), key=lambda used: (-used[1], used[0]))[0],
            members=tuple(sorted(members[key])),
            spellings=tuple(sorted(spellings[key])),
            children=tuple(children.get(key, ())),
            related=tuple(_most(together.get(key, {}), most_related)),
        )
        for key in sorted(members)
    }


def _akin(one: str, other: str) -> bool:
    return one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _most(counts: Mapping[str, int], most: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
