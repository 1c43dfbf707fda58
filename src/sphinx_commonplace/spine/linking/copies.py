"""Copies: the text of a page, or of a part of it, made fit to stand in another page.

All that page and copy must not share is made the copy's own: HTML ids, footnotes, and what relative
references are relative to.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.util import docname_join

from sphinx_commonplace.spine.diagnostics import FOREIGN
from sphinx_commonplace.spine.linking import equations, links, pages
from sphinx_commonplace.spine.writing.fragments import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_NOT_COPIED = (Fragment, nodes.meta, addnodes.toctree, nodes.substitution_definition)


class Copy:
    """A copy of a page, or of a part of it.

    :param here: the page in which it is to stand.
    :param place: the page it is made of, and the HTML id of the part or nothing.
    :param prefix: what its own HTML ids begin with.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        builder: Builder,
        here: str,
        place: tuple[str, str],
        prefix: str,
    ) -> None:
        self.env = env
        self.builder = builder
        self.here = here
        self.page, self.anchor = place
        self.prefix = prefix
        self.tree = env.get_doctree(self.page)

    def parts(self) -> list[nodes.Element]:
        """Return the nodes to be put in the place of the embed."""
        footnotes = self._take_footnotes()
        self._drop_machinery()
        parts = list(self._pick())
        calling = parts
        called: set[str] = set()
        while calling:  # one footnote may call another
            new = {
                call["refid"]
                for part in calling
                for call in part.findall(nodes.footnote_reference)
                if "refid" in call
            } - called
            called |= new
            calling = [note for note in footnotes if new & set(note["ids"])]
        parts += [note for note in footnotes if called & set(note["ids"])]
        self._rename(parts)
        self._relate(parts)
        return parts

    def _take_footnotes(self) -> list[nodes.footnote]:
        """Take all footnotes out; those that are called go with the text that calls them."""
        footnotes = list(self.tree.findall(nodes.footnote))
        rules = [
            rule for rule in self.tree.findall(nodes.transition) if "footnotes" in rule["classes"]
        ]
        for node in (*footnotes, *rules):
            node.parent.remove(node)
        return footnotes

    def _drop_machinery(self) -> None:
        """Take out what only the page itself has use for."""
        for kind in _NOT_COPIED:
            for node in list(self.tree.findall(kind)):
                node.parent.remove(node)

    def _pick(self) -> Iterator[nodes.Element]:
        if not self.anchor:
            yield from (part for part in self.tree.children if isinstance(part, nodes.Element))
            return
        for node in self.tree.findall(nodes.Element):
            if self.anchor in node.get("ids", ()):
                if isinstance(node, nodes.target):
                    after = node.parent[node.parent.index(node) + 1 :]
                    yield from (part for part in after[:1] if isinstance(part, nodes.Element))
                elif isinstance(node, nodes.list_item):
                    around: nodes.Element = node.parent.copy()
                    around.append(node)
                    yield around
                else:
                    yield node
                return

    def _rename(self, parts: list[nodes.Element]) -> None:
        """Give the copy HTML ids of its own; what it refers to elsewhere is left on its page."""
        new: dict[str, str] = {}
        for node in _elements(parts):
            new.update((name, self.prefix + name) for name in node["ids"])
        page = None  # where the output is a book without it
        with suppress(NoUri):
            page = self.builder.get_relative_uri(self.here, self.page)
        for node in list(_elements(parts)):
            node["ids"] = [new[name] for name in node["ids"]]
            node["names"] = []
            if "backrefs" in node:
                node["backrefs"] = [new[name] for name in node["backrefs"] if name in new]
            if "refid" in node:
                if node["refid"] in new:
                    node["refid"] = new[node["refid"]]
                elif isinstance(node, nodes.reference) and page is None:
                    node.replace_self(node.children)
                elif isinstance(node, nodes.reference):
                    node["refuri"] = f"{page}#{node.attributes.pop('refid')}"

    def _relate(self, parts: list[nodes.Element]) -> None:
        """Have references that are relative to the page they stand in mean what they meant."""
        ids = {name for node in _elements(parts) for name in node["ids"]}
        for node in _elements(parts):
            if isinstance(node, (nodes.math, nodes.math_block)):
                node[FOREIGN] = self.page
            if not isinstance(node, addnodes.pending_xref):
                continue
            node[FOREIGN] = self.page
            formula = self.prefix + equations.id_of(node["reftarget"])
            if formula in ids:
                node[equations.COPIED] = formula
            if node["reftype"] != links.EMBED:
                if node["reftype"] == links.WIKI:
                    node["reftarget"] = links.from_anywhere(self.page, node["reftarget"])
                elif self._is_local(node):
                    node["reftargetid"] = node["reftarget"]
                    node["refdomain"], node["reftype"] = "commonplace", links.KIND
                    node["reftarget"] = self.page
                elif node["reftype"] == "doc" or node.get("refdomain") == "doc":
                    node["reftarget"] = f"/{docname_join(self.page, node['reftarget'])}"
                node["refdoc"] = self.here
                node["refwarn"] = False

    def _is_local(self, node: addnodes.pending_xref) -> bool:
        """Whether a link such as ``[words](#heading)`` leads to a place in its own page."""
        if node["reftype"] != "myst" or node.get("refdomain") == "doc":
            return False
        return pages.anchor_of(self.env, self.page, node["reftarget"]) is not None


def _elements(parts: list[nodes.Element]) -> Iterator[nodes.Element]:
    for part in parts:
        yield from part.findall(nodes.Element)
