"""What is kept on Sphinx's environment: everything of ours, under one attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sphinx_commonplace.core.library.library import Library
from sphinx_commonplace.core.library.names import Names, PageNames

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.comments.replies import Reading
    from sphinx_commonplace.core.library.post import Passage
    from sphinx_commonplace.core.related.shelf import Kept, Shelf
    from sphinx_commonplace.spine.graph import Graph

VERSION = 19  # of the pickled shape; Sphinx reads everything again when it changes


@dataclass
class State:
    """The library, and what a build needs to know of the one before it.

    ``texts`` holds the text of each document that may be searched, packed.
    ``warned`` are the documents whose reading gave a warning, ``read_with`` stands for the
    programs and settings they were read with, and ``related_kept`` is what the next build wants to
    know of related posts, as bytes that cost nothing until they are needed. ``comments`` holds by
    its path what was made of the file of a comment, and what stands for its content.

    The rest belongs to one build and is not pickled: ``shown`` holds what each page shows of
    others, ``pages`` the names of all pages of the output, and ``shared`` stands for what they have
    in common; ``passages`` holds the text of the documents that this process has read;
    ``markdown`` is the parser all documents share; ``written`` are the pages that this
    build writes, ``is_idle`` says that nothing is; ``withheld`` holds the paths of the sources
    that must not be shown, ``drafts`` of those that are shown as drafts, ``files`` those of all
    files that are no sources, and ``attachments`` what these are called; ``commented`` the paths of
    the comments that pages show; ``names`` what pages are called, ``graph`` what links to what and
    ``related`` which posts are related, once all are read.
    """

    library: Library = field(default_factory=Library)
    texts: dict[str, bytes] = field(default_factory=dict)
    warned: set[str] = field(default_factory=set)
    read_with: str = ""
    related_kept: Kept | None = None
    comments: dict[str, tuple[str, Reading]] = field(default_factory=dict)
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: frozenset[str] = frozenset()
    shared: str = ""
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    markdown: MarkdownIt | None = None
    is_idle: bool = False
    written: frozenset[str] = frozenset()
    names: Names | None = None
    graph: Graph | None = None
    related: Shelf | None = None
    files: tuple[str, ...] = ()
    attachments: Names | None = None
    withheld: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    commented: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """Keep what the next build needs."""
        kept = ("library", "texts", "warned", "read_with", "related_kept", "comments")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, kept: dict[str, Any]) -> None:
        """Begin a build with what was kept."""
        State.__init__(self, **kept)


def of(env: BuildEnvironment) -> State:
    """Return our state on an environment."""
    return cast("State", env.commonplace)  # type: ignore[attr-defined]


def names_of(env: BuildEnvironment) -> Names:
    """Return the names of all pages; to be asked when all are read."""
    ours = of(env)
    if ours.names is None:
        posts = ours.library.posts
        ours.names = Names(
            {
                docname: PageNames(
                    " ".join(title.astext().split()),
                    posts[docname].other_names if docname in posts else (),
                )
                for docname, title in env.titles.items()
            }
        )
    return ours.names


def library_of(env: BuildEnvironment) -> Library:
    """Return the library of an environment."""
    return of(env).library


def _begin(app: Sphinx) -> None:
    if not hasattr(app.env, "commonplace"):
        app.env.commonplace = State()  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Make the state before anything looks for it."""
    app.connect("builder-inited", _begin, priority=50)
