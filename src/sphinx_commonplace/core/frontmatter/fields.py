"""Readers of single front-matter fields: from what the author wrote to a checked value.

A reader returns the value, ``None`` for one left empty, with what was dropped on the way; it
raises ``Unreadable`` when nothing can be made of it. The sentence says what is wrong and is
completed by the caller with what was done instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from typing import Any, NamedTuple

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.frontmatter.yamlload import Problem
from sphinx_commonplace.core.frontmatter.yamlvalue import Value
from sphinx_commonplace.core.library import taxonomy

_TEMPLATE = re.compile(r"""(['"]?)(?:\{\{.*\}\}|<%.*%>)\1""", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# What XML forbids: it would spoil a feed. YAML lets it in as an escape.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 2000  # characters of a text field
_FEW = 2  # words that may well be one term


class Unreadable(ValueError):  # noqa: N818 - it says what the value is, as "raise" reads it
    """The value is not of the kind the field wants; the message says in what way."""


class Read(NamedTuple):
    """A checked value and what was dropped to get it."""

    value: Any
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()  # of the items of a list


Reader = Callable[[Value, tzinfo], Read]


def is_template(value: Value) -> bool:
    """Whether the value is what an editor's template should have filled in."""
    return _TEMPLATE.fullmatch(value.raw) is not None


def require_sound(value: Value) -> None:
    """Refuse what no field can hold.

    :raises Unreadable: the value is a template's, or aliases blow it up.
    """
    if is_template(value):
        raise Unreadable(f"{value.raw[:60]!r} is an unfilled template")
    if value.is_too_large:
        raise Unreadable("too large with its aliases written out")


def _kind(value: Value) -> str:
    return "a mapping" if value.mapping is not None else "a list"


def _scalar(value: Value, wanted: str) -> str:
    if value.scalar is None:
        raise Unreadable(f"expected {wanted}, found {_kind(value)}")
    return " ".join(value.scalar.split())


def _clean(written: str, line: int) -> Read:
    """Return a text as one line of characters that can be shown, and not too many of them."""
    found = " ".join(written.split())
    problems = []
    if _FORBIDDEN.search(found):
        found = " ".join(_FORBIDDEN.sub("", found).split())
        told = f"control characters dropped, {found[:60]!r} is left; in single quotes \\ is itself"
        problems.append(Problem(line, "frontmatter", told))
    if len(found) > _LONGEST:
        cut = found[:_LONGEST].rpartition(" ")[0] or found[:_LONGEST]
        told = f"{len(found):,} characters are too many; cut to {len(cut):,}"
        problems.append(Problem(line, "frontmatter", told))
        found = f"{cut}…"
    return Read(found, tuple(problems))


def text(value: Value, _zone: tzinfo) -> Read:
    """Read one line of text, as written: ``404`` is "404" and ``yes`` is "yes"."""
    found = _clean(_scalar(value, "a text"), value.line)
    return found._replace(value=found.value or None)


def flag(value: Value, _zone: tzinfo) -> Read:
    """Read strictly ``true`` or ``false``: any other word leaves doubt."""
    found = _scalar(value, "true or false")
    if not found:
        raise Unreadable("empty, where true or false was expected")
    if value.raw.lower() not in ("true", "false"):
        raise Unreadable(f"{value.raw[:60]!r} is neither true nor false")
    return Read(found.lower() == "true")


def date(value: Value, zone: tzinfo) -> Read:
    """Read an ISO day or instant; nothing is guessed."""
    found = _scalar(value, "a date")
    if not found:
        return Read(None)
    try:
        return Read(dates.parse(found, zone))
    except ValueError as error:
        raise Unreadable(str(error)) from None


def is_date(raw: str) -> bool:
    """Whether a value, as written, begins like a date, right or wrong."""
    return re.match(r"['\"]?[0-9]{4}-[0-9]{2}-[0-9]{2}", raw) is not None


def _listed(value: Value, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Yield one text, or those of a list, with their lines; what is none is reported."""
    if value.items is None:
        yield value.line, _scalar(value, "a list")
        return
    for item in value.items:
        told = None
        if item.is_foreign:
            told = f"the YAML tag {item.node.tag!r} is not allowed; dropped"
        elif item.items is not None:
            told = "a list within the list; its texts were taken"
            yield from ((inner.line, inner.scalar) for inner in item.items if inner.scalar)
        elif item.scalar is None or is_template(item):
            kind = "an unfilled template" if is_template(item) else "a mapping"
            told = f"{kind} within the list; dropped"
        else:
            yield item.line, item.scalar
        if told:
            problems.append(Problem(item.line, "frontmatter", told))


def texts(value: Value, _zone: tzinfo) -> Read:
    """Read one text or a list of them."""
    kept: list[str] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for line, written in _listed(value, problems):
        found = _clean(written, line)
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

    To YAML ``[[a page]]`` is a list within a list, which here is no mistake.
    """
    if value.scalar is not None and value.raw.lower() == "false":
        return Read(None)
    problems: list[Problem] = []
    if value.items and all(item.items is not None and not item.is_foreign for item in value.items):
        kept = [
            Mentioned(inner.scalar, inner.line)
            for item in value.items
            for inner in item.items or ()
            if inner.scalar
        ]
        return Read(tuple(kept))
    kept = [
        Mentioned(written.strip().removeprefix("[[").removesuffix("]]"), line)
        for line, written in _listed(value, problems)
        if written.strip()
    ]
    return Read(tuple(kept), tuple(problems))


def tags(value: Value, _zone: tzinfo) -> Read:
    """Read terms from a list, or from a text cut at its commas; a ``#`` before them is dropped."""
    problems: list[Problem] = []
    named = list(_listed(value, problems))
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
    return _terms(_listed(value, problems), problems)


def _terms(named: Iterable[tuple[int, str]], problems: list[Problem]) -> Read:
    kept: dict[str, None] = {}
    for line, name in named:
        if not name.strip():
            continue
        cut = _clean("".join(filter(taxonomy.is_visible, name)), line)
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


def language(value: Value, zone: tzinfo) -> Read:
    """Read a language tag such as ``pt-BR``."""
    found = text(value, zone)
    if found.value and not _LANGUAGE.fullmatch(found.value):
        raise Unreadable(f"{found.value[:60]!r} is not a language tag such as en or pt-BR")
    return found


def people(value: Value, _zone: tzinfo) -> Read:
    """Read one name, a list of names, or mappings with a ``name``."""
    kept: list[str] = []
    problems: list[Problem] = []
    for item in value.items if value.items is not None else [value]:
        named = (item.mapping or {}).get("name", item)
        if named.scalar is None:
            told = f"expected a name, found {_kind(named)}; dropped"
            problems.append(Problem(item.line, "frontmatter", told))
            continue
        found = _clean(named.scalar, named.line)
        problems += found.problems
        if found.value:
            kept.append(found.value)
    return Read(tuple(kept), tuple(problems))
