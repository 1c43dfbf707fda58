"""Equations: which formula a label means, where several pages have it.

Sphinx takes the one that was read last, which after an edit is another one than in a clean build.
A page means its own formula, and others mean that of the first page that has the label.
"""

from __future__ import annotations

import os
from collections.abc import Set as AbstractSet
from copy import copy
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.domains.math import MathDomain
from sphinx.util.logging import get_node_location

from sphinx_commonplace.spine.diagnostics import Subtype, place, warn

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Equations(MathDomain):
    """Sphinx's domain, with the labels of each page by themselves."""

    data_version = 1

    @property
    def pages(self) -> dict[str, dict[str, tuple[int, str]]]:
        """For each label the pages that have it, each with the number and the place there."""
        return self.data["objects"]  # type: ignore[no-any-return]

    @property
    def equations(self) -> dict[str, tuple[str, int]]:
        """The page and the number for each label, as Sphinx knows them."""
        return {label: found for label in self.pages if (found := self.meant(label, ""))}

    def meant(self, label: str, docname: str) -> tuple[str, int] | None:
        """Return the page and the number of the formula that a label means on a page."""
        pages = self.pages.get(label)
        if not pages:
            return None
        page = docname if docname in pages else min(pages)
        return page, pages[page][0]

    def note_equation(self, docname: str, labelid: str, location: Any = None) -> None:
        """Note a formula of a page that is being read."""
        found = get_node_location(location) if isinstance(location, nodes.Node) else None
        where = (found or place(self.env, docname)).removeprefix(f"{self.env.srcdir}{os.sep}")
        number = self.env.new_serialno("eqno") + 1
        self.pages.setdefault(labelid, {})[docname] = number, where

    def is_taken(self, label: str, where: str) -> bool:
        """Say so if another formula of the page that is being read has a label."""
        found = self.env.docname in self.pages.get(label, ())
        if found:
            told = f"({label}) is the label of another formula on this page"
            warn(Subtype.MATH, f"{told}; shown without a label", where)
        return found

    def locate(self, label: str, where: str) -> None:
        """Note where a formula stands that was noted before that was known."""
        pages = self.pages[label]
        pages[self.env.docname] = pages[self.env.docname][0], where

    def get_equation_number_for(self, labelid: str) -> int | None:
        """Return the number of the formula that a label means on the page that is being read."""
        found = self.meant(labelid, self.env.current_document.docname)
        return found[1] if found else None

    def clear_doc(self, docname: str) -> None:
        """Forget the formulas of a page."""
        for label, pages in list(self.pages.items()):
            pages.pop(docname, None)
            if not pages:
                del self.pages[label]

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the formulas of the pages that another process has read."""
        for label, pages in otherdata["objects"].items():
            for docname in pages.keys() & docnames:
                self.pages.setdefault(label, {})[docname] = pages[docname]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference as Sphinx does, which is shown that one formula alone."""
        found = self.meant(target, fromdocname)
        view = copy(self)
        view.data = {"objects": {target: {found[0]: (found[1], "")}} if found else {}}
        return super(Equations, view).resolve_xref(
            env, fromdocname, builder, typ, target, node, contnode
        )


def of(env: BuildEnvironment) -> Equations:
    """Return the formulas of all pages."""
    return cast("Equations", env.get_domain(Equations.name))


def _check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Say which labels are on several pages, when all are known."""
    for label, pages in sorted(of(env).pages.items()):
        first, *others = sorted(pages)
        for docname in others:
            told = f"({label}) is the label of a formula at {pages[first][1]}, too"
            done = "it means this one on this page, and that one on others"
            warn(Subtype.MATH, f"{told}; {done}", pages[docname][1])


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's domain."""
    app.add_domain(Equations, override=True)
    app.connect("env-updated", _check)
