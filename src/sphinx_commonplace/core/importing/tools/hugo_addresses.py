"""The addresses that Hugo gives to pages: by where they lie, by patterns, and by their slug."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from datetime import datetime
from typing import NamedTuple

_TOKEN = re.compile(r":([a-z]+)(\[[^\]]*\])?")
_KEPT = frozenset("/\\._#+~-@")
_SLICE = re.compile(r"\[(\d*|last)(?::(\d*|last))?\]")


class Place(NamedTuple):
    """What of a page stands in its address.

    ``folder`` is that of its file below the content, ``name`` its file without a suffix, or the
    folder of a bundle.
    """

    folder: str
    name: str
    title: str
    slug: str
    date: datetime | None


def sanitized(path: str, *, lower: bool = True) -> str:
    """Return a path as Hugo has it in an address."""
    text = unicodedata.normalize("NFC", path.strip())
    kept = []
    for char in text:
        if char.isalnum() or char in _KEPT or unicodedata.category(char).startswith("M"):
            kept.append(char)
        elif char.isspace():
            kept.append("-")
    made = re.sub("-{2,}", "-", "".join(kept)) if "--" not in text else "".join(kept)
    return made.lower() if lower else made


def fill(pattern: str, place: Place) -> str | None:
    """Return the address that a pattern means; nothing if it asks for what the page has not."""
    unknown = False

    def filled(found: re.Match[str]) -> str:
        nonlocal unknown
        value = _value(found[1], found[2] or "", place)
        unknown = unknown or value is None
        return value or ""

    made = _TOKEN.sub(filled, pattern)
    return None if unknown else slashed(made)


def slashed(address: str) -> str:
    """Return an address with a slash before it, and behind it unless it is that of a file."""
    made = re.sub("/{2,}", "/", f"/{address}")
    is_file = posixpath.splitext(made)[1].lower() in (".html", ".htm")
    return made if is_file or made.endswith("/") else f"{made}/"


def _value(name: str, part: str, place: Place) -> str | None:
    folders = [sanitized(one) for one in place.folder.split("/") if one]
    title, file = sanitized(place.title), sanitized(place.name)
    fixed = {
        "title": title or file,
        "slug": sanitized(place.slug) or title or file,
        "filename": file,
        "contentbasename": file,
        "slugorfilename": sanitized(place.slug) or file,
        "slugorcontentbasename": sanitized(place.slug) or file,
        "section": folders[0] if folders else "",
    }
    if name in ("sections", "sectionslugs"):
        return _sliced(folders, part)
    if name in fixed or place.date is None:
        return fixed.get(name)
    day = place.date
    dated = {
        "year": f"{day.year:04}",
        "month": f"{day.month:02}",
        "monthname": day.strftime("%B").lower(),
        "day": f"{day.day:02}",
        "weekday": str(day.isoweekday() % 7),
        "weekdayname": day.strftime("%A").lower(),
        "yearday": str(day.timetuple().tm_yday),
    }
    return dated.get(name)


def _sliced(folders: list[str], part: str) -> str | None:
    """Return some of the folders, as ``[1:]`` and ``[last]`` say."""
    if not part:
        return "/".join(folders)
    found = _SLICE.fullmatch(part)
    if found is None:
        return None
    last = len(folders) - 1
    start = last if found[1] == "last" else int(found[1] or 0)
    if ":" not in part:
        return folders[start] if 0 <= start <= last else ""
    end = last if found[2] == "last" else int(found[2] or len(folders))
    return "/".join(folders[start:end])
