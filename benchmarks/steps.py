"""Steps: what is done to a site before each build that is measured, in this order.

The edits are made to the same files for both tools. Body, tags and title are those of a typical
essay, one that has as many links to it that show its title as the median essay has; the post that
is deleted is an essay to which no link leads, so that no build ends with a broken link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import INSERTED, Post

if TYPE_CHECKING:
    from sites import Site

CLEAN, NO_OP = "clean build", "no-op"
BODY, TAG, RETITLE, DELETION = "body edit", "tag edit", "retitle", "deletion"
CLONE = "fresh clone"
EDITS = (BODY, TAG, RETITLE, DELETION)

_PARAGRAPH = "\nA paragraph that was not here before, with *one* word in it that stands out.\n"


@dataclass(frozen=True)
class Step:
    """A name, and what is done to a site before it is built."""

    name: str
    prepare: Callable[[Site, list[Post]], None]


def _nothing(_site: Site, _posts: list[Post]) -> None:
    """Leave the site as it is."""


def _edit_body(site: Site, posts: list[Post]) -> None:
    path = _file(site, _typical(posts))
    path.write_text(path.read_text(encoding="utf-8") + _PARAGRAPH, encoding="utf-8")


def _edit_tag(site: Site, posts: list[Post]) -> None:
    post = _typical(posts)
    new = next(tag for other in posts for tag in other.tags if tag not in post.tags)
    _replace(_file(site, post), f'"{post.tags[0]}"', f'"{new}"')


def _retitle(site: Site, posts: list[Post]) -> None:
    title = _typical(posts).title
    _replace(_file(site, _typical(posts)), f"\n# {title}\n", f"\n# {title}, again\n")


def _delete(site: Site, posts: list[Post]) -> None:
    linked = {name for post in posts for name in post.links}
    _file(site, next(p for p in posts if p.is_essay and p.name not in linked)).unlink()


def _clone(site: Site, _posts: list[Post]) -> None:
    site.clone()


STEPS = (
    Step(CLEAN, _nothing),
    Step(NO_OP, _nothing),
    Step(BODY, _edit_body),
    Step(TAG, _edit_tag),
    Step(RETITLE, _retitle),
    Step(DELETION, _delete),
    Step(CLONE, _clone),
)


def _typical(posts: list[Post]) -> Post:
    shown = Counter(name for post in posts for name in post.links[:INSERTED])
    essays = sorted((post for post in posts if post.is_essay), key=lambda post: shown[post.name])
    return essays[len(essays) // 2]


def _file(site: Site, post: Post) -> Path:
    return site.source / "posts" / f"{post.name}.md"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{path.name} does not hold {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
