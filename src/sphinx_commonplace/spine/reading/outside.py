"""Outside: no file from outside the source folder is shown or copied, unless an option says so.

A page could otherwise publish whatever the machine that builds it can read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst.directives.misc import Raw
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine.diagnostics import Subtype, place, stop, warn
from sphinx_commonplace.spine.writing.programs import local_folders

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_READING: dict[str, type[Directive]] = {
    "include": Include,
    "literalinclude": LiteralInclude,
    "raw": Raw,
    "csv-table": CSVTable,
}
_OF_DOCUTILS = Path(Include.standard_include_path)  # signs by name, as in "<isonum.txt>"


def is_outside(app: Sphinx, path: Path) -> bool:
    """Whether a file lies outside the source folder and may not be used."""
    top, real = Path(app.srcdir), path.resolve()
    allowed = [Path(app.confdir) / name for name in app.config.commonplace_outside]
    if any(real.is_relative_to(folder.resolve()) for folder in (top, *allowed)):
        return False
    is_link = Path(os.path.normpath(path)).is_relative_to(top)
    return not (is_link and app.config.commonplace_follow_symlinks)


def path_of(env: BuildEnvironment, written: str) -> Path:
    """Return the path that is written in a page. Where a link stands, it is not followed."""
    folder = env.doc2path(env.docname).parent
    path = env.srcdir / written[1:] if written.startswith("/") else folder / written
    return Path(os.path.normpath(path))


def refuse(
    env: BuildEnvironment, name: str, argument: str, options: dict[str, Any], line: int
) -> bool:
    """Say why a directive must not read what it is told to read, if that is so."""
    where = place(env, env.docname, line)
    if name in ("raw", "csv-table") and "url" in options:
        told = f"{name}: {options['url']!r} would be fetched; a build uses no network; left out"
        warn(Subtype.DIRECTIVE, told, where)
        return True
    for written, path in _paths(env, name, argument, options):
        if not files.exists(path):
            continue
        is_open = not is_outside(env.app, path)
        if is_open and files.is_file(path):
            continue
        why = "is not a regular file" if is_open else "lies outside the site"
        warn(Subtype.ASSET, f"{name}: {written!r} {why}; nothing of it is shown", where)
        return True
    return False


def _paths(
    env: BuildEnvironment, name: str, argument: str, options: dict[str, Any]
) -> Iterator[tuple[str, Path]]:
    """Yield the files a directive names, as it may find them."""
    if name in ("include", "literalinclude"):
        named = [argument.strip(), options.get("diff") or ""]
    else:
        named = [options.get("file") or ""]
    for written in filter(None, named):
        if name == "include" and written.startswith("<"):
            continue
        yield written, path_of(env, written)
        if name in ("raw", "csv-table"):
            yield written, env.doc2path(env.docname).parent / written


def _guarded(name: str, known: type[Directive]) -> type[Directive]:
    """Return a directive that looks at what it is told to read before it does."""

    class Guarded(known):  # type: ignore[valid-type,misc]
        """Reads no file from outside the site."""

        def run(self) -> list[nodes.Node]:
            env: BuildEnvironment = self.state.document.settings.env
            argument = self.arguments[0] if self.arguments else ""
            if refuse(env, name, argument, self.options, self.lineno):
                return []
            found: list[nodes.Node] = super().run()
            return found

    return Guarded


def _check_read(app: Sphinx, doctree: nodes.document) -> None:
    """End the build where another directive has read a file from outside.

    :raises Stop: after naming the page and the file.
    """
    read = (Path.cwd() / path for path in doctree.settings.record_dependencies.list)
    found = [
        path for path in read if is_outside(app, path) and not path.is_relative_to(_OF_DOCUTILS)
    ]
    if found:
        where = place(app.env, app.env.docname)
        stop((f"shows {path.name!r}, which lies outside the site", where) for path in found)


def _check_links(app: Sphinx) -> None:
    """End the build where a link among the files that are copied as they are leads outside.

    :raises Stop: after naming all of them.
    """
    config = app.config
    found: list[tuple[str, str | None]] = []
    for folder in local_folders(app, [*config.html_static_path, *config.html_extra_path]):
        for path in _links(folder):
            # A folder that is itself elsewhere was named by whoever wrote conf.py.
            if is_outside(app, path) and not path.resolve().is_relative_to(folder.resolve()):
                where = files.seen_from(app.srcdir, path)
                found.append(("the link leads outside the site", f"{where}:1"))
    if found:
        stop(found)


def _links(folder: Path) -> Iterator[Path]:
    for top, folders, others in os.walk(folder):
        for name in sorted((*folders, *others)):
            path = Path(top) / name
            if path.is_symlink():
                yield path


def setup(app: Sphinx) -> None:
    """Guard the directives that read files, wherever they are used."""
    for name, known in _READING.items():
        app.add_directive(name, _guarded(name, known), override=True)
    app.connect("builder-inited", _check_links)
    app.connect("doctree-read", _check_read, priority=890)
