"""Themes: for each section of a post, and for the whole of it, the posts related to it, and why.

They stand in a block below the text, and where the author puts a ``{related}`` directive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from docutils import nodes
from markupsafe import escape
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.library.facts import THEME
from sphinx_commonplace.core.related.shelf import WHOLE
from sphinx_commonplace.spine import graph, languages, relatives, state
from sphinx_commonplace.spine.collector import is_post
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.reading.directing import flag
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


class RelatedPosts(SphinxDirective):
    """Shows what is related to the section it stands in, or to the post."""

    option_spec = {"margin": flag}  # noqa: RUF012 - docutils' way

    def run(self) -> list[nodes.Node]:
        """Leave a fragment: what is related is known when all documents are read."""
        fields = self.env.current_document.get("commonplace_frontmatter")
        told = ""
        if not is_post(self.config.commonplace_posts, self.env.docname):
            told = "related: this page is no post; nothing shown"
        elif fields is not None and fields.related is None:
            told = f"related: 'related' is false on line {fields.lines['related']}; nothing shown"
        if told:
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
    telling = _Telling(env, docname)
    sections: list[dict[str, Any]] = [
        {
            "anchor": theme.anchor,
            "title": theme.title,
            "linked": linked.get(theme.anchor, []),
            "related": [telling.shown(hit, of_theme=True) for hit in hits],
        }
        for theme, hits in lists.themes[1:]
        if theme.anchor
    ]
    whole = [telling.shown(hit) for hit in lists.whole[: max(0, WHOLE - len(pinned))]]
    _tell_apart(whole)
    for section in sections:
        _tell_apart(section["related"])
    return {"whole": [*pinned, *whole], "sections": sections}


def _tell_apart(shown: list[dict[str, Any]]) -> None:
    """Name the files of pages that have one title."""
    titles = Counter(item["title"] for item in shown)
    for item in shown:
        if titles[item["title"]] > 1:
            item["reasons"] = [str(escape(item["page"])), *item["reasons"]]


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
        for anchor in mention.anchors:
            here = found.setdefault(theme_of.get(anchor, ""), {})
            here.setdefault(page, {"page": page, "title": _title(env, page)})
    return {anchor: list(pages.values()) for anchor, pages in found.items()}


def _title(env: BuildEnvironment, docname: str) -> str:
    return graph.of(env).targets.title(docname) or docname


class _Telling:
    """How reasons are told on one page, in its language."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self._env = env
        self._title = _title(env, docname).casefold()
        self._gettext = languages.words(env, docname).get("_") or (lambda text: str(_(text)))
        self._locale = dates.language(languages.of_dates(env, docname))

    def shown(self, hit: Hit, *, of_theme: bool = False) -> dict[str, Any]:
        """Return a related post as templates show it."""
        reasons = [self._told(reason, of_theme=of_theme) for reason in hit.reasons]
        return {"page": hit.name, "title": _title(self._env, hit.name), "reasons": reasons}

    def _told(self, reason: Reason, *, of_theme: bool) -> str:
        """Return the reason why a post is related, as HTML."""
        kind, names = reason
        _ = self._gettext
        if kind == "both":
            told = _("both on %s")
        elif kind == "tags":
            told, names = _("both tagged %s"), tuple(name.removeprefix("#") for name in names)
        elif kind == "mentions":
            told = _("this section mentions %s") if of_theme else _("this page mentions %s")
        elif kind == "mentioned" and [name.casefold() for name in names] == [self._title]:
            return _("mentions this page")
        elif kind == "mentioned":
            told = _("mentions this page as %s")
        elif kind == "cited" and len(names) > 1:
            return _("%(num)s pages link to both") % {"num": len(names)}
        else:
            by_kind = {"cited": _("%s links to both"), "cite": _("both link to %s")}
            told = by_kind.get(kind, _("both are linked with %s"))
            names = tuple(_title(self._env, name) for name in names[:_NAMED])
        return told % self._listed(names)

    def _listed(self, names: Iterable[str]) -> str:
        quoted = [f"<em>{escape(name)}</em>" for name in names]
        return format_list(quoted, locale=self._locale)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive and the page data."""
    app.add_directive(DIRECTIVE, RelatedPosts)
    app.connect("doctree-read", _note_places, priority=410)
    app.connect("commonplace-page-data", _page_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
