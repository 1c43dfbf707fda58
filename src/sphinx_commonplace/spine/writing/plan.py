"""The plan: which pages a build has, what each is made from, and which must be written again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_commonplace.spine import graph, state
from sphinx_commonplace.spine.linking import addresses, claims
from sphinx_commonplace.spine.writing.ledger import Ledger, fingerprint
from sphinx_commonplace.spine.writing.surroundings import Surroundings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_commonplace.core.library.library import Library


class GeneratedPage(NamedTuple):
    """A page that is not a document: its name, title, template and page data."""

    name: str
    title: str
    template: str
    data: dict[str, Any]


class Plan:
    """The pages of one output folder, once all documents are read and their page data is known.

    ``fingerprints`` has every page with what stands for all it is made from, ``made`` the same by
    the file of each, ``files`` the copied files. ``documents`` and ``generated`` are to be written,
    ``struck`` is all that Sphinx writes for them, and ``stale`` are the files of pages of the last
    build that are no more. ``is_idle`` says that the last build has left all as it should be,
    unless someone else has been there.
    """

    def __init__(
        self, app: Sphinx, builder: StandaloneHTMLBuilder, ledger: Ledger, read: set[str]
    ) -> None:
        env = app.env
        self.builder = builder
        pages = list(_generated(app))
        around = Surroundings(app, builder)
        self.shared = around.shared
        self.files = around.files()
        claims.check(env, builder, [(page.name, page.title) for page in pages], self.files)
        generated = {page.name: page for page in pages if page.name not in env.all_docs}
        self.fingerprints = {
            **dict(_of_documents(app, around)),
            **{page.name: fingerprint(around.shared, *page) for page in generated.values()},
        }
        file_of = {page: self.file_of(page) for page in self.fingerprints}
        uncovered = set(ledger.files) - self.files  # a copy was put over a page, and goes
        moved = {
            page
            for page, made in self.fingerprints.items()
            if ledger.pages.get(file_of[page]) != made
            or not builder.get_output_path(page).is_file()
            or file_of[page] in uncovered
        }
        self.made = {file_of[page]: made for page, made in self.fingerprints.items()}
        # What warned as it was written warns again.
        documents = (moved.union(ledger.warned) & env.all_docs.keys()) | read
        self.documents = documents & env.found_docs
        self.generated = {name: generated[name] for name in sorted(moved & generated.keys())}
        # Sphinx writes the pages whose table of contents shows a document as well.
        toctrees = (env.files_to_rebuild.get(name, ()) for name in documents)
        self.struck = documents.union(*toctrees, self.generated)
        self.stale = [file for file in ledger.pages if file not in self.made]
        has_other_files = self.files != set(ledger.files)
        self.is_idle = ledger.is_whole and not (self.struck or self.stale or has_other_files)

    def file_of(self, page: str) -> str:
        """Return the path of a page's file, relative to the output folder."""
        return addresses.file_of(self.builder, page)

    def told(self, library: Library) -> str:
        """Say what was done, when all is."""
        terms = sum(map(len, library.terms.values()))
        return (
            f"{len(library.posts)} posts ({len(library.essays)} essays), {terms} terms; "
            f"{len(self.struck)} pages written, {len(self.stale)} removed"
        )


def _generated(app: Sphinx) -> Iterator[GeneratedPage]:
    """Ask for the pages that are no documents, then for what else these show."""
    library = state.library_of(app.env)
    for answer in app.emit("commonplace-pages", library):
        for page in answer or ():
            data = dict(page.data)
            for more in app.emit("commonplace-generated-data", page, library):
                data.update(more or {})
            yield page._replace(data=data)


def _of_documents(app: Sphinx, around: Surroundings) -> Iterator[tuple[str, str]]:
    """Yield each document with what stands for its source, its links and its page data."""
    ours = state.of(app.env)
    targets = graph.of(app.env).targets
    for docname, data in ours.shown.items():
        known = ours.library.facts[docname]
        links = [targets.facts(docname, link) for link in known.links]
        made = fingerprint(around.shared, known.digest, links, around.of(docname), data)
        yield docname, made
