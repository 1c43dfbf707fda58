"""Replies: the comments that readers made on a post, one file each, checked and put in threads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_commonplace.core import spelling
from sphinx_commonplace.core.comments import inert
from sphinx_commonplace.core.frontmatter import fences, fields, keys, scalars, yamlload
from sphinx_commonplace.core.frontmatter.yamlload import Problem

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value

SUBTYPE = "comment"
DEPTH = 3  # levels of a thread that are shown as such
_LONGEST = 20_000  # characters of a comment
_READERS: dict[str, fields.Reader] = {
    "author": fields.text,
    "date": fields.date,
    "url": fields.text,
    "reply_to": fields.text,
    "draft": fields.flag,
}
_SYNONYMS = {"parent": "reply_to"}
_ALIKE = 0.75  # what a misspelt key has in common with the one that is meant
_NAME = re.compile(r"[^\s\"'<>&#?%/\\]+")  # what can be an id, and a part of an address


class Comment(NamedTuple):
    """What a reader wrote. ``name`` is that of its file, ``parent`` that of what it replies to.

    ``html`` is inert. ``line`` is where the file names the parent.
    """

    name: str
    author: str
    date: datetime
    url: str
    parent: str
    html: str
    line: int


class Reading(NamedTuple):
    """What was made of a file: the comment, if it can be shown, and what is wrong with it."""

    comment: Comment | None
    problems: tuple[Problem, ...]


class Reply(NamedTuple):
    """A comment in its thread, with those that reply to it.

    ``to`` is the comment it replies to, where the thread is too deep to show that.
    """

    comment: Comment
    to: Comment | None
    replies: list[Reply]


class _Said(NamedTuple):
    """The fields of a comment, the line of each, and those that cannot be read."""

    values: dict[str, Any]
    lines: dict[str, int]
    refused: set[str]


def read(name: str, text: str, zone: tzinfo) -> Reading:
    """Read the file of a comment. Never raises.

    :param name: that of the file, without its ending.
    :param zone: the time zone of dates that name none.
    """
    block = fences.split(text)
    loaded = yamlload.load(block.yaml, first=2)
    problems = [*block.problems, *loaded.problems]
    said = _fields(loaded.entries, zone, problems)
    is_withheld = keys.doubts([*block.unread, *loaded.unread], problems)
    is_withheld = is_withheld or "draft" in said.refused or said.values.get("draft", False)
    wrong = [] if is_withheld else list(_missing(name, said, block.body))
    if is_withheld or wrong or said.refused & {"author", "date"}:
        return Reading(None, tuple(sorted([*problems, *wrong])))
    values = said.values
    if values.get("url") and not inert.is_address(values["url"]):
        told = f"url: {values['url'][:60]!r} is no address of the web; dropped"
        problems.append(Problem(said.lines["url"], SUBTYPE, told))
        del values["url"]
    html, taken = inert.render(yamlload.cleaned(block.body))
    problems += [Problem(block.lines + line, SUBTYPE, told) for line, told in taken]
    comment = Comment(
        name,
        values["author"],
        values["date"],
        values.get("url") or "",
        values.get("reply_to") or "",
        html,
        said.lines.get("reply_to", 1),
    )
    return Reading(comment, tuple(sorted(problems)))


def _fields(entries: Iterable[tuple[str, Value]], zone: tzinfo, problems: list[Problem]) -> _Said:
    said = _Said({}, {}, set())
    for key, value in entries:
        name = _SYNONYMS.get(key, key)
        if name not in _READERS:
            near = spelling.nearest(key.lower(), (*_READERS, *_SYNONYMS), _ALIKE)
            if near:
                told = f"unknown key {yamlload.one_line(key)!r}, did you mean {near!r}? Ignored"
                problems.append(Problem(value.line, "unknown_key", told))
            continue
        said.lines[name] = value.line
        try:
            scalars.require_sound(value)
            found = _READERS[name](value, zone)
        except scalars.Unreadable as wrong:
            said.refused.add(name)
            done = "ignored" if name in ("url", "reply_to") else "the comment is left out"
            problems.append(Problem(value.line, SUBTYPE, f"{key}: {wrong}; {done}"))
            continue
        problems += [one._replace(message=f"{key}: {one.message}") for one in found.problems]
        said.values[name] = found.value
    return said


def _missing(name: str, said: _Said, body: str) -> Iterator[Problem]:
    """Yield why a comment cannot be shown, but for what is said already."""
    for key in ("author", "date"):
        if not said.values.get(key) and key not in said.refused:
            yield Problem(said.lines.get(key, 1), SUBTYPE, f"no {key}; the comment is left out")
    if not _NAME.fullmatch(name):
        told = f"the name {name!r} cannot be part of an address; the comment is left out"
        yield Problem(1, SUBTYPE, told)
    if not body.strip():
        yield Problem(1, SUBTYPE, "nothing is written in it; the comment is left out")
    elif len(body) > _LONGEST:
        told = f"{len(body):,} characters, where {_LONGEST:,} are allowed; the comment is left out"
        yield Problem(1, SUBTYPE, told)


def thread(comments: Iterable[Comment]) -> tuple[list[Reply], list[tuple[Comment, str]]]:
    """Put comments of one post in order, oldest first, each below that which it replies to.

    :return: the comments that reply to none, and what is wrong with which.
    """
    ordered = sorted(comments, key=lambda comment: (comment.date, comment.name))
    named = {comment.name: comment for comment in ordered}
    problems: list[tuple[Comment, str]] = []
    below: dict[str, list[Comment]] = {}
    for comment in ordered:
        parent = comment.parent
        if parent and parent not in named:
            told = f"replies to {parent!r}, which is not there; shown as a reply to none"
            problems.append((comment, told))
            parent = ""
        elif parent and _is_round(comment, named):
            problems.append((comment, "replies to itself in the end; shown as a reply to none"))
            parent = ""
        below.setdefault(parent, []).append(comment)

    def replies(name: str, depth: int) -> list[Reply]:
        found = []
        for comment in below.get(name, ()):
            if depth < DEPTH:
                found.append(Reply(comment, None, replies(comment.name, depth + 1)))
            else:
                found += [Reply(comment, None, []), *flat(comment)]
        return found

    def flat(top: Comment) -> list[Reply]:
        found: list[Reply] = []
        waiting = [(top, comment) for comment in reversed(below.get(top.name, []))]
        while waiting:
            parent, comment = waiting.pop()
            found.append(Reply(comment, parent, []))
            waiting += [(comment, inner) for inner in reversed(below.get(comment.name, []))]
        return found

    return replies("", 1), problems


def _is_round(comment: Comment, named: dict[str, Comment]) -> bool:
    """Whether a comment is, over others or not, a reply to itself."""
    seen: set[str] = set()
    above = named.get(comment.parent)
    while above is not None and above.name not in seen:
        if above is comment:
            return True
        seen.add(above.name)
        above = named.get(above.parent)
    return False
