"""Bodies: the text of a page, step by step, from what another tool reads to what the site reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.text import (
    comments,
    escaping,
    headings,
    kramdown,
    lines,
    links,
    liquid,
    shortcodes,
    wikilinks,
)
from sphinx_commonplace.core.importing.tools.jekyll import Jekyll

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.atlas import Atlas
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tools.tool import Tool


def convert(page: Page, site: Tool, atlas: Atlas, notes: Notes) -> str:
    """Return the text of a page as it is to be written."""
    text = lines.cleaned(page.matter.body)
    if isinstance(site, Jekyll):
        text = liquid.convert(text, page, atlas, site.settings, notes)
    elif site.kind == "hugo":
        text = shortcodes.convert(text, page, atlas, notes)
        if not site.shows_comments:
            comments.tell_html(text, page, notes)
    text = links.rewrite(text, page, atlas, notes)
    text = wikilinks.rewrite(text, page, atlas, notes)
    if site.reads_myst:
        return lines.finished(text)
    if site.kind != "folder":
        text = headings.convert(text, page, atlas.headings, notes)
    if site.kind == "jekyll":
        text = kramdown.convert(text, page, notes)
    text = lines.finished(escaping.escape(lines.settled(text), page, site, notes))
    return text if site.shows_comments else comments.hide(text, page, notes)
