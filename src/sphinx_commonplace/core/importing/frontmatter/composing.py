"""Composing: front matter that the site reads without a complaint, and the text below it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timezone
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from sphinx_commonplace.core.frontmatter import fences, frontmatter, yamlload
from sphinx_commonplace.core.frontmatter.yamlvalue import TEXT

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlload import Problem
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value

_BOOL = "tag:yaml.org,2002:bool"
_LIST = "tag:yaml.org,2002:seq"
_DATE = "tag:yaml.org,2002:timestamp"
_DATES = ("date", "updated")
_WIDEST = 10**9  # characters: no line is folded

Chunk = tuple[str, str]  # a key and its lines


def chunk(key: str, value: str | bool | list[str]) -> Chunk:  # noqa: FBT001 - a value of YAML
    """Return a field of ours as YAML."""
    if isinstance(value, bool):
        node: yaml.Node = yaml.ScalarNode(_BOOL, "true" if value else "false")
    elif isinstance(value, list):
        items = [yaml.ScalarNode(TEXT, item) for item in value]
        node = yaml.SequenceNode(_LIST, items, flow_style=True)
    elif key in _DATES:
        node = yaml.ScalarNode(_DATE, value, style="")
    else:
        node = yaml.ScalarNode(TEXT, " ".join(value.split()))
    return key, _written(key, node)


def kept(key: str, value: Value) -> Chunk:
    """Return a key of others, its value as it was written."""
    return key, _written(key, value.node)


def _written(key: str, node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode) and node.tag == _DATE and node.style == "":
        return f"{key}: {node.value}\n"
    pair = (yaml.ScalarNode(TEXT, key), node)
    table = yaml.MappingNode("tag:yaml.org,2002:map", [pair], flow_style=False)
    return yaml.serialize(table, Dumper=yaml.SafeDumper, allow_unicode=True, width=_WIDEST)


def commented(lines: str) -> str:
    """Return lines as comments, which nobody reads but whoever edits the file."""
    return "".join(f"# {line}\n" for line in yamlload.cleaned(lines).rstrip("\n").split("\n"))


def page(
    chunks: Iterable[Chunk], comments: Iterable[str], body: str
) -> tuple[str, list[tuple[str, Problem]]]:
    """Return the text of a page, and the keys the site complains of, which are comments now."""
    parts = list(chunks)
    remarks = list(comments)
    refused: list[tuple[str, Problem]] = []
    while True:
        text, starts = _joined(parts, remarks, body)
        fields, _block, problems = frontmatter.parse(text, timezone.utc)
        wrong = [(number, one) for one in problems if (number := _at(starts, one.line)) is not None]
        if not wrong:
            return text, refused
        number, problem = wrong[0]
        key, lines = parts.pop(number)
        refused.append((key, problem))
        remarks.append(commented(lines))
        mended = _mended(key, getattr(fields, key, None))
        if mended and mended[1] != lines:
            parts.insert(number, mended)
        if problem.subtype == "draft" and ("draft", "draft: true\n") not in parts:
            parts.append(chunk("draft", True))


def _mended(key: str, value: object) -> Chunk | None:
    """Return a field with what the site could read of it, if that is a text or several."""
    if isinstance(value, str) and value:
        return chunk(key, value)
    if isinstance(value, tuple) and value and all(isinstance(one, str) for one in value):
        return chunk(key, list(value))
    return None


def _at(starts: list[int], line: int) -> int | None:
    """Return the number of the chunk in which a line is."""
    for number, (start, end) in enumerate(pairwise(starts)):
        if start <= line < end:
            return number
    return None


def _joined(parts: list[Chunk], remarks: list[str], body: str) -> tuple[str, list[int]]:
    starts = [2]
    for _key, lines in parts:
        starts.append(starts[-1] + lines.count("\n"))
    head = "".join([*(lines for _key, lines in parts), *remarks])
    alone = fences.split(body)
    if not head and alone.lines == 0 and not alone.problems:
        return body, starts
    opened = f"---\n{head}---\n"
    if fences.split(opened + body).body != body:
        # A block at the beginning of the text would be taken as a second one.
        return f"{opened}\n<!-- -->\n\n{body}", starts
    return opened + body, starts
