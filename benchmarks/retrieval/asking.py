"""Asking: the queries put to an engine in a real browser, for quality and for what it costs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

from retrieval.scoring import Hit, Outcome, judge
from retrieval.server import Server, serve

if TYPE_CHECKING:
    from retrieval.engines import Engine
    from retrieval.queries import Query

LATER = 3  # queries of a session after the first
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@dataclass(frozen=True)
class Visit:
    """What one query cost: bytes, requests and milliseconds."""

    sent: int
    requests: int
    took: float


@dataclass
class Traffic:
    """What sessions cost, each in a browser that has seen one page of the site."""

    before: list[str] = field(default_factory=list)  # of the search, before anything is sought
    first: list[Visit] = field(default_factory=list)
    later: list[Visit] = field(default_factory=list)
    again: list[Visit] = field(default_factory=list)  # the last query, once more
    keys: list[float] = field(default_factory=list)  # milliseconds from a key to results


@contextmanager
def browser() -> Iterator[Browser]:
    """Run the browser of this system, without a window."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise LookupError(f"none of {', '.join(_BROWSERS)} is installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, args=_FLAGS, chromium_sandbox=False
        )
        try:
            yield chromium
        finally:
            chromium.close()


def quality(
    chromium: Browser, engine: Engine, queries: list[Query]
) -> list[tuple[Outcome, list[Hit]]]:
    """Put every query to the engine, in one session, and judge the results."""
    found = []
    with serve(engine.output) as server:
        tab = chromium.new_page()
        tab.goto(server.address + engine.start)
        for query in queries:
            hits = engine.ask(tab, server.address, query.text).hits
            found.append((judge(query, hits), hits))
        tab.close()
    return found


def traffic(
    chromium: Browser, engine: Engine, queries: list[Query], sessions: int, seed: str
) -> Traffic:
    """Measure sessions of a few queries, each with nothing in the cache but one page."""
    rng = Random(f"{seed} sessions")
    found = Traffic()
    files = [*engine.files(), *engine.files(interface=True)]
    known = {f"/{path.relative_to(engine.output).as_posix()}" for path in files}
    with serve(engine.output) as server:
        for _ in range(sessions):
            asked = rng.sample(queries, min(LATER + 1, len(queries)))
            context = chromium.new_context()
            tab = context.new_page()
            mark = len(server.requests)
            tab.goto(f"{server.address}index.html")
            server.settle()
            found.before += [seen.path for seen in server.since(mark) if seen.path in known]
            visits = []
            for query in [*asked, asked[-1]]:
                mark = len(server.requests)
                took = engine.visit(tab, server.address, query.text).took
                visits.append(_visit(server, mark, took))
            found.first.append(visits[0])
            found.later += visits[1:-1]
            found.again.append(visits[-1])
            if engine.press:
                found.keys.append(engine.press(tab, asked[-1].text))
            context.close()
    return found


def _visit(server: Server, mark: int, took: float) -> Visit:
    server.settle()
    seen = server.since(mark)
    return Visit(sum(request.sent for request in seen), len(seen), took)
