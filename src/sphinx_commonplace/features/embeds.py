"""Embeds: ``![[Note]]``, ``![[Note#Heading]]`` and ``![[file.png|300]]``, as Markdown syntax.

So is the size of a picture that is named in Markdown's own way, ``![words|300](file.png)``.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from sphinx.addnodes import download_reference, pending_xref

from sphinx_commonplace.core.markup import wikisyntax
from sphinx_commonplace.spine.diagnostics import Subtype, nearest, place, warn
from sphinx_commonplace.spine.linking import links
from sphinx_commonplace.spine.linking.transclusion import Embed
from sphinx_commonplace.spine.reading import attachments
from sphinx_commonplace.spine.writing import styles

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_commonplace.spine.reading.renderer import Renderer

_SIDES = ("width", "height")
_SIZE = re.compile(r"\s*(\d{1,5})(?:x(\d{1,5}))?\s*$")


class Media(download_reference):
    """A file that the browser plays or shows in the page; elsewhere one to download."""


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    if state.src[state.pos] != "!":
        return False
    written = wikisyntax.scan(state.src, state.pos + 1, state.posMax)
    if written is None:
        return False
    if not silent:
        token = state.push("embed", "", 0)
        token.meta = {"target": written.target, "label": written.label or ""}
        token.content = wikisyntax.words(written.target)
    state.pos = written.end
    return True


def _size_pictures(state: StateCore) -> None:
    """Take the size at the end of a picture's words from them."""
    for picture in (child for token in state.tokens for child in token.children or ()):
        if picture.type != "image" or not picture.children:
            continue
        last = picture.children[-1]
        words, size = _split(last.content)
        if size and "|" in last.content:
            last.content = words
            picture.attrs.update(zip(_SIDES, size, strict=False))


def _render(self: Renderer, token: SyntaxTreeNode) -> None:
    path, _, fragment = token.meta["target"].partition("#")
    kind = attachments.kind_of(path)
    if kind is None:
        node: nodes.Element = Embed.make(self.sphinx_env.docname, token.meta["target"])
        node += nodes.inline("", token.content)
    else:
        node = _attachment(self, token, path, kind, fragment)
    self.add_line_and_source_path(node, token)
    self.current_node.append(node)


def _attachment(
    self: Renderer, token: SyntaxTreeNode, name: str, kind: str, fragment: str
) -> nodes.Element:
    env = self.sphinx_env
    found = attachments.find(env, env.docname, name)
    words, size = _split(token.meta["label"])
    where = place(env, env.docname, token_line(token, 1))
    if len(found) > 1:
        told = f"{name!r} may be any of {', '.join(found)}; the first is taken"
        warn(Subtype.ASSET, told, where)
    if not found:
        near = nearest(name, attachments.known(env))
        told = f"no file is called {name!r}{near}; its name is shown instead"
        warn(Subtype.ASSET, told, where)
        return nodes.inline("", words or name, classes=["cp-missing"])
    sizes = dict(zip(_SIDES, size, strict=False))
    if kind == "picture":
        return nodes.image(uri=f"/{found[0]}", alt=words or posixpath.basename(name), **sizes)
    node = Media("", "", reftarget=f"/{found[0]}", kind=kind, sizes=sizes, fragment=fragment)
    node += nodes.literal("", words or posixpath.basename(name), classes=["download"])
    return node


def _split(label: str) -> tuple[str, list[str]]:
    """Return the words of a label and the size that may stand at its end, in pixels."""
    words, _, last = label.rpartition("|")
    found = _SIZE.match(last)
    if found is None:
        return label.strip(), []
    return words.strip(), [side for side in found.groups() if side]


def _visit_media(self: HTML5Translator, node: Media) -> None:
    if "filename" not in node:
        return
    address = posixpath.join(self.builder.dlpath, quote(node["filename"]))
    if node["fragment"]:
        address = f"{address}#{quote(node['fragment'], safe='=&,')}"
    shown: dict[str, Any] = {"title": node.astext(), **node["sizes"]}
    link = self.starttag(node, "a", "", href=address) + self.encode(node.astext()) + "</a>"
    if node["kind"] == "document":
        frame = self.starttag(
            node, "iframe", "", CLASS="cp-pdf", src=address, loading="lazy", **shown
        )
        self.body.append(f"{frame}</iframe> {link}")
    else:
        tag = node["kind"]
        player = self.starttag(node, tag, "", src=address, controls="", preload="metadata", **shown)
        self.body.append(f"{player}{link}</{tag}>")
    raise nodes.SkipNode


def _depart_media(self: HTML5Translator, node: Media) -> None:
    """Leave the words of a file that cannot be read as they are."""


def _lift(_app: Sphinx, doctree: nodes.document) -> None:
    """Put embedded text beside the paragraph it is named in; where no text can be, a link."""
    for embed in list(doctree.findall(Embed)):
        paragraph = embed.parent
        if not isinstance(paragraph, nodes.paragraph):
            embed.replace_self(_link_in_place_of(embed))
            continue
        at = paragraph.index(embed)
        before, after = paragraph.children[:at], paragraph.children[at + 1 :]
        paragraph.replace_self(
            [*_paragraph(paragraph, before), embed, *_paragraph(paragraph, after)]
        )


def _paragraph(like: nodes.paragraph, children: list[nodes.Node]) -> list[nodes.Node]:
    """Return a paragraph of some of the children of another, or nothing without words."""
    if not any(child.astext().strip() or isinstance(child, nodes.Element) for child in children):
        return []
    made = like.copy()
    made.extend(children)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if isinstance(made[end], nodes.Text):
            made[end] = nodes.Text(strip(made[end].astext()))
    return [made]


def _link_in_place_of(embed: Embed) -> nodes.Element:
    link = nodes.inline("", "", *embed.children, classes=["xref", "wiki"])
    reference = pending_xref("", link, **{**embed.attributes, "reftype": links.WIKI})
    reference.source, reference.line = embed.source, embed.line
    return reference


def _extend(app: Sphinx, markdown: MarkdownIt) -> None:
    if "embeds" not in app.config.commonplace_syntax:
        return
    markdown.inline.ruler.before("image", "embed", _rule)
    markdown.core.ruler.after("inline", "picture_size", _size_pictures)
    markdown.add_render_rule("render_embed", _render, fmt="docutils")


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the rule to every Markdown parser that is made."""
    app.add_node(Media, html=(_visit_media, _depart_media))
    app.connect("commonplace-markdown", _extend)
    app.connect("doctree-read", _lift, priority=80)
    styles.link(app, "embeds", "cp-embed")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
