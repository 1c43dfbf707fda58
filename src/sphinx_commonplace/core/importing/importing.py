"""Importing: read a folder; say what is to be written and what is to be told. Writes nothing."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing import gathering
from sphinx_commonplace.core.importing.atlas import Atlas
from sphinx_commonplace.core.importing.frontmatter import (
    aliasing,
    assembling,
    composing,
    deciding,
    hiding,
    mapping,
    matter,
)
from sphinx_commonplace.core.importing.notes import UNUSED, Notes
from sphinx_commonplace.core.importing.page import Page
from sphinx_commonplace.core.importing.placing import Places
from sphinx_commonplace.core.importing.text import bodies, links
from sphinx_commonplace.core.importing.tools.folder import Folder
from sphinx_commonplace.core.importing.tools.hugo import Hugo
from sphinx_commonplace.core.importing.tools.jekyll import Jekyll

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.tools.tool import Tool

# What other tools make pages of as well.
_OTHER_TEXTS = (".html", ".htm", ".org", ".rst", ".adoc", ".textile", ".ipynb", ".mdx", ".rmd")
_HUGO = tuple(
    f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")
)


@dataclass
class Import:
    """What an import comes to: pages by their names, copies of files, and what there is to tell.

    ``skipped`` are files with the reason why nothing was made of them, ``left_out`` folders.
    """

    kind: str
    notes: Notes
    pages: dict[str, str] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    found: int = 0


def kind_of(top: Path) -> str:
    """Return for which tool a folder was written, by the files in it."""
    is_hugo = any((top / name).is_file() for name in _HUGO) or (top / "config/_default").is_dir()
    if is_hugo and (top / "content").is_dir():
        return "hugo"
    if (top / "hugo.toml").is_file() or (top / "hugo.yaml").is_file():
        return "hugo"
    if (top / "_config.yml").is_file() or (top / "_posts").is_dir():
        return "jekyll"
    return "folder"


def read(
    top: Path, kind: str, now: datetime, progress: Callable[[int, int], None] | None = None
) -> Import:
    """Read a folder.

    :param now: when it is: a post that is later was hidden, where the tool hides those.
    :param progress: told how many pages are done, of how many.
    """
    notes = Notes()
    site = _tool(top, kind, notes)
    made = Import(kind, notes)
    gathered = gathering.gather(top, site, notes)
    made.found, made.skipped, made.left_out = gathered.found, gathered.skipped, gathered.left_out
    pages = _pages(gathered.texts, site)
    places = Places()
    for page in pages:
        # The page of the whole folder would be no post.
        page.name = places.give("home.md" if page.seen.name == "index.md" else page.seen.name)
        if page.name != page.seen.name:
            made.renamed.append((page.path, page.name))
        page.addresses = site.addresses(page.path, page.seen, page.mapped)
        if not page.addresses and not page.seen.hidden and kind != "folder":
            line = min((one.line for one in page.mapped.addresses.values()), default=1)
            notes.tell(page.path, line, "the address it had is not clear; it has no alias for it")
    atlas = Atlas(site, pages, gathered.others, places)
    claims = aliasing.Claims({page.path: page.name for page in pages})
    for page in pages:
        claims.reserve(page.path, page.addresses[:1])
    for done, page in enumerate(pages, 1):
        made.pages[page.name] = _written(page, site, atlas, claims, now, notes)
        if progress:
            progress(done, len(pages))
    made.copies = {name: path for path, name in sorted(atlas.used.items())}
    unused = sorted(set(gathered.others) - set(atlas.used))
    made.skipped += [(path, _why_unused(path, site)) for path in unused]
    marked = sum(hiding.is_marked(page.seen.entries) for page in pages)
    if kind == "folder" and 0 < marked < len(pages):
        made.hints.append(
            f"{marked} of {len(pages)} notes say 'publish: true': if the others are not for "
            "everyone, set commonplace_publish = 'marked'."
        )
    if site.zone:
        made.hints.append(
            f"Set commonplace_timezone = {site.zone!r}: dates without an offset are of that zone."
        )
    return made


def _tool(top: Path, kind: str, notes: Notes) -> Tool:
    if kind == "hugo":
        return Hugo(top, notes)
    return Jekyll(top, notes) if kind == "jekyll" else Folder(top, notes)


def _pages(texts: dict[str, str], site: Tool) -> list[Page]:
    pages = []
    read = {path: matter.read(text) for path, text in texts.items()}
    if isinstance(site, Hugo):
        site.survey(list(texts))
        for path, one in read.items():
            folder, _slash, name = path.rpartition("/")
            if name.startswith("_index."):
                site.cascade.add(site.section(folder), path, one)
    for path, one in read.items():
        seen = site.see(path, one)
        mapped = mapping.mapped(seen.entries, blanks_cut=site.blanks_cut)
        page = Page(path, one, seen, mapped)
        deciding.settle_date(page)
        pages.append(page)
    return pages


def _written(
    page: Page,
    site: Tool,
    atlas: Atlas,
    claims: aliasing.Claims,
    now: datetime,
    notes: Notes,
) -> str:
    body = bodies.convert(page, site, atlas, notes)
    why = deciding.hidden(page, site, now)
    links.move_picture(page, atlas, notes)
    made, remarks = assembling.assemble(page, site, claims, why, notes)
    for line, told in page.seen.told:
        notes.tell(page.path, line, told)
    text, refused = composing.page(made, remarks, body)
    lines = {key: value.line for key, value in page.seen.entries}
    lines |= {name: one.line for name, one in page.mapped.known.items()}
    for key, problem in refused:
        notes.tell(page.path, lines.get(key, 1), f"{problem.message}; kept as a comment")
    return text


def _why_unused(path: str, site: Tool) -> str:
    is_text = posixpath.splitext(path)[1].lower() in _OTHER_TEXTS
    return "not Markdown" if is_text and site.is_page(path) else UNUSED


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, wherever links lead."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
