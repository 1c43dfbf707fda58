"""Moments: dates in the forms that other tools take, as the ISO forms that the site takes."""

from __future__ import annotations

import re
from datetime import date, timezone

from sphinx_commonplace.core.frontmatter import dates

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "ut"), "Z"),
    **dict.fromkeys(("est", "cdt"), "-05:00"),
    **dict.fromkeys(("cst", "mdt"), "-06:00"),
    **dict.fromkeys(("mst", "pdt"), "-07:00"),
    "edt": "-04:00",
    "pst": "-08:00",
}  # those that RFC 822 has; others have several meanings
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<rest>[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
_TIME = rf"{_CLOCK}\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>[A-Za-z]{{1,4}}|[+-][0-9:]{{3,6}})?"
_ZONE_NAME = r"(?:\s+(?:\([A-Za-z ]+\)|[A-Z]{2,5}))?"  # behind an offset, which says more
_SIGNED = r"(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}{_SIGNED}(?:(?:T|,?\s+){_TIME}{_ZONE_NAME})?",
        rf"{_WEEKDAY}{_DAY}[\s-]+{_MONTH},?[\s-]+{_YEAR}(?:,?\s+(?:at\s+)?{_TIME}{_ZONE_NAME})?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}(?:,?\s+(?:at\s+)?{_TIME}{_ZONE_NAME})?",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+{_TIME}\s+{_YEAR}",  # as C's ctime has it
    )
)
_LINK = re.compile(r"\[\[(.+?)(?:\|.*)?\]\]")  # as Obsidian writes a day that has a note
_SLASHED = re.compile(r"(?P<one>[0-9]{1,2})[/.](?P<two>[0-9]{1,2})[/.](?P<year>[0-9]{4})")
_MONTHS_A_YEAR = 12
_NOON = 12


def iso(written: str) -> str:
    """Return a date as the site writes it: a day, or a moment with the offset that is written.

    :raises ValueError: it is none, or may be several; the sentence says so.
    """
    text = " ".join(written.split())
    if link := _LINK.fullmatch(text):
        text = link[1].strip()
    for form in _FORMS:
        if found := form.fullmatch(text):
            made = _made(found.groupdict())
            if made:
                dates.parse(made, timezone.utc)
                return made
    if found := _SLASHED.fullmatch(text):
        return _slashed(text, found)
    dates.parse(text, timezone.utc)
    return text


def _made(parts: dict[str, str | None]) -> str | None:
    month = parts["month"] or ""
    number = int(month) if month.isdigit() else _number(month)
    if not number:
        return None
    day = f"{parts['year']}-{number:02}-{int(parts['day'] or 0):02}"
    if parts["hour"] is None:
        return day
    hour = int(parts["hour"])
    if half := (parts["half"] or "").lower():
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    zone = parts["zone"] or ""
    if zone[:1].isalpha():
        if zone.lower() not in _ZONES:
            return None
        zone = _ZONES[zone.lower()]
    return f"{day}T{hour:02}:{parts['rest']}{zone}"


def _number(month: str) -> int:
    name = month.lower()
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _slashed(text: str, found: re.Match[str]) -> str:
    """Return the day that two numbers and a year can mean, if it is one alone."""
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    days = set()
    for month, day in ((one, two), (two, one)):
        if 1 <= month <= _MONTHS_A_YEAR:
            try:
                days.add(date(year, month, day).isoformat())
            except ValueError:
                continue
    if len(days) == 1:
        return days.pop()
    if not days:
        raise ValueError(f"{text!r} is not a day in the calendar")
    raise ValueError(f"{text!r} is ambiguous, {' or '.join(sorted(days))}")
