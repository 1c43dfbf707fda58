"""The fences of front matter: where a file is cut in two, and what only looks like front matter."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from sphinx_commonplace.core.frontmatter.yamlload import Problem

_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)

# What looks like front matter: how it begins, and how it is where it is surely nothing else.
_UNSEEN = re.compile(r"(?:[\s\ufeff\u200b\u2060]|(?s:<!--.*?-->))*")
_KEY = r"[\"']?[\w-]+[\"']?[ \t]*:"
_GAP = r"(?:[ \t]*\n|#.*\n)*+"
_YAML = re.compile(rf"---(?!-).*\n{_GAP}[ \t]*{_KEY}")
_LINE = rf"(?:{_KEY}.*|[ \t]+\S.*|[ \t]*|-[ \t].*|#.*)\n"
_YAML_BLOCK = re.compile(
    rf"-{{3,}}[ \t]*\n{_GAP}(?={_KEY})(?:{_LINE})*+(?:-{{3,}}|\.\.\.)[ \t]*(?:\n|\Z)"
)
_TOML = re.compile(rf"\+\+\+[ \t]*\n{_GAP}[ \t]*(?:[\w.\"'-]+[ \t]*=|\[[\w.\[\]]+\][ \t]*\n)")
_TOML_BLOCK = re.compile(r"\+\+\+[ \t]*\n(?:.*\n)*?\+\+\+[ \t]*(?:\n|\Z)")
_JSON = re.compile(r"\{\s*\"[^\"\n]+\"\s*:")
_END_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


class Block(NamedTuple):
    """A file cut in two: the YAML, the number of lines before the body, and the body.

    ``unread`` is text that may have been meant as front matter, with the line it begins at.
    """

    yaml: str
    lines: int
    body: str
    problems: tuple[Problem, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


def split(text: str) -> Block:
    """Cut the front matter off a text, and what was surely meant as front matter.

    What may be either is left in place. Both are reported.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    opening = _OPENING.match(text)
    if opening is None:
        return _look_alike(text)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        # Without its fence, which would be shown as a rule.
        told = "front matter opened here is never closed; shown as text"
        problem = Problem(1, "frontmatter", told)
        return Block("", 1, text[opening.end() :], (problem,), ((1, text),))
    yaml = text[opening.end() : closing.start()].removesuffix("\n")
    start = closing.end() + 1
    line = text.count("\n", 0, start) + 1
    if second := _YAML_BLOCK.match(text, start):
        problem = Problem(line, "frontmatter", "a second block of front matter; ignored")
        return _cut(text, second.end(), problem)._replace(yaml=yaml, unread=((line, second[0]),))
    return Block(yaml, text.count("\n", 0, closing.end()) + 1, text[start:])


def _look_alike(text: str) -> Block:
    start = beginning(text)
    line = 1 + text.count("\n", 0, start)
    end = 0
    if block := _YAML_BLOCK.match(text, start) or _YAML.match(text, start):
        end = block.end() if block.re is _YAML_BLOCK else 0
        where = "line 1" if line > 1 else "the very beginning, or not --- alone"
        told = f"not at {where}, so not front matter"
    elif _TOML.match(text, start):
        block = _TOML_BLOCK.match(text, start)
        end = block.end() if block else 0
        told = "TOML front matter is not read, write YAML between ---"
    elif _JSON.match(text, start):
        end = _end_of_json(text, start)
        told = "JSON front matter is not read, write YAML between ---"
    else:
        return Block("", 0, text)
    problem = Problem(line, "frontmatter", f"{told}; {'ignored' if end else 'shown as text'}")
    return _cut(text, end, problem)


def beginning(text: str) -> int:
    """Return the place of the first character that a reader sees."""
    unseen = _UNSEEN.match(text)
    return unseen.end() if unseen else 0


def _end_of_json(text: str, start: int) -> int:
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return 0
    blank = _END_OF_LINE.match(text, end)
    return blank.end() if blank else 0


def _cut(text: str, end: int, problem: Problem) -> Block:
    lines = text.count("\n", 0, end) + (end > 0 and text[end - 1] != "\n")
    return Block("", lines, text[end:], (problem,), ((1, text[:end] or text),))
