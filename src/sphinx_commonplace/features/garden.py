"""The garden report: ``sphinx-build -b garden`` says what in the site its author may want to mend.

Nothing is written but ``garden.json``, and links that find nothing are said in the report alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_commonplace.core.library import garden
from sphinx_commonplace.core.library.garden import PageLine
from sphinx_commonplace.spine import graph, relatives, state
from sphinx_commonplace.spine.writing.fragments import Fragment

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.post import Mention

_logger = logging.getLogger(__name__)
_SHOWN = 20  # of each kind; the rest is in the file
_HEADINGS = {
    "wanted": "wanted: what links ask for and do not find",
    "orphans": "orphans: no page links to them",
    "dead_ends": "dead ends: they link to no page",
    "stubs": "stubs: hardly begun",
    "unlinked_mentions": "unlinked mentions: pages that name another and do not link to it",
    "unlinked_pairs": "unlinked pairs: pages you may want to link, the most related first",
    "similar_tags": "similar tags: they may be one",
    "tags_used_once": "tags used once",
}
_NO_PROSE = (pending_xref, nodes.reference, nodes.literal, nodes.math, nodes.raw, Fragment)


class GardenBuilder(Builder):
    """Makes a report in the place of pages."""

    name = "garden"
    epilog = "The garden report is in %(outdir)s/garden.json."
    allow_parallel = True
    out_suffix: ClassVar[str] = ""

    def get_outdated_docs(self) -> set[str]:
        """Return all documents: a report is made anew each time."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return nothing: there are no pages."""
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Make the report, print it, and fail where there is more than the limits allow."""
        report = self._report()
        path = Path(self.outdir) / "garden.json"
        text = json.dumps(report, ensure_ascii=False, indent=1)
        path.write_text(f"{text}\n", encoding="utf-8")
        for kind in garden.KINDS:
            self._print(kind, report[kind])
        for kind, number, limit in garden.excess(report, self.config.commonplace_garden_limits):
            _logger.error("%s: %d, and no more than %d are allowed", kind, number, limit)
            self._app.statuscode = 1

    def _report(self) -> dict[str, Any]:
        library = state.library_of(self.env)
        whole = graph.of(self.env)
        posts = [post for post in library.posts.values() if not post.draft]
        leaving = {
            page: {found.page for found in places.values() if found.page not in (None, page)}
            for page, places in whole.places.items()
        }
        entered = {page for pages in leaving.values() for page in pages}
        tags = {
            term.label: term.members for term in library.terms["tags"].values() if not term.children
        }
        names: dict[str, str] = {}
        for post in posts:
            for name in (post.title, *post.other_names):
                names.setdefault(name, post.docname)

        def shown(post: Any) -> dict[str, Any]:
            return {"page": post.docname, "title": post.title, "words": post.words}

        return {
            "version": garden.VERSION,
            "pages": len(self.env.all_docs),
            "wanted": garden.wanted(self._broken()),
            "orphans": [shown(post) for post in posts if post.docname not in entered],
            "dead_ends": [shown(post) for post in posts if not leaving.get(post.docname)],
            "stubs": [shown(p) for p in posts if p.words < self.config.commonplace_garden_stub],
            "unlinked_mentions": garden.unlinked(self._texts(), names, leaving),
            "unlinked_pairs": garden.unlinked_pairs(
                {
                    page: [(hit.name, hit.score) for hit in lists.whole]
                    for page, lists in relatives.of(self.env).items()
                }
            ),
            "similar_tags": garden.similar({tag: len(pages) for tag, pages in tags.items()}),
            "tags_used_once": [
                {"tag": tag, "page": pages[0]}
                for tag, pages in sorted(tags.items())
                if len(pages) == 1
            ],
        }

    def _broken(self) -> Iterator[tuple[str, PageLine, int]]:
        facts = state.library_of(self.env).facts
        for page, places in graph.of(self.env).places.items():
            mentions: dict[Any, Mention] = {item.link: item for item in facts[page].mentions}
            for link, found in places.items():
                if found.page is not None and found.has_part:
                    continue
                mention = mentions.get(link)
                name = link.target.partition("#")[0] or page
                if found.page is not None:
                    name = f"{found.page}#{link.fragment or link.target.partition('#')[2]}"
                line, times = (mention.line, mention.times) if mention else (0, 1)
                yield name, PageLine(page, line), times

    def _texts(self) -> Iterator[tuple[PageLine, str]]:
        pages = sorted(state.library_of(self.env).posts)
        for page in status_iterator(
            pages, "looking for mentions... ", "brown", len(pages), self._app.verbosity
        ):
            for block in self.env.get_doctree(page).findall(nodes.paragraph):
                yield PageLine(page, block.line or 0), "".join(_prose(block))

    def _print(self, kind: str, entries: list[Any]) -> None:
        _logger.info("%s (%d)", _HEADINGS[kind], len(entries))
        for entry in entries[:_SHOWN]:
            _logger.info("  %s", self._line(kind, entry))
        if len(entries) > _SHOWN:
            _logger.info("  and %d more, in garden.json", len(entries) - _SHOWN)

    def _line(self, kind: str, entry: Any) -> str:
        if kind == "wanted":
            places = ", ".join(self._where(place) for place in entry["places"][:3])
            more = ", ..." if len(entry["places"]) > 3 else ""  # noqa: PLR2004 - shown above
            return f"{entry['name']} ({entry['mentions']}): {places}{more}"
        if kind == "unlinked_mentions":
            return f"{self._where(entry)}: {entry['name']!r} is {entry['target']}"
        if kind == "unlinked_pairs":
            return f"{entry['page']} and {entry['other']}"
        if kind == "similar_tags":
            return " = ".join(entry)
        if kind == "tags_used_once":
            return f"{entry['tag']}: {entry['page']}"
        return f"{entry['page']}: {entry['title']!r}, {entry['words']} words"

    def _where(self, place: dict[str, Any]) -> str:
        path = self.env.doc2path(place["page"], base=False)
        return f"{path}:{place['line']}" if place["line"] else str(path)


def _prose(block: nodes.Element) -> Iterator[str]:
    """Yield the text that is neither code nor a link; a sign parts what these stand between."""
    for child in block.children:
        if isinstance(child, nodes.Text):
            yield child.astext()
        elif isinstance(child, _NO_PROSE):
            yield " | "
        elif isinstance(child, nodes.Element):
            yield from _prose(child)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the builder."""
    app.add_builder(GardenBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
