"""Drafts: absent from every form of output, unless the build is run with ``-t drafts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import download_reference

from sphinx_commonplace import dates, frontmatter, state
from sphinx_commonplace.diagnostics import Subtype, place, stop, warn

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


def _close_downloads(app: Sphinx, doctree: nodes.document) -> None:
    """Leave of a download of a draft the words alone, before Sphinx notes the file."""
    env = app.env
    for node in list(doctree.findall(download_reference)):
        if env.relfn2path(node["reftarget"], env.docname)[0] in state.of(env).withheld:
            told = f"the draft {node['reftarget']!r} is not offered for download"
            warn(Subtype.DRAFT, told, node)
            node.replace_self(nodes.inline("", "", *node.children))


def _check_included(app: Sphinx, _doctree: nodes.document) -> None:
    """Stop where a file that was read into the page is a draft.

    :raises Stop: after naming both.
    """
    env = app.env
    withheld = {env.srcdir / path for path in state.of(env).withheld}
    found = withheld & {env.srcdir / path for path in env.dependencies[env.docname]}
    if found:
        where = place(env, env.docname)
        stop((f"takes in the draft {path.name!r}", where) for path in sorted(found))


def setup(app: Sphinx) -> dict[str, bool]:
    """Answer the question which sources are withheld."""
    app.connect("commonplace-withhold", _withhold)
    app.connect("doctree-read", _close_downloads, priority=100)
    app.connect("doctree-read", _check_included, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
