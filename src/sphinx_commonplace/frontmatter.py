"""Front matter: split it from the text, read its fields, say what is wrong with them and where.

The parser is our own because a value's line must be known, because a value that cannot be read
must not take the others with it, and because the command line needs it without Sphinx.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from sphinx_commonplace import fields, yamlload
from sphinx_commonplace.yamlload import Problem, Value

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

# A key with the beginning of its value, in YAML, TOML or JSON, right or wrong.
_SAID = re.compile(
    r"(?:^|[{,?])[ \t]*(?:-[ \t]+)*[\"']?([\w-]+)[\"']?\s*[:=\uff1a]"
    r"(?=[ \t]*[\"']?([^\s,}\"']*))",
    re.MULTILINE,
)
_SIMPLE = re.compile(r"[A-Za-z][\w-]*:(?:[ \t]|$)")  # a line that holds one key, and which
_WORD = re.compile(r"[\w-]+")


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
    start = _beginning(text)
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


def _beginning(text: str) -> int:
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
    "tags": fields.tags,
    "category": fields.names,
    "series": fields.names,
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
    """
    orphan tocdepth nocomments nosearch no-search hide-toc hide-navigation authors organization
    address contact version revision status copyright dedication abstract myst mystnb html_meta
    substitutions jupytext kernelspec file_format cssclass cssclasses id weight slug layout toc
    order permalink url
    """.split()  # noqa: SIM905 - words, not data
)
_SYNONYMS = {
    **dict.fromkeys(("lastmod", "modified", "last_modified_at", "lastupdated"), "updated"),
    **dict.fromkeys(("created", "created_at", "publishdate"), "date"),
    **dict.fromkeys(("summary", "excerpt"), "description"),
    **dict.fromkeys(("publish", "published", "private", "unlisted", "hidden"), "draft"),
    **dict.fromkeys(("is_draft", "isdraft"), "draft"),
    "redirect_from": "aliases",
    "keywords": "tags",
    "language": "lang",
    "cover": "image",
    "updated_at": "updated",
}
_PUBLIC = {"publish": "true", "published": "true"}  # the value that does not hide; else "false"
_FAR = 2  # letters more or less than in the known key: "subtitle" is no "title" misspelt


def parse(text: str, zone: tzinfo) -> tuple[FrontMatter, Block, list[Problem]]:
    """Read the front matter of a text. Never raises.

    :param zone: the time zone of dates that name none.
    :return: the fields, the text cut in two, and what is wrong, in the order of the lines.
    """
    block = split(text)
    entries, problems, unread, is_conflicted = yamlload.load(block.yaml, first=2)
    problems += block.problems
    unread += block.unread
    known: dict[str, Any] = {}
    other: dict[str, Any] = {}
    lines: dict[str, int] = {}
    seen: dict[str, int] = {}
    for key, value in entries:
        name = _PLURALS.get(key, key)
        earlier = seen.get(name)
        seen[name] = lines[key] = value.line
        if earlier is not None and name != "draft":
            known.pop(name, None)
            other.pop(name, None)
        if name in _READERS:
            _read(name, value, zone, known, problems)
        else:
            _pass_on(key, value, known, other, problems)
        is_doubt = name == "draft" and known["draft"]
        if earlier is not None and (is_doubt or not is_conflicted):
            counts = "the page is withheld" if is_doubt else "this one counts"
            told = f"{key[:60]!r} stands at line {earlier} already; {counts}"
            problems.append(Problem(value.line, "draft" if is_doubt else "frontmatter", told))
    known["draft"] = known.get("draft", False) or _is_doubtful(unread, problems)
    _compare_dates(known, lines, problems)
    return FrontMatter(**known, other=other, lines=lines), block, sorted(problems)


def _read(
    name: str, value: Value, zone: tzinfo, known: dict[str, Any], problems: list[Problem]
) -> None:
    try:
        fields.require_sound(value)
        found = _READERS[name](value, zone)
    except fields.Unreadable as wrong:
        subtype = {"updated": "date", "date": "date", "draft": "draft"}.get(name, "frontmatter")
        told = f"{name}: {wrong}; {_INSTEAD.get(name, 'ignored')}"
        problems.append(Problem(value.line, subtype, told))
        if name == "draft":
            known["draft"] = True
        return
    problems += [one._replace(message=f"{name}: {one.message}") for one in found.problems]
    if name == "draft":
        known["draft"] = found.value or known.get("draft", False)
    elif found.value is not None:
        known[name] = found.value


def _pass_on(
    key: str, value: Value, known: dict[str, Any], other: dict[str, Any], problems: list[Problem]
) -> None:
    """Keep a key that is not ours for others, unless it looks like one of ours misspelt."""
    near = None if key in _FOREIGN else _nearest(key)
    if near is not None:
        hides = _hides(key, value.raw)
        if near == "draft" and not hides and fields.is_date(value.raw):
            near = "date"
        what = "An unfilled template" if fields.is_template(value) else "It"
        done = "The page is withheld" if hides else f"{what} is ignored"
        told = f"unknown key {key!r}, did you mean {near!r}? {done}"
        problems.append(Problem(value.line, "unknown_key", told))
        known["draft"] = hides or known.get("draft", False)
    try:
        other[key] = value.plain()
    except ValueError as wrong:
        if near is None:  # else it is ignored already
            why = "an unfilled template" if fields.is_template(value) else wrong
            told = f"{yamlload.one_line(key)}: {value.raw[:60]!r} is {why}; ignored"
            problems.append(Problem(value.line, "frontmatter", told))


def _compare_dates(known: dict[str, Any], lines: dict[str, int], problems: list[Problem]) -> None:
    if "date" not in known or "updated" not in known or known["updated"] >= known["date"]:
        return
    # "updated" as a day begins before any hour of "date" on that day, which is no mistake.
    if known["updated"].date() < known["date"].date():
        told = "updated: lies before the date; ignored"
        problems.append(Problem(lines["updated"], "date", told))
    del known["updated"]


def _is_doubtful(unread: Iterable[tuple[int, str]], problems: list[Problem]) -> bool:
    """Whether something says "draft" where it could not be read: that is doubt enough."""
    for first, text in unread:
        for found in _SAID.finditer(text):
            if _hides(found[1], found[2]):
                line = first + text.count("\n", 0, found.start(1))
                told = f"{found[1]}: cannot be read; the page is withheld"
                problems.append(Problem(line, "draft", told))
                return True
    return False


def _hides(key: str, raw: str) -> bool:
    """Whether a key with this value, as written, says or may say that the page is withheld."""
    if _nearest(key) != "draft":
        return False
    public = _PUBLIC.get(key.lower())
    return raw.lower() != (public or "false") and not (public and fields.is_date(raw))


def decides_visibility(text: str) -> bool:
    """Whether a text may say that its page is withheld: a quick look, never a false no."""
    start = _beginning(text)
    if not text.startswith(("-", "+", "{"), start):
        return False
    block = split(text)
    texts = (yamlload.cleaned(block.yaml), *(unread for _, unread in block.unread))
    if any(_nearest(key[1]) == "draft" for text in texts for key in _SAID.finditer(text)):
        return True
    # A key may be written in other ways, for which it takes the whole of YAML.
    odd = (line for line in block.yaml.split("\n") if not _SIMPLE.match(line))
    return any(char in line for line in odd for char in ":?{")


@lru_cache(maxsize=4096)
def _nearest(key: str) -> str | None:
    """Return the known key that a key is, or may be meant as."""
    name = key.lower().replace("-", "_")
    if name in _READERS or name in _PLURALS:
        return _PLURALS.get(name, name)
    if name in _SYNONYMS:
        return _SYNONYMS[name]
    if not _WORD.fullmatch(name):
        return None
    for close in difflib.get_close_matches(name, _READERS, n=1, cutoff=0.75):
        if close == "draft" or abs(len(name) - len(close)) <= _FAR:
            return str(close)
    return None
