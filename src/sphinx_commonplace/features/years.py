"""Years: a page for each year that has essays, grouped by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing import crumbs, listing
from sphinx_commonplace.spine.writing.plan import GeneratedPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library


def _pages(app: Sphinx, library: Library) -> Iterator[GeneratedPage]:
    years = sorted(library.years)
    archive = addresses.ARCHIVE if addresses.ARCHIVE in app.env.all_docs else None
    for place, year in enumerate(years):
        essays = library.years[year]
        yield GeneratedPage(
            name=addresses.year_page(year),
            title=str(year),
            template="commonplace/year.html",
            data={
                "count": len(essays),
                "listing": listing.of(
                    app.config, library, essays, listing.MONTH_OF_YEAR, descriptions=True
                ),
                "crumbs": crumbs.above_year(archive),
                "before": _link(years[place - 1]) if place else None,
                "after": _link(years[place + 1]) if place + 1 < len(years) else None,
            },
        )


def _link(year: int) -> dict[str, Any]:
    return {"page": addresses.year_page(year), "title": str(year)}


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the pages."""
    app.connect("commonplace-pages", _pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
