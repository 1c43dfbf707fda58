"""Feeds: Atom and JSON Feed for the whole site and for each tag, category and series.

The content of an entry is taken from the page that was written, and only for feeds in which some
entry has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation

from sphinx_commonplace import (
    addresses,
    bodies,
    channels,
    pictures,
    portable,
    site,
    state,
    syndication,
)
from sphinx_commonplace.diagnostics import Subtype, place, warn
from sphinx_commonplace.emission import Recipe
from sphinx_commonplace.ledger import fingerprint
from sphinx_commonplace.library import TAXONOMIES
from sphinx_commonplace.syndication import Entry, Feed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.channels import Channel
    from sphinx_commonplace.library import Library
    from sphinx_commonplace.pages import Page
    from sphinx_commonplace.post import Post

_ = get_translation("sphinx_commonplace")

NAME = "feeds"
_TEMPLATE = "commonplace/feeds.html"
_LONGEST = 500_000  # characters of content; of a longer text the summary is given
_REMEMBERED = 4_000  # contents, some 40 MB


def _links(config: Config, channel_title: str, paths: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {
            "title": channel_title,
            "url": site.absolute(config, path),
            "type": syndication.media_type(path),
        }
        for path in channels.named(paths)
    ]


def _site_links(config: Config) -> list[dict[str, str]]:
    return _links(config, site.title(config), channels.of_site(config))


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    config = app.config
    found = []
    if addresses.stands_for_generated(config, docname):
        for taxonomy in TAXONOMIES:
            for term in library.terms[taxonomy].values():
                if addresses.term_page(config, taxonomy, term) == docname:
                    own = channels.of_term(config, library, taxonomy, term)
                    found += _links(config, own.title, own.paths)
    _check_id(app, docname, library)
    return {NAME: [*found, *_site_links(config)]}


def _generated_data(app: Sphinx, page: Page, library: Library) -> dict[str, Any]:
    taxonomy, key = page.data.get("term", ("", ""))
    found = []
    if taxonomy:
        own = channels.of_term(app.config, library, taxonomy, library.terms[taxonomy][key])
        found = _links(app.config, own.title, own.paths)
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
    entry, content = _entries(app, builder, library), _contents(builder, library)
    for channel in channels.of_all(config, library):
        names = [post.docname for post in channel.posts]
        entries = [entry(name) for name in names]
        for path in channel.paths:
            feed = _feed(app, channel, path)
            made_from = [asdict(feed), list(map(asdict, entries))]
            make = _maker(feed, channel, entries, content)
            yield path, Recipe(fingerprint(made_from), make, names)


def _feed(app: Sphinx, channel: Channel, path: str) -> Feed:
    config = app.config
    is_whole = channel.page == config.root_doc
    return Feed(
        id=channels.below(config, "" if is_whole else channel.page),
        url=site.absolute(config, path),
        page=site.permalink(app.builder, channel.page),
        title=channel.title,
        subtitle=site.description(app.env) if is_whole else "",
        language=site.language(config),
        authors=site.authors(config),
        entries=(),
    )


def _maker(
    feed: Feed, channel: Channel, entries: list[Entry], content: Callable[[str], tuple[str, str]]
) -> Callable[[], bytes]:
    def make() -> bytes:
        filled = []
        for post, entry in zip(channel.posts, entries, strict=True):
            text, summary = content(post.docname)
            related = _related_html(entry.related) if text else ""
            filled.append(replace(entry, content=text + related, summary=entry.summary or summary))
        write = syndication.json_feed if feed.url.endswith(".json") else syndication.atom
        return write(replace(feed, entries=tuple(filled)))

    return make


def _entries(
    app: Sphinx, builder: StandaloneHTMLBuilder, library: Library
) -> Callable[[str], Entry]:
    """Return a function that gives the entry of a post, still without its content."""
    config, shown = app.config, state.of(app.env).shown

    @lru_cache(None)
    def entry(docname: str) -> Entry:
        post = library.posts[docname]
        assert post.date is not None  # noqa: S101 - feeds hold essays
        language = site.language(config, post)
        return Entry(
            id=channels.identifier(config, library, post),
            url=site.permalink(builder, docname),
            title=post.title,
            published=post.date,
            updated=max(post.date, post.updated or post.date),
            summary=post.description,
            authors=site.authors(config, post),
            tags=library.labels(post, "tags"),
            language=language if language != site.language(config) else "",
            image=site.absolute(config, pictures.published(app, post)),
            related=tuple(
                (site.permalink(builder, item["page"]), item["title"])
                for item in _related(shown[docname])
            ),
        )

    return entry


def _related(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the notes that are related to a post as a whole, each with its page and title."""
    found: list[dict[str, Any]] = (shown.get("themes") or {}).get("whole") or []
    return found


def _related_html(related: tuple[tuple[str, str], ...]) -> str:
    if not related:
        return ""
    links = ", ".join(f'<a href="{escape(url)}">{escape(title)}</a>' for url, title in related)
    return f"\n<p>{escape(_('Related:'))} {links}</p>"


def _contents(builder: StandaloneHTMLBuilder, library: Library) -> Callable[[str], tuple[str, str]]:
    """Return a function that gives the content of a post, if wanted, and else its summary."""
    is_full = channels.settings(builder.config)["content"] == "full"

    @lru_cache(_REMEMBERED)
    def content(docname: str) -> tuple[str, str]:
        post: Post = library.posts[docname]
        body = bodies.read(builder, docname)
        if is_full and len(body) <= _LONGEST:
            return portable.content(body, site.permalink(builder, docname), post.title), ""
        return "", post.description or portable.summary(body)

    return content


def setup(app: Sphinx) -> dict[str, bool]:
    """Name the feeds on every page, and write them."""
    app.connect("commonplace-page-data", _page_data)
    app.connect("commonplace-generated-data", _generated_data)
    app.connect("html-page-context", _name_elsewhere, priority=600)
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
