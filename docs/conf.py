"""The settings of the manual, a second site built with the extension itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace import __version__
from sphinx_commonplace.spine.config import OPTIONS
from sphinx_commonplace.spine.diagnostics import MEANINGS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

project = "Commonplace"
author = "the Commonplace authors"
copyright = "2024, the Commonplace authors"
version = release = __version__
html_title = "Commonplace: the manual"

extensions = ["sphinx_commonplace"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["attrs_inline", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_use_index = False
html_show_sphinx = False


class Reference(SphinxDirective):
    """``{reference} options`` or ``warnings``: a table made from the code, so never stale."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, parsed as if it were written in the page."""
        table = {"options": self._options, "warnings": self._warnings}[self.arguments[0]]()
        return self.parse_text_to_nodes(table)

    @staticmethod
    def _options() -> str:
        def shown(value: Any) -> str:
            return f'"{value}"' if isinstance(value, str) else repr(value)

        rows = [
            f"| `{option.name}` | `{shown(option.default)}` | {option.meaning} |"
            for option in sorted(OPTIONS, key=lambda option: option.name)
        ]
        return "\n".join(["| option | default | meaning |", "|---|---|---|", *rows])

    @staticmethod
    def _warnings() -> str:
        rows = [f"| `commonplace.{kind.value}` | {MEANINGS[kind]} |" for kind in MEANINGS]
        return "\n".join(["| warning | when |", "|---|---|", *rows])


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive that makes the tables."""
    app.add_directive("reference", Reference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
