"""Pages: what each page shows of the rest of the site, and which pages must be written again.

Features answer three events. ``commonplace-page-data`` asks for each document what it shows of
other documents, and wants ``{name: plain value}``. ``commonplace-pages`` asks for pages that are
not documents, and ``commonplace-generated-data`` what else these show, whoever made them. The
answers are the only way for a feature to reach a template, and a page is
written again exactly when its answers, its source or what all pages share has changed since this
output folder was last written. Files that are no pages come last: see ``emission``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import SphinxFileSystemLoader
from sphinx.util import logging

from sphinx_commonplace.spine import PACKAGE, state
from sphinx_commonplace.spine.reading.sources import Sources
from sphinx_commonplace.spine.recall import Recall
from sphinx_commonplace.spine.writing import emission, others
from sphinx_commonplace.spine.writing.ledger import Ledger
from sphinx_commonplace.spine.writing.plan import Plan
from sphinx_commonplace.spine.writing.programs import read_with
from sphinx_commonplace.spine.writing.surroundings import break_loops, name_images

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)


class Pages:
    """The pages of one build."""

    def __init__(self, sources: Sources, recall: Recall) -> None:
        self.sources = sources
        self.recall = recall
        self.ledger: Ledger | None = None
        self.read_with = ""
        self.read: set[str] = set()
        self.plan: Plan | None = None
        self.is_update = False

    def connect(self, app: Sphinx) -> None:
        """Follow a build from its beginning to its end."""
        app.connect("config-inited", self.note_settings)
        app.connect("config-inited", self.sources.survey, priority=900)
        app.connect("builder-inited", self.begin, priority=900)
        app.connect("env-get-outdated", self.find_outdated)
        app.connect("env-before-read-docs", self.note_read)
        app.connect("env-updated", self.note_sources)
        app.connect("env-get-updated", self.find_dependants, priority=900)
        app.connect("write-started", self.prepare_output)
        app.connect("html-collect-pages", self.write_generated)
        app.connect("html-page-context", self.give_data, priority=400)
        app.connect("html-page-context", self.note_other)
        app.connect("build-finished", self.end, priority=900)

    def note_settings(self, app: Sphinx, _config: Config) -> None:
        """Note what is there for every builder; a theme comes with those of HTML."""
        self.read_with = read_with(app)

    def begin(self, app: Sphinx) -> None:
        """Find out what has changed on disk; take over from Sphinx what is to be written."""
        self.sources.refresh(app.env, self.read_with)
        ours = state.of(app.env)
        ours.withheld = frozenset(self.sources.withheld)
        ours.drafts = frozenset(self.sources.drafts)
        ours.files = tuple(self.sources.files)
        builder = app.builder
        if not isinstance(builder, StandaloneHTMLBuilder):
            return
        builder.templates.loaders.append(SphinxFileSystemLoader(PACKAGE / "templates"))
        # A template is not edited while pages are made, so it need not be looked at for each part.
        builder.templates.environment.auto_reload = False
        app.config.html_static_path = [*app.config.html_static_path, str(PACKAGE / "static")]
        if builder.name in ("html", "dirhtml"):
            self.ledger = Ledger(builder.outdir)
            # Sphinx goes by times of files; the ledger goes by what pages are made from.
            builder.get_outdated_docs = self._nothing_by_time  # type: ignore[method-assign]

    def _nothing_by_time(self) -> Iterator[str]:
        self.is_update = True
        return iter(())

    def find_outdated(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        _added: set[str],
        _changed: set[str],
        removed: set[str],
    ) -> set[str]:
        """Have documents read again whose reading gave a warning, or whose toctree is broken."""
        trees = env.toctree_includes.items()
        gone = (name for name, below in trees if not removed.isdisjoint(below))
        return state.of(env).warned.union(gone)

    def note_read(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Note what Sphinx is about to read."""
        self.read = set(docnames)

    def note_sources(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Record what stands for the sources of the documents that were read."""
        facts = state.library_of(env).facts
        for docname in self.read & facts.keys():
            known = facts[docname]
            known.digest = self.sources.digest(env, docname)
            known.text = self.sources.digest(env, docname, known.text)
        name_images(env)
        break_loops(env)

    def find_dependants(self, app: Sphinx, env: BuildEnvironment) -> set[str]:
        """Ask features for the page data; return the documents to be written again."""
        ours = state.of(env)
        library = ours.library
        library.forget_views()
        ours.names = ours.graph = ours.related = None
        ours.shown = {docname: {} for docname in sorted(env.all_docs)}
        for docname, data in ours.shown.items():
            for answer in app.emit("commonplace-page-data", docname, library):
                data.update(answer or {})
        if self.ledger is None or not isinstance(app.builder, StandaloneHTMLBuilder):
            return set()
        self.plan = plan = Plan(app, app.builder, self.ledger, self.read)
        ours.pages, ours.shared = frozenset(plan.fingerprints), plan.shared
        ours.written = frozenset(plan.struck) if self.is_update else ours.pages
        ours.is_idle = plan.is_idle
        return plan.documents

    def prepare_output(self, _app: Sphinx, builder: Builder) -> None:
        """Strike out what is about to be written, and remove what no longer belongs there."""
        if self.ledger is None or self.plan is None:
            return
        gone = [*self.plan.stale, *sorted(set(self.ledger.files) - self.plan.files)]
        if not self.plan.is_idle:
            self.ledger.strike(map(self.plan.file_of, self.plan.struck), self.plan.files)
        self.ledger.remove(gone)

    def write_generated(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Give Sphinx the generated pages that have to be written."""
        for page in self.plan.generated.values() if self.plan else ():
            context = {"title": escape(page.title), "commonplace": page.data}
            yield page.name, context, page.template

    def give_data(
        self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
    ) -> str | None:
        """Hand a document's page data to its template."""
        data = state.of(app.env).shown.get(page)
        if data is None:
            return None
        context["commonplace"] = data
        if template != "page.html":
            return None
        return str(data.get("template", "commonplace/page.html"))

    def note_other(self, app: Sphinx, page: str, template: str, *_more: Any) -> None:
        """Note a page that is in no plan, if Sphinx makes it anew in each build."""
        if self.ledger and self.plan and page not in self.plan.fingerprints:
            self.ledger.note_others(others.files(self.plan.builder, page, template))

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """Record what was written, if all went well, and say what was done."""
        ledger, plan = self.ledger, self.plan
        if exception is not None or ledger is None or plan is None:
            return
        ledger.drop_others(plan.made.keys() | plan.files)
        emission.emit(app, ledger, plan.files, set(plan.made))
        ledger.pages = {
            file: made if self.is_update or ledger.pages.get(file) == made else ""
            for file, made in plan.made.items()
        }
        ledger.files = sorted(plan.files)
        ledger.warned = sorted(self.recall.written)
        ledger.is_whole = True
        ledger.save()
        _logger.info("commonplace: %s", plan.told(state.library_of(app.env)))


def setup(app: Sphinx) -> None:
    """Declare the events that features answer, and follow the build."""
    asked = ("is-draft", "markdown", "page-data", "pages", "generated-data", "files", "last-files")
    for name in asked:
        app.add_event(f"commonplace-{name}")
    recall = Recall(app)
    recall.attend()
    app.connect("source-read", recall.attend)
    app.connect("env-updated", recall.tell)
    app.connect("build-finished", recall.leave)
    Pages(Sources(), recall).connect(app)
