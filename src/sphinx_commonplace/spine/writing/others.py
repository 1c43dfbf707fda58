"""Other pages: those that Sphinx makes of its own accord, in each build anew.

These are its indexes, its search and what ``html_additional_pages`` names. When a setting no longer
asks for one, Sphinx leaves it where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

_DESCRIPTION = "opensearch.xml"
_TEMPLATES = {
    *("genindex.html", "genindex-split.html", "genindex-single.html", "domainindex.html"),
    *("search.html", _DESCRIPTION),
}


def files(builder: StandaloneHTMLBuilder, page: str, template: str) -> set[str]:
    """Return the path of such a page, relative to the output folder; nothing for all others."""
    if template == _DESCRIPTION:
        return {f"_static/{_DESCRIPTION}"}
    is_one = template in _TEMPLATES or page in builder.config.html_additional_pages
    return {addresses.file_of(builder, page)} if is_one else set()
