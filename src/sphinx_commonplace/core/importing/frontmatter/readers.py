"""Readers: what a value of another tool says, as the site writes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import fields, scalars
from sphinx_commonplace.core.frontmatter.yamlload import one_line
from sphinx_commonplace.core.importing.frontmatter import moments

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value

_NEGATED = ("no", "disable", "hidden", "searchhidden", "exclude")
_PICTURES = ("image", "path", "url", "src", "feature", "teaser")
_TRUE = ("true", "yes", "on", "1")
_FALSE = ("false", "no", "off", "0")


def truth(value: Value) -> bool | None:
    """Return whether a value says yes or no; nothing where it is not clear."""
    text = (value.scalar or "").strip().lower()
    return True if text in _TRUE else False if text in _FALSE else None


def text(_key: str, value: Value, _cut: bool) -> str:  # noqa: FBT001 - one of the readers
    """Read one text."""
    return scalars.scalar(value, "a text")


def _date(_key: str, value: Value, _cut: bool) -> str:  # noqa: FBT001
    # To YAML, [[2024-01-02]] is a list within a list.
    while value.items is not None and len(value.items) == 1:
        value = value.items[0]
    written = scalars.scalar(value, "a date")
    return moments.iso(written) if written else ""


def _names(_key: str, value: Value, _cut: bool) -> list[str]:  # noqa: FBT001
    return [name for _line, name in scalars.listed(value, []) if name.strip()]


def _terms(key: str, value: Value, cut: bool) -> list[str]:  # noqa: FBT001
    names = _names(key, value, cut)
    if value.scalar is not None and key in ("tags", "tag", "categories"):
        # Jekyll cuts a text at its blanks, but for the keys in the singular.
        if cut and key != "tag":
            names = re.split(r"[\s,]+", value.scalar)
        elif key != "categories":
            names = value.scalar.split(",")
    return [term for name in names if (term := " ".join(name.split()).removeprefix("#"))]


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
    return [name for one in named if (name := scalars.scalar(one, "a name"))]


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
    written = text(key, value, cut).replace("_", "-")
    if written and not fields.is_language(written):
        raise scalars.Unreadable(f"{one_line(written)!r} is not a language tag such as en or pt-BR")
    return written


READERS: dict[str, Callable[[str, Value, bool], str | bool | list[str]]] = {
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
