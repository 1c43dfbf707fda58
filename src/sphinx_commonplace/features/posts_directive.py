"""The ``{posts}`` directive: a listing of posts on any page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_commonplace.core.library.query import SORTS, Query
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.reading import directing
from sphinx_commonplace.spine.writing import listing
from sphinx_commonplace.spine.writing.fragments import Fragment, key

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from sphinx_commonplace.core.library.library import Library

NAME = "posts"


def _names(argument: str) -> tuple[str, ...]:
    names = (" ".join(name.split()) for name in directives.unchanged_required(argument).split(","))
    return tuple(filter(None, names))


def _one_of(*words: str) -> Any:
    return lambda argument: directives.choice(argument, words)


def _number(least: int, most: int) -> Any:
    def read(argument: str) -> int:
        text = (argument or "").strip()
        if not text.isdecimal() or len(text) > len(str(most)) or not least <= int(text) <= most:
            raise ValueError(f"expected a number from {least} to {most}")
        return int(text)

    return read


class Posts(SphinxDirective):
    """Lists the posts that fit all of its options."""

    option_spec: ClassVar[OptionSpec] = {
        "tags": _names,
        "tags-all": _names,
        "tags-none": _names,
        "category": _names,
        "series": _names,
        "year": _number(0, 9999),
        "kind": _one_of("essay", "note"),
        "sort": _one_of(*SORTS),
        "limit": _number(1, 999_999),
        "group": _one_of(*listing.GROUPS),
        "descriptions": directing.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Leave a fragment: what it lists is known when all documents are read."""
        given = self.options
        query = Query(
            any_tags=given.get("tags", ()),
            all_tags=given.get("tags-all", ()),
            no_tags=given.get("tags-none", ()),
            categories=given.get("category", ()),
            series=given.get("series", ()),
            year=given.get("year"),
            kind=given.get("kind", ""),
            sort=given.get("sort", "newest"),
            limit=given.get("limit"),
        )
        arguments = (query, given.get("group", ""), "descriptions" in given, self.lineno)
        return [Fragment.make(NAME, listing.TEMPLATE, arguments)]


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    data = {}
    for number, request in enumerate(library.facts[docname].requests):
        if request.name == NAME:
            query, group, descriptions, line = request.arguments
            found = library.find(query)
            done = "the list does without it" if found else "nothing is listed"
            for taxonomy, name in library.unknown(query):
                told = f"posts: there is no {name!r} among the {taxonomy}; {done}"
                warn(Subtype.DIRECTIVE, told, place(app.env, docname, line))
            data[key(NAME, number)] = listing.of(
                app.config, library, found, group, descriptions=descriptions
            )
    return data


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive and its page data."""
    app.add_directive("posts", Posts)
    app.connect("commonplace-page-data", _page_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
