"""The ``bring`` fixture: a folder is written, imported, and what comes of it is returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from sphinx_commonplace.core.frontmatter import frontmatter
from sphinx_commonplace.core.importing import importing
from sphinx_commonplace.core.importing.importing import Import

Tree = dict[str, str | bytes]
Bring = Callable[..., Import]

NOW = datetime(2024, 12, 30, 12, tzinfo=timezone.utc)


def plant(top: Path, tree: Tree) -> None:
    """Write the files of a tree."""
    for name, content in tree.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def head(made: Import, name: str) -> str:
    """Return the front matter of a page, line by line, without its fences."""
    text = made.pages[name]
    return text.split("---\n")[1] if text.startswith("---\n") else ""


def body(made: Import, name: str) -> str:
    """Return the text of a page below its front matter."""
    return frontmatter.parse(made.pages[name], timezone.utc)[1].body


def told(made: Import) -> list[str]:
    """Return what is told of places in the source."""
    return [f"{note.path}:{note.line}: {note.message}" for note in sorted(set(made.notes.told))]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Return a function that imports a tree; its pages are ones the site has no complaint about."""

    def run(tree: Tree, kind: str = "") -> Import:
        top = tmp_path / "from"
        plant(top, tree)
        made = importing.read(top, kind or importing.kind_of(top), NOW)
        for name, text in made.pages.items():
            problems = frontmatter.parse(text, timezone.utc)[2]
            assert problems == [], name
        assert made.found == len(made.pages) + len(made.copies) + len(made.skipped)
        return made

    return run
