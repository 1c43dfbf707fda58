"""Readers of single front-matter fields: from what the author wrote to a checked value.

A reader returns the value, ``None`` for one left empty, with what was dropped on the way; it
raises ``Unreadable`` when nothing can be made of it. The sentence says what is wrong and is
completed by the caller with what was done instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import Any, NamedTuple

from sphinx_commonplace import dates, taxonomy
from sphinx_commonplace.yamlload import Problem, Value

_TEMPLATE = re.compile(r"""['"]?(\{\{.*\}\}|<%.*%>)""", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_LONGEST = 2000  # characters of a text field


class Unreadable(ValueError):
    """The value is not of the kind the field wants; the message says in what way."""


class Read(NamedTuple):
    """A checked value and what was dropped to get it."""

    value: Any
    problems: tuple[Problem, ...] = ()


Reader = Callable[[Value, tzinfo], Read]


def _kind(value: Value) -> str:
    return "a mapping" if value.mapping is not None else "a list"


def _scalar(value: Value, wanted: str) -> str:
    if _TEMPLATE.match(value.raw):
        raise Unreadable(f"{value.raw[:60]!r} is an unfilled template")
    if value.scalar is None:
        raise Unreadable(f"expected {wanted}, found {_kind(value)}")
    return " ".join(value.scalar.split())


def text(value: Value, _zone: tzinfo) -> Read:
    """One line of text, as written: ``404`` is "404" and ``yes`` is "yes"."""
    found = _scalar(value, "a text")
    if _CONTROL.search(found):
        found = _CONTROL.sub("", found)
        told = f"control characters dropped, {found[:60]!r} is left"
        return Read(found or None, (Problem(value.line, "frontmatter", told),))
    if len(found) > _LONGEST:
        cut = found[:_LONGEST].rpartition(" ")[0] or found[:_LONGEST]
        told = f"{len(found):,} characters are too many; cut to {len(cut):,}"
        return Read(f"{cut}…", (Problem(value.line, "frontmatter", told),))
    return Read(found or None)


def flag(value: Value, _zone: tzinfo) -> Read:
    """Strictly ``true`` or ``false``: any other word leaves doubt."""
    found = _scalar(value, "true or false")
    if value.raw.lower() not in ("true", "false"):
        if not found:
            raise Unreadable("empty, where true or false was expected")
        raise Unreadable(f"{value.raw[:60]} is neither true nor false")
    return Read(found.lower() == "true")


def date(value: Value, zone: tzinfo) -> Read:
    """An ISO day or instant; nothing is guessed."""
    found = _scalar(value, "a date")
    if not found:
        return Read(None)
    try:
        return Read(dates.parse(found, zone))
    except ValueError as error:
        raise Unreadable(str(error)) from None


def is_date(value: Value) -> bool:
    """Whether the value begins like a date, right or wrong."""
    return re.match(r"['\"]?[0-9]{4}-[0-9]{2}-[0-9]{2}", value.raw) is not None


def texts(value: Value, zone: tzinfo) -> Read:
    """One text or a list of them; what is neither is dropped and reported."""
    if value.scalar is not None:
        found = text(value, zone)
        return Read((found.value,) if found.value else (), found.problems)
    if value.items is None:
        raise Unreadable(f"expected a list, found {_kind(value)}")
    kept: list[str] = []
    problems: list[Problem] = []
    for item in value.items:
        if item.items is not None and all(inner.scalar for inner in item.items):
            kept += [" ".join(inner.scalar.split()) for inner in item.items if inner.scalar]
            told = "a list within the list; its items were taken"
            problems.append(Problem(item.line, "frontmatter", told))
        elif item.scalar is None:
            told = f"{_kind(item)} within the list; dropped"
            problems.append(Problem(item.line, "frontmatter", told))
        elif item.scalar.strip():
            kept.append(" ".join(item.scalar.split()))
    return Read(tuple(kept), tuple(problems))


def terms(value: Value, zone: tzinfo) -> Read:
    """Terms of a taxonomy: a list, or a text cut at its commas."""
    problems: list[Problem] = []
    if value.scalar is not None:
        written = _scalar(value, "a list of words")
        names = written.split(",")
        if len(names) == 1 and len(written.split()) > 2:
            told = f"{written!r} is taken as one; write a list, or commas between the words"
            problems.append(Problem(value.line, "frontmatter", told))
    else:
        found = texts(value, zone)
        names, problems = list(found.value), list(found.problems)
    kept: dict[str, None] = {}
    for name in names:
        shown = taxonomy.spelling(name.strip().removeprefix("#"))
        if _INVISIBLE.search(name):
            told = f"invisible characters in {shown!r} dropped"
            problems.append(Problem(value.line, "frontmatter", told))
        if shown:
            kept[shown] = None
    return Read(tuple(kept), tuple(problems))


def language(value: Value, zone: tzinfo) -> Read:
    """A language tag such as ``pt-BR``."""
    found = text(value, zone)
    if found.value and not _LANGUAGE.fullmatch(found.value):
        raise Unreadable(f"{found.value!r} is not a language tag such as en or pt-BR")
    return found


def people(value: Value, zone: tzinfo) -> Read:
    """One name, a list of names, or mappings with a ``name``."""
    items = value.items if value.items is not None else [value]
    names = [(item.mapping or {}).get("name", item) for item in items]
    if any(name.scalar is None for name in names):
        raise Unreadable("expected a name, or a list of names")
    return Read(tuple(text(name, zone).value for name in names if name.scalar))
