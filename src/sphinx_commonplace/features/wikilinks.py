"""Wikilinks: ``[[Note]]``, ``[[Note#Heading]]``, ``[[Note|words]]``, as Markdown syntax.

They are a rule of the Markdown parser, so that they are literal wherever Markdown is: in code, in
mathematics, in HTML comments and behind a backslash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref

from sphinx_commonplace.core.markup import wikisyntax
from sphinx_commonplace.spine.linking import links
from sphinx_commonplace.spine.reading import attachments

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

    from sphinx_commonplace.spine.reading.renderer import Renderer


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    start = state.pos
    if state.src[max(start - 1, 0) : start] in ("[", "!"):
        return False
    written = wikisyntax.scan(state.src, start, state.posMax)
    if written is None:
        return False
    if not silent:
        opening = state.push("wikilink_open", "a", 1)
        opening.meta = {"target": written.target}
        if written.label is not None:
            end = written.end - 2
            _tokenize(state, end - len(written.label), end)
        else:
            state.push("text", "", 0).content = wikisyntax.words(written.target)
        state.push("wikilink_close", "a", -1)
    state.pos = written.end
    return True


def _tokenize(state: StateInline, start: int, end: int) -> None:
    """Parse a label, in which there may be emphasis and code, but no other link."""
    maximum = state.posMax
    state.pos, state.posMax = start, end
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = maximum


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    target = token.meta["target"]
    docname = self.sphinx_env.docname
    files = (
        attachments.find(self.sphinx_env, docname, target) if attachments.kind_of(target) else ()
    )
    if files:
        reference: nodes.Element = download_reference("", "", reftarget=f"/{files[0]}")
    else:
        reference = pending_xref(
            refdomain="commonplace",
            reftype=links.WIKI,
            reftarget=target,
            refdoc=docname,
            refexplicit=True,
        )
    self.add_line_and_source_path(reference, token)
    words = nodes.inline("", "", classes=["xref", "wiki"])
    reference += words
    self.current_node.append(reference)
    with self.current_node_context(words):
        self.render_children(token)


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "wikilinks" not in app.config.commonplace_syntax:
        return
    markdown.inline.ruler.before("link", "wikilink", _rule)
    markdown.add_render_rule("render_wikilink", _render, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
