"""Reports of changes, as text for a terminal and as Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sphinx_commonplace.cli.trouble import plain

_MOST_LINES = 30  # of the text of one page
_LONGEST = 300  # characters of a line
_MOST = 60_000  # characters of a comment: GitHub takes 65,536
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|@~:&])")


def text(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a report for a terminal."""
    yield _summary(found)
    for name, entry in _entries(found):
        yield ""
        yield plain(f"{_SIGNS[entry['change']]} {entry['address']}{_named(name, entry)}")
        yield from (f"    {plain(line)}" for line in _details(entry))
        yield from (f"    {plain(line)}" for line in _cut(entry.get("text", [])))


def markdown(found: dict[str, Any]) -> str:
    """Return a report as Markdown, short enough for a comment. No word of a page acts in it."""
    parts = [f"**{_summary(found)}**"]
    for name, entry in _entries(found):
        lines = [f"- {entry['change']}: {_literal(entry['address'])}{_safe(_named(name, entry))}"]
        lines += [f"  - {_safe(line)}" for line in _details(entry)]
        if diff := list(_cut(entry.get("text", []))):
            fence = "`" * max(3, 1 + max(map(len, re.findall("`+", "".join(diff))), default=0))
            body = [f"  {plain(line)}" for line in diff]
            lines += ["", f"  {fence}diff", *body, f"  {fence}", ""]
        parts.append("\n".join(lines))
    kept: list[str] = []
    for number, part in enumerate(parts):
        if sum(map(len, kept)) + len(part) + len(kept) > _MOST:
            kept.append(f"- and {len(parts) - number} more")
            break
        kept.append(part)
    return "\n".join([kept[0], "", *kept[1:]]) if kept[1:] else kept[0]


def _entries(found: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if site := found.get("site"):
        yield "site", {"address": "every page", "change": "changed", **site}
    for name in ("pages", "redirects", "feeds", "files"):
        yield from ((name, entry) for entry in found.get(name, ()))


def _summary(found: dict[str, Any]) -> str:
    told = []
    for name in ("pages", "redirects", "feeds", "files"):
        changes = [entry["change"] for entry in found.get(name, ())]
        counts = [(changes.count(change), change) for change in _SIGNS]
        shown = ", ".join(f"{count} {change}" for count, change in counts if count)
        if shown:
            told.append(f"{name}: {shown}")
    return "; ".join(told) or "what stands on every page has changed"


def _named(name: str, entry: dict[str, Any]) -> str:
    title = entry.get("title")
    shown = f"  {title}" if isinstance(title, str) and title else ""
    to = f"  leads to {entry['to']}" if "to" in entry else ""
    return f"{shown}{to}"


def _details(entry: dict[str, Any]) -> Iterator[str]:
    if "old_title" in entry:
        yield f"title: {entry['old_title']!r} is now {entry['title']!r}"
    for name in ("title", "navigation", "links", "anchors", "pictures", "feeds"):
        lists = entry.get(name)
        if not isinstance(lists, dict):
            continue
        for change in ("removed", "added"):
            for value in lists.get(change, ()):
                shown = value if isinstance(value, str) else " ".join((f"{value[0]!r}", value[1]))
                yield f"{name.removesuffix('s')} {change}: {shown}"
    for item in entry.get("entries", ()):
        yield f"entry {item['change']}: {item['title']}"


def _cut(lines: list[str]) -> Iterator[str]:
    for line in lines[:_MOST_LINES]:
        yield line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."
    if len(lines) > _MOST_LINES:
        yield f"and {len(lines) - _MOST_LINES} more lines"


def _safe(words: str) -> str:
    """Return words as Markdown in which they are only words."""
    # An entity is no mention of anyone, and no address becomes a link.
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", plain(words))


def _literal(address: str) -> str:
    return f"`{plain(address)}`" if "`" not in address else _safe(address)
