"""Front matter: split it from the text, read its fields, say what is wrong with them and where.

The parser is our own because a value's line must be known, because a value that cannot be read
must not take the others with it, and because the command line needs it without Sphinx.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cache
from typing import Any, NamedTuple

from sphinx_commonplace import fields, yamlload
from sphinx_commonplace.yamlload import Problem, Value

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_LATE = re.compile(r"---[ \t]*\n(?:[\w-]+:.*\n)+---[ \t]*(?:\n|$)")
_TOML = re.compile(r"\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*(?:\n|$)")
_KEYS = re.compile(r"^[\"']?([^\s\"':#-][^\"':\n]*)[\"']?\s*:", re.MULTILINE)
_DRAFT_LINE = re.compile(r"^\s*[\"']?draft[\"']?\s*[:=]\s*(?!false)", re.MULTILINE | re.IGNORECASE)
_HEAD = 2000  # characters in which what only looks like front matter is searched for "draft"
_JSON = re.compile(r"\{\s*\n\s*\"[^\"\n]+\"\s*:")


class Block(NamedTuple):
    """A file cut in two: the YAML, the number of lines before the body, and the body."""

    yaml: str
    lines: int
    body: str
    problems: tuple[Problem, ...] = ()


def split(text: str) -> Block:
    """Cut the front matter off a text. What only looks like it is left in place and reported."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(first):
        return Block("", 0, text, tuple(_look_alikes(text)))
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if _END.fullmatch(line):
            return Block("\n".join(lines[:number]), number + 2, "\n".join(lines[number + 1 :]))
    problem = Problem(1, "frontmatter", "front matter opened here is never closed; shown as text")
    return Block("", 0, text, (problem,))


def _look_alikes(text: str) -> Iterator[Problem]:
    start = text.lstrip("\n \t")
    line = 1 + text[: len(text) - len(start)].count("\n")
    if line > 1 and _LATE.match(start):
        yield Problem(line, "frontmatter", "not at line 1, so not front matter; shown as text")
    elif _TOML.match(start):
        told = "TOML front matter is not read, write YAML between ---; shown as text"
        yield Problem(line, "frontmatter", told)
    elif _JSON.match(start):
        told = "JSON front matter is not read, write YAML between ---; shown as text"
        yield Problem(line, "frontmatter", told)


@dataclass(frozen=True)
class FrontMatter:
    """What the author said of a page, checked. ``other`` holds the keys meant for others.

    ``draft`` is true as well when there is doubt: a leak is worse than a missing page.
    """

    title: str | None = None
    date: datetime | None = None
    updated: datetime | None = None
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    description: str | None = None
    draft: bool = False
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    image: str | None = None
    lang: str | None = None
    author: tuple[str, ...] = ()
    comments: bool = True
    search: bool = True
    other: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


_READERS: dict[str, fields.Reader] = {
    "title": fields.text,
    "date": fields.date,
    "updated": fields.date,
    "tags": fields.terms,
    "category": fields.texts,
    "series": fields.texts,
    "description": fields.text,
    "draft": fields.flag,
    "aliases": fields.texts,
    "related": fields.texts,
    "image": fields.text,
    "lang": fields.language,
    "author": fields.people,
    "comments": fields.flag,
    "search": fields.flag,
}
_PLURALS = {"categories": "category"}
_INSTEAD = {"date": "the post is listed as undated", "draft": "the page is withheld"}

# Keys of Sphinx, docutils, MyST, Furo and of editors: theirs, without a word from us.
_FOREIGN = frozenset(
    ["orphan", "tocdepth", "nocomments", "nosearch", "no-search", "hide-toc", "hide-navigation", "authors", "organization", "address", "contact", "version", "revision", "status", "copyright", "dedication", "abstract", "myst", "mystnb", "html_meta", "substitutions", "jupytext", "kernelspec", "file_format", "cssclass", "cssclasses", "id", "weight", "slug", "layout", "toc", "order", "permalink", "url"]
)
_SYNONYMS = {
    **dict.fromkeys(("lastmod", "modified", "last_modified_at", "lastupdated"), "updated"),
    **dict.fromkeys(("created", "publishdate"), "date"),
    **dict.fromkeys(("summary", "excerpt"), "description"),
    **dict.fromkeys(("publish", "published", "private", "unlisted", "hidden"), "draft"),
    "redirect_from": "aliases",
    "keywords": "tags",
    "language": "lang",
    "cover": "image",
}
_PUBLIC = {"publish": "true", "published": "true"}  # the value that does not hide; else "false"


