"""Addresses: the page names of terms and years, and the check that no two things share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sphinx.util.osutil import SEP

from sphinx_commonplace.diagnostics import place, stop
from sphinx_commonplace.state import library_of

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.library import Library
    from sphinx_commonplace.taxonomy import Term

ARCHIVE = "archive"
KINDS = {  # of references: the taxonomy each belongs to
    "tag": "tags",
    "category": "categories",
    "series": "series",
}
_SPHINX = ("search", "genindex", "searchindex", "objects", "opensearch")
_FOLDERS = ("_static", "_sources", "_images", "_downloads")


def folder(config: Config, taxonomy: str) -> str:
    """Return the folder of a taxonomy's pages. That of tags is sphinx-tags' own setting."""
    if taxonomy == "tags":
        # sphinx-tags' default is a folder of sources; it holds only where the author chose it.
        chosen = "tags_output_dir" in config._raw_config  # noqa: SLF001 - no public way to ask
        return str(config.tags_output_dir).strip("/") if chosen else "tags"
    return taxonomy


def term_page(config: Config, taxonomy: str, term: Term) -> str:
    """Return the page name of a term."""
    return f"{folder(config, taxonomy)}/{term.slug}"


def year_page(year: int) -> str:
    """Return the page name of a year."""
    return f"{ARCHIVE}/{year:04}"


def stands_for_generated(config: Config, docname: str) -> bool:
    """Whether a document lies where generated pages lie, and so may replace one."""
    folders = (ARCHIVE, *(folder(config, taxonomy) for taxonomy in KINDS.values()))
    return docname.startswith(tuple(f"{name}/" for name in folders))


def places(config: Config, library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Yield what can be referred to: kind, name, page name and title."""
    for docname, post in library.posts.items():
        yield "post", docname.rpartition("/")[2], docname, post.title
    for kind, taxonomy in KINDS.items():
        for term in library.terms[taxonomy].values():
            yield kind, term.slug, term_page(config, taxonomy, term), term.label
    for year in library.years:
        yield "year", f"{year:04}", year_page(year), str(year)


def check(env: BuildEnvironment, builder: StandaloneHTMLBuilder, generated: Iterable[str]) -> None:
    """Make sure that no two pages, and no page and no old address, share one address.

    :raises Stop: after naming both sides of every clash.
    """
    owners: dict[str, str] = {}
    clashes: list[tuple[str, str | None]] = []

    def claim(address: str, what: str, owner: str, where: str | None) -> None:
        other = owners.setdefault(address, owner)
        if other != owner:
            clashes.append((f"{what} shares the address /{address} with {other}", where))

    for name in _SPHINX:
        claim(builder.get_target_uri(name), "", "a page of Sphinx's own", None)
    for docname in sorted(env.all_docs):
        where = place(env, docname)
        if docname.partition(SEP)[0] in _FOLDERS:
            clashes.append(("the page lies in a folder that belongs to Sphinx", where))
        claim(builder.get_target_uri(docname), "the page", where, where)
    for page in sorted(generated):
        address = builder.get_target_uri(page)
        claim(address, f"the generated page {page!r}", f"the generated page {page!r}", None)
    for docname, alias in _old_addresses(env):
        where = place(env, docname)
        name = alias.strip("/").removesuffix("/index.html").removesuffix(".html")
        address = builder.get_target_uri(name)
        if address != builder.get_target_uri(docname):
            claim(address, f"the alias {alias!r}", f"the alias {alias!r} of {where}", where)
    if clashes:
        stop(clashes)


def _old_addresses(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    for docname, post in library_of(env).posts.items():
        # Only these are addresses; any other alias is a name by which the post is known as well.
        yield from ((docname, alias) for alias in post.aliases if alias.startswith("/"))
