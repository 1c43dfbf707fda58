"""The domain: references to posts and terms, by name, from any page and from other sites.

It keeps no data of its own: what can be referred to is derived from the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from sphinx_commonplace.core.library.taxonomy import identity
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import Subtype, nearest, warn
from sphinx_commonplace.spine.linking import addresses, links

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

KINDS = ("post", "tag", "category", "series", "year")


class Candidate(NamedTuple):
    """Where a reference leads, and the text it has if the author gives none."""

    page: str
    title: str


class Role(XRefRole):
    """A role of the domain that is also known without the domain's name."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001 - Sphinx's signature
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Send the reference to this domain."""
        refnode["refdomain"] = CommonplaceDomain.name
        return title, " ".join(target.split())


class CommonplaceDomain(Domain):
    """Posts by file name, terms by any of their spellings, years by number."""

    name = "commonplace"
    label = "Commonplace"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {
        kind: Role(innernodeclass=nodes.inline) for kind in KINDS
    }

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Merge nothing: there is no data."""

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield posts, terms and years for ``objects.inv``; search finds them by other means."""
        library = state.library_of(self.env)
        for kind, name, page, title in addresses.places(self.env.config, library):
            yield name, title, kind, page, "", -1

    def candidates(self, kind: str, name: str) -> list[Candidate]:
        """Return what a name may mean among posts, terms or years, the first one to be taken."""
        library, config = state.library_of(self.env), self.env.config
        if kind == "post":
            found = library.named(config.commonplace_posts, name)
            return [Candidate(docname, library.posts[docname].title) for docname in found]
        if kind == "year":
            year = int(name) if name.isdecimal() else None
            return [Candidate(addresses.year_page(year), name)] if year in library.years else []
        taxonomy = addresses.KINDS[kind]
        terms = library.terms[taxonomy]
        term = terms.get(identity(name))
        term = term or next((term for term in terms.values() if term.slug == name), None)
        return [Candidate(addresses.term_page(config, taxonomy, term), term.label)] if term else []

    def candidates_by_label(self, label: str) -> tuple[str, list[Candidate]]:
        """Return what a label such as ``tag:career`` may mean, with its kind."""
        kind, colon, name = label.partition(":")
        return kind, self.candidates(kind, name) if colon and kind in KINDS else []

    def _take(
        self, candidates: list[Candidate], name: str, node: nodes.Element
    ) -> Candidate | None:
        if len(candidates) > 1:
            pages = ", ".join(one.page for one in candidates)
            warn(Subtype.REFERENCE, f"{name!r} may be any of {pages}; the first is taken", node)
        return candidates[0] if candidates else None

    def resolve_xref(  # type: ignore[override] # text without a link is no reference
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Resolve a role or a link; one that finds nothing leaves its text and a warning."""
        if typ == links.KIND:
            return links.resolve(env, fromdocname, builder, node, contnode)
        if typ == links.WIKI:
            return links.resolve_wiki(env, fromdocname, builder, node, contnode)
        candidate = self._take(self.candidates(typ, target), target, node)
        if candidate is None:
            known = (name for kind, name, *_ in self._places() if kind == typ)
            told = f"no {typ} is called {target!r}{nearest(target, known)}; shown without a link"
            warn(Subtype.REFERENCE, told, node)
            return contnode
        return self._link(candidate, fromdocname, builder, node, contnode)

    def resolve_any_xref(  # type: ignore[override] # as above
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.Element]]:
        """Resolve ``tag:career`` and the like, and generated pages as if they were files."""
        kind, candidates = self.candidates_by_label(target)
        candidate = self._take(candidates, target.partition(":")[2], node)
        if candidate is None:
            kind, candidate = self._generated(fromdocname, target)
        if candidate is None:
            return []
        return [
            (f"{self.name}:{kind}", self._link(candidate, fromdocname, builder, node, contnode))
        ]

    def _generated(self, fromdocname: str, target: str) -> tuple[str, Candidate | None]:
        page = docname_join(fromdocname, target)
        for suffix in self.env.config.source_suffix:
            page = page.removesuffix(suffix)
        for kind, _name, name, title in self._places():
            if name == page and page not in self.env.all_docs:
                return kind, Candidate(name, title)
        return "", None

    def _places(self) -> Iterator[tuple[str, str, str, str]]:
        return addresses.places(self.env.config, state.library_of(self.env))

    def _link(
        self,
        candidate: Candidate,
        fromdocname: str,
        builder: Builder,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        if not node.get("refexplicit"):
            contnode = nodes.inline("", candidate.title, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, candidate.page, None, contnode)


def _resolve_label(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Let ``{ref}`tag:career``` find what no label is."""
    if node.get("reftype") != "ref":
        return None
    domain = env.get_domain(CommonplaceDomain.name)
    found = domain.resolve_any_xref(
        env, node["refdoc"], app.builder, node["reftarget"], node, contnode
    )
    return found[0][1] if found else None


def setup(app: Sphinx) -> None:
    """Add the domain, and its most used roles under their bare names."""
    app.add_domain(CommonplaceDomain)
    for kind in ("post", "tag"):
        app.add_role(kind, CommonplaceDomain.roles[kind])
    app.connect("missing-reference", _resolve_label)
