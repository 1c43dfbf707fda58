"""Channels: which feeds a site has, where each of them is, and which posts are in it.

Nothing here needs the text of a post, so that pages can name the feeds that show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from sphinx.locale import get_translation

from sphinx_commonplace.core.library import query
from sphinx_commonplace.core.library.library import TAXONOMIES
from sphinx_commonplace.spine import site
from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post
    from sphinx_commonplace.core.library.taxonomy import Term

_ = get_translation("sphinx_commonplace")

_NOTES = "notes"
_OF_TERMS = ["{page}/atom.xml", "{page}/feed.json"]
DEFAULTS: dict[str, Any] = {
    "site": ["atom.xml", "feed.json"],
    _NOTES: [],
    **dict.fromkeys(TAXONOMIES, _OF_TERMS),
    "content": "full",
    "entries": 20,
    "ids": "",
}
FORM = (
    "a dictionary with any of 'site', 'notes', 'tags', 'categories' and 'series' (lists of paths "
    "ending in .xml, .atom, .rss or .json, those of terms with {page} or {slug}), 'content' "
    "('full' or 'summary'), 'entries' (a number) and 'ids' (an address)"
)
_ENDINGS = (".xml", ".atom", ".rss", ".json")
_CONTENTS = ("full", "summary")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")


class Channel(NamedTuple):
    """A feed in all its formats: the page that shows the same, and its posts, newest first.

    ``paths`` are those of its files; the first of each format is the one that is named. ``name`` is
    what it is known by, "" for that of the whole site.
    """

    page: str
    title: str
    paths: tuple[str, ...]
    posts: tuple[Post, ...]
    name: str = ""


def is_choice(value: Any) -> bool:
    """Whether a value of ``commonplace_feeds`` is of the right form."""
    if not isinstance(value, dict) or not value.keys() <= DEFAULTS.keys():
        return False
    chosen = {**DEFAULTS, **value}
    entries = chosen["entries"]
    return (
        all(_are_paths(chosen[key], of_terms=False) for key in ("site", _NOTES))
        and all(_are_paths(chosen[key], of_terms=True) for key in TAXONOMIES)
        and chosen["content"] in _CONTENTS
        and isinstance(entries, int)
        and not isinstance(entries, bool)
        and entries > 0
        and isinstance(chosen["ids"], str)
        and (not chosen["ids"] or ":" in chosen["ids"])
    )


def _are_paths(paths: Any, *, of_terms: bool) -> bool:
    return isinstance(paths, list) and all(_is_path(path, of_terms=of_terms) for path in paths)


def _is_path(path: Any, *, of_terms: bool) -> bool:
    if not isinstance(path, str) or not path.endswith(_ENDINGS) or path.startswith(("/", "_")):
        return False
    try:
        made = path.format(page="p", slug="s", taxonomy="t") if of_terms else path
    except (KeyError, IndexError, ValueError, AttributeError):
        return False
    is_own = not of_terms or "{page}" in path or "{slug}" in path
    return is_own and not {"", ".", ".."} & set(made.split("/")) and "\\" not in path


def settings(config: Config) -> dict[str, Any]:
    """Return the choices of the author, completed by the defaults."""
    return {**DEFAULTS, **config.commonplace_feeds}


def of_site(config: Config) -> tuple[str, ...]:
    """Return the paths of the feeds of the whole site."""
    return tuple(settings(config)["site"]) if site.base(config) else ()


def whole(config: Config, library: Library) -> Channel:
    """Return the channel of the whole site."""
    chosen = settings(config)
    return Channel(
        config.root_doc,
        site.title(config),
        of_site(config),
        _newest(library.essays, chosen["entries"]),
    )


def title_of_notes(config: Config) -> str:
    """Return what the feeds of notes are called."""
    return f"{site.title(config)}: " + _("Notes")


def of_notes(config: Config) -> tuple[str, ...]:
    """Return the paths of the feeds of notes."""
    return tuple(settings(config)[_NOTES]) if site.base(config) else ()


def notes(config: Config, library: Library) -> Channel:
    """Return the channel of the notes that say when they were changed, by that."""
    dated = (post for post in library.posts.values() if post.updated and not post.is_essay)
    posts = _newest(query.ordered(dated, "updated"), settings(config)["entries"])
    return Channel(config.root_doc, title_of_notes(config), of_notes(config), posts, _NOTES)


def title_of_term(config: Config, term: Term) -> str:
    """Return what the feeds of a term are called."""
    return f"{site.title(config)}: {term.label}"


def paths_of_term(config: Config, library: Library, taxonomy: str, term: Term) -> tuple[str, ...]:
    """Return the paths of the feeds of a term: none if no essay bears it."""
    posts = (library.posts[name] for name in term.members)
    if not site.base(config) or not any(post.is_essay and not post.draft for post in posts):
        return ()
    page = addresses.term_page(config, taxonomy, term)
    patterns: list[str] = settings(config)[taxonomy]
    return tuple(p.format(page=page, slug=term.slug, taxonomy=taxonomy) for p in patterns)


def of_term(config: Config, library: Library, taxonomy: str, term: Term) -> Channel:
    """Return the channel of a term."""
    dated = (library.posts[name] for name in term.members if library.posts[name].is_essay)
    page = addresses.term_page(config, taxonomy, term)
    return Channel(
        page,
        title_of_term(config, term),
        paths_of_term(config, library, taxonomy, term),
        _newest(query.ordered(dated, "newest"), settings(config)["entries"]),
        page,
    )


def of_all(config: Config, library: Library) -> Iterator[Channel]:
    """Yield every channel of the site."""
    yield whole(config, library)
    yield notes(config, library)
    for taxonomy, terms in library.terms.items():
        for term in terms.values():
            yield of_term(config, library, taxonomy, term)


def _newest(posts: Iterable[Post], number: int) -> tuple[Post, ...]:
    return tuple([post for post in posts if not post.draft][:number])


def named(paths: Iterable[str]) -> list[str]:
    """Return the first path of each format."""
    first: dict[bool, str] = {}
    for path in paths:
        first.setdefault(path.endswith(".json"), path)
    return [first[is_json] for is_json in sorted(first)]


def identifier(config: Config, library: Library, post: Post) -> str:
    """Return what a post is known by wherever it moves: its ``id``, or its first address.

    One that is no URI is put below the address of the site, or what ``ids`` says in its place.
    """
    is_own = post.id and library.by_id[post.id] == post.docname
    if is_own and _URI.fullmatch(post.id):
        return post.id
    return below(config, post.id if is_own else post.first_address)


def below(config: Config, name: str) -> str:
    """Return the URI of something of the site that is known by a name."""
    return (settings(config)["ids"] or site.base(config)) + quote(name, safe="/:@,;=~-._")
