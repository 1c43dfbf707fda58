"""Callouts: a quotation that begins with ``[!type] Title``, folded with ``-`` or ``+`` after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it.token import Token
from sphinx.locale import get_translation

from sphinx_commonplace.spine.writing import styles

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_commonplace.spine.reading.renderer import Renderer

_ = get_translation("sphinx_commonplace")

KINDS = {
    "note": (),
    "abstract": ("summary", "tldr"),
    "info": (),
    "todo": (),
    "tip": ("hint", "important"),
    "success": ("check", "done"),
    "question": ("help", "faq"),
    "warning": ("caution", "attention"),
    "failure": ("fail", "missing"),
    "danger": ("error",),
    "bug": (),
    "example": (),
    "quote": ("cite",),
}
_KIND = {name: kind for kind, names in KINDS.items() for name in (kind, *names)}
_SHOWN = dict(
    zip(
        _KIND,
        (
            *(_("Note"), _("Abstract"), _("Summary"), _("Tldr"), _("Info"), _("Todo"), _("Tip")),
            *(_("Hint"), _("Important"), _("Success"), _("Check"), _("Done"), _("Question")),
            *(_("Help"), _("Faq"), _("Warning"), _("Caution"), _("Attention"), _("Failure")),
            *(_("Fail"), _("Missing"), _("Danger"), _("Error"), _("Bug"), _("Example")),
            *(_("Quote"), _("Cite")),
        ),
        strict=True,
    )
)
_FOLDS = {"-": "closed", "+": "open", None: ""}
# The type, what Obsidian's themes take for settings, the fold, and the title.
_HEAD = re.compile(r"\[!([^\]|\n]+)(?:\|[^\]\n]*)?\]([-+])?(?:[^\S\n]+([^\n]*))?(?:\n|$)")


class Callout(nodes.admonition):
    """A callout; ``fold`` says whether it can be folded, and how it is shown at first."""


class CalloutTitle(nodes.paragraph):
    """The title; no ``nodes.title``, which search would take for a title of the page."""


def _rule(state: StateCore) -> None:
    """Find the callouts among quotations, before the text of paragraphs is parsed."""
    made: list[Token] = []
    is_callout: list[bool] = []  # the quotations around the place, the innermost last
    tokens = iter(state.tokens)
    for token in tokens:
        made.append(token)
        if token.type == "blockquote_close" and is_callout.pop():
            token.type = "callout_close"
        elif token.type == "paragraph_open" and len(made) > 1 and _opens(made[-2]):
            text = next(tokens)
            head = _HEAD.match(text.content)
            if head is None or not head[1].strip():
                made.append(text)
                continue
            is_callout[-1] = True
            made[-2:] = _begin(made[-2], token, head)
            rest = text.content[head.end() :]
            if rest:
                first, last = text.map or [0, 1]
                text.content, text.map = rest, [first + 1, last]
                made += [token, text]
            else:
                next(tokens)  # the end of the paragraph
        elif token.type == "blockquote_open":
            is_callout.append(False)
    state.tokens = made


def _opens(token: Token) -> bool:
    return token.type == "blockquote_open"


def _begin(opening: Token, paragraph: Token, head: re.Match[str]) -> list[Token]:
    """Return the tokens of the beginning of a callout, with its title."""
    name = head[1].strip()
    opening.type = "callout_open"
    opening.meta = {"kind": _KIND.get(name.lower(), "note"), "fold": _FOLDS[head[2]]}
    line = (opening.map or [0])[0]
    level = paragraph.level
    title = Token("inline", "", 0, level=level + 1, children=[], map=[line, line + 1])
    shown = str(_SHOWN.get(name.lower(), name))
    # In English the author's own capitals stay.
    shown = name[:1].upper() + name[1:] if shown.lower() == name.lower() else shown
    title.content = (head[3] or "").strip() or shown
    return [
        opening,
        Token("callout_title_open", "p", 1, level=level, map=[line, line + 1], block=True),
        title,
        Token("callout_title_close", "p", -1, level=level, block=True),
    ]


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    node = Callout("", classes=["cp-callout", f"cp-{token.meta['kind']}"], fold=token.meta["fold"])
    self.add_line_and_source_path(node, token)
    with self.current_node_context(node, append=True):
        self.render_children(token)


def _render_title(self: Renderer, token: SyntaxTreeNode) -> None:
    node = CalloutTitle("", "")
    self.add_line_and_source_path(node, token)
    with self.current_node_context(node, append=True):
        self.render_children(token)


def _visit_html(self: HTML5Translator, node: Callout) -> None:
    tag = "details" if node["fold"] else "div"
    attributes: dict[str, Any] = {"open": ""} if node["fold"] == "open" else {}
    self.body.append(self.starttag(node, tag, CLASS="admonition", **attributes))


def _depart_html(self: HTML5Translator, node: Callout) -> None:
    self.body.append("</details>\n" if node["fold"] else "</div>\n")


def _visit_title(self: HTML5Translator, node: CalloutTitle) -> None:
    tag = "summary" if node.parent["fold"] else "p"
    self.body.append(self.starttag(node, tag, "", CLASS="admonition-title"))


def _depart_title(self: HTML5Translator, node: CalloutTitle) -> None:
    self.body.append("</summary>\n" if node.parent["fold"] else "</p>\n")


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "callouts" not in app.config.commonplace_syntax:
        return
    markdown.core.ruler.before("inline", "callout", _rule)
    markdown.add_render_rule("render_callout", _render, fmt="docutils")
    markdown.add_render_rule("render_callout_title", _render_title, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.add_node(Callout, html=(_visit_html, _depart_html))
    app.add_node(CalloutTitle, html=(_visit_title, _depart_title))
    app.connect("commonplace-markdown", _extend)
    styles.link(app, "callouts", "admonition")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
