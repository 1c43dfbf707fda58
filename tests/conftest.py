"""The ``site`` fixture: a small site on disk, built as its author would build it.

Each build runs in a process of its own, forked from this one, so that nothing one build leaves
in memory can help or hinder the next.
"""

from __future__ import annotations

import os
import re
import selectors
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any

import furo  # noqa: F401 - imported here once, so that forked builds need not
import myst_parser.sphinx_ext.main  # noqa: F401
import pytest
import rustworkx  # noqa: F401
import sphinx.search  # noqa: F401
import sphinx_tags  # noqa: F401
from bs4 import BeautifulSoup
from sphinx.cmd.build import build_main

import sphinx_commonplace
from tests.browser import MISSING, launch_options

CONF = """\
project = "Test"
extensions = ["sphinx_commonplace"]
html_theme = "furo"
html_baseurl = "https://example.org/"
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["own.css"]
"""
for layer, parts in (
    ("spine", sphinx_commonplace.SPINE),
    ("features", sphinx_commonplace.FEATURES),
):
    for part in parts:
        import_module(f"sphinx_commonplace.{layer}.{part}")

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_WRITTEN = re.compile(r"writing output\.\.\. \[ *\d+%\] ([^\r\n]+)")


@dataclass(frozen=True)
class Build:
    """What one build said and did."""

    status: int
    log: str
    warnings: list[str]

    @property
    def written(self) -> list[str]:
        """The documents that were written."""
        return sorted(_WRITTEN.findall(self.log))


class Site:
    """A site below a folder: its source, and an output folder for each builder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.source = root / "source"
        self.source.mkdir(parents=True)

    def write(self, files: dict[str, str | bytes]) -> None:
        """Write source files; text is dedented."""
        for name, content in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(dedent(content), encoding="utf-8")

    def remove(self, name: str) -> None:
        """Delete a source file."""
        (self.source / name).unlink()

    def output(self, builder: str = "html") -> Path:
        """Return the output folder of a builder."""
        return self.root / "output" / builder

    def build(
        self,
        builder: str = "html",
        *options: str,
        env: dict[str, str] | None = None,
        sabotage: Callable[[], None] | None = None,
    ) -> Build:
        """Run ``sphinx-build``; the doctrees are shared by all builders.

        :param sabotage: called in the build's own process before it begins.
        """
        arguments = ["-b", builder, "-d", str(self.root / "doctrees"), *options]
        arguments += [str(self.source), str(self.output(builder))]

        def run() -> int:
            if sabotage is not None:
                sabotage()
            return build_main(arguments)

        status, log, errors = run_forked(run, env or {})
        source = f"{self.source}/"
        lines = [line.replace(source, "") for line in errors.splitlines() if line.strip()]
        return Build(
            status,
            log,
            [line for line in lines if re.search(r"WARNING|ERROR|CRITICAL|rror:", line)],
        )

    def page(self, name: str, builder: str = "html") -> BeautifulSoup:
        """Return a page of the output, parsed."""
        path = self.output(builder) / (
            f"{name}.html" if builder == "html" else f"{name}/index.html"
        )
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")

    def snapshot(self, builder: str = "html") -> dict[str, bytes]:
        """Return the whole output by relative path."""
        top = self.output(builder)
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file()
        }

    def copy(self, root: Path) -> Site:
        """Return a copy of the source below another folder, never built."""
        other = Site(root)
        shutil.copytree(self.source, other.source, dirs_exist_ok=True)
        return other


def run_forked(action: Callable[[], int], env: dict[str, str]) -> tuple[int, str, str]:
    """Run an action in a forked process; return its status and what it printed."""
    read_out, write_out = os.pipe()
    read_err, write_err = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            for read in (read_out, read_err):
                os.close(read)
            os.environ.update(env)
            time.tzset()
            sys.stdout = os.fdopen(write_out, "w", encoding="utf-8", errors="replace")
            sys.stderr = os.fdopen(write_err, "w", encoding="utf-8", errors="replace")
            try:
                status = action()
            except SystemExit as stop:
                status = int(stop.code or 0)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)
    for write in (write_out, write_err):
        os.close(write)
    texts = _drain(read_out, read_err)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), texts[0], texts[1]


def _drain(*descriptors: int) -> list[str]:
    chunks: dict[int, list[bytes]] = {descriptor: [] for descriptor in descriptors}
    with selectors.DefaultSelector() as selector:
        for descriptor in descriptors:
            selector.register(descriptor, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                chunk = os.read(key.fd, 1 << 16)
                if chunk:
                    chunks[key.fd].append(chunk)
                else:
                    selector.unregister(key.fd)
                    os.close(key.fd)
    return [
        _ESCAPES.sub("", b"".join(chunks[descriptor]).decode(errors="replace"))
        for descriptor in descriptors
    ]


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that makes a site of some files; ``conf`` is appended to ``conf.py``."""
    made = 0

    def make(files: dict[str, str | bytes], conf: str = "") -> Site:
        nonlocal made
        site = Site(tmp_path / f"site{made}")
        made += 1
        site.write({"conf.py": CONF + dedent(conf), "index.md": "# Home\n", "_static/own.css": ""})
        (site.source / "_templates").mkdir()
        site.write(files)
        return site

    return make


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have Playwright run the browser that is installed, and download none."""
    return {**browser_type_launch_args, **(launch_options() or pytest.skip(MISSING))}


PACKAGE = Path(sphinx_commonplace.__file__).parent
