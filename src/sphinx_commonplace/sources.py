"""The source files as they are on disk: which of them can become pages, and what has changed.

A file that cannot become a page (no text, no regular file, a name no output can have) is named
and left out, where Sphinx would end in a traceback, hang, or drop it without a word. What has
changed is decided by content, so that a build cache survives a fresh clone.
"""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import compile_matchers

from sphinx_commonplace.diagnostics import Subtype, warn
from sphinx_commonplace.state import of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

LEFT_OUT = [".*", "**/.*", "node_modules", "**/node_modules"]
_LONGEST_NAME = 240  # bytes: file systems allow 255, and Sphinx adds an ending


def digest(content: bytes) -> str:
    """Return what stands for a file's content."""
    return blake2b(content, digest_size=16).hexdigest()


def escape(path: str) -> str:
    """Return the exclude pattern that matches exactly this path."""
    # A set that begins with "[" makes Python's re warn, so a backslash goes before it.
    special = {"*": "[*]", "?": "[?]", "[": "[\\[]"}
    return "".join(special.get(char, char) for char in unicodedata.normalize("NFC", path))


class Sources:
    """One look at the source tree, at the start of a build."""

    def __init__(self) -> None:
        self._digests: dict[str, str] = {}
        self.withheld: set[str] = set()

    def survey(self, app: Sphinx, config: Config) -> None:
        """Read every source file once; exclude those that cannot or must not become pages."""
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
            shown = path.encode(errors="backslashreplace").decode().replace("\n", "\\n")
            warn(Subtype.SOURCE, f"{why}; left out", f"{shown}:{line}")
            useless.append(escape(path))

        def is_excluded(path: str) -> bool:
            normal = unicodedata.normalize("NFC", path)
            return any(match(normal) for match in excluded)

        follow = config.commonplace_follow_symlinks
        for path, entry in _walk(Path(app.srcdir), is_excluded, leave_out, follow=follow):
            if not path.endswith(tuple(config.source_suffix)):
                continue
            try:
                content, text = _read(path, entry)
            except _UnfitError as unfit:
                leave_out(path, unfit.reason, unfit.line)
                continue
            paths.append(path)
            normal = unicodedata.normalize("NFC", path)
            self._digests[normal] = digest(content)
            if any(app.emit("commonplace-withhold", normal, text)):
                self.withheld.add(normal)
        for path, why in _losers(paths, list(config.source_suffix)):
            leave_out(path, why)
        _warn_of_twins(paths)
        unread = [*useless, *map(escape, sorted(self.withheld))]
        config.exclude_patterns = [*config.exclude_patterns, *unread]

    def refresh(self, env: BuildEnvironment, read_with: str) -> None:
        """Tell Sphinx what has changed, by content.

        Sphinx compares the time of reading with the time of the file. The former is set so that
        the answer is right.

        :param read_with: stands for all else that reading depends on: programs and settings.
        """
        ours = of(env)
        everything = ours.read_with != read_with
        ours.read_with = read_with
        for docname in env.all_docs:
            known = ours.library.facts.get(docname)
            same = (
                not everything and known is not None and known.digest == self.digest(env, docname)
            )
            env.all_docs[docname] = sys.maxsize if same else 0

    def digest(self, env: BuildEnvironment, docname: str) -> str:
        """Return what stands for the text of a document and of the files it includes."""
        parts = [self._digests.get(str(env.doc2path(docname, base=False)), "")]
        parts += [self._of_file(path) for path in sorted(env.dependencies.get(docname, ()))]
        return parts[0] if len(parts) == 1 else digest(" ".join(parts).encode())

    def _of_file(self, path: Path) -> str:
        name = str(path)
        if name not in self._digests:
            try:
                self._digests[name] = digest(Path(path).read_bytes())
            except OSError:
                self._digests[name] = ""
        return self._digests[name]


class _UnfitError(Exception):
    """A file cannot become a page."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.line = line


def _read(path: str, entry: os.DirEntry[str]) -> tuple[bytes, str]:
    try:
        path.encode()
    except UnicodeEncodeError:
        raise _UnfitError("the name is not UTF-8") from None
    if "\n" in path or "\r" in path:
        raise _UnfitError("the name holds a line break")
    if len(entry.name.encode()) > _LONGEST_NAME:
        raise _UnfitError(f"the name is longer than {_LONGEST_NAME} bytes")
    try:
        # Asked before it is opened: opening a pipe waits for a writer for ever.
        if not stat.S_ISREG(entry.stat().st_mode):
            raise _UnfitError("not a regular file")
        content = Path(entry.path).read_bytes()
    except OSError as error:
        raise _UnfitError(f"cannot be read ({error.strerror})") from None
    try:
        return content, content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = f"not UTF-8 text, byte 0x{content[error.start]:02X} at line {line}"
        raise _UnfitError(told, line) from None


def _losers(paths: list[str], suffixes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that would be lost to one of the same name, and why."""
    seen: dict[str, str] = {}
    for path in sorted(
        paths, key=lambda path: [path.endswith(suffix) for suffix in suffixes][::-1]
    ):
        stem = next(path.removesuffix(suffix) for suffix in suffixes if path.endswith(suffix))
        other = seen.setdefault(stem, path)
        if other != path:
            yield path, f"its page would be that of {other!r}"


def _warn_of_twins(paths: list[str]) -> None:
    seen: dict[str, str] = {}
    for path in paths:
        normal = unicodedata.normalize("NFC", path)
        other = seen.setdefault(normal.casefold(), path)
        if unicodedata.normalize("NFC", other) != normal:
            told = f"{other!r} and {path!r} are one file on macOS and Windows; one may be lost"
            warn(Subtype.SOURCE, told, f"{path}:1")
        elif other != path:
            told = f"{other!a} and {path!a} are one name; only one becomes a page"
            warn(Subtype.SOURCE, told, f"{path}:1")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links that lead to each other
        return False


def _walk(
    top: Path,
    is_excluded: Callable[[str], bool],
    leave_out: Callable[[str, str], Any],
    *,
    follow: bool,
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files below ``top`` with their relative paths, in order, each folder once."""
    stack: list[tuple[str, tuple[str, ...]]] = [("", (os.path.realpath(top),))]
    while stack:
        folder, above = stack.pop()
        try:
            with os.scandir(top / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            leave_out(folder, f"the folder cannot be read ({error.strerror})")
            continue
        inner: list[tuple[str, tuple[str, ...]]] = []
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if is_excluded(path):
                continue
            real = os.path.realpath(entry.path) if entry.is_symlink() else ""
            if real and not follow and not Path(real).is_relative_to(above[0]):
                leave_out(path, "the link leads outside the site")
            elif not _is_folder(entry):
                yield path, entry
            elif real in above:
                leave_out(path, "the link leads to a folder it lies in")
            else:
                inner.append((path, (*above, real or os.path.realpath(entry.path))))
        stack += reversed(inner)
