"""Comments: what stands between ``%%`` and ``%%``, as in Obsidian, is never published.

A line that opens a comment and finds no second ``%%`` hides all that follows, as there: what is
missing can be put back, what was published cannot. Within a line, an unclosed ``%%`` is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdit_py_plugins.myst_blocks.index import line_comment

from sphinx_commonplace.spine.diagnostics import beginning
from sphinx_commonplace.spine.reading import problems

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from sphinx.application import Sphinx

_MARK = "%%"
_UNCLOSED = f"the comment that {_MARK!r} opens is never closed; all that follows is left out"
_FOLLOWED = f"{{!r}} follows the {_MARK!r} that ends a comment of several blocks; left out"
_SHOWN = f"the comment that {_MARK!r} opens does not end in its paragraph; shown as it is written"
_ENDED = ["paragraph", "reference", "blockquote", "list", "footnote_def"]  # by such a line


def _block(state: StateBlock, start: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    # Four spaces make it code.
    if state.is_code_block(start):
        return False
    opening = _line(state, start)
    if not opening.startswith(_MARK):
        return False
    text = opening.removeprefix(_MARK)
    line, is_paragraph = start, True
    while _MARK not in text:
        line += 1
        # A quotation or an item that ends takes its comment with it.
        if line >= last or (state.sCount[line] < state.blkIndent and _line(state, line)):
            if not silent:
                problems.note(state, _UNCLOSED, start)
                state.line = line
            return True
        text = _line(state, line)
        is_paragraph = is_paragraph and bool(text.strip())
    after = text.partition(_MARK)[2].strip()
    if after and is_paragraph:
        return False  # the comment is a part of it
    if not silent:
        state.line = line + 1
        if after:
            problems.note(state, _FOLLOWED.format(beginning(after)), line)
    return True


def _line_comment(state: StateBlock, start: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Take a line for a comment of MyST's, unless it begins with the mark of an unclosed one."""
    return not _line(state, start).startswith(_MARK) and line_comment(state, start, last, silent)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - its signature
    if not state.src.startswith(_MARK, state.pos):
        return False
    end = state.src.find(_MARK, state.pos + len(_MARK), state.posMax)
    if end < 0:
        text = state.src[state.pos + len(_MARK) : state.posMax]
        # With a blank behind it, as in "50 %% of them", it is hardly meant to open a comment.
        if not silent and text[:1].strip() and not state.src[: state.pos][-1:].strip():
            below = state.src.count("\n", 0, state.pos)
            state.tokens.append(problems.of(_SHOWN, below=below))
        return False
    state.pos = end + len(_MARK)
    return True


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "comments" not in app.config.commonplace_syntax:
        return
    markdown.block.ruler.at("myst_line_comment", _line_comment, {"alt": _ENDED})
    markdown.block.ruler.before(
        "myst_line_comment",
        "obsidian_comment",
        _block,
        {"alt": _ENDED},
    )
    # Before all that a comment might hold, but after what makes it literal.
    markdown.inline.ruler.after("backticks", "obsidian_comment", _inline)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rules to every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
