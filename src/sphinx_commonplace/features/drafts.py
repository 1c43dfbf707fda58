"""Drafts: absent from every form of output, unless the build is run with ``-t drafts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace import dates, frontmatter
from sphinx_commonplace.diagnostics import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _withhold(app: Sphinx, path: str, text: str) -> bool:
    """Whether a source file is left out, as far as its front matter decides it."""
    if app.tags.has("drafts") or not frontmatter.decides_visibility(text):
        return False
    zone = dates.time_zone(app.config.commonplace_timezone)
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    fields, _block, problems = frontmatter.parse(normal, zone)
    if not fields.draft:
        return False
    # The page will not be read, so what is doubtful about it must be said here.
    for problem in problems:
        if problem.subtype == Subtype.DRAFT.value or "withheld" in problem.message:
            warn(problem.subtype, problem.message, f"{path}:{problem.line}")
    return True


def setup(app: Sphinx) -> dict[str, bool]:
    """Answer the question which sources are withheld."""
    app.connect("commonplace-withhold", _withhold)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
