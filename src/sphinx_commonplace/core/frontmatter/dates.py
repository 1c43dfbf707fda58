"""Dates: read strictly from text, ordered in one time zone, shown by one formatter."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ]\s*(?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
    r"\s*(?P<zone>[Zz]|[+-][0-9]{2}(?::?[0-5][0-9])?)?)?"
)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
# Of fields of days, but for the year of a week ("Y"), which few mean; a "%" is strftime's.
_PATTERN = re.compile(r"(?:([GyuQqMLdDEec])\1{0,5}(?!\1)|'[^']*'|[^A-Za-z%'])+")

ACCEPTED = "write it as 2024-03-02 or 2024-03-02T10:00+01:00"


def time_zone(name: str) -> tzinfo:
    """Return the time zone of that IANA name.

    :raises ValueError: there is no such zone.
    """
    if name == "UTC":
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"no time zone is called {name!r}") from None


def parse(text: str, zone: tzinfo) -> datetime:
    """Read an ISO 8601 day or instant; one without an offset is in ``zone``.

    :raises ValueError: with a sentence that says what is wrong and what to write.
    """
    found = _ISO.fullmatch(text.strip())
    if found is None:
        raise ValueError(_complaint(text))
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['clock'] or '00:00'}")
        moment = moment.replace(tzinfo=_offset(found["zone"]) or zone)
        moment.astimezone(timezone.utc)  # near the ends of the calendar this can fail
        return moment.astimezone(zone)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:60]!r} is not a day in the calendar or a time of day") from None


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text in "Zz":
        return timezone.utc
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def _complaint(text: str) -> str:
    meant = sorted(_meant(text.strip()))
    if not meant:
        return f"{text[:60]!r} is not a date, {ACCEPTED}"
    why = "ambiguous" if len(meant) > 1 else "not a date"
    return f"{text!r} is {why}, write {' or '.join(meant)}"


def _meant(text: str) -> set[str]:
    """Return the days that a date with slashes may mean, by the customs of the world."""
    slashed = _SLASHED.fullmatch(text)
    days = set()
    if slashed:
        first, second, year = map(int, slashed.groups())
        for month, day in ((first, second), (second, first)):
            with suppress(ValueError):
                days.add(date(year, month, day).isoformat())
    return days


@cache
def language(name: str) -> Locale:
    """Return the locale for a Sphinx language such as ``pt_BR`` (English if there is none)."""
    return _locale(name) or Locale("en")


def knows(name: str) -> bool:
    """Whether there is a locale for a Sphinx language."""
    return _locale(name) is not None


def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name.replace("-", "_").replace("@latin", "_Latn"))  # Sphinx's sr@latin
    except (UnknownLocaleError, ValueError):
        return None


def rfc3339(moment: datetime) -> str:
    """Return a moment as feeds, sitemaps and search engines read it."""
    offset = moment.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):
        moment = moment.astimezone(timezone.utc)  # before there were zones, clocks had seconds
    return moment.isoformat(timespec="seconds")


def show(moment: datetime, pattern: str, locale: str) -> str:
    """Format the day of ``moment`` by a CLDR pattern such as ``d MMMM y``.

    :raises ValueError: it is no such pattern.
    """
    return _show(moment.date(), pattern, locale)


# Of the day alone: moments of different zones can be equal and yet of different days.
@lru_cache(maxsize=4096)
def _show(day: date, pattern: str, locale: str) -> str:
    # Babel would take the names of its own formats, and any letter and sign for itself.
    if not _PATTERN.fullmatch(pattern):
        raise ValueError
    return format_date(day, pattern, language(locale))
