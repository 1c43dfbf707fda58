"""Tags in the text: ``#career`` joins the tags of the post, and leads to the tag's page.

They are a rule of the Markdown parser, so that they are literal in code, in addresses and behind a
backslash. Sites have to ask for them: elsewhere ``#`` is a number, a colour or a channel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.library.taxonomy import spelling
from sphinx_commonplace.core.markup import hashtags
from sphinx_commonplace.spine.reading import tagging

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx

    from sphinx_commonplace.spine.reading.renderer import Renderer


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.linkLevel:
        return False
    written = hashtags.scan(state.src, state.pos, state.posMax)
    if written is None:
        return False
    if not silent:
        state.push("hashtag_open", "a", 1)
        state.push("text", "", 0).content = written  # all that is read where there are no links
        state.push("hashtag_close", "a", -1)
    state.pos += len(written)
    return True


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    written = self.renderInlineAsText(token.children or [])
    tag = spelling(written.removeprefix("#"))
    tagging.note(self.sphinx_env, [tag])
    # The words stay as they are written.
    reference = tagging.reference(self.sphinx_env, tag, ["tag"], written)
    self.add_line_and_source_path(reference, token)
    self.current_node.append(reference)


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "tags" in app.config.commonplace_syntax:
        markdown.inline.ruler.before("link", "hashtag", _rule)
        markdown.add_render_rule("render_hashtag", _render, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.connect("commonplace-markdown", _extend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
