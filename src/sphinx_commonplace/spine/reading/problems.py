"""Problems: what is wrong with the marks of a text, found by the rules that parse it.

It is said when the text is rendered, as only then it is known at which line of the page it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from sphinx_commonplace.spine.diagnostics import Subtype, place, warn_of_text

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode

    from sphinx_commonplace.spine.reading.renderer import Renderer

_KIND = "problem"


def of(told: str, line: int | None = None, below: int = 0) -> Token:
    """Return a token that says what is wrong, and what was done instead.

    :param line: counted from 0, of the text that is parsed; within a paragraph it is known.
    :param below: how many lines below that.
    """
    spot = None if line is None else [line, line + 1]
    return Token(_KIND, "", 0, map=spot, meta={"told": told, "below": below})


def note(state: StateBlock, told: str, line: int) -> None:
    """Put such a token among those of a block."""
    state.tokens.append(of(told, line))


def render(self: Renderer, token: SyntaxTreeNode) -> None:
    """Say what is wrong."""
    line = (token.map[0] if token.map else 1) + token.meta["below"]
    env = self.sphinx_env
    warn_of_text(env, Subtype.MARKUP.value, token.meta["told"], place(env, env.docname, line))
