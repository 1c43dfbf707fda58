"""The graph: which pages link to which, each link with the place it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core.library import query
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.linking import links
from sphinx_commonplace.spine.linking.references import Targets

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.post import Link, Mention
    from sphinx_commonplace.spine.linking.links import Destination


class Backlink(NamedTuple):
    """A link as its target sees it: from which page, to which part of itself, and in what words."""

    source: str
    anchor: str
    mention: Mention


class Graph:
    """The links between the pages of one build; to be asked when all are read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.targets = Targets(env)

    @cached_property
    def places(self) -> dict[str, dict[Link, Destination]]:
        """For each page its links and embeds, and where in the site they lead."""
        leads_to = self.targets.leads_to
        return {
            page: {
                link: found for link in facts.links if (found := leads_to(page, link)) is not None
            }
            for page, facts in sorted(state.library_of(self.env).facts.items())
        }

    @cached_property
    def backlinks(self) -> dict[str, list[Backlink]]:
        """For each page the links to it from others: from the newest first, then by title.

        A draft gives none, nor does an embed, nor a page that links to itself.
        """
        found: dict[str, list[Backlink]] = {}
        facts = state.library_of(self.env).facts
        for source in self._sources():
            for mention in facts[source].mentions:
                place = self.places[source].get(mention.link)
                is_embed = mention.link.kind == links.EMBED
                if place is not None and place.page not in (None, source) and not is_embed:
                    backlink = Backlink(source, place.anchor, mention)
                    found.setdefault(str(place.page), []).append(backlink)
        return found

    @cached_property
    def ties(self) -> dict[str, tuple[str, ...]]:
        """For each post that is no draft the others it is linked with, either way, by name."""
        posts = state.library_of(self.env).posts
        shown = {docname for docname, post in posts.items() if not post.draft}
        found: dict[str, set[str]] = {docname: set() for docname in posts if docname in shown}
        for docname, others in found.items():
            for place in self.places[docname].values():
                if place.page in shown and place.page != docname:
                    others.add(place.page)
                    found[place.page].add(docname)
        return {docname: tuple(sorted(others)) for docname, others in found.items()}

    def _sources(self) -> Iterator[str]:
        library = state.library_of(self.env)
        posts = query.ordered(library.posts.values(), "newest")
        yield from (post.docname for post in posts if not post.draft)
        yield from (name for name in sorted(library.facts) if name not in library.posts)


def of(env: BuildEnvironment) -> Graph:
    """Return the graph of an environment."""
    ours = state.of(env)
    if ours.graph is None:
        ours.graph = Graph(env)
    return ours.graph
