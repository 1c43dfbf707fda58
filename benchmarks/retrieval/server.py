"""A server as a static host is one: gzip for text, caching allowed; it counts what it sends."""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TEXT = {".html", ".js", ".mjs", ".css", ".json", ".svg", ".xml", ".txt"}
_LEVEL = 6
_IGNORED = "/favicon.ico"  # asked for by the browser, whatever is on the page


@dataclass(frozen=True)
class Request:
    """What was asked for, and how many bytes left the server for it, head and body."""

    path: str
    status: int
    sent: int


@dataclass
class Server:
    """An address that ends with a slash, and all that was asked of it so far."""

    address: str
    requests: list[Request] = field(default_factory=list)
    under_way: int = 0
    last: float = 0

    def settle(self, quiet: float = 0.25) -> None:
        """Wait until nothing has been asked for a while."""
        began = time.monotonic()
        while self.under_way or time.monotonic() - max(self.last, began) < quiet:
            time.sleep(quiet / 10)

    def since(self, mark: int) -> list[Request]:
        """Return what was asked for after ``mark``, a former length of the list."""
        return self.requests[mark:]


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Serve a folder on this machine."""
    log = Server("")
    handler = partial(_Handler, folder=folder, log=log, lock=threading.Lock())
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    log.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield log
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(
        self, *args: Any, folder: Path, log: Server, lock: threading.Lock, **more: Any
    ) -> None:
        self._folder = folder.resolve()
        self._log = log
        self._lock = lock
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        """Answer, and count."""
        with self._lock:
            self._log.under_way += 1
        try:
            self._answer()
        finally:
            with self._lock:
                self._log.under_way -= 1
                self._log.last = time.monotonic()

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = (self._folder / path.lstrip("/")).resolve()
        if file.is_dir():
            file /= "index.html"
        status, body = 200, b""
        headers = [("Server", "static"), ("Date", self.date_time_string())]
        if file.is_relative_to(self._folder) and file.is_file():
            body = file.read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            headers += [("Content-Type", kind), ("Cache-Control", "max-age=600")]
            if file.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body, _LEVEL, mtime=0)
                headers.append(("Content-Encoding", "gzip"))
        else:
            status = 404
        headers.append(("Content-Length", str(len(body))))
        lines = [f"HTTP/1.1 {status} {'OK' if body else 'Not Found'}"]
        lines += [f"{name}: {value}" for name, value in headers]
        sent = "\r\n".join([*lines, "", ""]).encode() + body
        self.wfile.write(sent)
        if path != _IGNORED:
            with self._lock:
                self._log.requests.append(Request(path, status, len(sent)))

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""
