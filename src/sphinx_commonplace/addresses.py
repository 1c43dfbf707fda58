"""Addresses: the page names of terms and years, and the check that no two things share one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

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
_FOLDERS = ("_static", "_sources", "_images", "_downloads", "_search")


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


class Claim(NamedTuple):
    """An address, what would have it, how others name that, and where it stands."""

    address: str
    what: str
    owner: str
    where: str | None


def check(
    env: BuildEnvironment, builder: StandaloneHTMLBuilder, generated: list[tuple[str, str]]
) -> None:
    """Make sure that no two pages, and no page and no old address, share one address.

    :param generated: the names and titles of the generated pages.
    :raises Stop: after naming both sides of every clash.
    """
    owners: dict[str, str] = {}
    clashes: list[tuple[str, str | None]] = []
    for claim in _claims(env, builder, generated):
        other = owners.setdefault(claim.address, claim.owner)
        if other != claim.owner:
            told = f"{claim.what} shares the address /{claim.address} with {other}"
            clashes.append((told, claim.where))
    for docname in sorted(env.all_docs):
        if docname.partition(SEP)[0] in _FOLDERS:
            told = "the page lies in a folder that belongs to Sphinx"
            clashes.append((told, place(env, docname)))
    if clashes:
        stop(clashes)


def _claims(
    env: BuildEnvironment, builder: StandaloneHTMLBuilder, generated: list[tuple[str, str]]
) -> Iterator[Claim]:
    uri = builder.get_target_uri
    ours = {page for page, _title in generated}
    for name in _SPHINX:
        if name not in ours or name in env.all_docs:
            yield Claim(uri(name), "", "a page of Sphinx's own", None)
    for docname in sorted(env.all_docs):
        where = place(env, docname)
        yield Claim(uri(docname), "the page", where, where)
    posts = library_of(env).posts
    for page, title in sorted(generated):
        # A page that is no post stands in the place of the generated one by intent.
        if page not in env.all_docs or page in posts:
            what = f"the generated page {title!r}"
            yield Claim(uri(page), what, what, "conf.py:1")
    for docname, alias in _old_addresses(env):
        address = uri(alias.strip("/").removesuffix("/index.html").removesuffix(".html"))
        if address != uri(docname):
            where = place(env, docname)
            yield Claim(address, f"the alias {alias!r}", f"the alias {alias!r} of {where}", where)


def _old_addresses(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    for docname, post in library_of(env).posts.items():
        # Only these are addresses; any other alias is a name by which the post is known as well.
        yield from ((docname, alias) for alias in post.aliases if alias.startswith("/"))
