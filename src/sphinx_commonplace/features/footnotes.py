"""Footnotes: MyST's, numbered in the order in which they are called, whatever they are called by.

MyST takes a label of digits for a number, and leaves it to docutils to complain in its own words of
calls that call nothing. It leaves off what Pandoc and Obsidian have besides, ``^[words]``: a note
that is written where it is called. An author may switch footnotes off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms.references import Footnotes
from markdown_it.helpers import parseLinkLabel
from mdit_py_plugins.footnote.index import footnote_ref
from myst_parser.mdit_to_docutils.base import token_line
from sphinx.transforms import SphinxTransform

from sphinx_commonplace.spine.diagnostics import Subtype, beginning, nearest, place, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

    from sphinx_commonplace.spine.reading.renderer import Renderer

_RULES = ["footnote_def", "footnote_inline", "footnote_ref"]
_OPENING = "^["
_WRITTEN = {"footnote_inline_open": _OPENING, "footnote_inline_close": "]"}
_CALL = re.compile(r"\[\^[^] \n]{1,999}+\]")  # CommonMark has labels of no more letters


def _call(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Ask the plugin's rule only where there is a call: it walks to the end of what is none."""
    is_call = _CALL.match(state.src, state.pos, state.posMax)
    return is_call is not None and footnote_ref(state, silent, always_match=True)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Take a note for one that is written where it is called; within a link there is none."""
    if not state.src.startswith(_OPENING, state.pos) or state.linkLevel:
        return False
    start, maximum = state.pos + len(_OPENING), state.posMax
    end = parseLinkLabel(state, start - 1)
    if end < 0 or not state.src[start:end].strip():
        return False
    if not silent:
        state.push("footnote_inline_open", "", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.posMax = maximum
        state.push("footnote_inline_close", "", -1)
    state.pos = end + 1
    return True


def _leave_in_pictures(state: StateCore) -> None:
    """Show a note as it is written where it stands in the words of a picture: they are plain."""
    if _OPENING not in state.src:
        return
    ahead = [token for token in state.tokens if token.children]
    while ahead:
        token = ahead.pop()
        for child in token.children or ():
            if token.type == "image" and child.type in _WRITTEN:
                child.type, child.content, child.nesting = "text", _WRITTEN[child.type], 0
            if child.children:
                ahead.append(child)


def _render_inline(self: Renderer, token: SyntaxTreeNode) -> None:
    # No author can write a label with a blank, and of one without letters no HTML id is made.
    label = f" {self.sphinx_env.new_serialno('footnote')}"
    call = nodes.footnote_reference("", auto=1, refname=label)
    note = nodes.footnote("", words := nodes.paragraph(), auto=1, names=[label])
    for node in (call, note, words):
        self.add_line_and_source_path(node, token)
    self.document.note_autofootnote_ref(call)
    self.document.note_footnote_ref(call)
    _enlist(self.document, note)
    self.current_node.append(call)
    # Where it is called may be in a heading or a cell, which must not hold its words.
    self.document.append(note)
    with self.current_node_context(words):
        self.render_children(token)


def _render_call(self: Renderer, token: SyntaxTreeNode) -> None:
    label = token.meta["label"]
    call = nodes.footnote_reference(f"[^{label}]", auto=1, refname=label)
    self.add_line_and_source_path(call, token)
    self.document.note_autofootnote_ref(call)
    self.document.note_footnote_ref(call)
    self.current_node.append(call)


def _render_note(self: Renderer, token: SyntaxTreeNode) -> None:
    label = token.meta["label"]
    known: set[str] = self.md_env.setdefault("commonplace_footnotes", set())
    if label in known:
        told = f"[^{beginning(label)}] is the label of two footnotes; only the first is shown"
        env = self.sphinx_env
        warn(Subtype.MARKUP, told, place(env, env.docname, token_line(token, 1)))
        return
    known.add(label)
    note = nodes.footnote(auto=1, names=[label])
    self.add_line_and_source_path(note, token)
    _enlist(self.document, note)
    with self.current_node_context(note, append=True):
        self.render_children(token)


def _enlist(document: nodes.document, note: nodes.footnote) -> None:
    """Have a note numbered, but not as a target: no other link leads to its label, often a number.

    From docutils 0.23 on, what has an id is a target by its names.
    """
    others = {name: document.nameids[name] for name in note["names"] if name in document.nameids}
    document.note_autofootnote(note)
    for name in note["names"]:
        document.nameids.pop(name, None)
    document.nameids.update(others)


class Undefined(SphinxTransform):
    """Show a call as it is written where there is no such footnote."""

    default_priority = Footnotes.default_priority - 3  # before MyST puts them in order

    def apply(self, **_kwargs: Any) -> None:
        """Say so, and take it from what docutils resolves."""
        document = self.document
        notes = [*document.autofootnotes, *document.footnotes]
        known = {name for note in notes for name in note["names"]}
        calls: list[nodes.footnote_reference] = []
        for call in document.autofootnote_refs:
            label = call.get("refname", "")
            if not label or label in known:
                calls.append(call)
                continue
            written = call.rawsource or f"[^{label}]"
            told = written.replace(label, beginning(label))
            told += f": there is no such footnote{nearest(label, known)}"
            warn(Subtype.MARKUP, f"{told}; shown as it is written", call)
            document.footnote_refs.pop(label, None)
            call.parent.replace(call, nodes.Text(written))
        document.autofootnote_refs = calls


class Uncalled(SphinxTransform):
    """Name the footnotes that nothing calls, which Sphinx knows by number alone."""

    default_priority = Footnotes.default_priority + 1

    def apply(self, **_kwargs: Any) -> None:
        """Say it, so that Sphinx need not."""
        for note in self.document.autofootnotes:
            if note["names"] and not note["backrefs"]:
                label = beginning(note["names"][0])
                told = f"[^{label}]: nothing calls this footnote; shown all the same"
                warn(Subtype.MARKUP, told, note)
            note["names"] = []


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    markdown.inline.ruler.at("footnote_ref", _call)
    markdown.inline.ruler.after("image", "footnote_inline", _inline)
    markdown.core.ruler.after("inline", "footnote_inline", _leave_in_pictures)
    if "footnotes" not in app.config.commonplace_syntax:
        markdown.disable(_RULES, ignoreInvalid=True)
    markdown.add_render_rule("render_footnote_inline", _render_inline, fmt="docutils")
    markdown.add_render_rule("render_footnote_ref", _render_call, fmt="docutils")
    markdown.add_render_rule("render_footnote_reference", _render_note, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Have a say in every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    app.add_transform(Undefined)
    app.add_transform(Uncalled)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
