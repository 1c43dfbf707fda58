"""The sitemap: every page with the day it last changed by its author's word, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.spine import site, state
from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000  # addresses in one file
_NO_PLACE = frozenset(("404", "search", "search/all"))


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes]]:
    config, builder = app.config, app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not site.base(config):
        return
    changed = _changed(config, library)
    drafts = {name for name, post in library.posts.items() if post.draft}
    pages = sorted(state.of(app.env).pages - _NO_PLACE - drafts)
    listed = [(site.permalink(builder, page), changed.get(page)) for page in pages]
    parts = [listed[start : start + _MOST] for start in range(0, len(listed), _MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _xml("urlset", "url", parts[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield name, _xml("urlset", "url", part)
        whole = [(site.absolute(config, name), None) for name in names]
        yield "sitemap.xml", _xml("sitemapindex", "sitemap", whole)
    if site.root(config) == "/":  # below a folder of its host, nobody would look for it
        told = f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute(config, 'sitemap.xml')}\n"
        yield "robots.txt", told.encode()


def _changed(config: Config, library: Library) -> dict[str, datetime]:
    """Return when each page changed: of posts their own dates, of lists the newest among them."""
    own = {name: moment for name, post in library.posts.items() if (moment := _moment(post))}
    found = dict(own)
    for taxonomy, terms in library.terms.items():
        for term in terms.values():
            moments = [own[name] for name in term.members if name in own]
            if moments:
                found[addresses.term_page(config, taxonomy, term)] = max(moments)
    for year, essays in library.years.items():
        found[addresses.year_page(year)] = max(own[essay.docname] for essay in essays)
    return found


def _moment(post: Post) -> datetime | None:
    return max((moment for moment in (post.date, post.updated) if moment), default=None)


def _xml(top: str, each: str, listed: Sequence[tuple[str, datetime | None]]) -> bytes:
    whole = Element(top, {"xmlns": _SCHEMA})
    for url, moment in listed:
        item = SubElement(whole, each)
        SubElement(item, "loc").text = url
        if moment is not None:
            SubElement(item, "lastmod").text = dates.rfc3339(moment)
    indent(whole, "")
    return bytes(tostring(whole, encoding="utf-8", xml_declaration=True)) + b"\n"


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the files when all pages are known."""
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
