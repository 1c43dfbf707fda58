"""Visibility: which pages are drafts, by what they say and by what the settings ask of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.spine.collector import is_post

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_commonplace.core.frontmatter.frontmatter import FrontMatter


def docname(config: Config, path: str) -> str:
    """Return the name of the document that a source file is."""
    suffix = next((one for one in config.source_suffix if path.endswith(one)), "")
    return path.removesuffix(suffix)


def needs_mark(config: Config, docname: str) -> bool:
    """Whether a page is published only if it says that it is public."""
    is_asked = config.commonplace_publish == "marked"
    return is_asked and is_post(config.commonplace_posts, docname)


def is_limited(config: Config, docname: str) -> bool:
    """Whether a page may be a draft without a word that it is one."""
    return needs_mark(config, docname)


def is_draft(config: Config, docname: str, fields: FrontMatter) -> bool:
    """Whether a page is a draft."""
    return fields.draft or (needs_mark(config, docname) and not fields.public)
