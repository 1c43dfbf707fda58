"""Live preview: one build for each edit, and none without."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Site

COUNT = """
def setup(app):
    def count(app, exception):
        with open({log!r}, "a") as log:
            log.write("built\\n")
    app.connect("build-finished", count)
"""


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def builds(log: Path) -> int:
    """Return how many builds have ended."""
    return log.read_text().count("built") if log.exists() else 0


def wait_for(log: Path, number: int) -> None:
    """Wait until that many builds have ended."""
    deadline = time.monotonic() + 60
    while builds(log) < number:
        assert time.monotonic() < deadline, f"{builds(log)} builds instead of {number}"
        time.sleep(0.1)


def test_preview_builds_once_for_each_edit(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "---\ntags: [x]\n---\n# A\n"})
    log = site.root / "builds.log"
    with (site.source / "conf.py").open("a") as conf:
        conf.write(COUNT.format(log=str(log)))
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", str(free_port())]
    places = ["-d", str(site.root / "doctrees"), str(site.source), str(site.output("dirhtml"))]
    with subprocess.Popen(
        [*command, "-b", "dirhtml", *places],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(log, 1)
            for number in (2, 3):
                time.sleep(2)
                assert builds(log) == number - 1, "it builds without an edit"
                site.write({"posts/a.md": f"---\ntags: [y]\n---\n# A {number}\n"})
                wait_for(log, number)
            time.sleep(3)
            assert builds(log) == 3, "an edit is built more than once"
        finally:
            server.terminate()
    assert site.page("posts/a", "dirhtml").h1.text.startswith("A 3")
