"""The renderer: from Markdown to the nodes of a document, where MyST's own does not suffice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives, roles
from markdown_it.common.normalize_url import validateLink
from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import pending_xref
from sphinx.errors import SphinxError

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.linking import links
from sphinx_commonplace.spine.reading import outside, problems, sources

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.warnings_ import MystWarnings

_OURS = "sphinx_commonplace.features."  # where the directives of ours are
_READING = {"include", "literalinclude"}  # directives whose argument is a file
_OTHER_SCHEME = re.compile(
    r"[a-z][a-z0-9+.-]*://"
    r"|(?:callto|doi|geo|ircs?|magnet|matrix|news|sips?|skype|sms|tel|urn|webcal|xmpp):",
    re.IGNORECASE,
)
_FILE_OPTION = re.compile(r"^\s*:?file:\s*(.+?)\s*$", re.MULTILINE)


class Renderer(SphinxRenderer):
    """MyST's renderer; a page that does not begin with a first-level heading is given its title."""

    _directive = ""  # the name of the one that is run

    def _render_tokens(self, tokens: list[Token]) -> None:
        title = self.md_options.get("commonplace_title")
        if title is not None and self.current_node is self.document:
            self.md_options["commonplace_title"] = None
            tokens = list(_without_empty_titles(tokens))
            headings = (tk for tk in tokens if tk.type == "heading_open" and tk.level == 0)
            first = next(headings, None)
            if first is None or first.tag != "h1":
                tokens = [*self._heading(*title), *tokens]
                self.sphinx_env.current_document["commonplace_titled"] = True
        super()._render_tokens(tokens)

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
        told = f"{address[:40]!r} is no address that a page may hold; shown without it"
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

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *more: Any, **named: Any
    ) -> list[nodes.Element]:
        """Run a directive, unless it reads a withheld file; show the text of an unknown one."""
        env = self.sphinx_env
        where = place(env, env.docname, position)
        open_files: list[str] = self.md_env.setdefault(
            "commonplace_open", [self.document["source"]]
        )
        read = [env.relfn2path(path, env.docname) for path in _files(name, first_line, content)]
        for relative, path in read:
            if sources.is_withheld(env, relative):
                told = f"{name}: {relative!r} is withheld, and so nothing of it is shown"
                warn(Subtype.DRAFT, told, where)
                return []
            if name == "include" and outside.refuse(env, name, first_line, {}, position):
                return []
            if path in open_files:
                warn(Subtype.DIRECTIVE, f"{name}: {relative!r} includes itself; left out", where)
                return []
        open_files.extend(path for _relative, path in read)
        around, self._directive = self._directive, name
        try:
            found: list[nodes.Element] = super().run_directive(
                name, first_line, content, position, *more, **named
            )
        except SphinxError:
            raise
        except Exception as error:  # noqa: BLE001 - a directive may fail in any way at bad input
            told = f"{name}: the directive failed ({type(error).__name__}: {error}); left out"
            warn(Subtype.DIRECTIVE, told, where)
            return []
        finally:
            self._directive = around
            del open_files[len(open_files) - len(read) :]
        if self._kind_of(name) is None:
            text = f"{first_line}\n{content}".strip()
            found.append(nodes.literal_block(text, text, language="none"))
        return found

    def _kind_of(self, name: str) -> type[Directive] | None:
        return directives.directive(name, self.language_module_rst, self.document)[0]

    def create_warning(
        self, message: str, subtype: MystWarnings | str, *, line: int | None = None, **named: Any
    ) -> nodes.system_message | None:
        """Warn; of what a directive of ours cannot take, in our words."""
        about = f"{self._directive!r}: "
        kind = self._kind_of(self._directive) if message.startswith(about) else None
        if kind is None or not kind.__module__.startswith(_OURS):
            return super().create_warning(message, subtype, line=line, **named)
        told = message.removeprefix(about)
        told = f"{self._directive}: {told[:1].lower()}{told[1:]}; ignored"
        warn(Subtype.DIRECTIVE, told, place(self.sphinx_env, self.sphinx_env.docname, line or 1))
        return None

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role; show the text of an unknown one."""
        super().render_myst_role(token)
        line = token_line(token, 0)
        if roles.role(token.meta["name"], self.language_module_rst, line, self.reporter)[0] is None:
            self.current_node += nodes.literal("", token.content)

    render_problem = problems.render

    def _random_label(self) -> str:
        # MyST numbers equations by a random label, which no two builds would share.
        return f"{self.sphinx_env.docname}-{self.sphinx_env.new_serialno('equation')}"


def _files(name: str, argument: str, content: str) -> Iterator[str]:
    """Yield the paths of the files that a directive is told to read."""
    if name in _READING:
        yield argument.strip()
    elif name in ("raw", "csv-table"):
        yield from _FILE_OPTION.findall(content)


def _without_empty_titles(tokens: Sequence[Token]) -> Iterator[Token]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open" and token.tag == "h1" and not tokens[place + 1].content:
            place += 3  # opening, text, closing
        else:
            yield token
            place += 1
