"""The library: the facts of every document, and what follows from them.

The facts are filled in while documents are read and are all that is pickled. Everything else is
derived from them on first use, once all documents are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.library import query
from sphinx_commonplace.core.library.taxonomy import Term, gather, identity, levels

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.facts import Facts
    from sphinx_commonplace.core.library.post import Post
    from sphinx_commonplace.core.library.query import Query

TAXONOMIES = ("tags", "categories", "series")


@dataclass(repr=False)  # Sphinx writes the arguments of each event to its debug log
class Library:
    """Facts by document name, with the views derived from them."""

    facts: dict[str, Facts] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the facts alone."""
        return {"facts": self.facts}

    def forget_views(self) -> None:
        """Drop what was derived, after facts have changed."""
        facts = self.facts
        self.__dict__.clear()
        self.facts = facts

    @cached_property
    def posts(self) -> dict[str, Post]:
        """The posts by document name, in the order of the names."""
        found = ((name, self.facts[name].post) for name in sorted(self.facts))
        return {name: post for name, post in found if post is not None}

    @cached_property
    def _by_slug(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, post in self.posts.items():
            found.setdefault(post.slug, []).append(name)
        return found

    def named(self, folder: str, name: str) -> list[str]:
        """Return the posts an author may mean by a name: by its path, or else by its last part."""
        for exact in (name, f"{folder}/{name}"):
            if exact in self.posts:
                return [exact]
        return self._by_slug.get(name, [])

    @cached_property
    def essays(self) -> list[Post]:
        """The dated posts, newest first; of two of one moment, the first by name."""
        dated = (post for post in self.posts.values() if post.is_essay)
        return query.ordered(dated, "newest")

    @cached_property
    def years(self) -> dict[int, list[Post]]:
        """The essays of each year, newest year and newest essay first."""
        years: dict[int, list[Post]] = {}
        for essay in self.essays:
            if essay.date is not None:
                years.setdefault(essay.date.year, []).append(essay)
        return years

    @cached_property
    def neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """For each essay the names of the one before it in time and the one after."""
        line = [None, *(essay.docname for essay in reversed(self.essays)), None]
        return {
            here: (before, after)
            for before, here, after in zip(line, line[1:], line[2:], strict=False)
            if here is not None
        }

    @cached_property
    def terms(self) -> dict[str, dict[str, Term]]:
        """The terms of each taxonomy by key."""
        return {
            taxonomy: gather({name: getattr(post, taxonomy) for name, post in self.posts.items()})
            for taxonomy in TAXONOMIES
        }

    def labels(self, post: Post, taxonomy: str) -> tuple[str, ...]:
        """Return the terms of a post as the site spells them."""
        terms = self.terms[taxonomy]
        keys = dict.fromkeys(map(identity, getattr(post, taxonomy)))
        return tuple(terms[key].label for key in keys if key)

    @cached_property
    def by_id(self) -> dict[str, str]:
        """The first post, by name, of each id that an author has given."""
        return {post.id: name for name, post in reversed(self.posts.items()) if post.id}

    @cached_property
    def indexes(self) -> dict[str, str]:
        """The document that lists the terms of a taxonomy; of several, that with the first name."""
        found: dict[str, str] = {}
        for docname in sorted(self.facts):
            for request in self.facts[docname].requests:
                if request.name == "terms":
                    found.setdefault(request.arguments, docname)
        return found

    def find(self, wanted: Query) -> list[Post]:
        """Return the posts a query asks for, in its order."""
        found = set(self.posts)
        for tag in wanted.all_tags:
            found &= self._bearing("tags", (tag,))
        if wanted.any_tags:
            found &= self._bearing("tags", wanted.any_tags)
        if wanted.categories:
            found &= self._bearing("categories", wanted.categories)
        if wanted.series:
            found &= self._bearing("series", wanted.series)
        found -= self._bearing("tags", wanted.no_tags)
        if wanted.year is not None:
            found &= {essay.docname for essay in self.years.get(wanted.year, ())}
        posts = (self.posts[name] for name in found)
        if wanted.kind:
            posts = (post for post in posts if post.is_essay == (wanted.kind == "essay"))
        return query.ordered(posts, wanted.sort)[: wanted.limit]

    def _bearing(self, taxonomy: str, names: Iterable[str]) -> set[str]:
        """Return the posts that bear at least one of these terms."""
        terms = self.terms[taxonomy]
        known = (terms[key] for key in map(identity, names) if key in terms)
        return {docname for term in known for docname in term.members}

    def unknown(self, wanted: Query) -> Iterator[tuple[str, str]]:
        """Yield each term that a query names and no post bears, with its taxonomy."""
        asked = {
            "tags": (*wanted.any_tags, *wanted.all_tags, *wanted.no_tags),
            "categories": wanted.categories,
            "series": wanted.series,
        }
        for taxonomy, names in asked.items():
            yield from ((taxonomy, n) for n in names if identity(n) not in self.terms[taxonomy])

    @cached_property
    def oddly_spelt(self) -> dict[str, list[tuple[str, Term]]]:
        """Terms spelt in more than one way, at the first post that spells it unlike the label."""
        found: dict[str, list[tuple[str, Term]]] = {}
        for taxonomy, terms in self.terms.items():
            for term in terms.values():
                if len(set(map(_last, term.spellings))) > 1:
                    first = next(n for n in term.members if self._is_odd(n, taxonomy, term))
                    found.setdefault(first, []).append((taxonomy, term))
        return found

    def _is_odd(self, docname: str, taxonomy: str, term: Term) -> bool:
        names: tuple[str, ...] = getattr(self.posts[docname], taxonomy)
        spelt = (shown for name in names for key, shown in levels(name) if key == term.key)
        return any(_last(shown) != _last(term.label) for shown in spelt)


def _last(path: str) -> str:
    return path.rpartition("/")[2]
