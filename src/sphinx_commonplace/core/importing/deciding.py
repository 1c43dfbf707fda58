"""Deciding: whether a page is a draft, and which date it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timezone
from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import dates, keys
from sphinx_commonplace.core.frontmatter.yamlload import one_line
from sphinx_commonplace.core.importing import hiding, mapping, moments
from sphinx_commonplace.core.importing.mapping import Field

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tool import Tool


def hidden(page: Page, site: Tool, until: date | None) -> list[tuple[int, str]]:
    """Return why a page is to be a draft, each cause with its line; nothing if it is for everyone.

    :param until: the last day whose posts were public.
    """
    found = [*hiding.reasons(page.seen.entries), *page.seen.hidden]
    doubts = [*page.matter.problems]
    if keys.doubts(page.matter.unread, doubts):
        found.append((doubts[-1].line, doubts[-1].message.partition(";")[0]))
    moment = page.mapped.known.get("date")
    day = dates.parse(str(moment.value), timezone.utc) if moment else None
    if moment and day and site.hides_future and until and day.date() > until:
        found.append((moment.line, f"{moment.key}: {moment.value} is after {until}"))
    for line, key, value in _published(page):
        try:
            later = dates.parse(moments.iso(value), timezone.utc)
        except ValueError:
            found.append((line, f"{key}: {one_line(value)} is not clear"))
            continue
        if day and later > day:
            found.append((line, f"{key}: {value} is later than the date"))
    return list(dict.fromkeys(found))


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
