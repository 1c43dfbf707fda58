"""Terms: a page for each tag, category and series, and the ``{terms}`` directive, their index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace.core.library import query
from sphinx_commonplace.core.library.library import TAXONOMIES, Library
from sphinx_commonplace.spine.diagnostics import Subtype, nearest, place, warn
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.writing import crumbs, listing
from sphinx_commonplace.spine.writing.fragments import Fragment, key
from sphinx_commonplace.spine.writing.plan import GeneratedPage

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.taxonomy import Term

_ = get_translation("sphinx_commonplace")

NAME = "terms"
_TITLES = {"tags": _("Tagged “%s”"), "categories": _("In “%s”"), "series": _("The series “%s”")}


class Terms(SphinxDirective):
    """Lists the terms of a taxonomy with the number of posts of each."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Leave a fragment: the terms are known when all documents are read."""
        taxonomy = "".join(self.arguments).strip()
        if taxonomy not in TAXONOMIES:
            told = (
                f"terms: {taxonomy!r} is no taxonomy{nearest(taxonomy, TAXONOMIES)}; nothing shown"
            )
            warn(Subtype.DIRECTIVE, told, place(self.env, self.env.docname, self.lineno))
            return []
        return [Fragment.make(NAME, "commonplace/terms.html", taxonomy)]


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    return {
        key(NAME, number): _index(app, library, request.arguments)
        for number, request in enumerate(library.facts[docname].requests)
        if request.name == NAME
    }


def _index(app: Sphinx, library: Library, taxonomy: str) -> dict[str, Any]:
    terms = library.terms[taxonomy]
    top = sorted((term for term in terms.values() if not term.parent), key=_by_label)
    lines = [line for term in top for line in _branch(app, terms, taxonomy, term, 0)]
    return {"groups": [{"heading": "", "page": None, "items": lines}]}


def _branch(
    app: Sphinx, terms: dict[str, Term], taxonomy: str, term: Term, depth: int
) -> Iterator[dict[str, Any]]:
    yield {
        "page": addresses.term_page(app.config, taxonomy, term),
        "title": term.label.rpartition("/")[2],
        "date": len(term.members),
        "depth": depth,
    }
    for child in sorted((terms[name] for name in term.children), key=_by_label):
        yield from _branch(app, terms, taxonomy, child, depth + 1)


def _by_label(term: Term) -> tuple[str, str]:
    return term.label.casefold(), term.key


def _pages(app: Sphinx, library: Library) -> Iterator[GeneratedPage]:
    for taxonomy, terms in library.terms.items():
        for term in terms.values():
            yield GeneratedPage(
                name=addresses.term_page(app.config, taxonomy, term),
                title=_TITLES[taxonomy] % term.label,
                template="commonplace/term.html",
                data=_term_data(app, library, taxonomy, term),
            )


def _term_data(app: Sphinx, library: Library, taxonomy: str, term: Term) -> dict[str, Any]:
    terms = library.terms[taxonomy]
    posts = [library.posts[name] for name in term.members]
    order = "oldest" if taxonomy == "series" else "newest"

    def link(other: str) -> dict[str, Any]:
        found = terms[other]
        page = addresses.term_page(app.config, taxonomy, found)
        return {"page": page, "title": found.label, "count": len(found.members)}

    return {
        "term": [taxonomy, term.key],
        "count": len(posts),
        "listing": listing.of(app.config, library, query.ordered(posts, order), descriptions=True),
        "crumbs": crumbs.above_term(app.config, library, taxonomy, term),
        "children": [link(child) for child in term.children],
        "related": [{**link(other), "count": shared} for other, shared in term.related],
    }


def _warn_of_spellings(app: Sphinx, docname: str, library: Library) -> None:
    """Say once, at the first post that spells it otherwise, what was taken for one term."""
    for taxonomy, term in library.oddly_spelt.get(docname, ()):
        told = ", ".join(map(repr, term.spellings))
        told = f"{taxonomy}: {told} are one term, shown as {term.label!r}"
        line = library.facts[docname].lines.get(taxonomy, 1)
        warn(Subtype.SPELLING, told, place(app.env, docname, line))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive, its page data and the pages."""
    app.add_directive("terms", Terms)
    app.connect("commonplace-page-data", _page_data)
    app.connect("commonplace-page-data", _warn_of_spellings)
    app.connect("commonplace-pages", _pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
