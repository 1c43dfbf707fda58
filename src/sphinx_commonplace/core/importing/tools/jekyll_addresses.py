"""The addresses that Jekyll gives to pages: by its styles, and by patterns such as ``/:title/``."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_TOKEN = re.compile(r":([a-z_]+)")
# Longer names first: ":month" is not ":m" with letters behind it.
_UNFIT = re.compile(r"[^\w._~!$&'()+,;=@]+|_(?!\w)")
_PLAIN = re.compile(r"[\W_]+")


class Place(NamedTuple):
    """What of a page stands in its address.

    ``path`` is that of its file without a suffix, below its collection or the source.
    """

    path: str
    title: str
    slug: str
    date: datetime | None
    categories: tuple[str, ...]
    collection: str


def style(permalink: str) -> str:
    """Return the pattern for posts that a setting means."""
    return _STYLES.get(permalink, permalink)


def of_other(permalink: str, start: str) -> str:
    """Return the pattern for what is no post: of the one for posts it has the ending alone."""
    if permalink == "pretty" or permalink.endswith("/"):
        return f"{start}/"
    return (
        start
        if permalink not in _STYLES and ":output_ext" not in permalink
        else f"{start}:output_ext"
    )


def fill(pattern: str, place: Place) -> str | None:
    """Return the address that a pattern means; nothing if it asks for what the page has not."""
    unknown = False

    def filled(found: re.Match[str]) -> str:
        nonlocal unknown
        name = found[1]
        while name:  # as ":title_old", which is ":title" with letters behind it
            value = _value(name, place)
            if value is not None:
                return value + found[1][len(name) :]
            name = name[:-1].rpartition("_")[0] if "_" in name else ""
        unknown = True
        return ""

    made = _TOKEN.sub(filled, pattern)
    if unknown:
        return None
    made = re.sub("/{2,}", "/", f"/{made}")
    if made.endswith("/index.html"):
        made = made.removesuffix("index.html")
    return made


def _value(name: str, place: Place) -> str | None:
    fixed = {
        "title": pretty(place.slug or place.title),
        "slug": _PLAIN.sub("-", (place.slug or place.title).lower()).strip("-"),
        "name": place.title,
        "basename": place.path.rpartition("/")[2],
        "path": place.path,
        "collection": place.collection,
        "categories": "/".join(name.lower() for name in place.categories),
        "slugified_categories": "/".join(
            _PLAIN.sub("-", name.lower()).strip("-") for name in place.categories
        ),
        "output_ext": ".html",
    }
    if name in fixed or place.date is None:
        return fixed.get(name)
    day = place.date
    week = day.isocalendar()
    dated = {
        "year": f"{day.year:04}",
        "short_year": f"{day.year % 100:02}",
        "month": f"{day.month:02}",
        "i_month": str(day.month),
        "day": f"{day.day:02}",
        "i_day": str(day.day),
        "y_day": f"{day.timetuple().tm_yday:03}",
        "week": f"{week.week:02}",
        "w_year": str(week.year),
        "w_day": str(week.weekday),
        "hour": f"{day.hour:02}",
        "minute": f"{day.minute:02}",
        "second": f"{day.second:02}",
        **{name: day.strftime(form) for name, form in _NAMED.items()},
    }
    return dated.get(name)


_NAMED = {"long_month": "%B", "short_month": "%b", "long_day": "%A", "short_day": "%a"}


def pretty(name: str) -> str:
    """Return a name as Jekyll has it in an address; capitals stay."""
    return _UNFIT.sub("-", name).strip("-")
