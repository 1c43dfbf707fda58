"""Readers of single front-matter fields: from what the author wrote to a checked value.

A reader returns the value, ``None`` for one left empty, with what was dropped on the way; it
raises ``Unreadable`` when nothing can be made of it. The sentence says what is wrong and is
completed by the caller with what was done instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import NamedTuple

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.frontmatter.scalars import (
    Read,
    Unreadable,
    clean,
    kind,
    listed,
    scalar,
)
from sphinx_commonplace.core.frontmatter.yamlload import Problem
from sphinx_commonplace.core.frontmatter.yamlvalue import Value
from sphinx_commonplace.core.library import taxonomy

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_FEW = 2  # words that may well be one term


Reader = Callable[[Value, tzinfo], Read]


def text(value: Value, _zone: tzinfo) -> Read:
    """Read one line of text, as written: ``404`` is "404" and ``yes`` is "yes"."""
    found = clean(scalar(value, "a text"), value.line)
    return found._replace(value=found.value or None)


def flag(value: Value, _zone: tzinfo) -> Read:
    """Read strictly ``true`` or ``false``: any other word leaves doubt."""
    found = scalar(value, "true or false")
    if not found:
        raise Unreadable("empty, where true or false was expected")
    if value.raw.lower() not in ("true", "false"):
        raise Unreadable(f"{value.raw[:60]!r} is neither true nor false")
    return Read(found.lower() == "true")


def public(value: Value, zone: tzinfo) -> Read:
    """Read ``true`` or ``false``; a date, as others write it, says neither."""
    return Read(None) if is_date(value.raw) else flag(value, zone)


def date(value: Value, zone: tzinfo) -> Read:
    """Read an ISO day or instant; nothing is guessed."""
    found = scalar(value, "a date")
    if not found:
        return Read(None)
    try:
        return Read(dates.parse(found, zone))
    except ValueError as error:
        raise Unreadable(str(error)) from None


def is_date(raw: str) -> bool:
    """Whether a value, as written, begins like a date, right or wrong."""
    return re.match(r"['\"]?[0-9]{4}-[0-9]{2}-[0-9]{2}", raw) is not None


def texts(value: Value, _zone: tzinfo) -> Read:
    """Read one text or a list of them."""
    kept: list[str] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for line, written in listed(value, problems):
        found = clean(written, line)
        problems += found.problems
        if found.value:
            kept.append(found.value)
            lines.append(line)
    return Read(tuple(kept), tuple(problems), tuple(lines))


class Mentioned(NamedTuple):
    """The name of a page as an author wrote it, and the line where it stands."""

    name: str
    line: int


def pages(value: Value, _zone: tzinfo) -> Read:
    """Read the name of one page or a list of them; ``false`` alone means that there are none.

    To YAML ``[[a page]]`` is a list within a list, which here is no mistake, nor is a list of such.
    """
    if value.scalar is not None and value.raw.lower() == "false":
        return Read(None)
    problems: list[Problem] = []
    if value.items and all(item.items is not None and not item.is_foreign for item in value.items):
        kept = [
            Mentioned(name.scalar, name.line)
            for item in value.items
            for inner in item.items or ()
            for name in inner.items or (inner,)
            if name.scalar
        ]
        return Read(tuple(kept))
    kept = [
        Mentioned(written.strip().removeprefix("[[").removesuffix("]]"), line)
        for line, written in listed(value, problems)
        if written.strip()
    ]
    return Read(tuple(kept), tuple(problems))


def tags(value: Value, _zone: tzinfo) -> Read:
    """Read terms from a list, or from a text cut at its commas; a ``#`` before them is dropped."""
    problems: list[Problem] = []
    named = list(listed(value, problems))
    if value.scalar is not None:
        ((line, written),) = named
        named = [(line, part) for part in written.split(",")]
        if len(named) == 1 and len(written.split()) > _FEW:
            told = f"{written[:60]!r} is taken as one; write a list, or commas between the words"
            problems.append(Problem(line, "frontmatter", told))
    return _terms(((line, name.strip().removeprefix("#")) for line, name in named), problems)


def names(value: Value, _zone: tzinfo) -> Read:
    """Read one term, commas and all, or a list of terms."""
    problems: list[Problem] = []
    return _terms(listed(value, problems), problems)


def _terms(named: Iterable[tuple[int, str]], problems: list[Problem]) -> Read:
    kept: dict[str, None] = {}
    for line, name in named:
        if not name.strip():
            continue
        cut = clean("".join(filter(taxonomy.is_visible, name)), line)
        shown = taxonomy.spelling(cut.value)
        told = []
        if not all(map(taxonomy.is_visible, name)):
            told.append(f"invisible characters in {shown[:60]!r} dropped")
        if not all(part.strip() for part in cut.value.split("/")):
            told.append(f"empty parts of {cut.value[:60]!r} dropped")
        if taxonomy.is_shortened(shown):
            told.append(
                f"{len(shown):,} characters are too many for the name of a file; "
                f"the address of {shown[:60]!r} is shortened"
            )
        problems += [*cut.problems, *(Problem(line, "frontmatter", one) for one in told)]
        if shown:
            kept[shown] = None
    return Read(tuple(kept), tuple(problems))


def is_language(written: str) -> bool:
    """Whether a text has the form of a language tag."""
    return _LANGUAGE.fullmatch(written) is not None


def language(value: Value, zone: tzinfo) -> Read:
    """Read a language tag such as ``pt-BR``."""
    found = text(value, zone)
    if found.value and not is_language(found.value):
        raise Unreadable(f"{found.value[:60]!r} is not a language tag such as en or pt-BR")
    return found


def people(value: Value, _zone: tzinfo) -> Read:
    """Read one name, a list of names, or mappings with a ``name``."""
    kept: list[str] = []
    problems: list[Problem] = []
    for item in value.items if value.items is not None else [value]:
        about = item.mapping or {}
        named = about.get("name", item)
        if named.scalar is None:
            told = f"expected a name, found {kind(named)}; dropped"
            problems.append(Problem(item.line, "frontmatter", told))
            continue
        found = clean(named.scalar, named.line)
        problems += found.problems
        problems += [
            Problem(
                more.line, "frontmatter", f"of an author only the name is shown; {key!r} dropped"
            )
            for key, more in about.items()
            if key != "name"
        ]
        if found.value:
            kept.append(found.value)
    return Read(tuple(kept), tuple(problems))
