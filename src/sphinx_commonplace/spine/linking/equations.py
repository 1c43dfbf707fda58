"""Equations: which formula a label means, where several pages have it.

Sphinx takes the one that was read last, which after an edit is another one than in a clean build.
A page means its own formula, and others mean that of the first page that has the label. Text that
is embedded elsewhere means there what it means on its page.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders.latex.nodes import math_reference
from sphinx.domains.math import MathDomain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.logging import is_suppressed_warning

from sphinx_commonplace.spine.diagnostics import FOREIGN, Subtype, place, place_of, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

# An attribute of copied references: the HTML id of the copy of the formula.
COPIED = "commonplace_copied"


class Equations(MathDomain):
    """Sphinx's domain, with the labels of each page by themselves.

    What Sphinx knows of a label, one page and the number there, is kept where it and others look.
    """

    initial_data: ClassVar[dict[str, Any]] = {**MathDomain.initial_data, "pages": {}}
    data_version = 2

    @property
    def pages(self) -> dict[str, dict[str, tuple[int, str]]]:
        """For each label the pages that have it, each with the number and the place there."""
        return self.data["pages"]  # type: ignore[no-any-return]

    def meant(self, label: str, docname: str) -> tuple[str, int] | None:
        """Return the page and the number of the formula that a label means on a page."""
        number, _where = self.pages.get(label, {}).get(docname, (None, ""))
        return self.equations.get(label) if number is None else (docname, number)

    def note_equation(self, docname: str, labelid: str, location: Any = None) -> None:
        """Note a formula of a page that is being read; of a second one there, Sphinx warns."""
        found = place_of(location, self.env) if isinstance(location, nodes.Node) else None
        pages = self.pages.setdefault(labelid, {})
        own = self._showing(labelid, self.meant(labelid, docname) if docname in pages else None)
        super(Equations, own).note_equation(docname, labelid, location)
        pages[docname] = own.equations[labelid][1], found or place(self.env, docname)
        self._settle(labelid)

    def refuse_second(self, label: str | None, where: str) -> bool:
        """Return whether another formula of the page that is being read has a label, and say so."""
        found = self.env.docname in self.pages.get(label or "", ())
        if found:
            told = f"({label}) is the label of another formula on this page"
            _warn(self.env, f"{told}; shown without a label", where)
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
        super().clear_doc(docname)
        for label, pages in list(self.pages.items()):
            if pages.pop(docname, None):
                self._settle(label)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the formulas of the pages that another process has read."""
        super().merge_domaindata(docnames, otherdata)
        for label, pages in otherdata["pages"].items():
            for docname in pages.keys() & docnames:
                self.pages.setdefault(label, {})[docname] = pages[docname]
                self._settle(label)

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
        """Resolve a reference as Sphinx does; beside a copy of the formula it leads to that."""
        page = node.get(FOREIGN, fromdocname)
        found = self.meant(target, page)
        reference = super(Equations, self._showing(target, found)).resolve_xref(
            env, fromdocname, builder, typ, target, node, contnode
        )
        if reference is not None and COPIED in node and found and found[0] == page:
            reference.attributes.pop("refuri", None)
            reference["refid"] = node[COPIED]
        return reference

    def _settle(self, label: str) -> None:
        """Have Sphinx and others know a label as that of the first page that has it."""
        pages = self.pages[label]
        if pages:
            self.equations[label] = min(pages), pages[min(pages)][0]
        else:
            del self.pages[label]

    def _showing(self, label: str, found: tuple[str, int] | None) -> Equations:
        """Return a domain in which a label is that of one formula, or of none."""
        view = copy(self)
        view.data = {"objects": {label: found} if found else {}}
        return view


class InBooks(SphinxPostTransform):
    """Has references in a LaTeX book mean what they mean on their page: Sphinx asks no domain."""

    default_priority = 4  # before Sphinx's
    formats = ("latex",)

    def run(self, **_kwargs: object) -> None:
        """Replace the references of a book."""
        for node in list(self.document.findall(pending_xref)):
            if node.get("refdomain") == Equations.name:
                label = node["reftarget"]
                found = of(self.env).meant(label, node.get(FOREIGN) or node.get("refdoc", ""))
                if found:
                    node.replace_self(math_reference("", docname=found[0], target=label))


def of(env: BuildEnvironment) -> Equations:
    """Return the formulas of all pages."""
    return cast("Equations", env.get_domain(Equations.name))


def id_of(label: str) -> str:
    """Return the HTML id that Sphinx gives the formula with a label."""
    return nodes.make_id(f"equation-{label}")


def _warn(env: BuildEnvironment, message: str, where: str) -> None:
    """Warn, unless what Sphinx calls such a warning is silenced."""
    if not is_suppressed_warning("ref", "equation", env.config.suppress_warnings):
        warn(Subtype.MATH, message, where)


def _check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Say which labels are on several pages, when all are known."""
    for label, pages in sorted(of(env).pages.items()):
        first, *others = sorted(pages)
        for docname in others:
            told = f"({label}) is the label of a formula at {pages[first][1]}, too"
            done = "it means this one on this page, and that one on others"
            _warn(env, f"{told}; {done}", pages[docname][1])


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's domain."""
    app.add_domain(Equations, override=True)
    app.add_post_transform(InBooks)
    app.connect("env-updated", _check)
