"""Unmade links: what an author wrote as a link and Markdown takes for words, each said at its line.

One whose label nothing defines, ``[words][label]``, and one whose address holds a blank, which
other programs let pass: ``[words](my note.md)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_commonplace.spine.diagnostics import beginning
from sphinx_commonplace.spine.reading import problems
from sphinx_commonplace.spine.reading.attachments import KINDS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from sphinx.application import Sphinx

_OTHER = "\0"  # stands for all that is no plain text
_BREAKS = ("softbreak", "hardbreak")
_UNMADE = re.compile(
    r"(?<![A-Za-z0-9_\])])\[[^\[\]]*\]"
    r"(?:\[(?P<label>[^\[\]\0]+)\]|\((?P<address>[^()<>\0\n]+)\))"
)
_ENDINGS = ("md", "rst", "html", *(ending for kind in KINDS.values() for ending in kind))
_FILE = re.compile(rf"\.(?:{'|'.join(_ENDINGS)})(?:#[^#]*)?$", re.IGNORECASE)


def _rule(state: StateCore) -> None:
    """Look at the words of each block, after all marks in them are found."""
    for token in state.tokens:
        if token.children and ("][" in token.content or "](" in token.content):
            text = "".join(_plain(token.children))
            token.children.extend(_found(text))


def _plain(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "text":
            yield token.content
        else:
            yield "\n" if token.type in _BREAKS else _OTHER


def _found(text: str) -> Iterator[Token]:
    for unmade in _UNMADE.finditer(text):
        label, address = unmade["label"] or "", unmade["address"] or ""
        if any(map(str.isalpha, label)):  # "[1][2]" are numbers
            told = f"'[{beginning(label)}]' is defined nowhere: no link"
        elif " " in address and _FILE.search(address):
            told = f"{beginning(address)!r} holds a blank: no link, unless between '<' and '>'"
        else:
            continue
        line = text.count("\n", 0, unmade.start())
        yield problems.of(f"{told}; shown as it is written", below=line)


def _extend(_app: Sphinx, markdown: MarkdownIt) -> None:
    markdown.core.ruler.after("inline", "unmade_links", _rule)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
