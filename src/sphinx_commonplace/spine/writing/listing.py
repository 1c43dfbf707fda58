"""Listings: the one value behind every list of posts, on whatever page it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post
    from sphinx_commonplace.core.library.taxonomy import Term

_ = get_translation("sphinx_commonplace")

TEMPLATE = "commonplace/listing.html"
GROUPS = ("year", "month", "tag")
MONTH_OF_YEAR = "month of year"  # where the year is clear already


def day(config: Config, moment: datetime, language: str = "") -> dict[str, str]:
    """Return a date as a machine and as a reader wants it, in the site's language or another."""
    return {
        "iso": moment.date().isoformat(),
        "shown": dates.show(moment, config.commonplace_date_format, language or config.language),
    }


def short_day(config: Config, moment: datetime) -> str:
    """Return a date as lists show it."""
    short = config.commonplace_date_format.replace("MMMM", "MMM")
    return dates.show(moment, short, config.language)


def item(config: Config, post: Post, *, description: bool = False) -> dict[str, Any]:
    """Return the line of a listing for one post, with no more of it than is shown."""
    found: dict[str, Any] = {"page": post.docname, "title": post.title}
    if post.date is not None:
        found["iso"] = post.date.date().isoformat()
        found["date"] = short_day(config, post.date)
    if description and post.description:
        found["description"] = post.description
    if post.draft:
        found["draft"] = True
    return found


def of(
    config: Config,
    library: Library,
    posts: Iterable[Post],
    group: str = "",
    *,
    descriptions: bool = False,
) -> dict[str, Any]:
    """Return the listing of some posts in their order.

    :param group: one of ``GROUPS``, ``MONTH_OF_YEAR``, or nothing for one list.
    """
    groups: dict[tuple[str, str | None], list[Post]] = {}
    tags: dict[str, list[Term]] = {}
    for term in library.terms["tags"].values() if group == "tag" else ():
        for docname in term.members:
            tags.setdefault(docname, []).append(term)
    for post in posts:
        for heading in _headings(config, tags.get(post.docname, ()), post, group):
            groups.setdefault(heading, []).append(post)
    if group == "tag":
        groups = dict(sorted(groups.items(), key=_tagged_first))
    return {
        "groups": [
            {
                "heading": heading,
                "page": page,
                "items": [item(config, post, description=descriptions) for post in members],
            }
            for (heading, page), members in groups.items()
        ],
    }


def _headings(
    config: Config, tags: Iterable[Term], post: Post, group: str
) -> list[tuple[str, str | None]]:
    if group == "tag":
        named: list[tuple[str, str | None]] = [
            (term.label, addresses.term_page(config, "tags", term)) for term in tags
        ]
        return named or [(_("Without tags"), None)]
    if not group:
        return [("", None)]
    if post.date is None:
        return [(_("Undated"), None)]
    if group == "year":
        return [(str(post.date.year), addresses.year_page(post.date.year))]
    pattern = "LLLL y" if group == "month" else "LLLL"
    return [(dates.show(post.date, pattern, config.language), None)]


def _tagged_first(group: tuple[tuple[str, str | None], list[Post]]) -> tuple[bool, str]:
    (heading, page), _members = group
    return page is None, heading.casefold()
