"""Hugo: which files were pages, under which addresses, and which were not for everyone."""

from __future__ import annotations

import posixpath
import re
from datetime import timezone
from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.importing.tools import hugo_addresses, tool
from sphinx_commonplace.core.importing.tools.hugo_settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_commonplace.core.importing.frontmatter.mapping import Mapped
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter

_UNSEEN = {
    "public": "built by Hugo",
    "resources": "built by Hugo",
    **dict.fromkeys(
        ("layouts", "archetypes", "themes", "i18n", "data", "exampleSite"), "no content"
    ),
}
_ASSETS = ("static", "assets")


class Hugo(Settings):
    """A site of Hugo's."""

    kind = "hugo"
    reads_myst = False
    blanks_cut = False

    def survey(self, paths: list[str]) -> None:
        """Note which folders are bundles: the other pages in them were never pages of the site."""
        for path in paths:
            stem, suffix = tool.suffixed(path)
            if suffix and re.fullmatch(r"index(\.[\w-]+)?", posixpath.basename(stem)):
                self.bundles.add(posixpath.dirname(path))

    def section(self, folder: str) -> str:
        """Return the section that a folder is, as in ``/posts/``."""
        inner = self._inner(f"{folder}/")[0].strip("/")
        return f"/{inner}/" if inner else "/"

    def leaves_out(self, path: str) -> str | None:
        """Return why a file or a folder is not looked at."""
        if why := tool.never(path.rpartition("/")[2]):
            return why
        if path in _UNSEEN and path not in self.roots:
            return _UNSEEN[path]
        for pattern in self.ignored:
            try:
                if re.search(pattern, path):
                    return "left out by ignoreFiles"
            except re.error:
                continue
        return None

    def is_page(self, path: str) -> bool:
        """Whether a file of Markdown is a page of the site."""
        return self._root(path) is not None

    def see(self, path: str, matter: Matter) -> tool.Seen:
        """Return a page as Hugo saw it."""
        inner, lang = self._inner(path)
        folder, slash, name = tool.suffixed(inner)[0].rpartition("/")
        name, of_name = self._language(name)
        lang = of_name or lang
        written = "index" if name == "_index" else name
        if of_name and of_name != self.main:
            written += f".{of_name}"
        prefix = f"{lang}/" if lang != self.main and not of_name else ""
        seen = tool.Seen(tool.below_posts(f"{prefix}{folder}{slash}{written}"), matter.entries)
        seen.lang = lang if len(self.languages) > 1 else None
        if lang in self.unseen:
            seen.hidden.append((1, f"the settings leave out the language {lang!r}"))
        seen.hidden += self.cascade.reasons(f"/{inner}", "section" if name == "_index" else "page")
        above = posixpath.dirname(path)
        is_own = above in self.bundles and name in ("index", "_index")
        if any(one in self.bundles for one in _above(above)[: -1 if is_own else None]):
            seen.hidden.append((1, "it is part of the bundle it lies in"))
        return seen

    def addresses(self, path: str, seen: tool.Seen, mapped: Mapped) -> list[str]:
        """Return the address a page had."""
        inner, lang = self._inner(path)
        folder, _slash, name = tool.suffixed(inner)[0].rpartition("/")
        name, of_name = self._language(name)
        lang = of_name or lang
        before = f"/{lang}" if lang != self.main or self.in_folder else ""
        slug = mapped.addresses.get("slug")
        is_section = name == "_index"
        if name in ("index", "_index"):
            folder, _slash, name = folder.rpartition("/")
        title = mapped.known.get("title")
        place = hugo_addresses.Place(
            folder,
            name,
            str(title.value) if title else "",
            str(slug.value) if slug else "",
            self._moment(mapped),
        )
        if asked := mapped.addresses.get("url"):
            address = str(asked.value)
            if "://" in address:
                return []
            whole = address if address.startswith("/") else f"{before}/{address}"
            return [made] if (made := hugo_addresses.fill(whole, place)) else []
        pattern = self.permalinks.get(folder.partition("/")[0] or "/")
        if isinstance(pattern, str) and not is_section:
            made = hugo_addresses.fill(f"{before}/{pattern}", place)
            return [made] if made else []
        last = place.slug or name
        plain = hugo_addresses.sanitized(f"{before}/{folder}/{last}", lower=self.lower)
        if self.is_ugly and not is_section and last:
            plain = f"{plain}.html"
        return [hugo_addresses.slashed(plain)]

    def _moment(self, mapped: Mapped) -> datetime | None:
        written = mapped.known.get("date")
        return dates.parse(str(written.value), timezone.utc) if written else None

    def _root(self, path: str) -> str | None:
        fits = (root for root in self.roots if path.startswith(f"{root}/"))
        return max(fits, key=len, default=None)

    def _inner(self, path: str) -> tuple[str, str]:
        """Return a path below its content folder, and the language of that."""
        root = self._root(path) or ""
        return path[len(root) :].lstrip("/"), self.roots.get(root, self.main)

    def _language(self, name: str) -> tuple[str, str | None]:
        """Cut the language off the name of a file."""
        stem, _dot, last = name.rpartition(".")
        return (stem, last) if stem and last in self.languages else (name, None)

    def files(self, address: str) -> list[str]:
        """Return the files that may be meant by an address from the root of the site."""
        return [f"{folder}/{address}" for folder in (*_ASSETS, *self.roots)]

    def filed(self, path: str) -> str:
        """Return where a file is to be written that is no page."""
        if self._root(path):
            inner, lang = self._inner(path)
            prefix = f"{lang}/" if lang != self.main else ""
            return tool.below_posts(f"{prefix}{inner}").removesuffix(".md")
        return f"files/{path.partition('/')[2] if path.startswith(_ASSETS) else path}"


def _above(folder: str) -> list[str]:
    parts = folder.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
