"""References as page data: what a page shows of the targets of its links.

Sphinx resolves references when it writes a page, and does not write a page again because a
target elsewhere was renamed, moved or removed. So whatever a link could find is recorded here as
part of the page data of the page in which it stands.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sphinx.util import docname_join

from sphinx_commonplace.core.library.post import Link
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.linking import addresses, equations, links, pages, paths
from sphinx_commonplace.spine.linking.domain import CommonplaceDomain
from sphinx_commonplace.spine.linking.links import Destination
from sphinx_commonplace.spine.writing.ledger import fingerprint

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

_MYST = "myst"  # the kind of links of which it is open what they lead to
_LOOSE = {"any", _MYST}  # kinds of references that ask every domain
_KNOWN = {"std", "math", CommonplaceDomain.name, ""}


class Targets:
    """Everything a link can find, as it stands after all documents were read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.std = cast("StandardDomain", env.get_domain("std"))
        self.equations = equations.of(env)
        self.domain = cast("CommonplaceDomain", env.get_domain(CommonplaceDomain.name))
        self._titles: dict[str, str] = {}
        self._anchors: dict[Link, Any] = {}
        self._contents: dict[str, str] = {}

    def title(self, docname: str) -> str | None:
        """Return the title of a document, or nothing where there is no such document."""
        if docname not in self._titles:
            node: nodes.title | None = self.env.titles.get(docname)
            if node is None:
                return None
            self._titles[docname] = node.astext()
        return self._titles[docname]

    def facts(self, docname: str, link: Link) -> Any:
        """Return what a link of a document could find, as a plain value."""
        if link.domain == CommonplaceDomain.name and link.kind == links.KIND:
            return self._with_page(self._meant(docname, link))
        if link.domain == CommonplaceDomain.name and link.kind == links.WIKI:
            return links.look_up(self.env, docname, link.target)
        if link.domain == CommonplaceDomain.name and link.kind == links.EMBED:
            return self._embedded(docname, link)
        if link.domain == CommonplaceDomain.name:
            return self.domain.candidates(link.kind, link.target)
        if link.domain in _KNOWN:
            loose = self.objects if link.kind in _LOOSE else None
            path = self._with_page(self._at_path(docname, link)) if link.kind == _MYST else None
            return [loose, path, *self._by_name(docname, link.target)]
        return self.objects

    def leads_to(self, docname: str, link: Link) -> Destination | None:
        """Return where a link leads within the site; nothing if it is no link to a page."""
        if link.domain == CommonplaceDomain.name:
            if link.kind in (links.WIKI, links.EMBED):
                return links.look_up(self.env, docname, link.target)
            if link.kind != links.KIND:
                places = self.domain.candidates(link.kind, link.target)
                return Destination(places[0].page if places else None)
            return self._leads_to_page(self._meant(docname, link))
        if link.kind == "doc":
            page = docname_join(docname, link.target)
            return Destination(page if page in self.env.all_docs else None)
        label = self.std.anonlabels.get(link.target.lower())
        if link.kind in ("ref", *_LOOSE) and label:
            return Destination(label[0], label[1])
        places = self.domain.candidates_by_label(link.target)[1]
        found = Destination(places[0].page if places else None)
        if not places and link.kind == _MYST:
            found = self._leads_to_page(self._at_path(docname, link))
        return found if found.page else None  # what is no page may be something else

    def _leads_to_page(self, link: Link) -> Destination:
        is_known = link.target in self.env.all_docs or link.target in self._generated
        found = self._page(link) if link.fragment else None
        anchor = found[0] if isinstance(found, tuple) else ""
        has_part = found is not None or not link.fragment or link.target in self._generated
        return Destination(link.target if is_known else None, anchor, has_part=has_part)

    def _at_path(self, docname: str, link: Link) -> Link:
        """Return the link to a page that one without a suffix may be."""
        page, fragment = paths.page_at(self.env, docname, link.target)
        found = Link(CommonplaceDomain.name, links.KIND, page, fragment, link.implicit)
        return self._meant(docname, found)

    def _meant(self, docname: str, link: Link) -> Link:
        """Return the link to the page that a path means."""
        return link._replace(target=pages.meant(self.env, docname, link.target))

    def words(self, docname: str, link: Link) -> str:
        """Return the words of a link that takes them from its target."""
        found = self.leads_to(docname, link)
        if found is None or found.page is None:
            return link.target
        facts = state.library_of(self.env).facts.get(found.page)
        for section in facts.sections if facts and found.anchor else ():
            if section.anchor == found.anchor:
                return section.title
        return self.title(found.page) or self._generated.get(found.page, link.target)

    def _embedded(self, docname: str, link: Link) -> list[Any]:
        """Return all that the pages are made of which an embed shows, and those embedded there."""
        found = links.look_up(self.env, docname, link.target)
        pages = [found.page] if found.page else []
        for page in pages:
            for inner in self._embeds(page):
                if len(pages) < links.MOST_EMBEDS and inner not in pages:
                    pages.append(inner)
        return [found, *map(self._content, pages)]

    def _embeds(self, docname: str) -> list[str]:
        known = state.library_of(self.env).facts[docname].links
        embeds = (link for link in known if link.kind == links.EMBED)
        found = (links.look_up(self.env, docname, link.target).page for link in embeds)
        return [page for page in found if page]

    def _content(self, docname: str) -> str:
        """Return what stands for all that a page shows but for what it embeds."""
        if docname not in self._contents:
            facts = state.library_of(self.env).facts[docname]
            shown = [self.facts(docname, lk) for lk in facts.links if lk.kind != links.EMBED]
            shown_by = self.env.images.items()
            images = [[str(path), name] for path, (pages, name) in shown_by if docname in pages]
            numbers = self.env.toc_fignumbers.get(docname)
            self._contents[docname] = fingerprint(
                facts.text, self.title(docname), shown, sorted(images), repr(numbers)
            )
        return self._contents[docname]

    def _with_page(self, link: Link) -> list[Any]:
        return [link.target, self._page(link)]

    def _page(self, link: Link) -> Any:
        title = self.title(link.target)
        if title is None:
            return self._generated.get(link.target)
        if not link.fragment:
            return title if link.implicit else True
        if link not in self._anchors:
            self._anchors[link] = pages.anchor_of(self.env, link.target, link.fragment)
        return self._anchors[link]

    def _by_name(self, docname: str, target: str) -> list[Any]:
        page = docname_join(docname, target)
        for suffix in self.env.config.source_suffix:
            page = page.removesuffix(suffix)
        label = target.lower()
        return [
            self.std.labels.get(label),
            self.std.anonlabels.get(label),
            self.title(page),
            [self.std.objects.get((kind, name)) for kind, name in self._keys(target)],
            self.domain.candidates_by_label(target)[1],
            self._generated.get(page),
            self._numbers(self.std.anonlabels.get(label)),
            equation := self.equations.meant(target, docname),
            self._numbers(equation),
        ]

    def _keys(self, target: str) -> list[tuple[str, str]]:
        kinds = self.std.object_types
        return [(kind, target.lower() if kind == "term" else target) for kind in kinds]

    def _numbers(self, entry: tuple[Any, ...] | None) -> Any:
        numbers = self.env.toc_fignumbers.get(entry[0]) if entry else None
        return repr(numbers) if numbers else None

    @cached_property
    def _generated(self) -> dict[str, str]:
        places = addresses.places(self.env.config, state.library_of(self.env))
        return {page: title for kind, _name, page, title in places if kind != "post"}

    @cached_property
    def objects(self) -> str:
        """What stands for all objects of other domains: their references are resolved loosely."""
        domains = (domain for domain in self.env.domains.sorted() if domain.name not in _KNOWN)
        return fingerprint([sorted(map(list, domain.get_objects())) for domain in domains])
