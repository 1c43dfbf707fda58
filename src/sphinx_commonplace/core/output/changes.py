"""Changes: what a reader would notice between two outputs. Files of the same bytes are not read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from sphinx_commonplace.core.output import reading
from sphinx_commonplace.core.output.reading import ReadPage

_MEDIA = (
    *(".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    *(".3gp", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav", ".mkv", ".mov", ".mp4", ".ogv"),
    *(".webm", ".pdf", ".epub", ".zip", ".csv", ".txt"),
)
_CONTEXT = 5  # words on each side of what has changed in a line
_FOR_MACHINES = ("robots.txt", "llms.txt", "llms-full.txt")


def compare(old: Path, new: Path) -> dict[str, Any]:
    """Return what has changed, as plain values; nothing is in it if nothing has."""
    before, after = set(_files(old)), set(_files(new))
    differing = sorted(
        path
        for path in before | after
        if path not in before or path not in after or not _same(old / path, new / path)
    )
    pages: list[dict[str, Any]] = []
    redirects: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    feeds: list[dict[str, Any]] = []
    for path in differing:
        mine = (old / path).read_bytes() if path in before else None
        yours = (new / path).read_bytes() if path in after else None
        if path.endswith((".html", ".htm")):
            if path.startswith("_"):
                continue
            kind, found = _page(address_of(path), mine, yours)
            if found:
                (redirects if kind == "redirect" else pages).append(found)
        elif path.endswith((".xml", ".json", ".atom", ".rss")):
            if found := _feed(f"/{path}", mine, yours):
                feeds.append(found)
        elif path.lower().endswith(_MEDIA) and path not in _FOR_MACHINES:
            files.append({"address": f"/{path}", "change": _change(mine, yours)})
    site = _site(old, new)
    found = {
        "site": site,
        "pages": pages,
        "redirects": redirects,
        "feeds": feeds,
        "files": files,
    }
    return {name: value for name, value in found.items() if value}


def address_of(path: str) -> str:
    """Return the address at which a file of the output answers."""
    folder, slash, name = f"/{path}".rpartition("/")
    return f"{folder}{slash}" if folder and name == "index.html" else f"/{path}"


def _files(top: Path) -> Iterator[str]:
    """Yield the files that readers may see, by their paths."""
    for folder, folders, files in os.walk(top):
        here = Path(folder).relative_to(top)
        is_top = here == Path()
        skipped = ("_static", "_sources") if is_top else ()
        folders[:] = [name for name in folders if name not in skipped and name[0] != "."]
        yield from ((here / name).as_posix() for name in files if name[0] != ".")


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _change(old: Any, new: Any) -> str:
    return "added" if old is None else "removed" if new is None else "changed"


def _page(address: str, old: bytes | None, new: bytes | None) -> tuple[str, dict[str, Any]]:
    before = None if old is None else reading.page(old, address)
    after = None if new is None else reading.page(new, address)
    known = after or before or ReadPage()
    found: dict[str, Any] = {"address": address, "change": _change(before, after)}
    was_redirect = before is None or before.leads_to
    if known.leads_to and was_redirect:
        if before and after and before.leads_to == after.leads_to:
            return "redirect", {}
        return "redirect", {**found, "to": known.leads_to}
    found["title"] = known.title
    if before and after and after.leads_to:
        moved = {"change": "moved", "title": before.title, "to": after.leads_to}
        return "page", {**found, **moved}
    if before is None or after is None:
        return "page", found
    if before.leads_to:
        return "page", {**found, "change": "added"}
    details = _details(before, after)
    return "page", {**found, **details} if details else {}


def _details(before: ReadPage, after: ReadPage) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if before.title != after.title:
        found["old_title"] = before.title
    if before.text != after.text:
        found["text"] = list(_text(before.text, after.text))
    for name in ("links", "anchors", "pictures", "feeds"):
        found[name] = _lists(getattr(before, name), getattr(after, name))
    return {name: value for name, value in found.items() if value}


def _lists(before: Iterable[Any], after: Iterable[Any]) -> dict[str, list[Any]]:
    """Return what is in one list and not in the other, as often as it is so."""
    mine, yours = Counter(before), Counter(after)
    found = {"removed": [*(mine - yours).elements()], "added": [*(yours - mine).elements()]}
    return {name: values for name, values in found.items() if values}


def _text(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines that have changed, of a long one no more than what has."""
    for kind, first, last, start, end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            continue
        mine, yours = before[first:last], after[start:end]
        if len(mine) == len(yours):
            for pair in zip(mine, yours, strict=True):
                old, new = _narrowed(*pair)
                yield f"- {old}"
                yield f"+ {new}"
        else:
            yield from (f"- {line}" for line in mine)
            yield from (f"+ {line}" for line in yours)


def _narrowed(one: str, other: str) -> tuple[str, str]:
    """Return two lines without the words at both ends that they share, but for some."""
    mine, yours = one.split(), other.split()
    most = min(len(mine), len(yours))
    start = next((n for n in range(most) if mine[n] != yours[n]), most)
    most -= start
    end = next((n for n in range(most) if mine[-1 - n] != yours[-1 - n]), most)
    start, end = max(0, start - _CONTEXT), max(0, end - _CONTEXT)

    def cut(words: list[str]) -> str:
        kept = " ".join(words[start : len(words) - end])
        return f"{'... ' if start else ''}{kept}{' ...' if end else ''}"

    return cut(mine), cut(yours)


def _feed(address: str, old: bytes | None, new: bytes | None) -> dict[str, Any]:
    before = None if old is None else reading.feed(old)
    after = None if new is None else reading.feed(new)
    if before is None and after is None:
        return {}
    found: dict[str, Any] = {"address": address, "change": _change(before, after)}
    if before is None or after is None:
        return found
    entries = [
        {
            "title": (after.get(name) or before[name]).title,
            "change": _change(before.get(name), after.get(name)),
        }
        for name in dict.fromkeys((*after, *before))
        if before.get(name) != after.get(name)
    ]
    return {**found, "entries": entries} if entries else {}


def _site(old: Path, new: Path) -> dict[str, Any]:
    """Return what has changed on every page, as the home page shows it."""
    home = "index.html"
    if not (old / home).is_file() or not (new / home).is_file() or _same(old / home, new / home):
        return {}
    before, after = (reading.page((top / home).read_bytes(), "/") for top in (old, new))
    found: dict[str, Any] = {}
    if before.site != after.site:
        found["title"] = {"removed": [before.site], "added": [after.site]}
    if navigation := _lists(before.navigation, after.navigation):
        found["navigation"] = navigation
    return found
