"""Diagnostics: every warning of ours, each with a subtype, a file and a line.

The documents that gave a warning are remembered and read again by the next build, so that a
warm build says what a clean one says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from enum import Enum
from logging import WARNING, Handler, LogRecord, getLogger
from typing import TYPE_CHECKING, Any, NoReturn

from docutils import nodes
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import get_node_location, is_suppressed_warning

from sphinx_commonplace.core import spelling
from sphinx_commonplace.spine import state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)
FOREIGN = "commonplace_foreign"  # an attribute of nodes that were copied: the page they are of
_LONGEST = 40  # letters of what an author wrote, in a message
_LINE = re.compile(r":(\d+|<[^>]*>)?$")


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
# Of these each build tells from what is known of all pages: none has to be read again for it.
_RECURRING = (Subtype.ELSEWHERE, Subtype.CODE)


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
    _logger.warning(
        "%s", message, type="commonplace", subtype=Subtype(subtype).value, location=location
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


class Recall(Handler):
    """Notes which documents warned: while reading in the library, later in ``written``."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(WARNING)
        self.app = app
        self.written: set[str] = set()

    def attend(self, *_event: Any) -> None:
        """Listen to Sphinx's log, in this process too if it was forked off to read."""
        log = getLogger("sphinx")
        if self not in log.handlers:
            log.addHandler(self)

    def leave(self, *_event: Any) -> None:
        """Stop listening."""
        getLogger("sphinx").removeHandler(self)

    def emit(self, record: LogRecord) -> None:
        """Note the document that a warning is about."""
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        env = getattr(self.app, "env", None)
        if kind == "commonplace" and subtype in _RECURRING:
            return
        if env is None or is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            return
        docname = self._document(getattr(record, "location", None), env)
        if docname is None:
            return
        if self.app.phase in (BuildPhase.INITIALIZATION, BuildPhase.READING):
            state.of(env).warned.add(docname)
        else:
            self.written.add(docname)

    def _document(self, location: Any, env: BuildEnvironment) -> str | None:
        if isinstance(location, tuple):
            return str(location[0]) if location[0] else None
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if not isinstance(location, str):
            return env.current_document.docname or None
        if location in env.all_docs:
            return location
        return env.path2doc(env.srcdir / _LINE.sub("", location))
