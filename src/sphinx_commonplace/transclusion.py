"""Transclusion: text of one page shown in another, when that is written.

What is embedded is copied from the doctree of its page, so that the pages which embed it are read
no more often than it changes. All that page and copy must not share is made the copy's own: HTML
ids, footnotes, and what relative references are relative to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from sphinx_commonplace import links
from sphinx_commonplace.diagnostics import FOREIGN, Subtype, warn
from sphinx_commonplace.fragments import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

MOST_NODES = 50_000  # in all that one page embeds

Place = tuple[str, str]  # a page, and the HTML id of a part of it or nothing
_NOT_COPIED = (Fragment, nodes.meta, addnodes.toctree, nodes.substitution_definition)


class Embed(addnodes.pending_xref):
    """Stands for the text of another page, or of a part of it."""

    @classmethod
    def make(cls, docname: str, target: str) -> Embed:
        """Make an embed in a document of what ``target`` means to a wikilink."""
        return cls(
            refdomain="commonplace",
            reftype=links.EMBED,
            reftarget=target,
            refdoc=docname,
            refexplicit=True,
        )


@dataclass
class _Budget:
    """What a page has embedded so far."""

    embeds: int = 0
    nodes: int = 0
    is_told: bool = False

    @property
    def is_spent(self) -> bool:
        return self.embeds >= links.MOST_EMBEDS or self.nodes >= MOST_NODES


class Transclusion(SphinxPostTransform):
    """Puts the text in the place of each embed, and of those within that text."""

    default_priority = 1  # before anything asks what a reference leads to

    def run(self, **kwargs: object) -> None:
        """Replace the embeds of one document, or of all documents in a single one."""
        self.here = self.env.docname
        self.copies = 0
        self.budgets: dict[str, _Budget] = {}
        self.cycles: list[set[Place]] = []
        for embed in list(self.document.findall(Embed)):
            self.own = embed
            page = embed["refdoc"]
            self.budget = self.budgets.setdefault(page, _Budget())
            embed.replace_self(self._content(embed, ((page, ""),)))

    def _fill(self, tree: nodes.Element, above: tuple[Place, ...]) -> None:
        for embed in list(tree.findall(Embed)):
            embed.replace_self(self._content(embed, above))

    def _content(self, embed: Embed, above: tuple[Place, ...]) -> list[nodes.Node]:
        """Return what an embed shows; of what it cannot show, say why."""
        target = embed["reftarget"]
        found = links.look_up(self.env, embed["refdoc"], target)
        if found.page is None:
            warn(Subtype.REFERENCE, f"{found.problem}; nothing is embedded", embed)
            return []
        if found.problem:
            warn(Subtype.REFERENCE, found.problem, embed)
        if not found.has_part:
            return [nodes.paragraph("", "", self._link(found.page, ""))]
        place = found.page, found.anchor
        if place in above:
            self._tell_cycle(above[0][0], above[above.index(place) :])
            return []
        if self.budget.is_spent:
            self._tell_cut(above[0][0])
            return []
        self.copies += 1
        parts = _Copy(self, *place, f"embed{self.copies}-").parts()
        self.budget.embeds += 1
        self.budget.nodes += sum(1 for part in parts for _node in part.findall())
        source = nodes.paragraph("", "", self._link(*place), classes=["cp-embed-source"])
        # Search finds the text where it was written, and there alone.
        shown = nodes.container("", *parts, source, classes=["cp-embed", "no-search"])
        shown["ids"] = embed["ids"]
        self._fill(shown, (*above, place))
        return [shown]

    def _link(self, page: str, anchor: str) -> nodes.reference:
        words = nodes.inline("", links.title_of(self.env, page) or page)
        return make_refnode(self.app.builder, self.here, page, anchor or None, words)

    def _tell_cycle(self, page: str, cycle: tuple[Place, ...]) -> None:
        # Each page of a cycle comes upon it, from each of its embeds; the first says so, once.
        if page == min(page for page, _anchor in cycle) and set(cycle) not in self.cycles:
            self.cycles.append(set(cycle))
            places = (f"{page}#{part}" if part else page for page, part in (*cycle, cycle[0]))
            told = f"the page embeds itself: {' > '.join(places)}; cut there"
            warn(Subtype.REFERENCE, told, self.own)

    def _tell_cut(self, page: str) -> None:
        if not self.budget.is_told:
            self.budget.is_told = True
            told = (
                f"{page!r} embeds more than {links.MOST_EMBEDS} texts or {MOST_NODES:,} nodes "
                "in all; the rest is left out"
            )
            warn(Subtype.REFERENCE, told, self.own)


class _Copy:
    """A copy of a page, or of a part of it, made fit to stand in another page."""

    def __init__(self, host: Transclusion, page: str, anchor: str, prefix: str) -> None:
        self.host = host
        self.page = page
        self.anchor = anchor
        self.prefix = prefix
        self.tree = host.env.get_doctree(page)

    def parts(self) -> list[nodes.Element]:
        """Return the nodes to be put in the place of the embed."""
        footnotes = self._take_footnotes()
        self._drop_machinery()
        parts = list(self._pick())
        called = {
            call["refid"]
            for part in parts
            for call in part.findall(nodes.footnote_reference)
            if "refid" in call
        }
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
        page = self.host.app.builder.get_relative_uri(self.host.here, self.page)
        for node in _elements(parts):
            node["ids"] = [new[name] for name in node["ids"]]
            node["names"] = []
            if "backrefs" in node:
                node["backrefs"] = [new[name] for name in node["backrefs"] if name in new]
            if "refid" in node:
                if node["refid"] in new:
                    node["refid"] = new[node["refid"]]
                elif isinstance(node, nodes.reference):
                    node["refuri"] = f"{page}#{node.attributes.pop('refid')}"

    def _relate(self, parts: list[nodes.Element]) -> None:
        """Have references that are relative to the page they stand in mean what they meant."""
        for node in _elements(parts):
            if isinstance(node, (nodes.math, nodes.math_block)):
                node[FOREIGN] = True
            if not isinstance(node, addnodes.pending_xref):
                continue
            node[FOREIGN] = True
            if not isinstance(node, Embed):
                if node["reftype"] == links.WIKI and node["reftarget"].startswith("#"):
                    node["reftarget"] = f"/{self.page}{node['reftarget']}"
                elif self._is_local(node):
                    node["reftargetid"] = node["reftarget"]
                    node["refdomain"], node["reftype"] = "commonplace", links.KIND
                    node["reftarget"] = self.page
                elif node["reftype"] == "doc" or node.get("refdomain") == "doc":
                    node["reftarget"] = f"/{docname_join(self.page, node['reftarget'])}"
                node["refdoc"] = self.host.here
                node["refwarn"] = False

    def _is_local(self, node: addnodes.pending_xref) -> bool:
        """Whether a link such as ``[words](#heading)`` leads to a place in its own page."""
        if node["reftype"] != "myst" or node.get("refdomain") == "doc":
            return False
        return links.anchor_of(self.host.env, self.page, node["reftarget"]) is not None


def _elements(parts: list[nodes.Element]) -> Iterator[nodes.Element]:
    for part in parts:
        yield from part.findall(nodes.Element)


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(Transclusion)
