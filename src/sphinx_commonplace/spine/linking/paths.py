"""Paths: links to pages without ``.md``, as in ``[words](/posts/note)`` or ``[words](note.html)``.

Such a link may as well mean a label, a term or what another site has. So MyST looks first; where it
finds nothing it would link to an anchor that no page has, which is prevented here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.errors import NoUri

from sphinx_commonplace.spine.linking import links

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class Resolver(MystReferenceResolver):
    """MyST's resolver, which looks at the paths of pages last."""

    default_priority = MystReferenceResolver.default_priority - 1  # leaves it nothing to do

    def _resolve_myst_ref_intersphinx(  # type: ignore[override] # words without a link
        self, node: nodes.Element, contnode: nodes.Element, target: str, domains: list[str] | None
    ) -> nodes.Element | None:
        found: nodes.Element | None = super()._resolve_myst_ref_intersphinx(
            node, contnode, target, domains
        )
        if found is not None or node.get("reflocalid"):
            return found
        try:
            return links.resolve_path(self.env, self.app.builder, node, contnode)
        except NoUri:
            return contnode


def setup(app: Sphinx) -> None:
    """Take the place of MyST's resolver."""
    app.add_post_transform(Resolver)
