"""A tool: what is known of the program for which a folder of Markdown was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value
    from sphinx_commonplace.core.importing.frontmatter.mapping import Mapped
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter

KINDS = ("hugo", "jekyll", "folder")
POSTS = "posts"  # where the site that is written for has its posts
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdown", ".mkdn", ".mkd")
NEVER = ("node_modules",)  # folders that hold nothing of the author's, whatever the tool

Entries = list[tuple[str, "Value"]]


@dataclass
class Seen:
    """A page as the tool saw it.

    ``name`` is where it is to be written, ``entries`` its front matter with what settings add,
    ``hidden`` why it was not for everyone, with the line, ``day`` the date in its file name.
    """

    name: str
    entries: Entries
    hidden: list[tuple[int, str]] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    day: str | None = None
    lang: str | None = None
    categories: list[str] = field(default_factory=list)


class Tool(Protocol):
    """What differs between the tools. Paths are relative to the folder that is imported."""

    kind: str
    reads_myst: bool  # whether its text is MyST's already
    shows_comments: bool  # whether comments of HTML are in the pages it makes
    blanks_cut: bool  # whether a text of several words is as many tags
    hides_future: bool  # whether a page with a date to come is not published
    zone: str | None  # of dates that name none
    origin: str  # the address of the site, without a slash at its end; "" if it is not known
    base: str  # the path below which the site lies, such as "/blog"; "" if it has all of a host

    def leaves_out(self, path: str) -> str | None:
        """Return why a file or a folder is not looked at."""

    def is_page(self, path: str) -> bool:
        """Whether a file of Markdown is a page of the site."""

    def see(self, path: str, matter: Matter) -> Seen:
        """Return a page as the tool saw it."""

    def addresses(self, path: str, seen: Seen, mapped: Mapped) -> list[str]:
        """Return the addresses the page had, its own first; none where it had none."""

    def files(self, address: str) -> list[str]:
        """Return the files that may be meant by an address from the root of the site."""

    def filed(self, path: str) -> str:
        """Return where a file is to be written that is no page."""


def never(name: str) -> str | None:
    """Return why a file or a folder of that name holds nothing of the author's."""
    if name.startswith("."):
        return "hidden"
    return "holds programs" if name in NEVER else None


def suffixed(path: str) -> tuple[str, str]:
    """Return a path of Markdown without its suffix, and that; an empty one for other files."""
    for suffix in MARKDOWN:
        if path.lower().endswith(suffix):
            return path[: -len(suffix)], path[-len(suffix) :]
    return path, ""


def below_posts(stem: str) -> str:
    """Return where a page is written: a folder ``posts`` at the top is the target itself."""
    first, slash, rest = stem.partition("/")
    return f"{rest if slash and first == POSTS else stem}.md"
