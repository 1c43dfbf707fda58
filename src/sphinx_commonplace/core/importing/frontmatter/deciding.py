"""Deciding: whether a page is a draft, and which date it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timezone, tzinfo
from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import dates, keys
from sphinx_commonplace.core.frontmatter.yamlload import one_line
from sphinx_commonplace.core.importing.frontmatter import hiding, mapping, moments
from sphinx_commonplace.core.importing.frontmatter.mapping import Field

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tools.tool import Tool

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def hidden(page: Page, site: Tool, now: datetime) -> list[tuple[int, str]]:
    """Return why a page is to be a draft, each cause with its line; nothing if it is for everyone.

    :param now: when the posts are public that are not later.
    """
    found = [*hiding.reasons(page.seen.entries), *page.seen.hidden]
    doubts = [*page.matter.problems]
    if keys.doubts(page.matter.unread, doubts):
        found.append((doubts[-1].line, doubts[-1].message.partition(";")[0]))
    moment = page.mapped.known.get("date")
    day = dates.parse(str(moment.value), _zone(site)) if moment else None
    if moment and day and site.hides_future and day > now:
        found.append((moment.line, f"{moment.key}: {moment.value} is to come"))
    for line, key, raw, _why in page.mapped.lost:
        is_date = mapping.CANONICAL.get(mapping.folded(key), ("", 0))[0] == "date"
        if is_date and site.hides_future and _may_be_later(raw, now):
            found.append((line, f"{key}: {one_line(raw)} may be to come"))
    for line, key, value in _published(page):
        try:
            later = dates.parse(moments.iso(value), _zone(site))
        except ValueError:
            found.append((line, f"{key}: {one_line(value)} is not clear"))
            continue
        if day and later > day:
            found.append((line, f"{key}: {value} is later than the date"))
    return list(dict.fromkeys(found))


def _zone(site: Tool) -> tzinfo:
    try:
        return dates.time_zone(site.zone or "UTC")
    except ValueError:
        return timezone.utc


def _may_be_later(raw: str, now: datetime) -> bool:
    """Whether a date that cannot be read may lie ahead: only a year that is past says that not."""
    years = [int(year) for year in _YEAR.findall(raw)]
    return not years or max(years) >= now.year


def _published(page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield when Hugo is to publish a page, with the line and the key."""
    for key, value in mapping.flattened(page.seen.entries):
        if mapping.folded(key) in ("publishdate", "pubdate") and value.raw:
            yield value.line, key, value.scalar or value.raw


def settle_date(page: Page) -> None:
    """Give a page the date in its file name if it has no other; tell if they disagree."""
    day, known = page.seen.day, page.mapped.known
    if day is None:
        return
    moment = known.get("date")
    if moment is None:
        lost = (mapping.folded(key) for _line, key, _raw, _why in page.mapped.lost)
        # What cannot be read is no reason to take another day for it.
        if not any(mapping.CANONICAL.get(key, ("", 0))[0] == "date" for key in lost):
            known["date"] = Field(day, 1, "date")
    elif not str(moment.value).startswith(day):
        told = f"{moment.key}: {moment.value} counts, not {day}, as the file name has it"
        page.seen.told.append((moment.line, told))
