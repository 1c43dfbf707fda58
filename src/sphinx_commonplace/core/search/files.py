"""The files of the search index: scripts of one call each, named by their content.

A browser loads ``index.js`` first. It says where everything else is: which shard holds a word,
which text a unit, which list the words that a misspelt one may be. Where one file ends and the
next begins follows from what stands there, not from what precedes it, so that an edit changes the
few files that hold what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.search import lookup, texts
from sphinx_commonplace.core.search.entries import as_json, digest
from sphinx_commonplace.core.search.index import KINDS, base36

if TYPE_CHECKING:
    from sphinx_commonplace.core.search.index import Index
    from sphinx_commonplace.core.search.shards import Shard

FOLDER = "_search"
START = f"{FOLDER}/index.js"
VERSION = 7  # of the form of the files; the script that reads them asks for it

_NAME = 8  # letters

Make = Callable[[], bytes]  # makes the content of a file, where that is needed


class Files:
    """Gathers the files, and gives each the name that its content has."""

    def __init__(self) -> None:
        self.found: dict[str, Make] = {}
        self._named: dict[str, str] = {}

    def add(self, kind: str, content: Any) -> str:
        """Add a file; return its name."""
        made = as_json(content)
        return self.add_known(kind, digest(made), lambda: made)

    def add_known(self, kind: str, stands_for: str, make: Callable[[], str]) -> str:
        """Add a file of which nothing is known but what stands for its content.

        Its name is a piece of that: the first that no other file has.
        """
        name, rest = stands_for[:_NAME], stands_for[_NAME:]
        while self._named.setdefault(f"{kind}/{name}", stands_for) != stands_for:
            name, rest = rest[:_NAME], rest[_NAME:]
        path = f"{kind}/{name}"
        self.found[f"{FOLDER}/{path}.js"] = lambda: _script(path, make())
        return name


def _script(name: str, text: str) -> bytes:
    return f'Commonplace.take("{name}",{text})\n'.encode()


def write(
    index: Index,
    shards: list[Shard],
    tags: Iterable[tuple[str, str, list[str]]],
    said: list[list[str]] | None = None,
) -> dict[str, Make]:
    """Return by its path what makes each file of an index; all but the first have lasting names.

    :param tags: of each its key, what is shown, and the names of the pages that bear it.
    :param said: what the script says, in English and in the language of the site.
    """
    files = Files()
    made = [
        VERSION,
        index.total,
        index.lengths,
        lookup.postings(files.add_known, shards),
        texts.write(files.add_known, index),
        lookup.spellings(files.add, shards),
        _kinds(index),
        _years(index),
        _tags(files, index, tags),
        said or [],
    ]
    files.found[START] = lambda: _script("index", as_json(made))
    return files.found


def _kinds(index: Index) -> list[int]:
    """Return how many pages there are of each kind."""
    return [sum(page.kind == kind for page in index.pages) for kind in KINDS]


def _years(index: Index) -> list[list[int]]:
    """Return each year with the number of its first page."""
    found: dict[int, int] = {}
    for number, page in enumerate(index.pages):
        if page.date:
            found.setdefault(int(page.date[:4]), number)
    return [[year, first] for year, first in found.items()]


def _tags(files: Files, index: Index, tags: Iterable[tuple[str, str, list[str]]]) -> str:
    """Write which pages bear each tag; return the name of the file."""
    numbers = {page.name: number for number, page in enumerate(index.pages)}
    return files.add("g", list(_bearers(numbers, tags)))


def _bearers(
    numbers: dict[str, int], tags: Iterable[tuple[str, str, list[str]]]
) -> Iterator[list[str]]:
    for key, label, members in tags:
        here = sorted(numbers[name] for name in members if name in numbers)
        if here:
            gaps = (base36(one - other) for one, other in zip(here, [-1, *here], strict=False))
            yield [key, "" if label == key else label, " ".join(gaps)]
