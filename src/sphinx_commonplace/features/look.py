"""The look: small style sheets over Furo's variables, one for each concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# After Furo's own, which have 500 or come first; before the author's.
_SHEETS = ("tokens", "prose", "frame", "pages")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the style sheets to every page."""
    for sheet in _SHEETS:
        app.add_css_file(f"commonplace/{sheet}.css")
    app.add_css_file("commonplace/print.css", media="print")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
