"""Scalars and lists: what the value of a field is made of, as texts fit to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_commonplace.core.frontmatter.yamlload import Problem

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value

_TEMPLATE = re.compile(r"""(['"]?)(?:\{\{.*\}\}|<%.*%>)\1""", re.DOTALL)
# What XML forbids: it would spoil a feed. YAML lets it in as an escape.
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 2000  # characters of a text field


class Unreadable(ValueError):  # noqa: N818 - it says what the value is, as "raise" reads it
    """The value is not of the kind the field wants; the message says in what way."""


class Read(NamedTuple):
    """A checked value and what was dropped to get it."""

    value: Any
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()  # of the items of a list


def is_template(value: Value) -> bool:
    """Whether the value is what an editor's template should have filled in."""
    return _TEMPLATE.fullmatch(value.raw) is not None


def require_sound(value: Value) -> None:
    """Refuse what no field can hold.

    :raises Unreadable: the value is a template's, or aliases blow it up.
    """
    if is_template(value):
        raise Unreadable(f"{value.raw[:60]!r} is an unfilled template")
    if value.is_too_large:
        raise Unreadable("too large with its aliases written out")


def kind(value: Value) -> str:
    """Say what a value is that is no scalar."""
    return "a mapping" if value.mapping is not None else "a list"


def scalar(value: Value, wanted: str) -> str:
    """Return a text, its white space folded.

    :param wanted: what the field takes, for the message.
    :raises Unreadable: it is a list or a mapping.
    """
    if value.scalar is None:
        raise Unreadable(f"expected {wanted}, found {kind(value)}")
    return " ".join(value.scalar.split())


def clean(written: str, line: int) -> Read:
    """Return a text as one line of characters that can be shown, and not too many of them."""
    found = " ".join(written.split())
    problems = []
    if _FORBIDDEN.search(found):
        found = " ".join(_FORBIDDEN.sub("", found).split())
        told = f"control characters dropped, {found[:60]!r} is left; in single quotes \\ is itself"
        problems.append(Problem(line, "frontmatter", told))
    if len(found) > _LONGEST:
        cut = found[:_LONGEST].rpartition(" ")[0] or found[:_LONGEST]
        told = f"{len(found):,} characters are too many; cut to {len(cut):,}"
        problems.append(Problem(line, "frontmatter", told))
        found = f"{cut}…"
    return Read(found, tuple(problems))


def listed(value: Value, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    """Yield one text, or those of a list, with their lines; what is none is reported."""
    if value.items is None:
        yield value.line, scalar(value, "a list")
        return
    for item in value.items:
        told = None
        if item.is_foreign:
            told = f"the YAML tag {item.node.tag!r} is not allowed; dropped"
        elif item.items is not None:
            told = "a list within the list; its texts were taken"
            yield from ((inner.line, inner.scalar) for inner in item.items if inner.scalar)
        elif item.scalar is None or is_template(item):
            what = "an unfilled template" if is_template(item) else "a mapping"
            told = f"{what} within the list; dropped"
        else:
            yield item.line, item.scalar
        if told:
            problems.append(Problem(item.line, "frontmatter", told))
