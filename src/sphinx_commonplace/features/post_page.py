"""The page of a post: the quiet line below its title, and its terms at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.lists import format_list
from docutils import nodes
from markupsafe import escape

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.library.library import TAXONOMIES, Library
from sphinx_commonplace.core.library.taxonomy import identity
from sphinx_commonplace.spine import languages, site
from sphinx_commonplace.spine.collector import is_post
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing import crumbs, listing
from sphinx_commonplace.spine.writing.fragments import Fragment, key

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.post import Post
    from sphinx_commonplace.core.library.taxonomy import Term

NAME = "meta"


def _place_meta(app: Sphinx, doctree: nodes.document) -> None:
    if not is_post(app.config.commonplace_posts, app.env.docname):
        return
    for section in doctree.findall(nodes.section):
        section.insert(1, Fragment.make(NAME, "commonplace/meta.html"))
        return


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    post = library.posts.get(docname)
    if post is None:
        return {}
    series = _terms(library, "series", post.series)
    data: dict[str, Any] = {
        "template": "commonplace/post.html",
        "terms": {},
        "crumbs": crumbs.above_post(app.config, library, series),
    }
    for taxonomy in TAXONOMIES:
        data["terms"][taxonomy] = [
            {"page": addresses.term_page(app.config, taxonomy, term), "title": term.label}
            for term in _terms(library, taxonomy, getattr(post, taxonomy))
        ]
    for number, request in enumerate(library.facts[docname].requests):
        if request.name == NAME:
            data[key(NAME, number)] = _meta(app, library, docname)
    return data


def _terms(library: Library, taxonomy: str, names: tuple[str, ...]) -> list[Term]:
    terms = library.terms[taxonomy]
    return list(dict.fromkeys(terms[known] for name in names if (known := identity(name))))


def _meta(app: Sphinx, library: Library, docname: str) -> dict[str, Any]:
    post = library.posts[docname]
    language = languages.of_dates(app.env, docname)
    updated = None
    if post.updated is not None and (post.date is None or post.updated.date() != post.date.date()):
        updated = listing.day(app.config, post.updated, language)
    return {
        "date": listing.day(app.config, post.date, language) if post.date else None,
        "year": addresses.year_page(post.date.year) if post.date else None,
        "updated": updated,
        "authors": _authors(app, post, language),
        "minutes": post.minutes,
        "description": post.description,
    }


def _authors(app: Sphinx, post: Post, language: str) -> str:
    """Return who wrote a post, as HTML, where that is not whose site it is."""
    if post.authors == site.authors(app.config):
        return ""
    names = [f"<bdi>{escape(name)}</bdi>" for name in post.authors]
    return format_list(names, locale=dates.language(language)) if names else ""


def setup(app: Sphinx) -> dict[str, bool]:
    """Put the line into posts as they are read, and give it its data."""
    app.connect("doctree-read", _place_meta, priority=400)
    app.connect("commonplace-page-data", _page_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
