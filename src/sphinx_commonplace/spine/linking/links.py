"""Links to pages by path, as in ``[words](note.md#heading)``: each checked when it is resolved.

MyST decides while it reads a page whether the target exists, so that an incremental build keeps
what was true then. Here the path alone is recorded.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from myst_parser.slugs import github_slugify
from sphinx.util.nodes import make_refnode

from sphinx_commonplace.core.library.names import find_section
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import FOREIGN, Subtype, hint, nearest, warn
from sphinx_commonplace.spine.linking import pages

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

KIND = "page"  # the types of such references within the domain
WIKI = "wiki"
EMBED = "embed"
MOST_EMBEDS = 300  # in one page, those within embedded text included


class Destination(NamedTuple):
    """Where a name leads, and what is to be said of it; without a page it leads nowhere.

    ``has_part`` is false where a part of the page was asked for that it does not have.
    """

    page: str | None
    anchor: str = ""
    problem: str = ""
    has_part: bool = True


def from_anywhere(docname: str, target: str) -> str:
    """Return what a wikilink of a document says, as it means the same in any other."""
    name, mark, fragment = target.partition("#")
    name = _from_folder(docname, name) if name else f"/{docname}"
    return f"{name}{mark}{fragment}"


def _from_folder(docname: str, name: str) -> str:
    if not name.startswith(("./", "../")):
        return name
    return posixpath.normpath(posixpath.join(posixpath.dirname(docname), name))


def look_up(env: BuildEnvironment, fromdocname: str, target: str) -> Destination:
    """Find what a wikilink means: a page by its names, a heading by its words, a block."""
    name, *headings = (part.strip() for part in target.split("#"))
    name = next((name.removesuffix(end) for end in (".md", ".rst") if name.endswith(end)), name)
    names = state.names_of(env)
    name = _from_folder(fromdocname, name)
    pages = names.find(name) if name else [fromdocname]
    if not pages:
        return Destination(None, problem=f"no page is called {name!r}{hint(names.nearest(name))}")
    problem = ""
    if len(pages) > 1:
        problem = f"{name!r} may be any of {', '.join(pages)}; the first is taken"
    path = [heading for heading in headings if heading]
    if not path:
        return Destination(pages[0], problem=problem)
    facts = state.library_of(env).facts[pages[0]]
    if path[-1].startswith("^"):
        anchor = facts.block(path[-1])
        if anchor is None:
            near = nearest(path[-1], [f"^{name}" for name in facts.blocks])
            problem = f"{pages[0]!r} has no block {path[-1]!r}{near}; linked to the page"
        return Destination(pages[0], anchor or "", problem, anchor is not None)
    sections = facts.sections
    section = find_section(sections, path)
    if section is None:
        kept = env.metadata[pages[0]].get("myst_slugs", {}).get(github_slugify(path[-1]))
        if kept is not None:
            return Destination(pages[0], kept[1], problem)
        near = nearest(path[-1], [section.title for section in sections])
        problem = f"{pages[0]!r} has no heading {' > '.join(path)!r}{near}; linked to the page"
        return Destination(pages[0], "", problem, has_part=False)
    return Destination(pages[0], "" if section.level == 1 else section.anchor, problem)


def unlinked(node: nodes.Element, contnode: nodes.Element, problem: str) -> nodes.Element:
    """Return the words of a link that finds nothing, after a warning that says why."""
    warn(Subtype.REFERENCE, f"{problem}; shown without a link", node)
    contnode["classes"].append("cp-missing")
    return contnode


def resolve_wiki(
    env: BuildEnvironment,
    fromdocname: str,
    builder: Builder,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.Element:
    """Resolve a wikilink; one that finds nothing leaves its words and a warning."""
    found = look_up(env, node["refdoc"], node["reftarget"])
    if found.page is None:
        return unlinked(node, contnode, found.problem)
    if found.problem:
        warn(Subtype.REFERENCE, found.problem, node)
    return make_refnode(builder, fromdocname, found.page, found.anchor or None, contnode)


def resolve(
    env: BuildEnvironment,
    fromdocname: str,
    builder: Builder,
    node: pending_xref,
    contnode: nodes.Element,
) -> nodes.Element:
    """Resolve a link to a page; one that finds nothing leaves its words and a warning."""
    origin = node.get(FOREIGN) or node["refdoc"]
    page, fragment = pages.meant(env, origin, node["reftarget"]), node["reftargetid"]
    title = pages.title_of(env, page)
    anchor = ""
    if fragment and page in env.all_docs:
        found = pages.anchor_of(env, page, fragment)
        if found is None:
            near = nearest(fragment, pages.anchors_of(env, page))
            told = f"{page!r} has no heading {fragment!r}{near}; linked to the page"
            warn(Subtype.REFERENCE, told, node)
        else:
            anchor, title = found
    if not node["refexplicit"]:
        shown = title or page
        contnode = nodes.inline("", shown, classes=contnode["classes"])
    if title is None:
        told = f"there is no page {page!r}{nearest(page, env.all_docs)}"
        return unlinked(node, contnode, told)
    return make_refnode(builder, fromdocname, page, anchor or None, contnode, node.get("reftitle"))
