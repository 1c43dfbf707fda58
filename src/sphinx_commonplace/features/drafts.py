"""Drafts: absent from every form of output, unless the build is run with ``-t drafts``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

from sphinx_commonplace.core.frontmatter import dates, frontmatter, keys, rst
from sphinx_commonplace.core.frontmatter.frontmatter import FrontMatter
from sphinx_commonplace.core.frontmatter.yamlload import Problem
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import Subtype, place, stop, warn
from sphinx_commonplace.spine.reading import visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_ = get_translation("sphinx_commonplace")


def _is_draft(app: Sphinx, path: str, text: str) -> bool:
    """Whether a source file is a draft, and say what is doubtful if it will not be read."""
    config = app.config
    docname = visibility.docname(config, path)
    needs_mark = visibility.needs_mark(config, docname)
    if path.endswith(".rst"):
        return _is_draft_rst(app, path, text, needs_mark=needs_mark)
    needs_date = visibility.is_dated(config, docname)
    if not keys.decides_visibility(text) and (needs_mark or not needs_date):
        return needs_mark
    fields, _block, problems = frontmatter.parse(text, dates.time_zone(config.commonplace_timezone))
    if not visibility.is_draft(config, docname, fields, problems):
        return False
    if not app.tags.has("drafts"):
        found = [one for one in problems if one.subtype == Subtype.DRAFT.value]
        if not fields.draft:
            found += _doubts(config, docname, text, fields, problems)
        _tell(path, found)
    return True


def _is_draft_rst(app: Sphinx, path: str, text: str, *, needs_mark: bool) -> bool:
    """Do the same for reStructuredText, which says it in fields."""
    said = rst.said(text)
    is_unmarked = needs_mark and not said.is_public
    if not app.tags.has("drafts"):
        _tell(path, sorted((*said.problems, *(said.unclear if is_unmarked else ()))))
    return said.hidden is not None or is_unmarked


def _tell(path: str, problems: Iterable[Problem]) -> None:
    for problem in problems:
        warn(problem.subtype, problem.message, f"{path}:{problem.line}")


def _doubts(
    config: Config, docname: str, text: str, fields: FrontMatter, problems: list[Problem]
) -> Iterator[Problem]:
    """Yield what is not clear about a page that the settings withhold."""
    if visibility.needs_mark(config, docname) and not fields.public:
        meant = keys.meant_public(text)
        if meant is not None:
            line, key = meant
            told = f"{key}: does not say 'publish: true' as a key of its own; the page is withheld"
            yield Problem(line, Subtype.DRAFT.value, told)
        return
    wrong = visibility.unread_date(fields, problems)
    if wrong is not None:
        why = wrong.message.rpartition("; the post is")[0] or wrong.message
        done = " The page is withheld" if why.endswith("?") else "; the page is withheld"
        yield Problem(wrong.line, Subtype.DRAFT.value, why + done)


def _mark(app: Sphinx, doctree: nodes.document) -> None:
    """Mark a draft that is built because the build was asked for drafts."""
    env = app.env
    fields = env.current_document.get("commonplace_frontmatter") or FrontMatter()
    if str(env.doc2path(env.docname, base=False)) in state.of(env).drafts:
        # A page that is no Markdown has no front matter, from which the collector would know.
        fields = replace(fields, draft=True)
        env.current_document["commonplace_frontmatter"] = fields
    if fields.draft:
        for section in doctree.findall(nodes.section):
            section.insert(1, nodes.paragraph("", _("Draft"), classes=["cp-draft"]))
            return


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
    """Answer the question which sources are drafts."""
    app.connect("commonplace-is-draft", _is_draft)
    app.connect("doctree-read", _mark, priority=450)
    app.connect("doctree-read", _check_included, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
