"""The timeline: the ``{timeline}`` directive, a strip of years with a bar for each month."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing.fragments import Fragment, key

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

NAME = "timeline"
WIDTH = 48  # of a year, in units of the picture
HEIGHT = 32
_MOST_BY_MONTH = 16  # years; with more of them there is one bar for each
_LEAST_TOP = 3  # essays that fill a bar
_LONGEST_GAP = 5  # years without essays that are shown one by one


class Timeline(SphinxDirective):
    """Shows how the essays are spread over the years."""

    def run(self) -> list[nodes.Node]:
        """Leave a fragment: the essays are known when all documents are read."""
        return [Fragment.make(NAME, "commonplace/timeline.html")]


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    return {
        key(NAME, number): {"width": WIDTH, "height": HEIGHT, "years": _years(library)}
        for number, request in enumerate(library.facts[docname].requests)
        if request.name == NAME
    }


def _years(library: Library) -> list[dict[str, Any]]:
    years = library.years
    parts = 12 if len(years) <= _MOST_BY_MONTH else 1
    counts: dict[int, Counter[int]] = {
        year: Counter((essay.date.month - 1) * parts // 12 for essay in essays if essay.date)
        for year, essays in years.items()
    }
    most = max((count for months in counts.values() for count in months.values()), default=1)
    found: list[dict[str, Any]] = []
    before = None
    for year in sorted(years):
        gap = range(year if before is None else before + 1, year)
        if len(gap) <= _LONGEST_GAP:
            found += [{"title": str(empty), "count": 0} for empty in gap]
        else:
            found.append({"title": "…", "count": 0})
        found.append(
            {
                "title": str(year),
                "page": addresses.year_page(year),
                "count": len(years[year]),
                "bars": _bars(counts[year], parts, most),
            }
        )
        before = year
    return found


def _bars(counts: Counter[int], parts: int, most: int) -> str:
    """Return the path of the bars of a year; the highest is as high as the strip."""
    wide = WIDTH // parts
    bars = (
        (part, max(3, round(HEIGHT * counts[part] / max(most, _LEAST_TOP))))
        for part in sorted(counts)
    )
    return "".join(f"M{part * wide} {HEIGHT}v-{high}h{wide - 1}v{high}z" for part, high in bars)


def _style(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if any(name.startswith(f"{NAME}-") for name in context.get("commonplace", ())):
        app.add_css_file("commonplace/timeline.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive and its page data."""
    app.add_directive("timeline", Timeline)
    app.connect("commonplace-page-data", _page_data)
    app.connect("html-page-context", _style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
