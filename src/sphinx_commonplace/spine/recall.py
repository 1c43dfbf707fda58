"""Recall: a warm build says what a clean one says.

Warnings that follow from facts are told by every build. The documents that gave another one are
remembered, and read again by the next build, or written again.
"""

from __future__ import annotations

import re
from logging import WARNING, Handler, LogRecord, getLogger
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import get_node_location, is_suppressed_warning

from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import RECURRING, tell

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_LINE = re.compile(r":(\d+|<[^>]*>)?$")


class Recall(Handler):
    """Notes which documents warned: while reading in the state, later in ``written``."""

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

    @staticmethod
    def tell(_app: Sphinx, env: BuildEnvironment) -> None:
        """Say what follows from the texts of all documents."""
        for _docname, facts in sorted(state.library_of(env).facts.items()):
            for said in facts.said:
                tell(said)

    def emit(self, record: LogRecord) -> None:
        """Note the document that a warning is about."""
        if hasattr(record, RECURRING):
            return
        kind, subtype = getattr(record, "type", ""), getattr(record, "subtype", "")
        env = getattr(self.app, "env", None)
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
