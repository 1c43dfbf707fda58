"""Timing: a build that says how long its processor was busy with the index of its search.

``conf.py`` asks for it. What is timed is all that is done for the search alone. Sphinx's own: its
old index, the words of each page, the new index. Ours: the text of each page as it is kept, the
index that is made of all of them, and its files. Nothing else about the build is another.
"""

from __future__ import annotations

import atexit
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

from sites import BARE, OURS

_WATCHED = {
    BARE: (
        ("sphinx.builders.html", "StandaloneHTMLBuilder.load_indexer"),
        ("sphinx.builders.html", "StandaloneHTMLBuilder.index_page"),
        ("sphinx.builders.html", "StandaloneHTMLBuilder.dump_search_index"),
    ),
    OURS: (
        ("sphinx_commonplace.features.search", "_collect"),
        ("sphinx_commonplace.features.search", "_files"),
        ("sphinx_commonplace.spine.writing.emission", "_write_if_changed"),
    ),
}
_FOLDER = "_search"  # of our index, in which alone writing is timed
_SETTINGS = """
import sys
sys.path.append({benchmarks!r})
from retrieval import timing
timing.watch({tool!r}, {file!r})
"""


def settings(tool: str, file: Path) -> str:
    """Return what in a ``conf.py`` has a build write its seconds to a file."""
    benchmarks = str(Path(__file__).parent.parent)
    return _SETTINGS.format(benchmarks=benchmarks, tool=tool, file=str(file))


def watch(tool: str, file: str) -> None:
    """Have the functions that make the index timed; write the sum when the process ends."""
    clock = _Clock()
    for module, name in _WATCHED[tool]:
        *path, last = name.split(".")
        owner: Any = importlib.import_module(module)
        for part in path:
            owner = getattr(owner, part)
        setattr(owner, last, clock.timed(getattr(owner, last)))
    atexit.register(lambda: Path(file).write_text(str(clock.seconds), encoding="utf-8"))


class _Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and is timed."""

        def call(*args: Any) -> Any:
            if args and isinstance(args[0], Path) and _FOLDER not in args[0].parts:
                return function(*args)
            found = self._run(lambda: function(*args))
            return self._steps(found) if isinstance(found, Iterator) else found

        return call

    def _steps(self, items: Iterator[Any]) -> Iterator[Any]:
        end = object()
        while (item := self._run(lambda: next(items, end))) is not end:
            yield item

    def _run(self, function: Callable[[], Any]) -> Any:
        started = process_time()
        try:
            return function()
        finally:
            self.seconds += process_time() - started
