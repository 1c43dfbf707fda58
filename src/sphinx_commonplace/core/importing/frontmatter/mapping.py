"""Mapping: which key of another tool is which of ours, and what it says there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core.frontmatter import keys, scalars
from sphinx_commonplace.core.importing.frontmatter import readers

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value

# The keys that say the same, the one that counts first.
_SYNONYMS = {
    "title": "title",
    "date": "date published publishdate published_at pub_date pubdate created created_at "
    "date_created creation_date",
    "updated": "updated lastmod modified last_modified_at last_modified lastmodified updated_at "
    "lastupdated last_updated date_modified date_updated",
    "tags": "tags tag",
    "category": "category categories",
    "series": "series",
    "description": "description summary excerpt socialdescription meta_description",
    "image": "image cover cover_image coverimage previewimage socialimage featured_image "
    "featuredimage thumbnail banner images",
    "lang": "lang language",
    "author": "author authors",
    "comments": "comments nocomments disablecomments disable_comments",
    "search": "search hiddenfromsearch searchhidden exclude_from_search",
    "aliases": "aliases alias redirect_from redirects",
    "address": "permalink url slug",
}
CANONICAL = {
    synonym: (name, rank)
    for name, synonyms in _SYNONYMS.items()
    for rank, synonym in enumerate(synonyms.split())
}
_NESTED = ("params", "taxonomies", "extra")  # tables whose keys count as if they stood outside


class Field(NamedTuple):
    """What a key says: its value as the site writes it, its line, and the key as it was written."""

    value: str | bool | list[str]
    line: int
    key: str


@dataclass
class Mapped:
    """The fields of a page, the keys that are none of ours, and what could not be read.

    ``addresses`` are the values of ``permalink``, ``url`` and ``slug``; ``lost`` are keys with
    their lines and why they were left out.
    """

    known: dict[str, Field] = field(default_factory=dict)
    addresses: dict[str, Field] = field(default_factory=dict)
    others: list[tuple[str, Value]] = field(default_factory=list)
    lost: list[tuple[int, str, str, str]] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)


def folded(key: str) -> str:
    """Return a key in that form, without the blanks that stand around it in TOML or JSON."""
    return keys.folded(key).strip()


def flattened(entries: Iterable[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """Return the entries with those of tables that only group them, which come last."""
    outer, inner = [], []
    for key, value in entries:
        outer.append((key, value))
        if folded(key) in _NESTED and value.mapping is not None:
            inner += list(value.mapping.items())
        elif folded(key) == "date" and value.mapping is not None:
            outer[-1:] = list(value.mapping.items())  # of when it was created, and updated
    return outer + inner


def mapped(entries: Iterable[tuple[str, Value]], *, blanks_cut: bool) -> Mapped:
    """Map the keys of a page.

    :param blanks_cut: whether a text of several words is as many tags.
    """
    entries = list(entries)
    found = Mapped()
    ranked: dict[str, list[tuple[int, int, str, Value]]] = {}
    for place, (key, value) in enumerate(flattened(entries)):
        name, rank = CANONICAL.get(folded(key), ("", 0))
        if folded(key) == "published" and not _is_moment(value):
            name = ""  # whether the page is public: see "hiding"
        if name:
            ranked.setdefault(name, []).append((rank, place, key, value))
        elif place < len(entries) or (key, value) in entries:
            _keep(key, value, found)
    for name, candidates in ranked.items():
        _choose(name, sorted(candidates, key=lambda one: one[:2]), found, blanks_cut=blanks_cut)
    return found


def _keep(key: str, value: Value, found: Mapped) -> None:
    inner = value.mapping if folded(key) in _NESTED else None
    if inner is None or any(folded(name) not in CANONICAL for name in inner):
        found.others.append((key, value))


def _is_moment(value: Value) -> bool:
    return value.scalar is not None and re.match(r"\d", value.scalar.strip()) is not None


def _choose(
    name: str,
    candidates: list[tuple[int, int, str, Value]],
    found: Mapped,
    *,
    blanks_cut: bool,
) -> None:
    """Read the first of several keys that says something; the others are kept if they differ."""
    for _rank, _place, key, value in candidates:
        line = value.line
        try:
            scalars.require_sound(value)
            read = readers.READERS.get(name, readers.text)(folded(key), value, blanks_cut)
        except ValueError as wrong:
            found.lost.append((line, key, value.raw, str(wrong)))
            continue
        if read in ("", []):
            continue
        told = Field(read, line, key)
        earlier = found.known.get(name)
        if name == "address":
            found.addresses.setdefault(folded(key), told)
            found.others.append((key, value))
        elif earlier is None:
            found.known[name] = told
        elif isinstance(earlier.value, list) and isinstance(read, list):
            more = [one for one in read if one not in earlier.value]
            found.known[name] = earlier._replace(value=[*earlier.value, *more])
        elif folded(key) != folded(earlier.key):
            if earlier.value != read:
                found.others.append((key, value))
        else:
            found.lost.append((line, key, value.raw, f"stands at line {earlier.line} already"))
