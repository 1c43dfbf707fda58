"""Attachments: the pictures and other files of a site, found by their names like pages."""

from __future__ import annotations

import posixpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx_commonplace.core.library import files
from sphinx_commonplace.core.library.names import Names, PageNames
from sphinx_commonplace.spine import state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

KINDS = {
    "picture": ("apng", "avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"),
    "audio": ("3gp", "flac", "m4a", "mp3", "ogg", "opus", "wav"),
    "video": ("mkv", "mov", "mp4", "ogv", "webm"),
    "document": ("pdf",),
}
_BY_ENDING = {ending: kind for kind, endings in KINDS.items() for ending in endings}


def kind_of(path: str) -> str | None:
    """Return which of ``KINDS`` a file is, by the ending of its name; nothing if it is none."""
    return _BY_ENDING.get(path.rpartition(".")[2].lower())


def find(env: BuildEnvironment, docname: str, name: str) -> list[str]:
    """Return the files that a name means in a document, the one that is taken first.

    The paths are relative to the source folder. A file is looked for from the document's folder,
    from the source folder, and then by the end of its path. The answer is noted, and the document
    is read again when another would be given.
    """
    found = _find(env, docname, name)
    noted = env.current_document.get("commonplace_files") or {}
    env.current_document["commonplace_files"] = {**noted, name: tuple(found)}
    return found


def _find(env: BuildEnvironment, docname: str, name: str) -> list[str]:
    for path in (posixpath.join(posixpath.dirname(docname), name), name.lstrip("/")):
        normal = posixpath.normpath(path)
        if not normal.startswith("../") and files.is_file(env.srcdir / normal):
            return [normal]
    return _named(env).find(name)


def known(env: BuildEnvironment) -> list[str]:
    """Return the names by which files can be found, to look for the nearest one."""
    return _named(env).known()


def _named(env: BuildEnvironment) -> Names:
    ours = state.of(env)
    if ours.attachments is None:
        media = (path for path in ours.files if kind_of(path))
        ours.attachments = Names(
            {
                path: PageNames("")
                for path in media
                if not _is_output(env.srcdir, path.rpartition("/")[0])
            }
        )
    return ours.attachments


def _is_output(top: Path, folder: str) -> bool:
    """Whether a folder, or one it lies in, holds what Sphinx has made."""
    seen = PurePosixPath(folder)
    return any((top / path / ".buildinfo").is_file() for path in (seen, *seen.parents))


def _find_outdated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    facts = state.library_of(env).facts
    return [
        docname
        for docname in sorted(facts)
        if any(
            tuple(_find(env, docname, name)) != found
            for name, found in facts[docname].files.items()
        )
    ]


def setup(app: Sphinx) -> None:
    """Have documents read again whose files have come, gone or moved."""
    app.connect("env-get-outdated", _find_outdated)
