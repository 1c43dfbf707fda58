"""A real browser, for what only a browser can show: the system's Chromium, by Playwright."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ("disable-background-networking", "disable-component-update", "disable-sync", "no-sandbox")
_PACKED = (".html", ".css", ".js", ".svg", ".json")
MISSING = f"none of {', '.join(_BROWSERS)} is installed: apt-get install chromium"


def find_browser() -> str | None:
    """Return the path of the browser that is installed, or nothing where there is none."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def launch_options() -> dict[str, Any] | None:
    """Return how to run the browser, or nothing where there is none."""
    path = find_browser()
    return path and {"executable_path": path, "args": [f"--{flag}" for flag in _FLAGS]}


class Host(SimpleHTTPRequestHandler):
    """Does what any static host does: packs text, and has a page for what it has not."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = HTTPStatus.OK
        if not path.is_file():
            path, status = Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND
        body = path.read_bytes() if path.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in _PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def served(folder: Path, handler: type[Host] = Host) -> Iterator[str]:
    """Serve a folder; give its address, which ends with a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
