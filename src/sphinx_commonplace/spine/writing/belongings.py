"""Belongings: the files that drafts use and no page does, such as the pictures in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine import state

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_BETWEEN = re.compile(r"[\s<>()\[\]\"'`|{}=]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{2,5}$")
_IN_BRACKETS = re.compile(
    r"\[\[([^\]|#\n]{1,200})|<([^<>\n]{1,200})>"
)  # such a name may have blanks
_LONGEST = 200  # characters of a path


def of(env: BuildEnvironment, drafts: dict[str, str]) -> set[str]:
    """Return the files that drafts name and no page uses.

    :param drafts: their texts by their paths.
    """
    named: dict[str, list[str]] = {}
    for path in state.of(env).files:
        named.setdefault(posixpath.basename(path), []).append(path)
    found = {
        path
        for draft, text in drafts.items()
        for written in _named(text)
        for path in _meant(env, draft, written, named)
    }
    return found - _used(env)


def _named(text: str) -> Iterator[str]:
    """Yield what may be the path of a file: a word with an ending, or what stands in brackets."""
    for word in dict.fromkeys(_BETWEEN.split(text)):
        path = word.partition("#")[0]
        if len(path) <= _LONGEST and _ENDING.search(path):
            yield path
    for linked, enclosed in _IN_BRACKETS.findall(text):
        yield (linked or enclosed).strip().partition("#")[0]


def _meant(
    env: BuildEnvironment, draft: str, written: str, named: dict[str, list[str]]
) -> Iterator[str]:
    """Yield the files which a path in a draft may mean."""
    for path in (posixpath.join(posixpath.dirname(draft), written), written.lstrip("/")):
        normal = posixpath.normpath(path)
        is_page = normal.endswith(tuple(env.config.source_suffix))
        if not normal.startswith("../") and not is_page and files.is_file(env.srcdir / normal):
            yield normal
    yield from named.get(posixpath.basename(written), ())


def _used(env: BuildEnvironment) -> set[str]:
    known = {str(path) for path in (*env.images, *env.dlfiles)}
    return known.union(*({str(path) for path in paths} for paths in env.dependencies.values()))


def marks(env: BuildEnvironment, paths: set[str]) -> list[tuple[str, int, int]]:
    """Return what tells that files are still the same."""
    found = ((path, (env.srcdir / path).stat()) for path in sorted(paths))
    return [(path, about.st_size, about.st_mtime_ns) for path, about in found]


def digests(env: BuildEnvironment, paths: set[str]) -> dict[int, dict[bytes, str]]:
    """Return files by size and by digest, without those whose content a page uses as well."""
    found: dict[int, dict[bytes, str]] = {}
    for path in sorted(paths):
        content = (env.srcdir / path).read_bytes()
        found.setdefault(len(content), {})[digest(content)] = path
    for path in _used(env) if found else ():
        file = env.srcdir / path
        if file.is_file() and file.stat().st_size in found:
            found[file.stat().st_size].pop(digest(file.read_bytes()), None)
    return found


def digest(content: bytes) -> bytes:
    """Return what stands for the content of a file."""
    return blake2b(content, digest_size=16).digest()
