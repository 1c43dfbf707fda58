"""A value of YAML as the author wrote it: what it says, at which line, and how large it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import yaml

# PyYAML built without libyaml is slower and comes to the same result.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TEXT = "tag:yaml.org,2002:str"
NULL = "tag:yaml.org,2002:null"
STANDARD = {TEXT, NULL} | {
    f"tag:yaml.org,2002:{name}"
    for name in ("int", "float", "bool", "timestamp", "seq", "map", "merge", "value")
}
_ITSELF = yaml.ScalarNode(NULL, "")  # stands for an alias of what it is in
_FREE = 10_000  # nodes and characters of one value that aliases may add up to in any text
_LONGEST_NUMBER = 1_000  # characters: Python refuses to print a longer one


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
        return self.node.tag not in STANDARD

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
        return "" if self.node.tag == NULL else str(self.node.value)

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
            if node.tag not in STANDARD:
                raise ValueError(f"of the YAML tag {node.tag!r}, which is not allowed")
            is_number = isinstance(node, yaml.ScalarNode) and node.tag != TEXT
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
