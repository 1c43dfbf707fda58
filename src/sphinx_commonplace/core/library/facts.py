"""Facts: what one document says, whatever the other documents say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Link, Mention, Post, Section

THEME = 2  # the level of the sections that are the themes of a post


class Said(NamedTuple):
    """A warning that follows from the text of a document alone, and so is said by every build."""

    kind: str
    subtype: str
    message: str
    place: str


class Request(NamedTuple):
    """What one directive of a page asks for: the page data's name, and its arguments."""

    name: str
    arguments: Any


@dataclass(slots=True)
class Facts:
    """What one document says, whatever the other documents say.

    ``post`` is set for content pages only. ``mentions`` are in the order of the text; ``blocks``
    holds the HTML ids of named blocks, ``files`` the files meant by names of files. ``requests``
    are what its directives ask of the library, in their order; ``description`` is the author's
    one sentence on the page, and ``image`` the picture that stands for it. ``digest`` stands for
    its source and the files it includes, ``text`` for as much of them as its text is made from;
    ``lines`` says where it names its terms. ``aliases`` are the old addresses and anchors it names,
    each with its line; names by which it is known as well are the post's. ``anchors`` are the
    HTML ids that a link may lead to, in the order of the text, which ``sketch`` stands for.
    ``elsewhere`` has the origins that readers' browsers would ask, each with a line, and for what.
    ``languages`` has those of code that nobody knows, each with the place where it is first.
    ``said`` are the warnings that follow from the text.
    """

    post: Post | None = None
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()
    blocks: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()
    digest: str = ""
    text: str = ""
    description: str = ""
    image: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    aliases: tuple[tuple[str, int], ...] = ()
    anchors: tuple[str, ...] = ()
    sketch: str = ""
    elsewhere: tuple[tuple[str, int, str], ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    said: tuple[Said, ...] = ()

    def block(self, written: str) -> str | None:
        """Return the HTML id of the block that is meant by ``^name``, if there is one."""
        return self.blocks.get(written[1:].lower()) if written.startswith("^") else None

    def themes(self) -> dict[str, str]:
        """Return for the anchor of each section that of the theme in which it stands, if any."""
        found: dict[str, str] = {}
        theme = ""
        for section in self.sections:
            theme = section.anchor if section.level <= THEME else theme
            found[section.anchor] = theme if section.level >= THEME else ""
        return found
