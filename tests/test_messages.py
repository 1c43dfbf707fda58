"""The catalogues: every string that is shown is translated, and what ships is what was written."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import sphinx_commonplace

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(sphinx_commonplace.__file__).parent
SOURCES = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/sphinx_commonplace.po"))
LANGUAGES = [path.parts[-3] for path in SOURCES]
_FIELD = re.compile(r"%\(\w+\)s|%s|%\d")


def messages() -> set[str | tuple[str, ...]]:
    """Return all strings in the sources that are to be translated."""
    with (PACKAGE.parent.parent / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(PACKAGE, methods, options)
    return {message for _file, _line, message, _comments, _context in found}


def catalogue(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def test_none_stands_within_a_format_string() -> None:
    """Babel finds it there on Python 3.12 and later only."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        within = (
            node
            for text in ast.walk(tree)
            if isinstance(text, ast.JoinedStr)
            for node in ast.walk(text)
        )
        calls = (node.func for node in within if isinstance(node, ast.Call))
        assert [one for one in calls if isinstance(one, ast.Name) and one.id == "_"] == [], path


def test_there_are_two_languages_besides_english_one_from_right_to_left() -> None:
    assert LANGUAGES == ["de", "fa"]


@pytest.mark.parametrize("path", SOURCES, ids=LANGUAGES)
def test_every_string_is_translated(path: Path) -> None:
    found = catalogue(path)
    wanted = messages()
    assert len(wanted) > 30
    assert {message for message in wanted if message not in found} == set()
    for message in found:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            assert all(texts), f"{message.id} is not translated; run make messages"
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("path", SOURCES, ids=LANGUAGES)
def test_translations_have_the_fields_of_their_strings(path: Path) -> None:
    for message in catalogue(path):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts if message.id else ():
            assert set(_FIELD.findall(text)) == set(_FIELD.findall(ids[-1])), message.id


@pytest.mark.parametrize("path", SOURCES, ids=LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_written_one(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue()
