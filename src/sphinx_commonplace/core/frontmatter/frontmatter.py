"""Front matter: read its fields, say what is wrong with them and where.

The parser is our own because a value's line must be known, because a value that cannot be read
must not take the others with it, and because the command line needs it without Sphinx.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.frontmatter import dates, fields, keys, scalars, yamlload
from sphinx_commonplace.core.frontmatter.fences import Block, split
from sphinx_commonplace.core.frontmatter.yamlload import Problem

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value


@dataclass(frozen=True)
class FrontMatter:
    """What the author said of a page, checked. ``other`` holds the keys meant for others.

    ``created`` is nothing where it is no date, as other programs may write it.
    ``lines`` says where each key stands, ``alias_lines`` where each alias does. ``draft`` is true
    as well when there is doubt: a leak is worse than a missing page. ``public`` is true where the
    author says so. ``related`` is nothing where the author wants no related posts.
    ``unclear_date`` says where a date may stand that was not read as one.
    """

    title: str | None = None
    date: datetime | None = None
    updated: datetime | None = None
    created: datetime | None = None
    tags: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    description: str | None = None
    draft: bool = False
    public: bool = False
    aliases: tuple[str, ...] = ()
    related: tuple[fields.Mentioned, ...] | None = ()
    unrelated: tuple[fields.Mentioned, ...] = ()
    image: str | None = None
    lang: str | None = None
    author: tuple[str, ...] = ()
    id: str | None = None
    comments: bool = True
    search: bool = True
    other: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    alias_lines: tuple[int, ...] = ()
    unclear_date: Problem | None = None


_WITHHELD = "the page is withheld"
_INSTEAD = {
    "date": "the post is listed as undated",
    **dict.fromkeys(("draft", *keys.PUBLIC), _WITHHELD),
}
_SUBTYPES = {
    **dict.fromkeys(("date", "updated"), "date"),
    **dict.fromkeys(("draft", *keys.PUBLIC), "draft"),
}


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
        name = keys.PLURALS.get(key, key)
        earlier = seen.get(name)
        seen[name] = lines[key] = value.line
        if earlier is not None and name != "draft":
            known.pop(name, None)
            other.pop(name, None)
        if name in keys.READERS:
            _read(name, value, zone, known, problems)
        else:
            _pass_on(key, value, known, other, problems)
            if key == "created":
                with suppress(ValueError):
                    known[key] = dates.parse(value.scalar or "", zone)
        if name in keys.PUBLIC:
            with suppress(ValueError):
                other[key] = value.plain()  # for templates, as other programs have it
        is_doubt = (name == "draft" or name in keys.PUBLIC) and known.get("draft", False)
        if earlier is not None and (is_doubt or not is_conflicted):
            counts = _WITHHELD if is_doubt else "this one counts"
            told = f"{key[:60]!r} stands at line {earlier} already; {counts}"
            problems.append(Problem(value.line, "draft" if is_doubt else "frontmatter", told))
    known["draft"] = known.get("draft", False) or keys.doubts(unread, problems)
    known["unclear_date"] = keys.unclear_date(lines, unread, is_dated="date" in known)
    _compare_dates(known, lines, problems)
    return FrontMatter(**known, other=other, lines=lines), block, sorted(problems)


def _read(
    name: str, value: Value, zone: tzinfo, known: dict[str, Any], problems: list[Problem]
) -> None:
    try:
        scalars.require_sound(value)
        found = keys.READERS[name](value, zone)
    except scalars.Unreadable as wrong:
        subtype = _SUBTYPES.get(name, "frontmatter")
        told = f"{name}: {wrong}; {_INSTEAD.get(name, 'ignored')}"
        problems.append(Problem(value.line, subtype, told))
        if subtype == "draft":
            known["draft"] = True
        return
    problems += [one._replace(message=f"{name}: {one.message}") for one in found.problems]
    if name == "draft":
        known["draft"] = found.value or known.get("draft", False)
    elif name in keys.PUBLIC:
        known["public"] = found.value or known.get("public", False)
        known["draft"] = found.value is False or known.get("draft", False)
    elif found.value is not None or (name == "related" and value.raw.lower() == "false"):
        known[name] = found.value
        if name == "aliases":
            known["alias_lines"] = found.lines


def _pass_on(
    key: str, value: Value, known: dict[str, Any], other: dict[str, Any], problems: list[Problem]
) -> None:
    """Keep a key that is not ours for others, unless it looks like one of ours misspelt."""
    near = keys.misspelt(key, value.raw)
    if near is not None:
        hides = keys.hides(key, value.raw)
        what = "An unfilled template" if scalars.is_template(value) else "It"
        done = "The page is withheld" if hides else f"{what} is ignored"
        told = f"unknown key {key!r}, did you mean {near!r}? {done}"
        problems.append(Problem(value.line, "draft" if hides else "unknown_key", told))
        known["draft"] = hides or known.get("draft", False)
    try:
        other[key] = value.plain()
    except ValueError as wrong:
        if near is None:  # else it is ignored already
            why = "an unfilled template" if scalars.is_template(value) else wrong
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
