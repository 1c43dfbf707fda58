"""Search: an index of the text of all pages, a page and a dialog that search it in the browser.

The texts are kept, packed, where the facts are; all else is made from them when pages have been
written. What the reader sees is in ``scripts/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation

from sphinx_commonplace.core.library import query
from sphinx_commonplace.core.search import searchfiles
from sphinx_commonplace.core.search.searchindex import Page as Found
from sphinx_commonplace.core.search.searchindex import build
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.reading import passages
from sphinx_commonplace.spine.writing import listing, styles
from sphinx_commonplace.spine.writing.plan import Page

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.library import Library

_ = get_translation("sphinx_commonplace")

PAGE = "search"
ALL = "search/all"
SCRIPT = "_static/commonplace-search.js"
DESCRIPTION = "_search/opensearch.xml"
_PACKAGE = Path(__file__).parent.parent
_PARTS = ("search.js", "search_dialog.js")  # of the script, in this order
_LOADER, _STYLES = "commonplace-find.js", "commonplace-search.css"

# What the script says, by what it is in English.
SAID = {
    "Search": _("Search"),
    "Close": _("Close"),
    "Results": _("Results"),
    "Order": _("Order"),
    "Best first": _("Best first"),
    "Newest first": _("Newest first"),
    "Filters": _("Filters"),
    "Kind": _("Kind"),
    "Notes": _("Notes"),
    "Essays": _("Essays"),
    "Year": _("Year"),
    "Tag": _("Tag"),
    "You can also write:": _("You can also write:"),
    "Nothing was found.": _("Nothing was found."),
    "No page has all the words; these have some.": _("No page has all the words; these have some."),
    "1 result": _("1 result"),
    "%s results": _("%s results"),
    "“%1” is nowhere; “%2” was looked for.": _("“%1” is nowhere; “%2” was looked for."),
    "Part of the index could not be loaded: there may be more.": _(
        "Part of the index could not be loaded: there may be more."
    ),
    "Search does not work: its index could not be loaded.": _(
        "Search does not work: its index could not be loaded."
    ),
    "Without:": _("Without:"),
    "Searched before:": _("Searched before:"),
    "Forget these": _("Forget these"),
    "All results": _("All results"),
    "Previous": _("Previous"),
    "Next": _("Next"),
    "Hide the marks": _("Hide the marks"),
}


def _collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the text of a document that was read, unless its author wants it not to be found."""
    env = app.env
    docname = env.docname
    fields = env.current_document.get("commonplace_frontmatter")
    refused = fields is not None and not fields.search
    if not (refused or {"nosearch", "no-search"} & env.metadata[docname].keys()):
        state.of(env).texts[docname] = passages.pack(passages.of(doctree))


def _purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    state.of(env).texts.pop(docname, None)


def _merge(
    _app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment
) -> None:
    ours, theirs = state.of(env).texts, state.of(other).texts
    ours.update({name: theirs[name] for name in docnames & theirs.keys()})


def _found(app: Sphinx, library: Library) -> Iterator[Found]:
    env = app.env
    labels = {
        name: term.label for term in library.terms["tags"].values() for name in term.spellings
    }
    for docname, packed in state.of(env).texts.items():
        title = " ".join(env.titles[docname].astext().split())
        post = library.posts.get(docname)
        kind = "page" if post is None else "essay" if post.is_essay else "note"
        yield Found(
            name=docname,
            url=app.builder.get_target_uri(docname),
            title=title,
            kind=kind,
            date=post.date.date().isoformat() if post and post.date else "",
            tags=tuple(dict.fromkeys(labels.get(tag, tag) for tag in post.tags)) if post else (),
            description=post.description if post else "",
            language=(post.lang if post else "") or app.config.language,
            passages=tuple(
                passage._replace(title="") if passage.title == title else passage
                for passage in passages.unpack(packed)
            ),
        )


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes]]:
    tags = [(term.key, term.label, list(term.members)) for term in library.terms["tags"].values()]
    said = [[english, str(text)] for english, text in SAID.items() if english != str(text)]
    yield from searchfiles.write(build(_found(app, library)), tags, said).items()
    yield SCRIPT, script()
    if app.config.html_baseurl:
        yield DESCRIPTION, _description(app)


@cache
def script() -> bytes:
    """Return the script as it is served: in one file, without indentation and comments."""
    parts = ((_PACKAGE / "scripts" / name).read_text(encoding="utf-8") for name in _PARTS)
    return "".join(map(styles.without_comments, parts)).encode()


def _description(app: Sphinx) -> bytes:
    """Describe the search to browsers, which want to know where the site is."""
    config = app.config
    address = f"{config.html_baseurl.rstrip('/')}/{app.builder.get_target_uri(PAGE)}"
    name = escape(str(config.project)[:16])
    title = escape(str(config.html_title or config.project))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{name}</ShortName>\n<Description>{title}</Description>\n"
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


def _pages(app: Sphinx, library: Library) -> Iterator[Page]:
    yield Page(PAGE, _("Search"), "commonplace/search.html", {"links": _links(app)})
    posts = query.ordered(library.posts.values(), "title")
    shown = {"listing": listing.of(app.config, library, posts)}
    yield Page(ALL, _("All posts"), "commonplace/all.html", shown)


def _complete(
    app: Sphinx, page: str, template: str, context: dict[str, object], doctree: object
) -> str | None:
    """Name the description in the head; put our page in the place of Sphinx's, if that is made."""
    context["commonplace_search"] = PAGE
    if app.config.html_baseurl:
        context["commonplace_opensearch"] = DESCRIPTION
    if page != PAGE or template != "search.html":
        return None
    context.update(title=_("Search"), commonplace={"links": _links(app)})
    return "commonplace/search.html"


@cache
def _version() -> str:
    """Return what stands for the files that are loaded when the search is opened."""
    styles = (_PACKAGE / "static" / _STYLES).read_bytes()
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
    """Collect texts as they are read, and write the index at the end."""
    app.connect("config-inited", _free_keys)
    app.connect("doctree-read", _collect, priority=700)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("builder-inited", _add_loader)
    app.connect("commonplace-pages", _pages)
    app.connect("commonplace-files", _files)
    app.connect("html-page-context", _complete)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
