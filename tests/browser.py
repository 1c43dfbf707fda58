"""A real browser, for what only a browser can show: the system's Chromium, by Playwright."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("disable-background-networking", "disable-component-update", "disable-sync", "no-sandbox")
MISSING = f"none of {', '.join(_BROWSERS)} is installed: apt-get install chromium"


def launch_options() -> dict[str, Any] | None:
    """Return how to run the browser that is installed, or nothing where there is none."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return path and {"executable_path": path, "args": [f"--{flag}" for flag in _FLAGS]}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address, which ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
