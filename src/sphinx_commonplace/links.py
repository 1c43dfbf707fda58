"""Links to pages by path, as in ``[words](note.md#heading)``: each checked when it is resolved.

MyST decides while it reads a page whether the target exists, so that an incremental build keeps
what was true then. Here the path alone is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.util.nodes import make_refnode

from sphinx_commonplace import addresses, state
from sphinx_commonplace.diagnostics import Subtype, nearest, warn

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

KIND = "page"  # the type of such references within the domain


def title_of(env: BuildEnvironment, page: str) -> str | None:
    """Return the title of a page, written or generated, or nothing where there is none."""
    title = env.titles.get(page)
    if title is not None:
        return str(title.astext())
    places = addresses.places(env.config, state.library_of(env))
    return next((title for _kind, _name, name, title in places if name == page), None)


def anchor_of(env: BuildEnvironment, docname: str, fragment: str) -> tuple[str, str] | None:
    """Return the HTML id and the title of what a fragment means: a heading, or a label."""
    headings = env.metadata[docname].get("myst_slugs", {})
    if fragment in headings:
        _line, anchor, title = headings[fragment]
        return anchor, title
    std = cast("StandardDomain", env.get_domain("std"))
    name = fragment.lower()
    if std.anonlabels.get(name, ("",))[0] == docname:
        _docname, anchor, *title = std.labels.get(name) or (*std.anonlabels[name], "")
        return anchor, str(title[0])
    by_id = ((anchor, title) for _line, anchor, title in headings.values() if anchor == fragment)
    return next(by_id, None)


def resolve(
    env: BuildEnvironment,
    fromdocname: str,
    builder: Builder,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.Element:
    """Resolve a link to a page; one that finds nothing leaves its words and a warning."""
    page, fragment = node["reftarget"], node["reftargetid"]
    title = title_of(env, page)
    anchor = ""
    if title is None:
        told = f"there is no page {page!r}{nearest(page, env.all_docs)}; shown without a link"
        warn(Subtype.REFERENCE, told, node)
    elif fragment and page in env.all_docs:
        found = anchor_of(env, page, fragment)
        if found is None:
            known = env.metadata[page].get("myst_slugs", ())
            told = f"{page!r} has no heading {fragment!r}{nearest(fragment, known)}"
            told = f"{told}; linked to the page"
            warn(Subtype.REFERENCE, told, node)
        else:
            anchor, title = found
    if not node["refexplicit"]:
        shown = title or page
        contnode = nodes.inline("", shown, classes=contnode["classes"])
    if title is None:
        contnode["classes"].append("cp-missing")
        return contnode
    return make_refnode(builder, fromdocname, page, anchor or None, contnode, node.get("reftitle"))
