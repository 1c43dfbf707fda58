"""The one YAML loader: a mapping's values with their lines, and whatever of it can be read.

A syntax error in one value does not take the others with it: the block is then read again key by
key, and only what cannot be read is left out, each with the line where it goes wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_KEY_LINE = re.compile(r"[^\s#\-\[\]{},]|-\S")  # what begins a top-level key
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_STANDARD = tuple(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_DEEPEST = 100  # levels: libyaml recurses without a bound of its own
_BRACKET = re.compile(r"[\[\]{}]")
_LARGEST = 2_000  # nodes of one value with its aliases written out


class Problem(NamedTuple):
    """What is wrong, at which line of the file (from 1), and what was done instead."""

    line: int
    subtype: str
    message: str


@dataclass(frozen=True)
class Value:
    """A value as the author wrote it: the YAML node, its line in the file, its text."""

    node: yaml.Node
    line: int
    block: str

    @cached_property
    def raw(self) -> str:
        """The value as written, quotes and all."""
        start, end = self.node.start_mark.index, self.node.end_mark.index
        return self.block[start:end].strip()

    @property
    def scalar(self) -> str | None:
        """The text of a scalar (``""`` for null), or nothing for a list or a mapping."""
        if not isinstance(self.node, yaml.ScalarNode):
            return None
        return "" if self.node.tag == "tag:yaml.org,2002:null" else str(self.node.value)

    @property
    def items(self) -> list[Value] | None:
        """The items of a list, or nothing."""
        if not isinstance(self.node, yaml.SequenceNode):
            return None
        return [self._inner(node) for node in self.node.value]

    @property
    def mapping(self) -> dict[str, Value] | None:
        """The entries of a mapping whose keys are plain words, or nothing."""
        if not isinstance(self.node, yaml.MappingNode):
            return None
        pairs = self.node.value
        return {k.value: self._inner(v) for k, v in pairs if isinstance(k, yaml.ScalarNode)}

    def _inner(self, node: yaml.Node) -> Value:
        shift = node.start_mark.line - self.node.start_mark.line
        return Value(node, self.line + max(shift, 0), self.block)

    def plain(self) -> Any:
        """Build the Python value, as YAML means it.

        :raises ValueError: it is too large, or cannot be built.
        """
        if _size(self.node) > _LARGEST:
            raise ValueError("too large")
        loader = Loader("")
        try:
            return loader.construct_document(self.node)
        except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
            raise ValueError("not a value") from error
        finally:
            loader.dispose()


def _size(node: yaml.Node, left: int = _LARGEST + 1) -> int:
    # Aliases are shared nodes: counted as often as they occur, but never past the bound.
    if left <= 0 or isinstance(node, yaml.ScalarNode):
        return 1
    inner = node.value
    if isinstance(node, yaml.MappingNode):
        inner = [part for pair in inner for part in pair]
    size = 1
    for part in inner:
        if size >= left:
            break
        size += _size(part, left - size)
    return size


def load(block: str, first: int) -> tuple[list[tuple[str, Value]], list[Problem]]:
    """Read a YAML mapping.

    :param block: the YAML, without its fences.
    :param first: the line of the file at which it begins.
    :return: its keys and values in their order, and what was left out.
    """
    problems: list[Problem] = []
    for found in _CONTROL.finditer(block):
        line = first + block.count("\n", 0, found.start())
        problems.append(Problem(line, "frontmatter", f"control character {found[0]!r} dropped"))
    block = _CONTROL.sub("", block)
    try:
        node = _compose(block)
    except yaml.YAMLError:
        entries = []
        for start, chunk in _chunks(block):
            try:
                entries += _entries(_compose(chunk), first + start, chunk, problems)
            except yaml.YAMLError as error:
                problems.append(_syntax_problem(error, chunk, first + start))
        return entries, problems
    return _entries(node, first, block, problems), problems


def _compose(block: str) -> yaml.Node | None:
    depth = 0
    for bracket in _BRACKET.findall(block):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deeply")
    return yaml.compose(block, Loader=Loader)


def _chunks(block: str) -> Iterator[tuple[int, str]]:
    """Cut a block before each line that begins a top-level key."""
    lines = block.split("\n")
    starts = [number for number, line in enumerate(lines) if _KEY_LINE.match(line)]
    if starts[:1] != [0]:
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start, "\n".join(lines[start:end])


def _entries(
    node: yaml.Node | None, first: int, block: str, problems: list[Problem]
) -> list[tuple[str, Value]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "a sentence"
        line = first + node.start_mark.line
        told = f"this is {kind}, where 'key: value' was expected; ignored"
        problems.append(Problem(line, "frontmatter", told))
        return []
    entries = []
    for key, value in node.value:
        line = first + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            shown = block[key.start_mark.index : key.end_mark.index].strip()
            problems.append(Problem(line, "frontmatter", f"the key {shown!r} is not a word; ignored"))
        elif value.tag not in _STANDARD:
            told = f"{key.value}: the YAML tag {value.tag!r} is not allowed; ignored"
            problems.append(Problem(line, "frontmatter", told))
        else:
            entries.append((key.value, Value(value, line, block)))
    return entries


def _syntax_problem(error: yaml.YAMLError, chunk: str, first: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or "not YAML")
    line = min(mark.line if mark else 0, chunk.rstrip("\n").count("\n"))
    text = chunk.split("\n")[line]
    if re.match(r"(<<<<<<<|=======|>>>>>>>)", text):
        hint = "a merge conflict was left here"
    elif "\t" in text and ("tab" in said or "cannot start" in said):
        hint = "a tab stands where YAML wants blanks"
    elif "mapping values" in said:
        hint = "a colon in the value: put the value in quotes"
    elif "escape" in said:
        hint = "unknown escape in double quotes: use single quotes"
    elif "cannot start" in said:
        hint = "the value begins with a character of YAML's own: put it in quotes"
    elif re.search(r"\{\{|<%", text):
        hint = "an unfilled template"
    else:
        hint = said
    return Problem(first + line, "frontmatter", f"not YAML ({hint}); {text.strip()[:60]!r} ignored")
