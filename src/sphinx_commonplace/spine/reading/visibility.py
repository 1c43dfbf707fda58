"""Visibility: which pages are drafts, by what they say and by what the settings ask of posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sphinx_commonplace.spine.collector import is_post

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_commonplace.core.frontmatter.frontmatter import FrontMatter
    from sphinx_commonplace.core.frontmatter.yamlload import Problem


def docname(config: Config, path: str) -> str:
    """Return the name of the document that a source file is."""
    suffix = next((one for one in config.source_suffix if path.endswith(one)), "")
    return path.removesuffix(suffix)


def needs_mark(config: Config, docname: str) -> bool:
    """Whether a page is published only if it says that it is public."""
    is_asked = config.commonplace_publish == "marked"
    return is_asked and is_post(config.commonplace_posts, docname)


def is_dated(config: Config, docname: str) -> bool:
    """Whether a page is published only if its date has come."""
    return bool(config.commonplace_until) and is_post(config.commonplace_posts, docname)


def is_draft(
    config: Config, docname: str, fields: FrontMatter, problems: Iterable[Problem]
) -> bool:
    """Whether a page is a draft.

    :param problems: those of its front matter.
    """
    if fields.draft or (needs_mark(config, docname) and not fields.public):
        return True
    if not is_dated(config, docname):
        return False
    if unread_date(fields, problems) is not None:
        return True
    until = date.fromisoformat(config.commonplace_until)
    return fields.date is not None and fields.date.date() > until


def unread_date(fields: FrontMatter, problems: Iterable[Problem]) -> Problem | None:
    """Return why the date of a page cannot be read, if that is so: it may lie in the future."""
    line = fields.lines.get("date") if fields.date is None else None
    wrong = (one for one in problems if one.subtype == "date" and one.line == line)
    return next(wrong, fields.unclear_date)
