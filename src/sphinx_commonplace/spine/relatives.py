"""Relatives: the related posts of one build, from what the library knows of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util import logging

from sphinx_commonplace.core.related.corpus import words
from sphinx_commonplace.core.related.notes import Note, digest, made_from
from sphinx_commonplace.spine import graph, state
from sphinx_commonplace.spine.diagnostics import place
from sphinx_commonplace.spine.linking import links
from sphinx_commonplace.spine.processes import sharing
from sphinx_commonplace.spine.reading import passages

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.post import Passage, Post
    from sphinx_commonplace.core.related.shelf import Kept, Shelf

_TELLING = 4  # letters of a word that is more than a particle

_logger = logging.getLogger(__name__)


def of(env: BuildEnvironment) -> Shelf:
    """Return the related posts of an environment; to be asked when all documents are read."""
    ours = state.of(env)
    if ours.related is None:
        notes = {name: _note(env, post) for name, post in _posts(env)}
        closed: dict[str, set[str]] = {name: set(pins(env, post)) for name, post in _posts(env)}
        for name, post in _posts(env):
            for other in bans(env, post):
                closed[name].add(other)
                closed.setdefault(other, set()).add(name)
        ours.related = _kept(ours.related_kept, notes, closed)
        if ours.related is None:
            ours.related = _found(env, notes, closed)
    return ours.related


def _kept(kept: Kept | None, notes: dict[str, Note], closed: dict[str, set[str]]) -> Shelf | None:
    """Return the lists of the last build, if they are made from the same."""
    if not kept:
        return None
    digests = {name: digest(note) for name, note in notes.items()}
    return kept.shelf if kept.made_from == made_from(digests, closed) else None


def _found(env: BuildEnvironment, notes: dict[str, Note], closed: dict[str, set[str]]) -> Shelf:
    """Return the lists, found anew where that is needed."""
    # Imported here alone, with numpy: most builds of a site that is there find nothing to do.
    from sphinx_commonplace.core.related.related import Related  # noqa: PLC0415

    ours = state.of(env)

    def text(name: str) -> tuple[Passage, ...]:
        """Return the passages of a post, which another process may have read."""
        return ours.passages.get(name) or passages.of(env.get_doctree(name))

    related = Related(ours.related_kept)
    each = sharing(env.app.parallel, "finding related posts")
    made = related.update(notes, closed, text, each)
    if made:
        ours.related_kept = related.dump()
        _logger.info("commonplace: the related posts of %d posts were found anew", made)
    return related.lists


def _posts(env: BuildEnvironment) -> Iterator[tuple[str, Post]]:
    posts = state.library_of(env).posts
    yield from ((name, post) for name, post in posts.items() if not post.draft)


def _note(env: BuildEnvironment, post: Post) -> Note:
    facts = state.library_of(env).facts[post.docname]
    places = graph.of(env).places[post.docname]
    posts = state.library_of(env).posts
    near: dict[str, list[str]] = {}
    themes: dict[str, dict[str, None]] = {}
    said: list[tuple[str, str]] = []
    theme_of = facts.themes()
    for mention in facts.mentions:
        found = places.get(mention.link)
        if found is None or found.page is None:
            continue
        page = found.page
        if page == post.docname or page not in posts or posts[page].draft:
            continue
        around = near.setdefault(page, [])
        themes.setdefault(page, {}).update((theme_of.get(a, ""), None) for a in mention.anchors)
        if mention.link.kind != links.EMBED:
            around.extend(mention.around)
            # Words of a link to a section may name that, and not the page.
            said += [
                (page, call)
                for call in mention.said
                if not found.anchor or _are_akin(call, posts[page].title)
            ]
    slug = post.slug.replace("-", " ").replace("_", " ")
    return Note(
        digest=facts.text,
        names=tuple(dict.fromkeys((post.title, *post.other_names, slug))),
        tags=post.tags,
        language=post.lang or env.config.language,
        date=post.begun.timestamp() if post.begun else None,
        links=tuple(
            (page, "\n".join(around), tuple(themes[page])) for page, around in near.items()
        ),
        said=tuple(dict.fromkeys(said)),
    )


def _are_akin(one: str, other: str) -> bool:
    """Whether two texts have a word in common, other than a short one."""
    found = ({words.fold(word) for word in words.split(text)} for text in (one, other))
    return any(len(word) >= _TELLING for word in set.intersection(*found))


class NamedPost(NamedTuple):
    """What a name in the front matter means: a post, or nothing, and what is wrong with it."""

    line: int
    docname: str | None
    problem: str


def named(env: BuildEnvironment, post: Post, key: str) -> Iterator[NamedPost]:
    """Yield what the names mean that a post has under ``related`` or ``unrelated``.

    A post that is under both is unrelated: it is easier to see that one is missing than why one
    is there that was to be nowhere.
    """
    posts = state.library_of(env).posts
    for name, line in getattr(post, key) or ():
        found = links.look_up(env, post.docname, name.partition("#")[0] or name)
        if found.page is None or found.page not in posts:
            problem = found.problem or f"{found.page!r} is no post"
            yield NamedPost(line, None, f"{key}: {problem}; ignored")
        elif found.page == post.docname:
            yield NamedPost(line, None, f"{key}: {name!r} is this post itself; ignored")
        elif key == "related" and (ban := _ban(env, post, found.page)):
            yield NamedPost(line, None, f"{key}: {name!r} is unrelated, as {ban} says; not shown")
        else:
            problem = f"{key}: {found.problem}" if found.problem else ""
            yield NamedPost(line, found.page, problem)


def _ban(env: BuildEnvironment, post: Post, other: str) -> str:
    """Return where one of two posts says that they are not related; "" if neither does."""
    for one, banned in ((post, other), (state.library_of(env).posts[other], post.docname)):
        for name in named(env, one, "unrelated"):
            if name.docname == banned:
                return place(env, one.docname, name.line)
    return ""


def pins(env: BuildEnvironment, post: Post) -> list[str]:
    """Return the posts that the author has put before the related ones, in their order."""
    found = (one.docname for one in named(env, post, "related"))
    return list(dict.fromkeys(name for name in found if name))


def bans(env: BuildEnvironment, post: Post) -> list[str]:
    """Return the posts of which the author says that they are not related."""
    return [one.docname for one in named(env, post, "unrelated") if one.docname]
