"""Addresses: the names of generated pages, and the files and addresses of all pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine import site

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.taxonomy import Term

ARCHIVE = "archive"
KINDS = {  # of references: the taxonomy each belongs to
    "tag": "tags",
    "category": "categories",
    "series": "series",
}
SPHINX = ("search", "genindex", "searchindex", "objects", "opensearch")
FOLDERS = ("_static", "_sources", "_images", "_downloads", "_search")


def folder(config: Config, taxonomy: str) -> str:
    """Return the folder of a taxonomy's pages. That of tags is sphinx-tags' own setting."""
    if taxonomy == "tags":
        # sphinx-tags' default is a folder of sources; it holds only where the author chose it.
        return str(site.chosen(config, "tags_output_dir") or "tags").strip("/")
    return taxonomy


def is_folder(value: object) -> bool:
    """Whether pages can be generated in a folder: one of the output, and none of Sphinx's."""
    if not isinstance(value, str) or value.startswith("/") or not value.isprintable():
        return False
    parts = value.removesuffix("/").split("/")
    return parts[0].casefold() not in FOLDERS and all(
        part.strip(". ") and len(part.encode(errors="replace")) <= files.LONGEST_NAME
        for part in parts
    )


def term_page(config: Config, taxonomy: str, term: Term) -> str:
    """Return the page name of a term."""
    return f"{folder(config, taxonomy)}/{term.slug}"


def year_page(year: int) -> str:
    """Return the page name of a year."""
    return f"{ARCHIVE}/{year:04}"


def stands_for_generated(config: Config, docname: str) -> bool:
    """Whether a document lies where generated pages lie, and so may replace one."""
    return docname.startswith(tuple(f"{name}/" for name in generated_folders(config)))


def generated_folders(config: Config) -> tuple[str, ...]:
    """Return the folders of the generated pages."""
    return (ARCHIVE, *(folder(config, taxonomy) for taxonomy in KINDS.values()))


def places(config: Config, library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Yield what can be referred to: kind, name, page name and title."""
    for docname, post in library.posts.items():
        yield "post", docname.rpartition("/")[2], docname, post.title
    for kind, taxonomy in KINDS.items():
        for term in library.terms[taxonomy].values():
            yield kind, term.slug, term_page(config, taxonomy, term), term.label
    for year in library.years:
        yield "year", f"{year:04}", year_page(year), str(year)


def file_of(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the file of a page below the output folder."""
    return builder.get_output_path(page).relative_to(builder.outdir).as_posix()


def address(builder: StandaloneHTMLBuilder, page: str) -> str:
    """Return the address of a page below the root of the site, fit to be a link."""
    found = builder.get_target_uri(page)
    # Sphinx leaves to the browser what is odd in the addresses of folders.
    return quote(found) if builder.name == "dirhtml" else found
