"""The one YAML loader: a mapping's values with their lines, and whatever of it can be read.

A syntax error in one value does not take the others with it: the block is then read again key by
key, and only what cannot be read is left out, each with the line where it goes wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_KEY_LINE = re.compile(r"[^\s#\-\[\]{},]|-\S")  # what begins a top-level key
_UNPRINTABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ODD_BREAK = re.compile("[\r\x85\u2028\u2029]")  # a new line to YAML, but not to an editor
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7}).*", re.MULTILINE)
_TEXT = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_STANDARD = {_TEXT, _NULL} | {
    f"tag:yaml.org,2002:{name}"
    for name in ("int", "float", "bool", "timestamp", "seq", "map", "merge", "value")
}
_ITSELF = yaml.ScalarNode(_NULL, "")  # stands for an alias of what it is in
_DEEPEST = 100  # levels: composing a document recurses
_FREE = 10_000  # nodes and characters of one value that aliases may add up to in any text
_LONGEST_NUMBER = 1_000  # characters: Python refuses to print a longer one
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


@dataclass(frozen=True)
class Value:
    """A value as the author wrote it: the YAML node, its line in the file, the text around it."""

    node: yaml.Node
    line: int
    block: str
    first: int

    @cached_property
    def raw(self) -> str:
        """The value as written, quotes and all."""
        start, end = self.node.start_mark.index, self.node.end_mark.index
        return self.block[start:end].strip()

    @property
    def is_foreign(self) -> bool:
        """Whether the value bears a YAML tag of some program, such as ``!!python/name``."""
        return self.node.tag not in _STANDARD

    @cached_property
    def is_too_large(self) -> bool:
        """Whether aliases make more of the value than the text around it holds."""
        left = max(_FREE, 2 * len(self.block))
        for node in _written_out(self.node):
            left -= 1 + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
            if left < 0:
                return True
        return False

    @property
    def scalar(self) -> str | None:
        """The text of a scalar (``""`` for null), or nothing for a list or a mapping."""
        if not isinstance(self.node, yaml.ScalarNode):
            return None
        return "" if self.node.tag == _NULL else str(self.node.value)

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
        # What an alias stands for was written further up, but it is here that it is used.
        line = max(self.line, self.first + node.start_mark.line)
        return Value(node, line, self.block, self.first)

    def plain(self) -> Any:
        """Build the Python value, as YAML means it.

        :raises ValueError: it is too large, or cannot be built; the message completes "it is".
        """
        if self.is_too_large:
            raise ValueError("too large")
        for node in _written_out(self.node):
            if node is _ITSELF:
                raise ValueError("part of itself")
            if node.tag not in _STANDARD:
                raise ValueError(f"of the YAML tag {node.tag!r}, which is not allowed")
            is_number = isinstance(node, yaml.ScalarNode) and node.tag != _TEXT
            if is_number and len(node.value) > _LONGEST_NUMBER:
                raise ValueError("too large")
        loader = Loader("")
        try:
            return loader.construct_document(self.node)
        except (
            yaml.YAMLError,
            ValueError,
            TypeError,
            ArithmeticError,
            LookupError,
            AttributeError,
        ):
            # PyYAML checks nothing that an explicit tag claims, as in "!!int x".
            raise ValueError("not a value") from None
        finally:
            loader.dispose()


def _written_out(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield a node and all within, each as often as aliases repeat it, one in itself as _ITSELF."""
    above: dict[int, Iterator[yaml.Node]] = {}
    inner = iter((node,))
    while True:
        current = next(inner, None)
        if current is None:
            if not above:
                return
            inner = above.popitem()[1]
        elif id(current) in above:
            yield _ITSELF
        else:
            yield current
            if not isinstance(current, yaml.ScalarNode):
                above[id(current)] = inner
                is_list = isinstance(current, yaml.SequenceNode)
                inner = iter(current.value) if is_list else chain.from_iterable(current.value)


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
    if node is None or node.tag == _NULL:
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
        if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
            shown = block[key.start_mark.index : key.end_mark.index].strip()[:60]
            told = f"the key {shown!r} is not a word; ignored"
            loaded.problems.append(Problem(line, "frontmatter", told))
            loaded.unread.append((line, block[key.start_mark.index : value.end_mark.index]))
        elif value.tag not in _STANDARD:
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
    elif "end of stream" in said:
        hint = "a quotation mark is never closed"
    else:
        hint = said
    return Problem(first + line, "frontmatter", f"not YAML ({hint}); {text.strip()[:60]!r} ignored")
