"""What the library knows of a page: plain, frozen, picklable facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core.frontmatter.aliases import is_place

if TYPE_CHECKING:
    from sphinx_commonplace.core.markup.excerpts import Run


class Section(NamedTuple):
    """A heading of a page: its text, its HTML id, and its level, 1 for the title of the page."""

    title: str
    anchor: str
    level: int


class Passage(NamedTuple):
    """The text that stands below a heading and above the next one.

    ``anchor`` is the HTML id of the section, empty in what precedes all headings; ``level`` is 0
    there and 1 for the title of the page. Blocks of the text are parted by newlines.
    """

    anchor: str
    title: str
    level: int
    text: str


class Link(NamedTuple):
    """A reference as the author wrote it, not yet resolved.

    ``domain`` and ``kind`` say which resolver it goes to, ``target`` and ``fragment`` what it asks
    for; ``implicit`` is true when the target's own title becomes the text of the link.
    """

    domain: str
    kind: str
    target: str
    fragment: str
    implicit: bool


class Mention(NamedTuple):
    """Where a page first uses a link: the section, and the sentence.

    ``anchors`` are the HTML ids of all sections and footnotes that have it, empty for what precedes
    them, and ``heading`` is the title of the first. The excerpt is empty where the link stands by
    itself. ``line`` is that of the source, 0 where it is not known; ``times`` says how often the
    page has the link, ``said`` the different words it is written with, and ``around`` has the text
    about each use.
    """

    link: Link
    anchors: tuple[str, ...]
    heading: str
    excerpt: tuple[Run, ...]
    line: int = 0
    times: int = 1
    said: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The HTML id of the section or footnote."""
        return self.anchors[0]


@dataclass(frozen=True, slots=True)
class Post:
    """A content page. With a ``date`` it is an essay, without one a note.

    Dates are aware datetimes in the site's time zone; ``created`` makes no essay of a note.
    ``tags``, ``categories`` and ``series`` are spelt as the author spelt them. ``words`` counts the
    words of the text. ``lang`` is empty where the author says none; ``comments`` and ``search`` are
    true unless refused. ``related`` and ``unrelated`` name posts, each with the line where it is
    named; ``related`` is nothing where none are wanted. ``id`` is what the post is known by in
    feeds if not by its first address.
    """

    docname: str
    title: str
    date: datetime | None = None
    updated: datetime | None = None
    created: datetime | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    description: str = ""
    draft: bool = False
    aliases: tuple[str, ...] = ()
    words: int = 0
    authors: tuple[str, ...] = ()
    lang: str = ""
    id: str = ""
    comments: bool = True
    search: bool = True
    related: tuple[tuple[str, int], ...] | None = ()
    unrelated: tuple[tuple[str, int], ...] = ()

    @property
    def is_essay(self) -> bool:
        """Whether the post has a date, and so a place in the date indexes."""
        return self.date is not None

    @property
    def begun(self) -> datetime | None:
        """When the post came to the site, if that is known."""
        return self.date or self.created

    @property
    def other_names(self) -> tuple[str, ...]:
        """The aliases that are names, and no old address or anchor."""
        return tuple(alias for alias in self.aliases if not is_place(alias))

    @property
    def slug(self) -> str:
        """The last part of the post's address."""
        return self.docname.rpartition("/")[2]

    @property
    def first_address(self) -> str:
        """The first path below the site that the post had, without slashes and ending.

        It is the first alias that is an address, or else the one it has.
        """
        old = (alias for alias in self.aliases if alias.startswith("/"))
        path = next(old, self.docname).strip("/")
        return path.removesuffix("index.html").removesuffix(".html").strip("/")

    @property
    def minutes(self) -> int:
        """Reading time in minutes, at 200 words a minute and never less than one."""
        return max(1, round(self.words / 200))
