"""The front matter of other tools: YAML, TOML or JSON, read into values with their lines."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

import yaml

from sphinx_commonplace.core.frontmatter import fences, yamlload
from sphinx_commonplace.core.frontmatter.yamlload import Problem
from sphinx_commonplace.core.frontmatter.yamlvalue import NULL, Value

_TOML = re.compile(r"\+\+\+[ \t]*\n")
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_JSON = re.compile(r"\{\s*[\"}]")
_KEY = re.compile(r"""^[ \t]*(?:\[+[ \t]*)?["']?([\w-]+)["']?""")
_TOML_START = re.compile(r"\[|[\w\"'-][\w.\"' -]*=")  # what begins a table or a value of its own
_COMMENT = re.compile(r"^#.*", re.MULTILINE)


class Matter(NamedTuple):
    """A file cut in two: values by their keys, as they are written, and the body.

    ``lines`` are those before the body; ``unread`` is what could not be read, with its line.
    """

    entries: list[tuple[str, Value]]
    body: str
    lines: int
    problems: list[Problem]
    unread: list[tuple[int, str]]
    comments: list[str]
    is_there: bool = True


def read(text: str) -> Matter:
    """Cut a text in two and read its front matter. Never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if opening := _TOML.match(text):
        if closing := _TOML_END.search(text, opening.end()):
            block, body = text[opening.end() : closing.start()], text[closing.end() + 1 :]
            return _toml(block, body, text.count("\n", 0, closing.end()) + 1)
    elif _JSON.match(text):
        return _json(text)
    cut = fences.split(text)
    loaded = yamlload.load(cut.yaml, 2)
    comments = _COMMENT.findall(cut.yaml)
    return Matter(
        loaded.entries,
        cut.body,
        cut.lines,
        [*loaded.problems, *cut.problems],
        [*loaded.unread, *cut.unread],
        comments,
        is_there=cut.lines > 0,
    )


def _toml(block: str, body: str, lines: int) -> Matter:
    found = Matter([], body, lines, [], [], _COMMENT.findall(block))
    try:
        tables = [(2, block, tomllib.loads(block, parse_float=str))]
    except (tomllib.TOMLDecodeError, RecursionError):
        tables = []
        for line, chunk in _chunks(block):
            try:
                tables.append((line, chunk, tomllib.loads(chunk, parse_float=str)))
            except (tomllib.TOMLDecodeError, RecursionError) as error:
                said = re.sub(r" \(at .*\)$", "", str(error))
                told = f"not TOML ({said}); {chunk.strip()[:60]!r} ignored"
                found.problems.append(Problem(line, "frontmatter", told))
                found.unread.append((line, chunk.strip("\n")))
    for first, chunk, table in tables:
        starts = _lines_of_keys(chunk, first)
        for key, value in table.items():
            found.entries.append((key, as_value(value, starts.get(key, first))))
    return found


def _chunks(block: str) -> Iterator[tuple[int, str]]:
    """Cut TOML before each key at its top, and before each table."""
    lines = block.split("\n")
    starts = []
    in_table = False
    for number, line in enumerate(lines):
        if _TOML_START.match(line) and not (in_table and not line.startswith("[")):
            starts.append(number)
            in_table = line.startswith("[")
    if starts[:1] != [0]:
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield 2 + start, "\n".join(lines[start:end])


def _lines_of_keys(chunk: str, first: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(chunk.split("\n"), first):
        if key := _KEY.match(line):
            found.setdefault(key[1], number)
    return found


def _json(text: str) -> Matter:
    try:
        table, end = json.JSONDecoder(parse_float=str).raw_decode(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        said = getattr(error, "msg", "nested too deeply")
        problem = Problem(line, "frontmatter", f"not JSON ({said}); shown as text")
        return Matter([], text, 0, [problem], [(1, text)], [])
    starts = _lines_of_keys(text[:end].replace("{", " ", 1), 1)
    entries = [(key, as_value(value, starts.get(key, 1))) for key, value in table.items()]
    body = text[end:]
    skipped = len(body) - len(body.lstrip(" \t"))
    if body[skipped : skipped + 1] == "\n":
        skipped += 1
    return Matter(entries, body[skipped:], text.count("\n", 0, end + skipped), [], [], [])


def as_value(data: Any, line: int) -> Value:
    """Return plain data as a value of YAML that stands at a line."""
    width = float("inf")
    written = yaml.safe_dump(
        _plain(data, 0), allow_unicode=True, default_flow_style=True, width=width, sort_keys=False
    ).removesuffix("\n...\n")
    node = yaml.compose(written, Loader=yaml.SafeLoader)
    return Value(node or yaml.ScalarNode(NULL, ""), line, written, line)


_DEEPEST = 50  # levels of tables within tables


def _plain(data: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return str(data)
    if isinstance(data, dict):
        return {str(key): _plain(value, depth + 1) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value, depth + 1) for value in data]
    known = (str, int, bool, datetime, date, type(None))
    if isinstance(data, time) or not isinstance(data, known):
        return str(data)
    return data
