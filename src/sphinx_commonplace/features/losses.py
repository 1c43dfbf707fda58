"""Losses: Markdown that is read otherwise than it looks, each said at its line.

Nothing in Markdown is an error. A block that nothing closes runs to the end of the page, a row
takes no more cells than its table has columns, and marks within marks can be too many for any
reader, and for Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import escapedSplit

from sphinx_commonplace.spine.diagnostics import beginning
from sphinx_commonplace.spine.reading import problems

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from sphinx.application import Sphinx

    Rule = Callable[[StateBlock, int, int, bool], bool]

_COMMENT = "<!--", "-->"
_BARRED = re.compile(r"`[^`]*`|\[\[[^\]]*\]\]")  # code and wikilinks, in which a bar may stand
_BAR = re.compile(r"(?<!\\)\|")


def _fence(state: StateBlock, start: int) -> None:
    """Say that a fence is not closed. It ends with the item or the quotation it stands in."""
    markup = state.tokens[-1].markup
    last = state.line - 1
    signs = _line(state, last).strip()
    is_code = state.sCount[last] - state.blkIndent >= 4  # noqa: PLR2004 - as Markdown has it
    if last == start or is_code or len(signs) < len(markup) or signs.strip(markup[0]):
        told = f"what {markup!r} opens is never closed; all that follows is shown as a part of it"
        problems.note(state, told, start)


def _html(state: StateBlock, start: int) -> None:
    """Close a comment, which would hide the rest of the page with all that is around the text."""
    token = state.tokens[-1]
    opening, closing = _COMMENT
    if token.content.lstrip().startswith(opening) and closing not in token.content:
        token.content += closing
        told = f"the comment that {opening!r} opens is never closed; all that follows is hidden"
        problems.note(state, told, start)


def _table(state: StateBlock, start: int) -> None:
    columns = len(_cells(state, start))
    for line in range(start + 2, state.line):
        if surplus := " | ".join(filter(None, _cells(state, line)[columns:])):
            told = f"{beginning(surplus)!r} stands beyond the columns of the table's head; left out"
            if any(map(_BAR.search, _BARRED.findall(_line(state, line)))):
                told += r" ('|' in code or in a link is written '\|')"
            problems.note(state, told, line)


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = [cell.strip() for cell in escapedSplit(_line(state, line).strip())]
    begins, ends = cells[:1] == [""], cells[1:] and not cells[-1]
    return cells[bool(begins) : len(cells) - bool(ends)]


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _watched(rule: Rule, look: Callable[[StateBlock, int], None]) -> Rule:
    """Return a rule that looks at what it has found."""

    def watched(state: StateBlock, start: int, last: int, silent: bool) -> bool:  # noqa: FBT001
        found = rule(state, start, last, silent)
        if found and not silent:
            look(state, start)
        return found

    return watched


def _flatten(state: StateCore) -> None:
    """Leave out the marks on words that are nested deeper than blocks may be."""
    most = state.md.options["maxNesting"]
    for token in state.tokens:
        if token.type == "inline" and token.children:
            shallow = list(_shallow(token.children, most))
            if len(shallow) < len(token.children):
                told = f"marks on words are nested more than {most} deep; the inner ones left out"
                token.children = [*shallow, problems.of(told)]


def _shallow(tokens: list[Token], most: int) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth -= token.nesting < 0
        if token.nesting == 0 or depth < most:
            yield token
        depth += token.nesting > 0


def _extend(_app: Sphinx, markdown: MarkdownIt) -> None:
    looks = {"fence": _fence, "colon_fence": _fence, "html_block": _html, "table": _table}
    ruler = markdown.block.ruler
    for rule in ruler.__rules__:
        if rule.name in looks:
            ruler.at(rule.name, _watched(rule.fn, looks[rule.name]), {"alt": rule.alt})
    markdown.core.ruler.after("inline", "shallow", _flatten)


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at what the rules of every Markdown parser that is made have found."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
