"""The source files as they are on disk: which of them can become pages, and what has changed.

A file that cannot become a page (no text, no regular file, a name no output can have) is named
and left out, where Sphinx would end in a traceback, hang, or drop it without a word. What has
changed is decided by content, so that a build cache survives a fresh clone.
"""

from __future__ import annotations

import sys
import unicodedata
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import compile_matchers

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine.diagnostics import Subtype, warn
from sphinx_commonplace.spine.reading import attachments
from sphinx_commonplace.spine.state import of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

LEFT_OUT = [".*", "**/.*", "node_modules", "**/node_modules"]


def digest(content: bytes) -> str:
    """Return what stands for a file's content."""
    return blake2b(content, digest_size=16).hexdigest()


def escape(path: str) -> str:
    """Return the exclude pattern that matches exactly this path."""
    # A set that begins with "[" makes Python's re warn, so a backslash goes before it.
    special = {"*": "[*]", "?": "[?]", "[": "[\\[]"}
    return "".join(special.get(char, char) for char in unicodedata.normalize("NFC", path))


def is_withheld(env: BuildEnvironment, path: str) -> bool:
    """Whether a document must show nothing of a source file.

    If so, it is read again by the next build, which may find the file published.
    """
    found = path in of(env).withheld
    if found:
        of(env).warned.add(env.docname)
    return found


def _leave_out(app: Sphinx, patterns: list[str]) -> None:
    """Have Sphinx find no documents in some files.

    Among ``exclude_patterns`` they would be a setting, and everything be read again when one comes
    or goes. The assets of the builder are left out as well, and a new environment asks for them
    before there is any event.
    """
    create = app.create_builder

    def with_patterns(name: str) -> Builder:
        builder = create(name)
        assets = builder.get_asset_paths
        builder.get_asset_paths = lambda: [*assets(), *patterns]  # type: ignore[method-assign]
        return builder

    app.create_builder = with_patterns  # type: ignore[method-assign]


class Sources:
    """One look at the source tree, at the start of a build."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}
        self.withheld: set[str] = set()
        self.drafts: set[str] = set()  # that are shown
        self.files: list[str] = []

    def survey(self, app: Sphinx, config: Config) -> None:
        """Read every source file once; note those that cannot or must not become pages."""
        config.exclude_patterns = [*config.exclude_patterns, *LEFT_OUT]
        patterns = [
            *config.exclude_patterns,
            *config.templates_path,
            *config.html_extra_path,
            *config.html_static_path,
            *EXCLUDE_PATHS,
        ]
        excluded = compile_matchers(patterns)
        useless: list[str] = []
        paths: list[str] = []

        def leave_out(path: str, why: str, line: int = 1) -> None:
            warn(Subtype.SOURCE, f"{why}; left out", f"{path}:{line}")
            useless.append(escape(path))

        def is_excluded(path: str) -> bool:
            normal = unicodedata.normalize("NFC", path)
            return any(match(normal) for match in excluded)

        follow = config.commonplace_follow_symlinks
        for path, entry in files.walk(Path(app.srcdir), is_excluded, leave_out, follow=follow):
            if not path.endswith(tuple(config.source_suffix)):
                self.files.append(path)
                continue
            try:
                content, text = files.read(path, entry)
            except files.UnfitError as unfit:
                leave_out(path, unfit.reason, unfit.line)
                continue
            paths.append(path)
            normal = unicodedata.normalize("NFC", path)
            self._digests[normal] = digest(content)
            if not any(app.emit("commonplace-is-draft", normal, text)):
                continue
            if app.tags.has("drafts"):
                self.drafts.add(normal)
                self._digests[normal] = digest(b"%b\0draft" % content)  # a setting may have made it
            else:
                self.withheld.add(normal)
                self._digests[str(Path(app.srcdir, path))] = ""  # to who takes it in, it is gone
        for path, why in files.losers(paths, list(config.source_suffix)):
            leave_out(path, why)
        media = filter(attachments.kind_of, self.files)
        for path, told in (*files.twins(paths), *files.kept_by_windows([*paths, *media])):
            warn(Subtype.SOURCE, told, f"{path}:1")
        _leave_out(app, [*useless, *map(escape, sorted(self.withheld))])

    def refresh(self, env: BuildEnvironment, read_with: str) -> None:
        """Tell Sphinx what has changed, by content.

        Sphinx compares the time of reading with the time of the file. The former is set so that
        the answer is right.

        :param read_with: stands for all else that reading depends on: programs and settings.
        """
        ours = of(env)
        everything = ours.read_with != read_with
        ours.read_with = read_with
        if everything:
            ours.related_kept = None  # only what wrote it can read it
        for docname in env.all_docs:
            known = ours.library.facts.get(docname)
            same = (
                not everything and known is not None and known.digest == self.digest(env, docname)
            )
            env.all_docs[docname] = sys.maxsize if same else 0

    def digest(self, env: BuildEnvironment, docname: str, own: str = "") -> str:
        """Return what stands for the source of a document and for the files it includes.

        :param own: what stands for the source, if not all of it counts.
        """
        parts = [own or self._digests.get(str(env.doc2path(docname, base=False)), "")]
        parts += [self._of_file(path) for path in sorted(env.dependencies.get(docname, ()))]
        return parts[0] if len(parts) == 1 else digest(" ".join(parts).encode())

    def _of_file(self, path: Path) -> str:
        name = str(path)
        if name not in self._digests:
            try:
                self._digests[name] = digest(Path(path).read_bytes()) if files.is_file(path) else ""
            except OSError:
                self._digests[name] = ""
        return self._digests[name]
