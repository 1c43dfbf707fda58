"""Configuration: what the settings of a site of Hugo's or Jekyll's say, as plain data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.frontmatter import yamlload

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")


def find(folder: Path, *stems: str) -> Iterator[Path]:
    """Yield the files of settings in a folder, by the names they may have."""
    for stem in stems:
        for suffix in _SUFFIXES:
            path = folder / f"{stem}{suffix}"
            if path.is_file():
                yield path


def read(path: Path, shown: str, notes: Notes) -> dict[str, Any]:
    """Return the settings in a file, their keys in small letters; what cannot be read is told."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".toml":
            return _small(tomllib.loads(text))
        if path.suffix == ".json":
            return _small(json.loads(text))
    except (OSError, ValueError, RecursionError) as error:
        notes.tell(shown, 1, f"the settings cannot be read ({error}); passed over")
        return {}
    loaded = yamlload.load(text.replace("\r\n", "\n"), 1)
    for problem in loaded.problems:
        notes.tell(shown, problem.line, problem.message)
    found = {}
    for key, value in loaded.entries:
        try:
            found[key] = value.plain()
        except ValueError as wrong:
            notes.tell(shown, value.line, f"{key} is {wrong}; passed over")
    return _small(found)


def _small(found: Any) -> dict[str, Any]:
    return (
        {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else {}
    )


def table(value: Any) -> dict[str, Any]:
    """Return a table whose keys are words; nothing for what is none."""
    return {str(key): one for key, one in value.items()} if isinstance(value, dict) else {}


def texts(value: Any) -> list[str]:
    """Return one text or a list of them."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [str(item) for item in items]


def tables(value: Any) -> list[dict[str, Any]]:
    """Return the tables in a list; nothing for what is none."""
    return [table(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
