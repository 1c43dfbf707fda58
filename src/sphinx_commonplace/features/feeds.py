"""Feeds: Atom and JSON Feed for the whole site and for each tag, category and series.

The content of an entry is taken from the page that was written, and only for feeds in which some
entry has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.feeds import syndication
from sphinx_commonplace.core.feeds.syndication import Feed
from sphinx_commonplace.core.library.library import TAXONOMIES
from sphinx_commonplace.spine import site
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing import channels
from sphinx_commonplace.spine.writing.emission import Recipe
from sphinx_commonplace.spine.writing.entries import Entries

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.taxonomy import Term
    from sphinx_commonplace.spine.writing.channels import Channel
    from sphinx_commonplace.spine.writing.plan import GeneratedPage

NAME = "feeds"
_TEMPLATE = "commonplace/feeds.html"


def _links(config: Config, title: str, paths: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {"title": title, "url": site.absolute(config, path), "type": syndication.media_type(path)}
        for path in channels.named(paths)
    ]


def _site_links(config: Config) -> list[dict[str, str]]:
    of_notes = _links(config, channels.title_of_notes(config), channels.of_notes(config))
    return [*_links(config, site.title(config), channels.of_site(config)), *of_notes]


def _term_links(
    config: Config, library: Library, taxonomy: str, term: Term
) -> list[dict[str, str]]:
    paths = channels.paths_of_term(config, library, taxonomy, term)
    return _links(config, channels.title_of_term(config, term), paths)


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    config = app.config
    found: list[dict[str, str]] = []
    if addresses.stands_for_generated(config, docname):
        for taxonomy in TAXONOMIES:
            for term in library.terms[taxonomy].values():
                if addresses.term_page(config, taxonomy, term) == docname:
                    found += _term_links(config, library, taxonomy, term)
    _check_id(app, docname, library)
    return {NAME: [*found, *_site_links(config)]}


def _generated_data(app: Sphinx, page: GeneratedPage, library: Library) -> dict[str, Any]:
    taxonomy, key = page.data.get("term", ("", ""))
    found: list[dict[str, str]] = []
    if taxonomy:
        found = _term_links(app.config, library, taxonomy, library.terms[taxonomy][key])
    return {NAME: [*found, *_site_links(app.config)]}


def _check_id(app: Sphinx, docname: str, library: Library) -> None:
    post = library.posts.get(docname)
    other = library.by_id.get(post.id) if post else None
    if post and other not in (None, docname):
        told = f"id: {post.id!r} is that of {other!r} already; the first address is taken instead"
        line = library.facts[docname].lines.get("id", 1)
        warn(Subtype.FRONTMATTER, told, place(app.env, docname, line))


def _name_elsewhere(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Name the feeds on pages that are neither documents nor ours, such as Sphinx's search."""
    if "commonplace" not in context and isinstance(app.builder, StandaloneHTMLBuilder):
        given = {"commonplace": {NAME: _site_links(app.config)}}
        context["metatags"] = context.get("metatags", "") + app.builder.templates.render(
            _TEMPLATE, given
        )


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, Recipe]]:
    builder, config = app.builder, app.config
    if not isinstance(builder, StandaloneHTMLBuilder) or not site.base(config):
        return
    entries = Entries(app, builder, library)
    for channel in channels.of_all(config, library):
        names = [post.docname for post in channel.posts]
        made_from = [str(entries.bare(name)) for name in names]
        for path in channel.paths:
            feed = _feed(app, channel, path)
            make = partial(_write, feed, names, entries)
            yield path, Recipe([str(feed), *made_from], make, names)


def _feed(app: Sphinx, channel: Channel, path: str) -> Feed:
    config = app.config
    return Feed(
        id=channels.below(config, channel.name),
        url=site.absolute(config, path),
        page=site.permalink(app.builder, channel.page),
        title=channel.title,
        subtitle="" if channel.name else site.description(app.env),
        language=site.language(config),
        authors=site.authors(config),
        entries=(),
    )


def _write(feed: Feed, names: list[str], entries: Entries) -> bytes:
    filled = replace(feed, entries=tuple(entries.whole(name) for name in names))
    is_json = syndication.media_type(feed.url) == syndication.JSON
    return syndication.json_feed(filled) if is_json else syndication.atom(filled)


def setup(app: Sphinx) -> dict[str, bool]:
    """Name the feeds on every page, and write them."""
    app.connect("commonplace-page-data", _page_data)
    app.connect("commonplace-generated-data", _generated_data)
    app.connect("html-page-context", _name_elsewhere, priority=600)
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
