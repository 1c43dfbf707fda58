"""A real browser, for what only a browser can show: Chromium or Chrome, driven by Selenium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _find(*names: str) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    raise LookupError(f"none of {', '.join(names)} is installed: see CONTRIBUTING.md")


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    """Run a browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = _find(*_BROWSERS)
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{flag}")
    options.add_argument("--window-size=1280,900")
    # Both paths are given, so that Selenium looks for nothing and fetches nothing.
    driver = webdriver.Chrome(options, Service(_find("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()


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
