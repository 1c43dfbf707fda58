"""Forms: of which form the value of an option must be, so that a wrong one is said and not used."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from datetime import date, datetime, timezone
from pathlib import PureWindowsPath
from typing import Any

from sphinx_commonplace.core.frontmatter import dates


def is_flag(value: Any) -> bool:
    """Whether it is true or false."""
    return isinstance(value, bool)


def is_count(value: Any) -> bool:
    """Whether it is a number from zero up."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def folder(value: str) -> str:
    """Return the one way to write the path of a folder; the empty one is all of the tree."""
    path = posixpath.normpath(value)
    return "" if path == "." else path


def is_folder(value: Any) -> bool:
    """Whether it is the path of a folder in the source tree; the empty one is all of the tree."""
    if not isinstance(value, str) or "\\" in value or PureWindowsPath(value).drive:
        return False
    return not value.startswith("/") and folder(value).partition("/")[0] != ".."


def is_folder_or_none(value: Any) -> bool:
    """Whether it is the path of a folder below the source folder, or empty."""
    return value == "" or (is_folder(value) and folder(value) != "")


def is_zone(value: Any) -> bool:
    """Whether it is the name of a time zone."""
    try:
        return isinstance(value, str) and bool(dates.time_zone(value))
    except ValueError:
        return False


def is_date_pattern(value: Any) -> bool:
    """Whether it is a pattern of CLDR's for days that shows the year."""
    # Tried out, since a field of the clock, for instance, is an error when a day is formatted.
    try:
        day = datetime(2024, 5, 6, tzinfo=timezone.utc)
        return isinstance(value, str) and "24" in dates.show(day, value, "en")
    except (ValueError, KeyError, AttributeError, TypeError):
        return False


def is_day_or_none(value: Any) -> bool:
    """Whether it is a day of the calendar, as ISO writes it, or empty."""
    try:
        return value == "" or (
            isinstance(value, str) and date.fromisoformat(value).isoformat() == value
        )
    except ValueError:
        return False


def is_texts(value: Any) -> bool:
    """Whether it is a list of texts."""
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def is_links(value: Any) -> bool:
    """Whether it is a list of addresses on the web or of mailboxes."""
    return is_texts(value) and all(
        link.partition(":")[0] in ("http", "https", "mailto") for link in value
    )


def list_of(names: Collection[str]) -> Callable[[Any], bool]:
    """Return a check for lists that hold nothing but these names."""
    return lambda value: isinstance(value, list) and all(name in names for name in value)


def texts_by(names: Collection[str]) -> Callable[[Any], bool]:
    """Return a check for mappings that give each of these names a text, or are empty."""
    return lambda value: (
        isinstance(value, dict)
        and (
            not value
            or (set(value) == set(names) and all(isinstance(v, str) and v for v in value.values()))
        )
    )


def counts_by(names: Collection[str]) -> Callable[[Any], bool]:
    """Return a check for mappings that give a number to any of these names."""
    return lambda value: (
        isinstance(value, dict)
        and all(name in names and is_count(number) for name, number in value.items())
    )
