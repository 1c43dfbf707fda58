"""Paths: links to pages without ``.md``, as in ``[words](/posts/note)`` or ``[words](note.html)``.

Such a link may as well mean a label, a term or what another site has. So MyST looks first; where it
finds nothing it would link to an anchor that no page has, which is prevented here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from myst_parser.sphinx_ext.myst_refs import MystReferenceResolver
from sphinx.errors import NoUri
from sphinx.util import docname_join

from sphinx_commonplace.spine.diagnostics import FOREIGN, nearest
from sphinx_commonplace.spine.linking import links, pages

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

_WORD = re.compile(r"[^/#.]*")  # what is no path
_SUFFIX = re.compile(r"\.(?:html?|md|rst)$")


def page_at(env: BuildEnvironment, fromdocname: str, target: str) -> tuple[str, str]:
    """Return the page that a path means, be there such a page or not, and a fragment of it.

    The path may end as the file of the page does, as its address, or without either; one word may
    also be a heading of the page in which it stands.
    """
    if not target:
        return "", ""
    path, _, fragment = target.partition("#")
    page = _SUFFIX.sub("", docname_join(fromdocname, path))
    for name in (page, f"{page}/index".lstrip("/"), page.removesuffix("/index")):
        if pages.title_of(env, name) is not None:
            return name, fragment
    is_heading = not fragment and pages.anchor_of(env, fromdocname, target) is not None
    return (fromdocname, target) if is_heading else (page, fragment)


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
            return _resolve(self.env, self.app.builder, node, contnode)
        except NoUri:
            return contnode


def _resolve(
    env: BuildEnvironment, builder: Builder, node: nodes.Element, contnode: nodes.Element
) -> nodes.Element:
    """Resolve a link to a page by a path without ``.md``, as ``resolve`` does one with it."""
    here, target = node["refdoc"], node["reftarget"]
    page, fragment = page_at(env, node.get(FOREIGN) or here, target)
    page = pages.meant(env, node.get(FOREIGN) or here, page)
    if pages.title_of(env, page) is None and _WORD.fullmatch(target):
        std = cast("StandardDomain", env.get_domain("std"))
        known = [*pages.anchors_of(env, here), *std.anonlabels, *env.all_docs]
        told = f"no page, heading or label is called {target!r}{nearest(target, known)}"
        told = told if target else "a link has no address"
        return links.unlinked(node, contnode, told)
    node["reftarget"], node["reftargetid"] = page, fragment
    return links.resolve(env, here, builder, cast("pending_xref", node), contnode)


def setup(app: Sphinx) -> None:
    """Take the place of MyST's resolver."""
    app.add_post_transform(Resolver)
