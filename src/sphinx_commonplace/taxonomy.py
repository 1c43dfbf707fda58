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
from hashlib import blake2b

_GAP = re.compile(r"[\s_\-]+")
# No name is the beginning of another and none begins with "x", so that `_name` can be read back.
_NAMED = {"+": "plus", "#": "sharp", ".": "dot", "&": "and", "@": "at", "!": "bang", "'": "apos"}
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_JOINERS = "\u200c\u200d"  # they carry meaning in Persian, in Indic scripts and in emoji
_LONGEST = 180  # bytes: file systems allow 255, and builders add endings


def identity(name: str) -> str:
    """Return the key under which a term is known; ``/`` separates the levels of nested terms."""
    return "/".join(filter(None, map(_fold, name.split("/"))))


def _fold(part: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", part).casefold())
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc", "Cs"))
    return _GAP.sub("-", text).strip("-") or ("-" if text.strip() else "")


def spelling(name: str) -> str:
    """Return a term as it is shown: one line, no invisible characters, no stray slashes."""
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    shown = "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in ("Cf", "Cc"))
    return "/".join(part.strip() for part in shown.split("/") if part.strip())


def slug(key: str) -> str:
    """Return the path of a term's page below its taxonomy's folder.

    Letters, digits, hyphens and inner dots stand for themselves. Any other character becomes
    ``_name`` or ``_x<hex>_``; an identity holds no underscore, so this can be undone.
    """
    return "/".join(_slug_part(part) for part in key.split("/"))


def _slug_part(part: str) -> str:
    last = len(part) - 1
    written = "".join(
        char if _is_safe(char, inner=0 < place < last) else _escape(char)
        for place, char in enumerate(part)
    )
    if written == "index" or written.partition(".")[0] in _DEVICES:
        written += "_"
    if len(written.encode()) > _LONGEST:
        digest = blake2b(part.encode(), digest_size=8).hexdigest()
        kept = written.encode()[:_LONGEST].decode(errors="ignore")
        written = f"{kept}_h{digest}"
    return written


def _is_safe(char: str, *, inner: bool) -> bool:
    if char == ".":
        return inner
    return char == "-" or char.isalnum() or unicodedata.category(char).startswith("M")


def _escape(char: str) -> str:
    return f"_{_NAMED[char]}" if char in _NAMED else f"_x{ord(char):x}_"


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


def _lineage(key: str) -> list[str]:
    parts = key.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def gather(bearers: Mapping[str, Iterable[str]], most_related: int = 8) -> dict[str, Term]:
    """Build the terms of a taxonomy from the spellings that each document bears.

    :param bearers: for each document, the terms its author gave it.
    :param most_related: how many related terms a term has at the most.
    """
    members: dict[str, set[str]] = {}
    spellings: dict[str, Counter[str]] = {}
    together: dict[str, Counter[str]] = {}
    for docname, names in bearers.items():
        keys: set[str] = set()
        for name in names:
            shown = spelling(name)
            parts = [part for part in shown.split("/") if _fold(part)]
            for depth, key in enumerate(_lineage(identity(name)), start=1):
                if key:
                    keys.add(key)
                    spellings.setdefault(key, Counter())["/".join(parts[:depth])] += 1
        for key in keys:
            members.setdefault(key, set()).add(docname)
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
            related=tuple(
                sorted(together[key].items(), key=lambda pair: (-pair[1], pair[0]))[:most_related]
            ),
        )
        for key in sorted(members)
    }


def _akin(one: str, other: str) -> bool:
    return one.startswith(f"{other}/") or other.startswith(f"{one}/")

