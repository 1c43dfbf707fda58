"""Leaks: when all is written the output is searched for what must not be in it; a find is an error.

That is what a draft holds, in whatever way it came there, and what no page should show: tokens,
paths of this machine, and e-mail addresses where no reader sees them. What an author wrote in a
page that is published is no leak, except a token.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import get_day_names, get_month_names
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.output import confidential, contents, wordruns
from sphinx_commonplace.core.output.scanned import Scanned
from sphinx_commonplace.core.output.traces import Traces, of_draft
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import stop
from sphinx_commonplace.spine.writing import belongings
from sphinx_commonplace.spine.writing.ledger import fingerprint
from sphinx_commonplace.spine.writing.programs import programs
from sphinx_commonplace.spine.writing.public import Public
from sphinx_commonplace.spine.writing.surroundings import Surroundings

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.output.traces import Trace

_MOST = 20  # finds that are said
_MOST_OF_A_FILE = 4
_METADATA = (".xml", ".json", ".js", ".rss", ".atom", ".webmanifest")


class Search:
    """One search through an output."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self.app = app
        self.env = app.env
        self.builder = builder
        self.outdir = Path(builder.outdir)
        self.allowed: list[str] = app.config.commonplace_leaks_allow
        self.drafts = {
            path: (self.env.srcdir / path).read_text(encoding="utf-8-sig", errors="replace")
            for path in sorted(state.of(self.env).withheld)
            if not self._is_allowed(path) and (self.env.srcdir / path).is_file()
        }
        self.public = Public(app, builder)
        self.own = tuple(self._own_paths())
        self.files = {
            path for path in belongings.of(self.env, self.drafts) if not self._is_allowed(path)
        }

    def _own_paths(self) -> Iterator[bytes]:
        app = self.app
        for folder in {app.srcdir, app.confdir, app.outdir, app.doctreedir, Path.home()}:
            if len(folder.parts) > 2 and str(folder) not in app.config.html_baseurl:  # noqa: PLR2004 - "/root"
                yield from confidential.spellings(str(folder))

    def run(self) -> None:
        """Look at all files that were not found clean before.

        :raises Stop: after naming what was found.
        """
        key = fingerprint(
            *(programs(self.app), self.drafts, belongings.marks(self.env, self.files)),
            *(self.allowed, sorted(map(repr, self.own))),
        )
        name = f"commonplace-leaks-{self.app.builder.name}.json"
        scanned = Scanned(Path(self.app.doctreedir) / name, self.outdir, key)
        new = list(scanned.new())
        if not new:
            return
        common = _calendar(self.app.config.language)
        traces = Traces(item for draft in self.drafts.items() for item in of_draft(*draft, common))
        copies = Surroundings(self.app, self.builder).copies()
        errors: list[tuple[str, str | None]] = []
        for path, mark in new:
            if path.startswith("_static/") and path not in copies:
                scanned.clean[path] = mark  # a file of a program's
                continue
            told, is_excused = self._look(path, traces)
            errors += told[:_MOST_OF_A_FILE]
            if not told and not is_excused:
                scanned.clean[path] = mark
        scanned.save()
        if errors:
            rest = [(f"and {len(errors) - _MOST} more leaks", None)] if errors[_MOST:] else []
            stop([*errors[:_MOST], *rest])

    def _look(self, path: str, traces: Traces) -> tuple[list[tuple[str, str]], bool]:
        """Return what a file holds that it must not, and whether it holds what is excused."""
        is_excused = False
        told: dict[str, int] = {}
        if any(fnmatchcase(path, pattern) for pattern in self.allowed):
            return [], False
        file = self.outdir / path
        if own := self._only_of_drafts(file):
            if self.public.mentions(own.rpartition("/")[2]):
                is_excused = True
            else:
                told[f"the file {own!r}, which only drafts use"] = 1
        for data, line in contents.pieces(file):
            for start, what, excuse in self._finds(path, data, traces, is_first=line == 1):
                if excuse:
                    is_excused = True
                else:
                    number = line + data.count(b"\n", 0, start)
                    told.setdefault(what, number)
        found = sorted((number, f"the output holds {what}") for what, number in told.items())
        return [(text, f"{path}:{number}") for number, text in found], is_excused

    @cached_property
    def _digests(self) -> dict[int, dict[bytes, str]]:
        return belongings.digests(self.env, self.files)

    def _only_of_drafts(self, file: Path) -> str:
        """Return which file of the drafts' a file of the output is, or nothing."""
        same_size = self._digests.get(file.stat().st_size)
        return same_size.get(belongings.digest(file.read_bytes()), "") if same_size else ""

    def _finds(
        self, path: str, data: bytes, traces: Traces, *, is_first: bool
    ) -> Iterator[tuple[int, str, bool]]:
        """Yield where something was found, what, and whether it may be there."""
        public = self.public
        if b"\0" not in data[:1024]:
            for hit in traces.find(data):
                yield hit.start, _of(hit.trace), public.says(hit.trace)
        for secret in confidential.tokens(data):
            is_allowed = self._is_allowed(secret.found.decode(errors="replace"))
            written = "" if is_allowed else public.written(secret.found)
            place = f", written in {written}" if written else ""
            yield secret.start, f"{secret.name} ({secret.shown}){place}", is_allowed
        for local in confidential.paths(data, self.own):
            shown = local.found.decode(errors="replace")
            is_known = public.holds(local.found) or self._is_page(shown)
            yield local.start, f"{local.name}, {shown!r}", is_known or self._is_allowed(shown)
        if path.endswith(_METADATA) or (is_first and path.endswith(".html")):
            end = len(data) if path.endswith(_METADATA) else data.find(b"</head>")
            for mail in confidential.addresses(data[: max(0, end)]):
                shown = mail.found.decode(errors="replace")
                is_known = public.shows(mail.found) or self._is_allowed(shown)
                yield mail.start, f"{mail.name} where no reader sees it, {shown!r}", is_known

    def _is_allowed(self, text: str) -> bool:
        return any(text == allowed or fnmatchcase(text, allowed) for allowed in self.allowed)

    def _is_page(self, path: str) -> bool:
        return any(name.startswith(path.strip("/\\")) for name in self.env.all_docs)


def _of(trace: Trace) -> str:
    return f"the {trace.what} of the draft {trace.draft} (line {trace.line})"


def _calendar(language: str) -> frozenset[bytes]:
    """Return the names of months and days, which dates on pages are made of."""
    names = [
        name
        for locale in dict.fromkeys((dates.language("en"), dates.language(language)))
        for width in ("wide", "abbreviated")
        for names in (get_month_names, get_day_names)
        for name in names(width, locale=locale).values()
    ]
    return frozenset(word for name in names for word in wordruns.split(name.encode()))


def _search(app: Sphinx, exception: Exception | None) -> None:
    builder = app.builder
    if exception is not None or builder.name not in ("html", "dirhtml") or app.tags.has("drafts"):
        return
    if isinstance(builder, StandaloneHTMLBuilder):
        Search(app, builder).run()


def setup(app: Sphinx) -> dict[str, bool]:
    """Search when all else is done."""
    app.connect("build-finished", _search, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
