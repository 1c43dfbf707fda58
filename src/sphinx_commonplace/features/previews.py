"""Previews: what a link leads to, shown beside it by a script that fetches the page itself.

Its style sheet is fetched with the first of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the script to every page."""
    app.add_js_file("commonplace-previews.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