def parse(text: str, zone: tzinfo) -> tuple[FrontMatter, Block, list[Problem]]:
    """Read the front matter of a text, with newlines as ``\\n``. Never raises.

    :param zone: the time zone of dates that name none.
    :return: the fields, the text cut in two, and what is wrong, in the order of the lines.
    """
    block = split(text)
    entries, problems = yamlload.load(block.yaml, first=2)
    problems = [*block.problems, *problems]
    known: dict[str, Any] = {}
    other: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in entries:
        if key in lines:
            told = f"{key!r} stands at line {lines[key]} already; this one counts"
            problems.append(Problem(value.line, "frontmatter", told))
        lines[key] = value.line
        name = _PLURALS.get(key, key)
        if name in _READERS:
            _read(name, value, zone, known, problems)
        else:
            _pass_on(key, value, known, other, problems)
    known["draft"] = known.get("draft", False) or _unread_draft(text, block, lines, problems)
    if "date" in known and "updated" in known and known["updated"] < known["date"]:
        told = "updated: lies before the date; ignored"
        problems.append(Problem(lines["updated"], "date", told))
        del known["updated"]
    return FrontMatter(**known, other=other, lines=lines), block, sorted(problems)


def _read(
    name: str, value: Value, zone: tzinfo, known: dict[str, Any], problems: list[Problem]
) -> None:
    try:
        found = _READERS[name](value, zone)
    except fields.Unreadable as wrong:
        subtype = {"updated": "date", "date": "date", "draft": "draft"}.get(name, "frontmatter")
        told = f"{name}: {wrong}; {_INSTEAD.get(name, 'ignored')}"
        problems.append(Problem(value.line, subtype, told))
        if name == "draft":
            known["draft"] = True
        return
    problems += [problem._replace(message=f"{name}: {problem.message}") for problem in found.problems]
    if name == "draft":
        known["draft"] = found.value or known.get("draft", False)
    elif found.value is not None:
        known[name] = found.value


def _pass_on(
    key: str, value: Value, known: dict[str, Any], other: dict[str, Any], problems: list[Problem]
) -> None:
    """Keep a key that is not ours for others, unless it looks like one of ours misspelt."""
    near = None if key in _FOREIGN else _nearest(key)
    if near == "draft" and fields.is_date(value):
        near = "date"
    if near is not None:
        hides = near == "draft" and value.raw.lower() != _PUBLIC.get(key.lower(), "false")
        done = "The page is withheld" if hides else "It is ignored"
        told = f"unknown key {key!r}, did you mean {near!r}? {done}"
        problems.append(Problem(value.line, "unknown_key", told))
        known["draft"] = hides or known.get("draft", False)
    try:
        other[key] = value.plain()
    except ValueError as wrong:
        told = f"{key}: {value.raw[:60]!r} is {wrong}; ignored"
        problems.append(Problem(value.line, "frontmatter", told))


def _unread_draft(
    text: str, block: Block, lines: dict[str, int], problems: list[Problem]
) -> bool:
    """Whether something says "draft" where it could not be read: that is doubt enough."""
    if block.problems:
        found = _DRAFT_LINE.search(text[:_HEAD])
    else:
        missed = (key for key in _KEYS.finditer(block.yaml) if key[1] not in lines)
        found = next((key for key in missed if _nearest(key[1]) == "draft"), None)
    if found is None:
        return False
    line = 1 + found.string.count("\n", 0, found.start()) + (not block.problems)
    problems.append(Problem(line, "draft", "draft: cannot be read; the page is withheld"))
    return True


def decides_visibility(text: str) -> bool:
    """Whether a text may say that its page is withheld: a quick look, never a false no."""
    head = text.removeprefix("\ufeff").lstrip()
    if head[:3] not in ("---", "+++") and head[:1] != "{":
        return False
    block = split(text)
    if block.problems:
        return _DRAFT_LINE.search(text[:_HEAD]) is not None
    return any(_nearest(key[1]) == "draft" for key in _KEYS.finditer(block.yaml))


@cache
def _nearest(key: str) -> str | None:
    name = key.lower().replace("-", "_")
    if name in _READERS or name in _PLURALS:
        return _PLURALS.get(name, name)
    if name in _SYNONYMS:
        return _SYNONYMS[name]
    close = difflib.get_close_matches(name, _READERS, n=1, cutoff=0.75)
    return close[0] if close else None
