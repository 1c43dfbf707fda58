"""Claims: who has which address, and the check that no two pages and old addresses share one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util.osutil import SEP

from sphinx_commonplace.core.frontmatter import aliases
from sphinx_commonplace.core.frontmatter.aliases import Address
from sphinx_commonplace.spine import origins, site
from sphinx_commonplace.spine.diagnostics import Subtype, place, stop, warn
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.state import library_of

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


class Claim(NamedTuple):
    """An address, what would have it, how others name that, and where it stands.

    Generated pages stand in no file; ``is_moved`` says that they lie where a setting has them.
    """

    address: str
    what: str
    owner: str
    where: str | None
    is_moved: bool = False


class Redirect(NamedTuple):
    """An old address: the alias as it is written, where, and the page that has it."""

    alias: str
    docname: str
    where: str
    address: Address


def check(
    env: BuildEnvironment,
    builder: StandaloneHTMLBuilder,
    generated: list[tuple[str, str]],
    copies: set[str],
) -> None:
    """Make sure that no two pages, and no page and no old address, share one address.

    :param generated: the names and titles of the generated pages.
    :param copies: the files of the output that are files of the site.
    :raises Stop: after naming both sides of every clash.
    """
    owners: dict[str, Claim] = {}
    errors: list[tuple[str, str | None]] = []
    for claim in _claims(env, builder, generated):
        other = owners.setdefault(claim.address, claim)
        if other.owner != claim.owner:
            told = f"{claim.what} shares the address /{claim.address} with {other.owner}"
            where = claim.where or other.where
            if claim.is_moved:
                where = origins.of(env.app, "tags_output_dir")
            errors.append((told, where))
    for docname in sorted(env.all_docs):
        if docname.partition(SEP)[0] in addresses.FOLDERS:
            told = "the page lies in a folder that belongs to Sphinx"
            errors.append((told, place(env, docname)))
    found, refused = _old_addresses(env)
    errors += refused
    if found:
        named = {address: claim.owner for address, claim in owners.items()}
        _reserve(env.config, builder, named)
        files = {path: f"the file {path!r}" for path in copies}
        files |= {
            addresses.file_of(builder, page): f"the page {title!r}" for page, title in generated
        }
        files |= {addresses.file_of(builder, page): place(env, page) for page in env.all_docs}
        errors += _objections(env, builder, found, named, files)
    if errors:
        stop(errors)


def _objections(
    env: BuildEnvironment,
    builder: StandaloneHTMLBuilder,
    found: list[Redirect],
    owners: dict[str, str],
    files: dict[str, str],
) -> Iterator[tuple[str, str | None]]:
    """Yield what forbids an old address: a page, a file or another page's alias has it."""
    # On some machines names that differ in case are one.
    owners = {address.casefold(): owner for address, owner in owners.items()}
    files = {path.casefold(): owner for path, owner in files.items()}
    for redirect in found:
        what, page = f"the alias {redirect.alias!r}", redirect.address.page
        owner = f"an alias of {place(env, redirect.docname)}"
        path, own = redirect_file(builder, redirect), addresses.file_of(builder, redirect.docname)
        if path == own:
            continue
        claimed = builder.get_target_uri(page)
        is_own = page == redirect.docname  # as another builder writes it
        other = owner if is_own else owners.setdefault(claimed.casefold(), owner)
        above = next((inner for inner in _folders(path.casefold()) if inner in files), "")
        taken = files.setdefault(above or path.casefold(), owner)
        if page.partition("/")[0] in addresses.FOLDERS:
            yield f"{what} is reserved for Sphinx", redirect.where
        elif path.casefold() == own.casefold():
            yield f"{what} is that of its own page on macOS and Windows", redirect.where
        elif other != owner:
            yield f"{what} shares the address /{claimed} with {other}", redirect.where
        elif taken != owner:
            yield f"{what} would take the place of {taken}", redirect.where


def _folders(path: str) -> list[str]:
    return [path[:at] for at, char in enumerate(path) if char == "/"]


def _claims(
    env: BuildEnvironment, builder: StandaloneHTMLBuilder, generated: list[tuple[str, str]]
) -> Iterator[Claim]:
    uri = builder.get_target_uri
    ours = {page for page, _title in generated}
    for name in addresses.SPHINX:
        if name in ours and name not in env.all_docs:
            continue  # our own page stands in the place of Sphinx's
        yield Claim(uri(name), "", "a page of Sphinx's own", None)
    for docname in sorted(env.all_docs):
        where = place(env, docname)
        yield Claim(uri(docname), "the page", where, where)
    posts = library_of(env).posts
    moved = site.chosen(env.config, "tags_output_dir") and addresses.folder(env.config, "tags")
    for page, title in sorted(generated):
        # A page that is no post stands in the place of the generated one by intent.
        if page not in env.all_docs or page in posts:
            what = f"the generated page {title!r}"
            is_moved = bool(moved) and f"{page}/".startswith(f"{moved}/")
            yield Claim(uri(page), what, what, None, is_moved)


def _reserve(config: Config, builder: StandaloneHTMLBuilder, owners: dict[str, str]) -> None:
    """Keep for the pages of terms and years the addresses of the folders they lie in."""
    for name in addresses.generated_folders(config):
        owners.setdefault(builder.get_target_uri(name), "a folder of generated pages")


def _old_addresses(env: BuildEnvironment) -> tuple[list[Redirect], list[tuple[str, str | None]]]:
    """Return the old addresses of all pages, and what is to be said of those refused."""
    found: list[Redirect] = []
    refused: list[tuple[str, str | None]] = []
    for docname, known in sorted(library_of(env).facts.items()):
        for alias, line in known.aliases:
            where = place(env, docname, line)
            try:
                read = aliases.read(alias, docname)
            except aliases.RefusedError as error:
                told = f"the alias {alias[:80]!r} {error}"
                if error.is_fatal:
                    refused.append((told, where))
                else:
                    warn(Subtype.ADDRESS, f"{told}; ignored", where)
                continue
            if isinstance(read, Address):
                found.append(Redirect(alias, docname, where, read))
    return found, refused


def redirect_file(builder: StandaloneHTMLBuilder, redirect: Redirect) -> str:
    """Return the file that answers at an old address."""
    return redirect.address.file(
        addresses.file_of(builder, redirect.address.path.strip("/") or "index")
    )


def redirects(env: BuildEnvironment, builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """Return the files that are to stand at old addresses, and the page each leads to.

    Every one leads straight to a page: an address that is itself an alias has no page.
    """
    found: dict[str, str] = {}
    for docname, known in sorted(library_of(env).facts.items()):
        for alias, _line in known.aliases:
            with suppress(aliases.RefusedError):
                read = aliases.read(alias, docname)
                if isinstance(read, Address):
                    file = redirect_file(builder, Redirect(alias, docname, "", read))
                    if file != addresses.file_of(builder, docname):
                        found[file] = docname
    return found
