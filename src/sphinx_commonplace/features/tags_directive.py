"""The ``{tags}`` directive of sphinx-tags, whose tags join those of the front matter.

Of sphinx-tags its directive and its settings are used, not its writer of pages: that one rewrites
files in the source tree on each build and knows nothing of front matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.statemachine import StringList
from sphinx_tags import TagLinks

from sphinx_commonplace.core.library.taxonomy import spelling
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.reading import tagging

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes
    from sphinx.application import Sphinx


_OPTION = re.compile(r"\s*:[\w-]+:(\s|$)")


class Tags(TagLinks):  # type: ignore[misc] # sphinx-tags has no types
    """As in sphinx-tags, but each tag is a reference, and an empty directive is a warning."""

    arguments: list[str]
    content: StringList

    def run(self) -> list[nodes.Node]:
        """Record the tags, and show them where the author put them."""
        options = list(filter(_OPTION.match, self.content))
        for line in options:
            above = self.block_text.partition(line)[0].count("\n")
            told = f"tags: {line.strip()!r} is no tag, and there are no options; ignored"
            warn(Subtype.DIRECTIVE, told, place(self.env, self.env.docname, self.lineno + above))
        content = (line for line in self.content if line not in options)
        written = ",".join([*self.arguments, *content]).split(",")
        names = [spelling(name.strip().removeprefix("#")) for name in written]
        if not any(names):
            told = "tags: the directive names no tag; nothing shown"
            warn(Subtype.DIRECTIVE, told, place(self.env, self.env.docname, self.lineno))
            return []
        self.arguments, self.content = [", ".join(filter(None, names))], StringList()
        found: list[nodes.Node] = super().run()
        del self.env.metadata[self.env.docname]["tags"]  # they belong to the library
        tagging.note(self.env, filter(None, names))
        return found

    def _get_plaintext_node(
        self, tag: str, file_basename: str, relative_tag_dir: Path
    ) -> nodes.Node:
        return self._reference(tag, ["tag"])

    def _get_badge_node(self, tag: str, file_basename: str, relative_tag_dir: Path) -> nodes.Node:
        return self._reference(tag, ["tag", "sd-badge", f"sd-bg-{self._get_tag_color(tag)}"])

    def _reference(self, tag: str, classes: list[str]) -> nodes.Node:
        reference = tagging.reference(self.env, tag, classes)
        self.set_source_info(reference)
        return reference


def setup(app: Sphinx) -> dict[str, bool]:
    """Load sphinx-tags and take the place of its directive."""
    app.setup_extension("sphinx_tags")
    app.add_directive("tags", Tags, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
