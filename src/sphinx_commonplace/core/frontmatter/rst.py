"""What a reStructuredText page says of its visibility: fields at its top, or below its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_commonplace.core.frontmatter import fields
from sphinx_commonplace.core.frontmatter.yamlload import Problem

# A draft says so anywhere in its first characters: what was withheld once stays withheld.
_DRAFT = re.compile(r"^:draft:[ \t]*+(?!false\b)", re.MULTILINE | re.IGNORECASE)
_HEAD = 2000

_FIELD = re.compile(r":(?![: ])(?:[^:\\\n]|\\.|:(?![ `\t]|$))+(?<! ):(?:[ \t]|$)")
_PUBLIC = re.compile(r":(publish(?:ed)?):(?!`)(.*)", re.IGNORECASE)
_EXPLICIT = re.compile(r"\.\.(?:[ \t]|$)")  # a comment, a target, a directive
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*")  # above or below a title
_SHORT = 4  # characters: a line below a text that is longer is no title's if it has fewer
# What may begin the value of ":published:" that means no; "March 2020" means nothing to us.
_NO = re.compile(r"(?:(?:false|not?|none|never|off|0)\b|$)", re.IGNORECASE)


class Said(NamedTuple):
    """What a page says of its visibility.

    ``hidden`` is the line that withholds it, if one does, and ``is_public`` whether it is marked.
    ``problems`` are those of what withholds it, ``unclear`` those of what may be meant as a mark.
    """

    hidden: int | None
    is_public: bool
    problems: tuple[Problem, ...]
    unclear: tuple[Problem, ...]


def said(text: str) -> Said:
    """Read the fields of a reStructuredText page that say whether it is published."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    hiding: list[int] = []
    problems: list[Problem] = []
    unclear: list[Problem] = []
    is_public = False
    if draft := _DRAFT.search(text[:_HEAD]):
        hiding.append(text.count("\n", 0, draft.start()) + 1)
    for line, name, value in _docinfo(text.split("\n")):
        if value.lower() == "true":
            is_public = True
        elif value.lower() == "false":
            hiding.append(line)
        elif not fields.is_date(value):
            what = f"{value[:60]!r} is neither true nor false" if value else "empty"
            problem = Problem(line, "draft", f"{name}: {what}; the page is withheld")
            # Of a book it says when it came out, in any words.
            if name.lower() == "published" and not _NO.match(value):
                unclear.append(problem)
            else:
                hiding.append(line)
                problems.append(problem)
    return Said(min(hiding, default=None), is_public, tuple(problems), tuple(unclear))


def _docinfo(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the name and the value of each field that says whether a page is public."""
    at = 0
    is_titled = False
    while at < len(lines):
        line = lines[at]
        first = at
        at += 1
        if not line.strip():
            continue
        found = _PUBLIC.match(line)
        if found or _FIELD.match(line) or _EXPLICIT.match(line):
            while at < len(lines) and (not lines[at].strip() or lines[at][0] in " \t"):
                at += 1
            if found:
                value = [found[2], *lines[first + 1 : at]]
                yield first + 1, found[1], " ".join(" ".join(value).split())
        elif height := 0 if is_titled else _title(lines[first : first + 3]):
            at = first + height
            is_titled = True
        else:
            return


def _title(lines: list[str]) -> int:
    """Return how many of these lines are a title, with the rules around it."""
    rules = [_RULE.fullmatch(line) is not None for line in lines]
    if rules == [True, False, True] and lines[1].strip():
        return 3
    if rules[1:2] == [True] and lines[0][0] not in " \t":
        is_long = len(lines[1].rstrip()) >= min(_SHORT, len(lines[0].rstrip()))
        return 2 if is_long else 0
    return 0
