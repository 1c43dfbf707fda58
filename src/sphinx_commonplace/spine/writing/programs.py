"""Programs: what stands for the code, the settings and the files that all pages are made with."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING

from sphinx_commonplace.spine import PACKAGE
from sphinx_commonplace.spine.writing.ledger import fingerprint

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_LIBRARIES = (
    "sphinx",
    "docutils",
    "myst-parser",
    "markdown-it-py",
    "pygments",
    "jinja2",
    "babel",
    "imagesize",
    "latex2mathml",
    "lxml",
    "markdownify",
    "numpy",
    "pystemmer",
    "sentencex",
    "snowballstemmer",
)


def files(folder: Path, *endings: str) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder by their relative names, with some endings if any are named.

    :param folder: or a single file.
    """
    for path in [folder] if folder.is_file() else sorted(folder.rglob("*")):
        if path.is_file() and path.name.endswith(endings or ""):
            yield path.name if path == folder else path.relative_to(folder).as_posix(), path


def contents(folders: list[Path], *endings: str) -> str:
    """Return what stands for the files below some folders, by their relative names."""
    found = blake2b(digest_size=16)
    for folder in folders:
        for name, path in files(folder, *endings):
            content = path.read_bytes()
            found.update(f"{name}\0{len(content)}\0".encode())
            found.update(content)
    return found.hexdigest()


@cache
def _installed() -> str:
    """Return what stands for our code and that of libraries, as this process has loaded it."""
    libraries = {name: version(name) for name in _LIBRARIES}
    return fingerprint(libraries, contents([PACKAGE], ".py", ".html", ".css", ".js", ".mo"))


def programs(app: Sphinx) -> str:
    """Return what stands for the code that makes the pages, ours and others'."""
    extensions = {name: app.extensions[name].version for name in sorted(app.extensions)}
    return fingerprint(extensions, _installed())


def _values(config: Config) -> str:
    """Return the values with which Sphinx reads everything again when they change.

    Sets are sorted in it, and of a function it has the name, not where it is in memory.
    """
    found = {one.name: one.value for one in config.filter(frozenset({"env"}))}
    return _ADDRESS.sub("", pformat(found))


def read_with(app: Sphinx) -> str:
    """Return what stands for all that reading a document depends on, but for its source.

    To be asked before there is a builder, which may bring more extensions and other values.
    ``conf.py`` and modules of the site's count as a whole, since they hold code. Values count as
    well, since the command line may give others.
    """
    settings = [Path(app.confdir, name) for name in ("conf.py", "docutils.conf")]
    config = app.config
    catalogues = [Path(app.confdir, name, config.language) for name in config.locale_dirs]
    return fingerprint(
        programs(app),
        contents([path for path in settings if path.is_file()]),
        contents(catalogues, ".po" if config.gettext_auto_build else ".mo"),
        [(name, contents([path])) for name, path in _modules(app)],
        _values(config),
    )


def _modules(app: Sphinx) -> Iterator[tuple[str, Path]]:
    """Yield the site's own modules, which ``conf.py`` has imported or named as extensions."""
    home, ours = f"{Path(app.confdir)}{os.sep}", (str(PACKAGE), f"{sys.prefix}{os.sep}")
    for name, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(home) and not file.startswith(ours):
            yield name, Path(file)


def local_folders(app: Sphinx, names: list[str]) -> list[Path]:
    """Return the folders of the site that are meant by names relative to its ``conf.py``."""
    folders = [Path(app.confdir) / name for name in names]
    return [folder for folder in folders if PACKAGE not in folder.parents]
