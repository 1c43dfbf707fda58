"""The page that searches, and the dialog: what the reader sees of it is in ``scripts/``.

There is also a list of all posts, for those whose browsers run no scripts, and a description by
which browsers can be told to search here. None of it stands without the index of ``search``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation

from sphinx_commonplace.core.library import query
from sphinx_commonplace.spine import PACKAGE, site
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing import listing, styles
from sphinx_commonplace.spine.writing.plan import GeneratedPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library

_ = get_translation("sphinx_commonplace")

PAGE = "search"
ALL = "search/all"
SCRIPT = "_static/commonplace-search.js"
DESCRIPTION = "_search/opensearch.xml"
_INDEX = "sphinx_commonplace.features.search"
# Of the script, in this order: each part knows what those before it have named.
_PARTS = ("words", "query", "files", "terms", "rank", "", "shown", "box", "dialog", "page", "marks")
_LOADER, _STYLES = "commonplace-find.js", "commonplace-search.css"


def _files(app: Sphinx, _library: Library) -> Iterator[tuple[str, bytes]]:
    yield SCRIPT, script()
    if site.base(app.config):
        yield DESCRIPTION, _description(app)


@cache
def script() -> bytes:
    """Return the script as it is served: one function, without indentation and comments."""
    names = ("_".join(filter(None, ("search", part))) for part in _PARTS)
    parts = ((PACKAGE / f"scripts/{name}.js").read_text(encoding="utf-8") for name in names)
    inside = "".join(map(styles.without_comments, parts))
    return f'(() => {{\n"use strict";\n{inside}}})();\n'.encode()


def _description(app: Sphinx) -> bytes:
    """Describe the search to browsers, which want to know where the site is."""
    address = site.permalink(app.builder, PAGE)
    title = site.title(app.config)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(title[:16])}</ShortName>\n"
        f"<Description>{escape(title)}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{escape(address)}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()


def _links(app: Sphinx) -> list[dict[str, str]]:
    """Return what else helps to find a post: hand-written indexes, and the list of all posts."""
    titles = app.env.titles
    indexes = (addresses.folder(app.config, "tags"), addresses.ARCHIVE)
    found = [{"page": name, "title": titles[name].astext()} for name in indexes if name in titles]
    return [*found, {"page": ALL, "title": str(_("All posts"))}]


def _pages(app: Sphinx, library: Library) -> Iterator[GeneratedPage]:
    description = " · ".join([_("Search"), site.title(app.config)])
    search = {"links": _links(app), "description": description}
    yield GeneratedPage(PAGE, _("Search"), "commonplace/search.html", search)
    posts = query.ordered(library.posts.values(), "title")
    shown = {"listing": listing.of(app.config, library, posts)}
    yield GeneratedPage(ALL, _("All posts"), "commonplace/all.html", shown)


def _complete(
    app: Sphinx, page: str, template: str, context: dict[str, object], doctree: object
) -> str | None:
    """Name the description in the head; put our page in the place of Sphinx's, if that is made."""
    context["commonplace_search"] = PAGE
    if site.base(app.config):
        context["commonplace_opensearch"] = DESCRIPTION
    if page != PAGE or template != "search.html":
        return None
    context.update(title=_("Search"), commonplace={"links": _links(app)})
    return "commonplace/search.html"


@cache
def _version() -> str:
    """Return what stands for the files that are loaded when the search is opened."""
    styles = (PACKAGE / "static" / _STYLES).read_bytes()
    return blake2b(script() + styles, digest_size=4).hexdigest()


def _free_keys(_app: Sphinx, config: Config) -> None:
    """Keep Sphinx's own script off the keys that open the search."""
    if config.html_theme == "furo":
        mine = {"enable_search_shortcuts": False}
        config.html_theme_options = {**mine, **config.html_theme_options}


def _add_loader(app: Sphinx) -> None:
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        data: dict[str, Any] = {
            "data-version": _version(),
            "data-page": builder.get_target_uri(PAGE),
        }
        app.add_js_file(_LOADER, loading_method="defer", **data)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the pages and the script, if there is an index to search."""
    if _INDEX in app.extensions:
        app.connect("config-inited", _free_keys)
        app.connect("builder-inited", _add_loader)
        app.connect("commonplace-pages", _pages)
        app.connect("commonplace-files", _files)
        app.connect("html-page-context", _complete)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
