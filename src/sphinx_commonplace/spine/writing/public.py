"""Public: what the author has written where everyone may read it, which is no leak elsewhere.

It is read only when something was found, which is seldom.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx.locale

from sphinx_commonplace.core.frontmatter import fences
from sphinx_commonplace.core.library import files
from sphinx_commonplace.core.markup.uncommented import uncommented
from sphinx_commonplace.core.output import traces, wordruns
from sphinx_commonplace.spine import PACKAGE, state
from sphinx_commonplace.spine.writing.programs import local_folders

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_commonplace.core.output.traces import Trace


class Public:
    """The published sources, the settings and the templates, and the words of the theme."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self.app = app
        self.builder = builder

    @cached_property
    def _paths(self) -> list[Path]:
        env = self.app.env
        paths = [Path(env.doc2path(name)) for name in sorted(env.all_docs)]
        paths += [Path(env.srcdir, path) for path in state.of(env).commented]
        return [path for path in paths if path.is_file()]

    @cached_property
    def _sources(self) -> list[bytes]:
        texts = ((path.suffix, path.read_bytes()) for path in self._paths)
        return [_public(text) if suffix == ".md" else text for suffix, text in texts]

    @cached_property
    def _settings(self) -> list[bytes]:
        conf = Path(self.app.confdir) / "conf.py"
        folders = local_folders(self.app, self.app.config.templates_path)
        paths = [conf, *(path for folder in folders for path in folder.rglob("*.*"))]
        return [path.read_bytes() for path in paths if path.is_file()]

    @cached_property
    def _bodies(self) -> bytes:
        texts = (source.decode(errors="replace") for source in self._sources)
        return "\n".join(fences.split(text).body for text in texts).encode(errors="replace")

    @cached_property
    def _words(self) -> bytes:
        env = self.app.env
        names = "\n".join(str(env.doc2path(name, base=False)) for name in env.all_docs)
        texts = (*self._sources, *self._settings, names.encode(errors="replace"))
        runs = [wordruns.run(traces.source_words(text)) for text in texts]
        runs += [wordruns.run(wordruns.split(text)) for text in texts]  # tags and addresses too
        return b"\n".join(runs)

    @cached_property
    def _interface(self) -> bytes:
        return b"\n".join(wordruns.run(wordruns.split(text)) for text in self._of_the_theme())

    def _of_the_theme(self) -> Iterator[bytes]:
        folders = [PACKAGE / "templates", *map(Path, self.builder.theme.get_theme_dirs())]
        for folder in folders:
            for path in sorted(folder.rglob("*.html")):
                yield path.read_bytes()
        for catalogue in sphinx.locale.translators.values():
            said = getattr(catalogue, "_catalog", {}).values()
            yield "\n".join(text for text in said if isinstance(text, str)).encode()

    def says(self, trace: Trace) -> bool:
        """Whether the words of a draft are there as well."""
        if trace.literal:
            # Who links to the file from beside it has said its address as well.
            said = (trace.literal, trace.draft.rpartition("/")[2].encode())
            texts = (*self._sources, *self._settings)
            return any(one in text for text in texts for one in said)
        run = wordruns.run(trace.words)
        return run in self._words or (not trace.is_text and run in self._interface)

    def holds(self, text: bytes) -> bool:
        """Whether a text stands in a published source or a file it shows, escaped or not."""
        return any(_plain(text) in source for source in self._plain_sources)

    @cached_property
    def _plain_sources(self) -> list[bytes]:
        env = self.app.env
        shown = {env.srcdir / name for names in env.dependencies.values() for name in names}
        shown -= {env.srcdir / name for name in (*env.dlfiles, *env.images)}  # not as text
        included = [path.read_bytes() for path in sorted(shown) if path.is_file()]
        return [_plain(source) for source in (*self._sources, *included)]

    def written(self, text: bytes) -> str:
        """Return the first source in which a text stands, with the line; nothing if none has it."""
        for path in self._paths:
            before, found, _after = path.read_bytes().partition(text)
            if found:
                line = before.count(b"\n") + 1
                return f"{files.seen_from(Path(self.app.srcdir), path)}:{line}"
        return ""

    def shows(self, text: bytes) -> bool:
        """Whether a text stands in a published source where readers see it."""
        return text in self._bodies

    def mentions(self, name: str) -> bool:
        """Whether a file is named in a source, the settings, a template or a style sheet."""
        folders = local_folders(self.app, self.app.config.html_static_path)
        sheets = (path for folder in folders for path in folder.rglob("*.css"))
        texts = (*self._sources, *self._settings, *(path.read_bytes() for path in sheets))
        return any(name.encode() in text for text in texts)


def _public(text: bytes) -> bytes:
    """Return a Markdown source without the comments in its text."""
    if b"%" not in text and b"<!--" not in text:
        return text  # as most are
    head = fences.split(text.decode(errors="replace")).lines
    lines = text.split(b"\n")
    return b"\n".join([*lines[:head], uncommented(b"\n".join(lines[head:]))])


def _plain(text: bytes) -> bytes:
    """Return a text without backslashes, which Markdown and JSON write each in its own way."""
    return text.replace(b"\\", b"")
