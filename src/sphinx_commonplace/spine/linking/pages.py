"""Pages: what links may lead to: a page with its title, and the parts of it that have an anchor."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, cast

from myst_parser.slugs import github_slugify, unique_slug

from sphinx_commonplace.core.library.names import find_section
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment


def title_of(env: BuildEnvironment, page: str) -> str | None:
    """Return the title of a page, written or generated, or nothing where there is none."""
    title = env.titles.get(page)
    if title is not None:
        return str(title.astext())
    if not addresses.stands_for_generated(env.config, page):
        return None
    places = addresses.places(env.config, state.library_of(env))
    return next((title for _kind, _name, name, title in places if name == page), None)


def anchors_of(env: BuildEnvironment, docname: str) -> dict[str, tuple[str, str]]:
    """Return the HTML id and the title of each heading of a document, by slug and by id.

    MyST keeps slugs only down to the level of ``myst_heading_anchors``; links need no such limit.
    """
    found: dict[str, tuple[str, str]] = {}
    for section in state.library_of(env).facts[docname].sections:
        if section.anchor:
            place = section.anchor, section.title
            found.setdefault(unique_slug(github_slugify(section.title), found), place)
            found.setdefault(section.anchor, place)
    for slug, (_line, anchor, title) in env.metadata[docname].get("myst_slugs", {}).items():
        found[slug] = anchor, title
    return found


def anchor_of(env: BuildEnvironment, docname: str, fragment: str) -> tuple[str, str] | None:
    """Return the HTML id and the title of what a fragment means: a heading, a label, or a block.

    A heading may also be written in its own words, as in wikilinks.
    """
    headings = env.metadata[docname].get("myst_slugs", {})
    if fragment in headings:
        _line, anchor, title = headings[fragment]
        return anchor, title
    std = cast("StandardDomain", env.get_domain("std"))
    name = fragment.lower()
    if std.anonlabels.get(name, ("",))[0] == docname:
        _docname, anchor, *title = std.labels.get(name) or (*std.anonlabels[name], "")
        return anchor, str(title[0])
    if found := anchors_of(env, docname).get(fragment):
        return found
    facts = state.library_of(env).facts[docname]
    if block := facts.block(fragment):
        return block, ""
    section = find_section(facts.sections, fragment.split("#"))
    return (section.anchor, section.title) if section else None


def meant(env: BuildEnvironment, docname: str, page: str) -> str:
    """Return the page that a path in a document means; itself where there is none.

    :param page: the page at the path from the folder of the document. Obsidian may write the path
        from the top of the vault; that counts where there is no such page.
    """
    folder = posixpath.dirname(docname)
    rest = page.removeprefix(f"{folder}/") if folder else page
    if title_of(env, page) is None and (not folder or rest != page):
        for top in (env.config.commonplace_posts, ""):
            found = posixpath.join(top, rest)
            if title_of(env, found) is not None:
                return found
    return page
