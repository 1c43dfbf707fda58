"""Thematic breaks: ``---``, which Markdown has anywhere.

docutils knows them between paragraphs only. It complains of one in a list or a quotation, below a
heading, at the end of a page, next to another one, or above the footnotes, and shows it as well.
Such a break is kept from docutils while it looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.misc import Transitions
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

    from sphinx_commonplace.spine.reading.renderer import Renderer

_BEGINNINGS = (nodes.title, nodes.subtitle, nodes.meta, nodes.decoration)


class Break(nodes.General, nodes.Element):
    """Stands for a break until docutils has looked."""


def render(self: Renderer, token: SyntaxTreeNode) -> None:
    """Render a break."""
    node = Break()
    self.add_line_and_source_path(node, token)
    self.current_node.append(node)


class Plain(SphinxTransform):
    """Leave to docutils the breaks it knows; it moves one that ends a section behind it."""

    default_priority = Transitions.default_priority - 1

    def apply(self, **_kwargs: Any) -> None:
        """Make them what docutils looks for."""
        _settle(node for node in list(self.document.findall(Break)) if _is_plain(node))


class Others(SphinxTransform):
    """Show all others where they stand."""

    default_priority = Transitions.default_priority + 1

    def apply(self, **_kwargs: Any) -> None:
        """Make them what they are in any document."""
        _settle(list(self.document.findall(Break)))


def _settle(breaks: Iterable[Break]) -> None:
    for node in breaks:
        transition = nodes.transition()
        transition.source, transition.line = node.source, node.line
        node.replace_self(transition)


def _is_plain(node: Break) -> bool:
    """Whether it stands after and before text, in no list and no quotation."""
    if not isinstance(node.parent, (nodes.document, nodes.section)):
        return False
    before = node.previous_sibling()
    if before is None or isinstance(before, (*_BEGINNINGS, nodes.transition)):
        return False
    place: nodes.Element = node
    while place.parent is not None and place.parent[-1] is place:
        place = place.parent
    if place.parent is None:
        return False
    return not isinstance(place.next_node(descend=False, siblings=True), nodes.transition)


def setup(app: Sphinx) -> None:
    """Look before docutils does, and after."""
    app.add_transform(Plain)
    app.add_transform(Others)
