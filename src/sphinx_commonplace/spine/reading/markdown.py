"""Markdown: MyST's parser with front matter of ours and a title for every page.

One Markdown parser serves all documents whose settings are the site's: making one costs as much
as parsing a short note with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from myst_parser.config.main import MdParserConfig, merge_file_level
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning

from sphinx_commonplace.core.frontmatter import dates, frontmatter
from sphinx_commonplace.spine import settings, state
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn_of_text
from sphinx_commonplace.spine.reading import visibility
from sphinx_commonplace.spine.reading.renderer import Renderer
from sphinx_commonplace.spine.reading.sources import digest

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it import MarkdownIt
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.frontmatter.frontmatter import FrontMatter

_FILE_LEVEL = {"myst", "html_meta", "substitutions"}  # keys with which MyST changes its settings
_NO_SUBSTITUTION = (
    "'substitution' can be switched on in conf.py only, since it lets a text run commands; ignored"
)
_NO_SPEED = "'words_per_minute': expected a number above zero; ignored"
_CONFLICT = re.compile(r"^<{7} .*\n(?:.*\n)*?={7}\n(?:.*\n)*?>{7} ", re.MULTILINE)
_WORD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![^-_\s])|[^-_\s]+")  # in the name of a file
_DISPLAYED = {"abstract", "dedication"}  # keys which docutils shows on the page


class Parser(MystParser):
    """MyST's parser, fed with what stands below the front matter."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read the front matter, keep it for the collector, and parse the text."""
        env = document.settings.env
        zone = dates.time_zone(env.config.commonplace_timezone)
        fields, block, problems = frontmatter.parse(inputstring, zone)
        title = fields.title or name(env.docname), fields.lines.get("title", 1)
        is_included = document["source"] != str(env.doc2path(env.docname))
        if not is_included:
            for problem in problems:
                warn_of_text(
                    env, problem.subtype, problem.message, place(env, env.docname, problem.line)
                )
            if conflict := _CONFLICT.search(block.body):
                line = 1 + block.lines + block.body.count("\n", 0, conflict.start())
                told = "a merge conflict was left here; shown as it stands"
                warn_of_text(env, Subtype.SOURCE.value, told, place(env, env.docname, line))
            is_draft = visibility.is_draft(env.config, env.docname, fields, problems)
            fields = replace(fields, draft=is_draft)
            env.current_document["commonplace_frontmatter"] = fields
            env.metadata[env.docname].update(_metadata(fields))
            options = {"document": document, "commonplace_title": title}
        else:
            options = {"document": document}  # another Markdown file, included by this one
        config: MdParserConfig = env.myst_config
        changes = {key: fields.other[key] for key in _FILE_LEVEL & fields.other.keys()}
        if changes:
            config = _changed(config, changes, document, fields.lines.get("myst", 1))
        if not is_included:
            made_from = f"{block.body}\0{changes!r}\0{fields.draft}\0{fields.aliases}"
            env.current_document["commonplace_text"] = digest(made_from.encode())
        with _lend(env, config, shared=not changes) as markdown:
            markdown.options.update(options)
            if shown := {key: fields.other[key] for key in _DISPLAYED & fields.other.keys()}:
                document.extend(_displayed(markdown, document, shown))
            markdown.render("\n" * block.lines + block.body)


def _changed(
    config: MdParserConfig, changes: dict[str, Any], document: nodes.document, line: int
) -> MdParserConfig:
    """Return MyST's settings for one page; what ours cannot be built on stays as it is."""

    def complain(kind: MystWarnings, text: str) -> None:
        create_warning(document, text, kind, line=line, append_to=document)

    found = merge_file_level(config, changes, complain)
    if "substitution" in found.enable_extensions - config.enable_extensions:
        complain(MystWarnings.MD_TOPMATTER, _NO_SUBSTITUTION)
        found.enable_extensions = found.enable_extensions - {"substitution"}
    if found.words_per_minute < 1:
        complain(MystWarnings.MD_TOPMATTER, _NO_SPEED)
        found.words_per_minute = config.words_per_minute
    for dialect in settings.DIALECTS:
        if getattr(found, dialect):
            told = f"{dialect!r}: {settings.ALL_OF_MYST}; taken as False"
            complain(MystWarnings.MD_TOPMATTER, told)
            setattr(found, dialect, False)
    return found


@contextmanager
def _lend(env: BuildEnvironment, config: MdParserConfig, *, shared: bool) -> Iterator[MarkdownIt]:
    """Lend the shared parser, or a new one where it is in use or does not fit."""
    ours = state.of(env)
    markdown = ours.markdown if shared else None
    ours.markdown = None if shared else ours.markdown
    if markdown is None:
        markdown = create_md_parser(config, Renderer)
        # The parser would leave a dangerous link as text, without a word; the renderer says so.
        markdown.validateLink = lambda _url: True  # type: ignore[assignment,method-assign]
        env.events.emit("commonplace-markdown", markdown)
    try:
        yield markdown
    finally:
        markdown.options.pop("document", None)
        if shared:
            ours.markdown = markdown


def _displayed(
    markdown: MarkdownIt, document: nodes.document, shown: dict[str, Any]
) -> list[nodes.Node]:
    renderer = cast("Renderer", markdown.renderer)
    renderer.setup_render(cast("dict[str, Any]", markdown.options), {})
    return [renderer.dict_to_fm_field_list(shown, document.settings.language_code)]


def _metadata(fields: FrontMatter) -> dict[str, Any]:
    """Return the keys meant for others as Sphinx keeps metadata: text, but for ``tocdepth``."""
    found: dict[str, Any] = {}
    for key, value in fields.other.items():
        if key in _FILE_LEVEL | _DISPLAYED:
            continue
        is_plain = isinstance(value, (str, int, float, date))
        found[key] = str(value) if is_plain else json.dumps(value, default=str)
    if "tocdepth" in found:
        found["tocdepth"] = int(found["tocdepth"]) if found["tocdepth"].isdigit() else 0
    if not fields.search:
        found["nosearch"] = "True"
    return found


def name(docname: str) -> str:
    """Return the title of a page that has none: its file name in words; a date is one."""
    path = PurePosixPath(docname)
    last = path.parent.name if path.name == "index" and path.parent.name else path.name
    words = " ".join(_WORD.findall(last))
    return words[:1].upper() + words[1:] or last


def setup(app: Sphinx) -> None:
    """Take the place of MyST's parser."""
    app.setup_extension("myst_parser")
    app.add_source_parser(Parser, override=True)
