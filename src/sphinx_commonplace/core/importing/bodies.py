"""Bodies: the text of a page, step by step, from what another tool reads to what the site reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing import lines, links, wikilinks

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.atlas import Atlas
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tool import Tool


def convert(page: Page, site: Tool, atlas: Atlas, notes: Notes) -> str:
    """Return the text of a page as it is to be written."""
    text = lines.cleaned(page.matter.body)
    text = links.rewrite(text, page, atlas, notes)
    text = wikilinks.rewrite(text, page, atlas)
    return lines.finished(text)
