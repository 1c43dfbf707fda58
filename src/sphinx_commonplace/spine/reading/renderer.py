"""The renderer: from Markdown to the nodes of a document, where MyST's own does not suffice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import roles
from markdown_it.common.normalize_url import validateLink
from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.warnings_ import MystWarnings
from sphinx.addnodes import pending_xref

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine.diagnostics import Subtype, beginning, place, warn, warn_of_text
from sphinx_commonplace.spine.linking import links
from sphinx_commonplace.spine.reading import breaks, problems
from sphinx_commonplace.spine.reading.directing import Directing

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_OTHER_SCHEME = re.compile(
    r"[a-z][a-z0-9+.-]*://"
    r"|(?:callto|doi|geo|ircs?|magnet|matrix|news|sips?|skype|sms|tel|urn|webcal|xmpp):",
    re.IGNORECASE,
)
_SKIPPED = "commonplace_skipped"  # headings that are deeper than they should be
_ATTRIBUTES = re.compile(r"\s*\{\s*\.([\w+#-]+)[^{}]*\}\s*")


class Renderer(Directing):
    """MyST's renderer; a page that does not begin with a first-level heading is given its title."""

    def _render_tokens(self, tokens: list[Token]) -> None:
        is_page = self.current_node is self.document
        title = self.md_options.get("commonplace_title")
        if title is not None and is_page:
            self.md_options["commonplace_title"] = None
            tokens = list(_without_empty_titles(tokens))
            headings = (tk for tk in tokens if tk.type == "heading_open" and tk.level == 0)
            first = next(headings, None)
            if first is None or first.tag != "h1":
                tokens = [*self._heading(*title), *tokens]
                self.sphinx_env.current_document["commonplace_titled"] = True
        super()._render_tokens(tokens)
        if is_page:
            self._tell_skipped()

    def create_warning(
        self, message: str, subtype: MystWarnings | str, *, line: int | None = None, **named: Any
    ) -> nodes.system_message | None:
        """Warn; of headings that skip a level once for the page, since some pages have dozens."""
        if subtype == MystWarnings.MD_HEADING_NON_CONSECUTIVE:
            self.md_env.setdefault(_SKIPPED, []).append((message, line))
            return None
        return super().create_warning(message, subtype, line=line, **named)

    def _tell_skipped(self) -> None:
        skipped: list[tuple[str, int | None]] = self.md_env.pop(_SKIPPED, [])
        if skipped:
            message, line = skipped[0]
            more = f", and {len(skipped) - 1} more on this page" if skipped[1:] else ""
            env, kind = self.sphinx_env, MystWarnings.MD_HEADING_NON_CONSECUTIVE.value
            warn_of_text(env, kind, message + more, place(env, env.docname, line or 1), "myst")

    def _heading(self, text: str, line: int) -> Sequence[Token]:
        with self.md.reset_rules():
            self.md.disable("html_inline")  # a title is shown in places where HTML is not
            (inline,) = self.md.parseInline(text, {})
        spot = [line - 1, line]
        inline.map = spot
        opening = Token("heading_open", "h1", 1, map=spot, markup="#", block=True)
        return opening, inline, Token("heading_close", "h1", -1, markup="#", block=True)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link, unless a script could run by it."""
        if self._is_safe(token, "href"):
            super().render_link(token)
        elif token.info != "auto":  # one without words shows nothing but the address
            self.render_children(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render a picture, unless a script could run by it."""
        if self._is_safe(token, "src"):
            super().render_image(token)
        else:
            self.current_node += nodes.Text(self.renderInlineAsText(token.children or []))

    def _is_safe(self, token: SyntaxTreeNode, attribute: str) -> bool:
        address = str(token.attrGet(attribute))
        if validateLink(address) and "%00" not in address:  # no name holds a null byte
            return True
        env = self.sphinx_env
        told = f"{beginning(address)!r} is no address that a page may hold; shown without it"
        warn(Subtype.REFERENCE, told, place(env, env.docname, token_line(token, 1)))
        return False

    def render_link_project(self, token: SyntaxTreeNode) -> None:
        """Render ``<project:note.md>`` like any link to a page."""
        href = str(token.attrGet("href")).removeprefix("project:")
        if href.startswith("#"):
            super().render_link_project(token)
        else:
            token.attrs["href"] = href
            self.render_link_unknown(token)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a file: to a page by its path alone, to another file as MyST does."""
        env = self.sphinx_env
        if _OTHER_SCHEME.match(str(token.attrGet("href"))):
            self.render_link_url(token)
            return
        href = self._handle_relative_docs(self.md.normalizeLinkText(str(token.attrGet("href"))))
        path, _, fragment = href.partition("#")
        absolute = Path(env.relfn2path(path, env.docname)[1])
        if path and not absolute.is_relative_to(env.srcdir):
            told = f"{path!r} lies outside the site; shown without a link"
            warn(Subtype.REFERENCE, told, place(env, env.docname, token_line(token, 1)))
            self.render_children(token)
            return
        docname = env.path2doc(absolute) if path else None
        is_explicit = token.info != "auto" and bool(token.children)
        if docname is None and files.is_file(absolute):
            super().render_link_unknown(token)
            return
        named: dict[str, Any] = {"refdoc": env.docname, "refexplicit": is_explicit}
        if docname is None:  # the name of something else, as MyST has it
            reference = pending_xref(refdomain=None, reftype="myst", reftarget=href, **named)
        else:
            reference = pending_xref(
                refdomain="commonplace",
                reftype=links.KIND,
                reftarget=docname,
                reftargetid=fragment,
                **named,
            )
        self._process_wrap_node(reference, token, is_explicit, ["xref", "myst"], path)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code; its language may be the first class, as in ``{.python .numberLines}``."""
        if token.token and (found := _ATTRIBUTES.fullmatch(token.info)):
            token.token.info = found[1]
        super().render_fence(token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role; show the text of an unknown one."""
        super().render_myst_role(token)
        line = token_line(token, 0)
        if roles.role(token.meta["name"], self.language_module_rst, line, self.reporter)[0] is None:
            self.current_node += nodes.literal("", token.content)

    render_hr = breaks.render
    render_problem = problems.render

    def _random_label(self) -> str:
        # MyST numbers equations by a random label, which no two builds would share.
        return f"{self.sphinx_env.docname}-{self.sphinx_env.new_serialno('equation')}"


def _without_empty_titles(tokens: Sequence[Token]) -> Iterator[Token]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open" and token.tag == "h1" and not tokens[place + 1].content:
            place += 3  # opening, text, closing
        else:
            yield token
            place += 1
