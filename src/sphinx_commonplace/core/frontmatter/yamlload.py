"""The one YAML loader: a mapping's values with their lines, and whatever of it can be read.

A syntax error in one value does not take the others with it: the block is then read again key by
key, and only what cannot be read is left out, each with the line where it goes wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from sphinx_commonplace.core.frontmatter.yamlvalue import NULL, STANDARD, TEXT, Loader, Value

_KEY_LINE = re.compile(r"[^\s#\-\[\]{},]|-\S")  # what begins a top-level key
_UNPRINTABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ODD_BREAK = re.compile("[\r\x85\u2028\u2029]")  # a new line to YAML, but not to an editor
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7}).*", re.MULTILINE)
_DEEPEST = 100  # levels: composing a document recurses
_MOST_PROBLEMS = 10  # of one block; what has so many is no front matter


class Problem(NamedTuple):
    """What is wrong, at which line of the file (from 1), and what was done instead."""

    line: int
    subtype: str
    message: str


class Loaded(NamedTuple):
    """Keys and values in their order, and what was left out: why, and its text with its line.

    ``is_conflicted`` says that the text holds both sides of a merge.
    """

    entries: list[tuple[str, Value]]
    problems: list[Problem]
    unread: list[tuple[int, str]]
    is_conflicted: bool


def load(block: str, first: int) -> Loaded:
    """Read a YAML mapping.

    :param block: the YAML, without its fences.
    :param first: the line of the file at which it begins.
    """
    conflict = _CONFLICT.search(block) if "<<<<<<<" in block else None
    loaded = Loaded([], [], [], conflict is not None)
    if conflict:
        line = first + block.count("\n", 0, conflict.start())
        told = "a merge conflict was left here; both sides are read"
        loaded.problems.append(Problem(line, "frontmatter", told))
    if _UNPRINTABLE.search(block):
        for line, text in enumerate(block.split("\n"), first):
            if found := _UNPRINTABLE.search(text):
                told = f"control character {found[0]!r} dropped"
                loaded.problems.append(Problem(line, "frontmatter", told))
    block = cleaned(block)
    try:
        node = _compose(block)
    except yaml.YAMLError:
        for start, chunk in _chunks(block):
            try:
                _collect(_compose(chunk), first + start, chunk, loaded)
            except yaml.YAMLError as error:
                loaded.problems.append(_syntax_problem(error, chunk, first + start))
                loaded.unread.append((first + start, chunk))
    else:
        _collect(node, first, block, loaded)
    surplus = loaded.problems[_MOST_PROBLEMS:]
    if len(surplus) > 1:
        told = f"{len(surplus)} more problems in the lines that follow; ignored"
        loaded.problems[_MOST_PROBLEMS:] = [Problem(surplus[0].line, "frontmatter", told)]
    return loaded


def cleaned(block: str) -> str:
    """Return a text with none but the characters and the line ends that YAML and editors share.

    The marks of a merge conflict are dropped as well.
    """
    if "<<<<<<<" in block:
        block = _CONFLICT.sub("", block)
    return _ODD_BREAK.sub(" ", _UNPRINTABLE.sub("", block))


def one_line(text: str) -> str:
    """Return a text, such as a key, as a message repeats it."""
    return " ".join(text.split())[:60]


def _compose(block: str) -> yaml.Node | None:
    # Each level takes one of these characters, so most texts need no closer look.
    if sum(map(block.count, "[{-?:")) > _DEEPEST:
        depth = 0
        for event in yaml.parse(block, Loader=Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
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


def _collect(node: yaml.Node | None, first: int, block: str, loaded: Loaded) -> None:
    if node is None or node.tag == NULL:
        return
    if not isinstance(node, yaml.MappingNode):
        line = first + node.start_mark.line
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "a sentence"
        told = f"this is {kind}, where 'key: value' was expected; ignored"
        loaded.problems.append(Problem(line, "frontmatter", told))
        loaded.unread.append((first, block))
        return
    for key, value in node.value:
        line = first + key.start_mark.line
        if not isinstance(key, yaml.ScalarNode) or key.tag != TEXT:
            shown = block[key.start_mark.index : key.end_mark.index].strip()[:60]
            told = f"the key {shown!r} is not a word; ignored"
            loaded.problems.append(Problem(line, "frontmatter", told))
            loaded.unread.append((line, block[key.start_mark.index : value.end_mark.index]))
        elif value.tag not in STANDARD:
            told = f"{one_line(key.value)}: the YAML tag {value.tag!r} is not allowed; ignored"
            loaded.problems.append(Problem(line, "frontmatter", told))
            loaded.unread.append((line, f"{key.value}: {value.tag}"))
        else:
            loaded.entries.append((key.value, Value(value, line, block, first)))


def _syntax_problem(error: yaml.YAMLError, chunk: str, first: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opening = getattr(error, "context_mark", None)
    if mark and opening and mark.index >= len(chunk.rstrip()):
        mark = opening  # what is never closed is wrong where it is opened
    said = str(getattr(error, "problem", None) or "not YAML")
    line = min(mark.line if mark else 0, chunk.rstrip("\n").count("\n"))
    text = chunk.split("\n")[line]
    if re.search(r"\{\{|<%", text):
        hint = "an unfilled template"
    elif "\t" in text and ("tab" in said or "cannot start" in said):
        hint = "a tab stands where YAML wants blanks"
    elif "mapping values" in said:
        hint = "a colon in the value: put the value in quotes"
    elif "escape" in said:
        hint = "unknown escape in double quotes: use single quotes"
    elif "cannot start" in said:
        hint = "the value begins with a character of YAML's own: put it in quotes"
    elif "nesting depth" in said:
        hint = "nested too deeply"
    elif "end of stream" in said:
        hint = "a quotation mark is never closed"
    else:
        hint = said
    return Problem(first + line, "frontmatter", f"not YAML ({hint}); {text.strip()[:60]!r} ignored")
