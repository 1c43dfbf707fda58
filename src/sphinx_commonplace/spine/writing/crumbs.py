"""Crumbs: what a page is part of, from the index down, whichever way its reader came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation

from sphinx_commonplace.core.library.taxonomy import Term, identity
from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library

_ = get_translation("sphinx_commonplace")

_INDEXES = {"tags": _("Tags"), "categories": _("Categories"), "series": _("Series")}


def _crumb(page: str | None, title: str) -> dict[str, Any]:
    return {"page": page, "title": title}


def _down_to(library: Library, taxonomy: str, key: str) -> Iterator[Term]:
    """Yield a term, if there is one, and before it those it lies below."""
    term = library.terms[taxonomy].get(key)
    if term is not None:
        yield from _down_to(library, taxonomy, term.parent)
        yield term


def above_term(config: Config, library: Library, taxonomy: str, term: Term) -> list[dict[str, Any]]:
    """Return the crumbs above the page of a term: the index, then the terms it lies below."""
    above = [
        _crumb(addresses.term_page(config, taxonomy, parent), parent.label)
        for parent in _down_to(library, taxonomy, term.parent)
    ]
    return [_crumb(library.indexes.get(taxonomy), str(_INDEXES[taxonomy])), *above]


def above_post(config: Config, library: Library, series: list[Term]) -> list[dict[str, Any]]:
    """Return the crumbs above a post: the one series it is in. Of several, none is above it."""
    if len(series) != 1:
        return []
    (term,) = series
    page = addresses.term_page(config, "series", term)
    return [*above_term(config, library, "series", term), _crumb(page, term.label)]


def above_year(archive: str | None) -> list[dict[str, Any]]:
    """Return the crumbs above the page of a year."""
    return [_crumb(archive, str(_("Archive")))]


def steps(
    config: Config, library: Library, page: str, term: list[str] | None = None
) -> list[tuple[str, str]]:
    """Return the titles and pages from the home page to a page, as search engines want them.

    :param term: of the page of a term its taxonomy and its key.
    """
    post = library.posts.get(page)
    taxonomy, above = "", list[Term]()
    if term:
        taxonomy, key = term
        above = list(_down_to(library, taxonomy, library.terms[taxonomy][key].parent))
    elif post is not None:
        for taxonomy in ("categories", "series"):
            names = getattr(post, taxonomy)
            above = list(_down_to(library, taxonomy, identity(names[0]))) if names else []
            if above:
                break
    return [(one.label, addresses.term_page(config, taxonomy, one)) for one in above]
