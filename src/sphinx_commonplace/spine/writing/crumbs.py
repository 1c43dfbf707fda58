"""Crumbs: what a page is part of, from the index down, whichever way its reader came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation

from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.taxonomy import Term

_ = get_translation("sphinx_commonplace")

_INDEXES = {"tags": _("Tags"), "categories": _("Categories"), "series": _("Series")}


def _crumb(page: str | None, title: str) -> dict[str, Any]:
    return {"page": page, "title": title}


def above_term(config: Config, library: Library, taxonomy: str, term: Term) -> list[dict[str, Any]]:
    """Return the crumbs above the page of a term: the index, then the terms it lies below."""
    terms = library.terms[taxonomy]
    above: list[dict[str, Any]] = []
    parent = term.parent
    while parent:
        found = terms[parent]
        above.insert(0, _crumb(addresses.term_page(config, taxonomy, found), found.label))
        parent = found.parent
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
