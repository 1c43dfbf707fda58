"""Queries: a choice of posts, and the orders they can be put in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Post


@dataclass(frozen=True, slots=True)
class Query:
    """A choice of posts, as the ``{posts}`` directive states it."""

    any_tags: tuple[str, ...] = ()
    all_tags: tuple[str, ...] = ()
    no_tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    year: int | None = None
    kind: str = ""
    sort: str = "newest"
    limit: int | None = None


def ordered(posts: Iterable[Post], sort: str) -> list[Post]:
    """Return posts in one of the orders of ``SORTS``."""
    return sorted(posts, key=_ORDERS[sort])


def _by_moment(post: Post, moment: datetime | None, sign: int) -> tuple[bool, int, str, str]:
    # What has no place in time comes last, by title.
    if moment is None:
        return True, 0, post.title.casefold(), post.docname
    since = moment - datetime.min.replace(tzinfo=timezone.utc)
    return False, sign * (since // timedelta(microseconds=1)), post.docname, ""


_ORDERS: dict[str, Callable[[Post], tuple[object, ...]]] = {
    "newest": lambda post: _by_moment(post, post.date, -1),
    "oldest": lambda post: _by_moment(post, post.date, 1),
    "updated": lambda post: _by_moment(post, post.updated or post.date, -1),
    "title": lambda post: (post.title.casefold(), post.docname),
}
SORTS = tuple(_ORDERS)
