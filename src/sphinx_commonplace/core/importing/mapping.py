"""Mapping: which key of another tool is which of ours, and what it says there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core.frontmatter import fields, scalars
from sphinx_commonplace.core.frontmatter.yamlload import one_line
from sphinx_commonplace.core.importing import moments

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
_NEGATED = ("no", "disable", "hidden", "searchhidden", "exclude")
_NESTED = ("params", "taxonomies", "extra")  # tables whose keys count as if they stood outside
_PICTURES = ("image", "path", "url", "src", "feature", "teaser")
_TRUE = ("true", "yes", "on", "1")
_FALSE = ("false", "no", "off", "0")


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
    """Return a key in the one form in which keys are compared."""
    return key.lower().replace("-", "_").strip()


def truth(value: Value) -> bool | None:
    """Return whether a value says yes or no; nothing where it is not clear."""
    text = (value.scalar or "").strip().lower()
    return True if text in _TRUE else False if text in _FALSE else None


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
            read = _READERS.get(name, _text)(folded(key), value, blanks_cut)
        except ValueError as wrong:
            found.lost.append((line, key, value.raw, str(wrong)))
            continue
        if read in ("", []):
            continue
        told = Field(read, line, key)
        earlier = found.known.get(name)
        if name == "address":
            found.addresses.setdefault(folded(key), told)
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


def _text(_key: str, value: Value, _cut: bool) -> str:  # noqa: FBT001 - one of the readers
    return scalars.scalar(value, "a text")


def _date(_key: str, value: Value, _cut: bool) -> str:  # noqa: FBT001
    # To YAML, [[2024-01-02]] is a list within a list.
    while value.items is not None and len(value.items) == 1:
        value = value.items[0]
    text = scalars.scalar(value, "a date")
    return moments.iso(text) if text else ""


def _names(_key: str, value: Value, _cut: bool) -> list[str]:  # noqa: FBT001
    return [text for _line, text in scalars.listed(value, []) if text.strip()]


def _terms(key: str, value: Value, cut: bool) -> list[str]:  # noqa: FBT001
    names = _names(key, value, cut)
    if value.scalar is not None and key in ("tags", "tag", "categories"):
        # Jekyll cuts a text at its blanks, but for the keys in the singular.
        if cut and key != "tag":
            names = re.split(r"[\s,]+", value.scalar)
        elif key != "categories":
            names = value.scalar.split(",")
    return [text for name in names if (text := " ".join(name.split()).removeprefix("#"))]


def _picture(_key: str, value: Value, _cut: bool) -> str:  # noqa: FBT001
    while value.items:
        value = value.items[0]
    if value.mapping is not None:
        inner = (value.mapping.get(name) for name in _PICTURES)
        value = next((one for one in inner if one is not None and one.scalar), value)
    return "" if truth(value) is not None else scalars.scalar(value, "the name of a picture")


def _people(_key: str, value: Value, _cut: bool) -> list[str]:  # noqa: FBT001
    items = value.items if value.items is not None else [value]
    named = [(item.mapping or {}).get("name", item) for item in items]
    return [text for one in named if (text := scalars.scalar(one, "a name"))]


def _flag(key: str, value: Value, _cut: bool) -> bool | str:  # noqa: FBT001
    if value.mapping is not None and "exclude" in value.mapping:
        value, key = value.mapping["exclude"], "exclude"
    said = truth(value)
    if said is None:
        if not value.raw:
            return ""
        raise scalars.Unreadable(f"{one_line(value.raw)!r} is neither true nor false")
    return said is not key.startswith(_NEGATED)


def _language(key: str, value: Value, cut: bool) -> str:  # noqa: FBT001
    text = _text(key, value, cut).replace("_", "-")
    if text and not fields.is_language(text):
        raise scalars.Unreadable(f"{one_line(text)!r} is not a language tag such as en or pt-BR")
    return text


_READERS: dict[str, Callable[[str, Value, bool], str | bool | list[str]]] = {
    "date": _date,
    "updated": _date,
    "tags": _terms,
    "category": _terms,
    "series": _names,
    "aliases": _names,
    "author": _people,
    "image": _picture,
    "comments": _flag,
    "search": _flag,
    "lang": _language,
}
