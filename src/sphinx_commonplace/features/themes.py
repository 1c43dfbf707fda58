"""Themes: for each section of a post, and for the whole of it, the posts related to it, and why.

They stand in a block below the text, and where the author puts a ``{related}`` directive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from docutils import nodes
from docutils.parsers.rst import directives
from markupsafe import escape
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.library.facts import THEME
from sphinx_commonplace.core.related.shelf import WHOLE
from sphinx_commonplace.spine import graph, relatives, state
from sphinx_commonplace.spine.collector import is_post
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.writing.fragments import Fragment, key

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.related.shelf import Hit, Reason

_ = get_translation("sphinx_commonplace")

NAME = "themes"
DIRECTIVE = "related"
_NAMED = 2  # pages that are named as linked to both
_REPEATED = 2  # times a post may be suggested in the themes of one page


class RelatedPosts(SphinxDirective):
    """Shows what is related to the section it stands in, or to the post."""

    option_spec = {"margin": directives.flag}  # noqa: RUF012 - docutils' way

    def run(self) -> list[nodes.Node]:
        """Leave a fragment: what is related is known when all documents are read."""
        if not is_post(self.config.commonplace_posts, self.env.docname):
            told = "related: this page is no post; nothing shown"
            warn(Subtype.DIRECTIVE, told, place(self.env, self.env.docname, self.lineno))
            return []
        arguments = {"anchor": "", "margin": "margin" in self.options}
        return [Fragment.make(DIRECTIVE, "commonplace/related.html", arguments)]


def _note_places(_app: Sphinx, doctree: nodes.document) -> None:
    """Tell each directive in which theme it stands."""
    for node in doctree.findall(Fragment):
        if node["name"] != DIRECTIVE:
            continue
        around: list[nodes.section] = []
        parent = node.parent
        while parent is not None:
            if isinstance(parent, nodes.section):
                around.append(parent)
            parent = parent.parent
        if len(around) >= THEME and (ids := around[-THEME]["ids"]):
            node["arguments"] = {**node["arguments"], "anchor": ids[0]}


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    post = library.posts.get(docname)
    if post is None:
        return {}
    for key_name in ("related", "unrelated"):
        for one in relatives.named(app.env, post, key_name):
            if one.problem:
                warn(Subtype.REFERENCE, one.problem, place(app.env, docname, one.line))
    if post.related is None:
        return {}
    data: dict[str, Any] = {NAME: _themes(app.env, docname)}
    for number, request in enumerate(library.facts[docname].requests):
        if request.name == DIRECTIVE:
            anchor = request.arguments["anchor"]
            parts = {theme["anchor"]: theme for theme in data[NAME]["sections"]}
            shown = parts.get(anchor) or {"related": data[NAME]["whole"], "linked": []}
            data[key(DIRECTIVE, number)] = {**shown, "margin": request.arguments["margin"]}
    return data


def _themes(env: BuildEnvironment, docname: str) -> dict[str, Any]:
    """Return what is related to a post (``whole``) and to its themes (``sections``)."""
    lists = relatives.of(env).get(docname)
    post = state.library_of(env).posts[docname]
    pinned = [
        {"page": name, "title": _title(env, name), "reasons": []}
        for name in relatives.pins(env, post)
    ]
    if lists is None:
        return {"whole": pinned, "sections": []}
    linked = _linked(env, docname)
    repeated: dict[str, int] = {}
    sections = []
    for theme, hits in lists.themes[1:]:
        if not theme.anchor:
            continue
        fresh = [hit for hit in hits if repeated.get(hit.name, 0) < _REPEATED]
        for hit in fresh:
            repeated[hit.name] = repeated.get(hit.name, 0) + 1
        shown = {
            "anchor": theme.anchor,
            "title": theme.title,
            "linked": linked.get(theme.anchor, []),
            "related": [_shown(env, hit) for hit in fresh],
        }
        sections.append(shown)
    whole = [_shown(env, hit) for hit in lists.whole[: max(0, WHOLE - len(pinned))]]
    return {"whole": [*pinned, *whole], "sections": sections}


def _linked(env: BuildEnvironment, docname: str) -> dict[str, list[dict[str, str]]]:
    """Return the posts to which each theme of a post links, by the anchor of the theme."""
    library = state.library_of(env)
    places = graph.of(env).places[docname]
    theme_of = library.facts[docname].themes()
    found: dict[str, dict[str, dict[str, str]]] = {}
    for mention in library.facts[docname].mentions:
        place_of = places.get(mention.link)
        page = place_of.page if place_of else None
        if page is None or page not in library.posts or page == docname:
            continue
        here = found.setdefault(theme_of.get(mention.anchor, ""), {})
        here.setdefault(page, {"page": page, "title": _title(env, page)})
    return {anchor: list(pages.values()) for anchor, pages in found.items()}


def _title(env: BuildEnvironment, docname: str) -> str:
    return graph.of(env).targets.title(docname) or docname


def _shown(env: BuildEnvironment, hit: Hit) -> dict[str, Any]:
    title = _title(env, hit.name)
    reasons = [_told(env, title, reason) for reason in hit.reasons]
    return {"page": hit.name, "title": title, "reasons": reasons}


def _told(env: BuildEnvironment, title: str, reason: Reason) -> str:
    """Return the reason why a post of that title is related, as HTML."""
    kind, names = reason
    if kind == "both":
        return str(_("both on %s")) % _listed(env, names)
    if kind == "tags":
        return str(_("both tagged %s")) % _listed(env, (name.removeprefix("#") for name in names))
    if kind == "mentions":
        return str(_("mentions %s")) % _listed(env, [title])
    if kind == "mentioned":
        return str(_("mentions this page"))
    if kind == "cited" and len(names) > 1:
        return str(_("%(num)s pages link to both")) % {"num": len(names)}
    told = {"cited": _("%s links to both"), "cite": _("both link to %s")}
    titles = _listed(env, (_title(env, name) for name in names[:_NAMED]))
    return str(told.get(kind, _("both are linked with %s"))) % titles


def _listed(env: BuildEnvironment, names: Iterable[str]) -> str:
    quoted = [f"<em>{escape(name)}</em>" for name in names]
    return format_list(quoted, locale=dates.language(env.config.language))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive and the page data."""
    app.add_directive(DIRECTIVE, RelatedPosts)
    app.connect("doctree-read", _note_places, priority=410)
    app.connect("commonplace-page-data", _page_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
