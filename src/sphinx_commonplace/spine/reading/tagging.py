"""Tagging: tags that stand in the text join those of the post, and lead to their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.environment import BuildEnvironment

NOTED = "commonplace_tags"  # where they wait for the collector


def note(env: BuildEnvironment, tags: Iterable[str]) -> None:
    """Note tags of the document that is being read."""
    known: tuple[str, ...] = env.current_document.get(NOTED) or ()
    env.current_document[NOTED] = (*known, *tags)


def reference(
    env: BuildEnvironment, tag: str, classes: Sequence[str], words: str = ""
) -> pending_xref:
    """Return a reference to the page of a tag.

    :param words: what it shows, if that is not what the tag is called.
    """
    found = pending_xref(
        refdomain="commonplace",
        reftype="tag",
        reftarget=tag,
        refexplicit=bool(words),
        refdoc=env.docname,
    )
    found += nodes.inline("", words or tag, classes=classes)
    return found
