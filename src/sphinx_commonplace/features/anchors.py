"""Anchors: ``aliases: ["#old -> #new"]`` keeps the anchor that a heading had under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.slugs import github_slugify

from sphinx_commonplace.core.frontmatter import aliases
from sphinx_commonplace.core.frontmatter.aliases import Anchor
from sphinx_commonplace.spine.diagnostics import Subtype, nearest, place, warn
from sphinx_commonplace.spine.reading.passages import heading

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _keep(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    fields = env.current_document.get("commonplace_frontmatter")
    if fields is None:
        return
    for alias, line in zip(fields.aliases, fields.alias_lines, strict=False):
        if not alias.startswith("#"):
            continue
        try:
            read = aliases.read(alias, env.docname)
        except aliases.RefusedError:
            continue  # said where all aliases are looked at
        if isinstance(read, Anchor):
            _add(app, doctree, read, place(env, env.docname, line))


def _add(app: Sphinx, doctree: nodes.document, anchor: Anchor, where: str) -> None:
    known = {name: node for name, node in doctree.ids.items() if isinstance(node, nodes.Element)}
    if anchor.old in known:
        told = f"the alias '#{anchor.old}' is an anchor of the page already; ignored"
        warn(Subtype.ADDRESS, told, where)
        return
    node = _find(doctree, anchor.new, known)
    if node is None:
        near = nearest(anchor.new, known)
        told = f"the alias '#{anchor.old}': the page has no anchor '#{anchor.new}'{near}; ignored"
        warn(Subtype.ADDRESS, told, where)
        return
    node["ids"].append(anchor.old)
    doctree.ids[anchor.old] = node
    title = heading(node) if isinstance(node, nodes.section) else ""
    # Here links look for anchors, those of MyST in the page itself too.
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    slugs[anchor.old] = (node.line or 0, node["ids"][0], title)


def _find(
    doctree: nodes.document, new: str, known: dict[str, nodes.Element]
) -> nodes.Element | None:
    """Return what an anchor is at: by its HTML id, else by the slug of a heading."""
    sections = list(doctree.findall(nodes.section))
    if not new:
        return sections[0] if sections else None
    if new in known:
        return known[new]
    slugs = ((github_slugify(heading(section)), section) for section in sections)
    return next((section for slug, section in slugs if slug == new and section["ids"]), None)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the anchors when all others of a page are known."""
    app.connect("doctree-read", _keep, priority=95)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
