"""Diagnostics: every warning of ours, each with a subtype, a file and a line.

What follows from the text of a document alone is noted with its facts; ``recall`` sees to it that
a warm build says what a clean one says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, NoReturn

from docutils import nodes
from sphinx.util import logging
from sphinx.util.logging import get_node_location

from sphinx_commonplace.core import spelling
from sphinx_commonplace.core.library.facts import Said

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)
OURS = "commonplace"  # the kind of our warnings
RECURRING = "commonplace_recurring"  # an attribute of records of what every build tells
FOREIGN = "commonplace_foreign"  # an attribute of nodes that were copied: the page they are of
_LONGEST = 40  # letters of what an author wrote, in a message


class Subtype(str, Enum):
    """What a warning is about. ``suppress_warnings = ["commonplace.date"]`` silences one."""

    FRONTMATTER = "frontmatter"
    UNKNOWN_KEY = "unknown_key"
    DATE = "date"
    DRAFT = "draft"
    SOURCE = "source"
    NOT_A_POST = "not_a_post"
    SPELLING = "spelling"
    REFERENCE = "reference"
    DIRECTIVE = "directive"
    ADDRESS = "address"
    ASSET = "asset"
    ELSEWHERE = "elsewhere"
    MARKUP = "markup"
    MATH = "math"
    CODE = "code"
    COMMENT = "comment"
    BASEURL = "baseurl"
    CONFIG = "config"


MEANINGS = {
    Subtype.FRONTMATTER: "front matter, or one field of it, cannot be read",
    Subtype.UNKNOWN_KEY: "a front-matter key looks like a known one misspelt",
    Subtype.DATE: "a date cannot be read, or lies before another it should follow",
    Subtype.DRAFT: "it is not clear whether a page is a draft: the page is withheld",
    Subtype.SOURCE: "a source file cannot become a page, here or on other machines",
    Subtype.NOT_A_POST: "a page outside the posts folder says what only a post can say",
    Subtype.SPELLING: "one term of a taxonomy is spelt in several ways",
    Subtype.REFERENCE: "a reference to a post or a term finds nothing, or too much",
    Subtype.DIRECTIVE: "a directive of ours cannot be followed as it is written",
    Subtype.ADDRESS: "an old address or an old anchor cannot be kept",
    Subtype.ASSET: "a picture or a file cannot be published with the page, or may not be seen",
    Subtype.ELSEWHERE: "a page would make readers' browsers ask another server for something",
    Subtype.MARKUP: "marks of Markdown do not mean what they seem to mean",
    Subtype.MATH: "a formula holds what cannot be shown as MathML, or another one has its label",
    Subtype.CODE: "code is in a language that is not known, and so without colours",
    Subtype.COMMENT: "a reader's comment cannot be shown, or not as it is written",
    Subtype.BASEURL: "it is not known where the site is published, so what needs that is left out",
    Subtype.CONFIG: "a setting is unknown, leads nowhere, or was overruled",
}


def warn(subtype: Subtype | str, message: str, location: str | nodes.Node | None) -> None:
    """Warn once. ``location`` is a node, or ``path:line`` relative to the source folder.

    Nothing is said of a node that was copied from another page: there it is said already.
    """
    if isinstance(location, nodes.Element) and location.get(FOREIGN):
        return
    if isinstance(location, nodes.Node):
        location = place_of(location) or location
    if isinstance(location, str):
        location = _on_one_line(location)
    _logger.warning("%s", message, type=OURS, subtype=Subtype(subtype).value, location=location)


def warn_of_text(
    env: BuildEnvironment, subtype: str, message: str, where: str, kind: str = OURS
) -> None:
    """Have every build warn of what stands in the text of the document that is being read.

    :param where: ``path:line``, relative to the source folder.
    :param kind: of the warning, if it is another program's.
    """
    said: tuple[Said, ...] = env.current_document.get("commonplace_said") or ()
    env.current_document["commonplace_said"] = (*said, Said(kind, subtype, message, where))


def tell(said: Said) -> None:
    """Warn of what every build knows from facts: no page has to be read again for it."""
    _logger.warning(
        "%s",
        said.message,
        type=said.kind,
        subtype=said.subtype,
        location=_on_one_line(said.place),
        extra={RECURRING: True},
    )


def _on_one_line(location: str) -> str:
    """Return a location without what the name of a file may hold, but no line of a message."""
    # A return would hide the beginning of the line; bytes that are no text are surrogates here.
    shown = location.replace("\r", "\\r").replace("\n", "\\n")
    return shown.encode(errors="backslashreplace").decode()


def place_of(node: nodes.Node, env: BuildEnvironment | None = None) -> str | None:
    """Return where a node stands, as ``place`` does; nothing where that is not known.

    :param env: needed for a node that is in no document yet.
    """
    found, document = get_node_location(node), node.document
    env = env or (getattr(document.settings, "env", None) if document is not None else None)
    return found.removeprefix(f"{env.srcdir}{os.sep}") if found and env else None


class Stop(SystemExit):
    """Ends a build whose errors were said. To other exceptions Sphinx adds a traceback."""


def stop(errors: Iterable[tuple[str, str | None]]) -> NoReturn:
    """Say all errors, each with its location or none, and end the build.

    :raises Stop: always, with the exit status of Sphinx's own errors.
    """
    for message, location in errors:
        _logger.error("%s", message, location=location and _on_one_line(location))
    raise Stop(2)


def place(env: BuildEnvironment, docname: str, line: int = 1) -> str:
    """Return ``path:line`` of a document, relative to the source folder."""
    return f"{env.doc2path(docname, base=False)}:{line}"


def beginning(text: str) -> str:
    """Return as much of what an author wrote as a message repeats, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint at the known name that is most like ``name``, or nothing."""
    return hint(spelling.nearest(name, known))


def hint(close: str | None) -> str:
    """Return a hint at a name that may be meant, if there is one."""
    return "" if close is None else f" (did you mean {close!r}?)"
