"""Transclusion: text of one page shown in another, when that is written.

What is embedded is copied from the doctree of its page, so that the pages which embed it are read
no more often than it changes.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_commonplace.spine.diagnostics import Subtype, warn
from sphinx_commonplace.spine.linking import links, pages
from sphinx_commonplace.spine.linking.copies import Copy

if TYPE_CHECKING:
    from sphinx.application import Sphinx

MOST_NODES = 50_000  # in all that one page embeds

Place = tuple[str, str]  # a page, and the HTML id of a part of it or nothing


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
        parts = Copy(self.env, self.app.builder, self.here, place, f"embed{self.copies}-").parts()
        self.budget.embeds += 1
        self.budget.nodes += sum(1 for part in parts for _node in part.findall())
        source = nodes.paragraph("", "", self._link(*place), classes=["cp-embed-source"])
        # Search finds the text where it was written, and there alone.
        shown = nodes.container("", *parts, source, classes=["cp-embed", "no-search"])
        shown["ids"] = embed["ids"]
        self._fill(shown, (*above, place))
        return [shown]

    def _link(self, page: str, anchor: str) -> nodes.Element:
        shown: nodes.Element = nodes.inline("", pages.title_of(self.env, page) or page)
        with suppress(NoUri):  # of a page that is in no toctree LaTeX has no place
            shown = make_refnode(self.app.builder, self.here, page, anchor or None, shown)
        return shown

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


def setup(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(Transclusion)
