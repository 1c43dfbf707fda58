"""Jekyll: which files were pages, under which addresses, and which were not for everyone."""

from __future__ import annotations

import posixpath
import re
from datetime import timezone
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.importing.frontmatter import moments
from sphinx_commonplace.core.importing.tools import configuration, jekyll_addresses, tool
from sphinx_commonplace.core.importing.tools.jekyll_settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_commonplace.core.importing.frontmatter.mapping import Mapped
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter

_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
_OWN = ("_posts", "_drafts")
_UNSEEN = ("_includes", "_layouts", "_sass", "_data", "_plugins")


class Jekyll(Settings):
    """A site of Jekyll's."""

    kind = "jekyll"
    reads_myst = False
    shows_comments = True
    blanks_cut = True

    def leaves_out(self, path: str) -> str | None:
        """Return why a file or a folder is not looked at."""
        name = path.rpartition("/")[2]
        inner = path.removeprefix(self.source)
        if name.startswith(".") and inner not in self.included:
            return "hidden"
        if name in tool.NEVER or inner.startswith("vendor/bundle"):
            return "holds programs"
        if inner == self.built:
            return "built by Jekyll"
        # As Jekyll has it: whatever begins so is left out.
        if any(inner.startswith(one) or fnmatchcase(inner, one) for one in self.unseen):
            return "left out by _config.yml"
        return self._why_special(inner, name) if name.startswith("_") else None

    def _why_special(self, inner: str, name: str) -> str | None:
        own = (*_OWN, *(f"_{one}" for one in self.collections))
        if name in own or inner in self.included or f"{inner}/" == self.above:
            return None
        return "no folder of pages" if name in _UNSEEN else "begins with _, which Jekyll leaves out"

    def is_page(self, path: str) -> bool:
        """Whether a file of Markdown is a page of the site."""
        return path.startswith(self.source)

    def see(self, path: str, matter: Matter) -> tool.Seen:
        """Return a page as Jekyll saw it."""
        folders, collection, stem = self._parts(path)
        entries = [*matter.entries, *self.defaults(path, collection or "pages", matter)]
        prefix = folders if collection in ("posts", "drafts") else [*folders, collection]
        seen = tool.Seen("", entries)
        if collection in ("posts", "drafts"):
            seen.categories = folders
            stem = self._date(stem, collection, seen)
            if not matter.is_there and collection == "posts":
                seen.hidden.append((1, "it has no front matter, without which it is no post"))
        elif (
            collection
            and configuration.table(self.collections[collection]).get("output") is not True
        ):
            seen.hidden.append((1, f"_config.yml has no 'output: true' for {collection!r}"))
        seen.name = tool.below_posts("/".join([*filter(None, prefix), stem]))
        return seen

    def _date(self, stem: str, collection: str, seen: tool.Seen) -> str:
        """Take the date off the name of a post."""
        if collection == "drafts":
            seen.hidden.append((1, "it is in _drafts"))
        folder, slash, name = stem.rpartition("/")
        found = _DATED.fullmatch(name)
        if found is None:
            if collection == "posts":
                seen.hidden.append((1, "its name has no date, without which it is no post"))
            return stem
        try:
            seen.day = moments.iso(found[1])
        except ValueError as wrong:
            seen.told.append((1, f"the name: {wrong}; the name stays as it is"))
            seen.hidden.append((1, "its name has no date, without which it is no post"))
            return stem
        return f"{folder}{slash}{found[2]}"

    def _parts(self, path: str) -> tuple[list[str], str, str]:
        """Return the folders above the collection of a page, that, and the path below it."""
        stem = tool.suffixed(path.removeprefix(self.source))[0]
        stem = stem.removeprefix(self.above)
        parts = stem.split("/")
        for depth, part in enumerate(parts[:-1]):
            is_own = part.startswith("_") and part[1:] in self.collections
            if part in _OWN or is_own:
                return parts[:depth], part.removeprefix("_"), "/".join(parts[depth + 1 :])
        return [], "", stem

    def addresses(self, path: str, seen: tool.Seen, mapped: Mapped) -> list[str]:
        """Return the address a page had."""
        _folders, collection, stem = self._parts(path)
        asked = mapped.addresses.get("permalink") or mapped.addresses.get("url")
        pattern = str(asked.value) if asked else None
        slug = mapped.addresses.get("slug")
        name = posixpath.basename(stem)
        if collection in ("posts", "drafts"):
            if seen.day is None and collection == "posts" and not _DATED.fullmatch(name):
                return []
            name = name if seen.day is None else _DATED.sub(r"\2", name)
            pattern = jekyll_addresses.style(pattern or self.permalink)
        elif collection:
            told = configuration.table(self.collections[collection]).get("permalink")
            usual = jekyll_addresses.of_other(self.permalink, "/:collection/:path")
            pattern = pattern or (str(told) if told else usual)
        else:
            start = "/:path" if name != "index" else f"/{posixpath.dirname(stem)}/"
            usual = jekyll_addresses.of_other(self.permalink, start)
            pattern = pattern or (usual if name != "index" else start)
            pattern = pattern if pattern not in ("date", "pretty", "ordinal", "none") else usual
        categories = mapped.known.get("category")
        place = jekyll_addresses.Place(
            stem,
            name,
            str(slug.value) if slug else "",
            self._moment(mapped),
            tuple(dict.fromkeys([*seen.categories, *_listed(categories)])),
            collection,
        )
        made = jekyll_addresses.fill(pattern, place)
        return [made] if made else []

    def _moment(self, mapped: Mapped) -> datetime | None:
        written = mapped.known.get("date")
        if written is None:
            return None
        try:
            zone = dates.time_zone(self.zone or "UTC")
        except ValueError:
            zone = timezone.utc
        return dates.parse(str(written.value), zone)

    def files(self, address: str) -> list[str]:
        """Return the files that may be meant by an address from the root of the site."""
        return [f"{self.source}{address}"]

    def filed(self, path: str) -> str:
        """Return where a file is to be written that is no page."""
        return f"files/{path.removeprefix(self.source)}"


def _listed(found: Any) -> list[str]:
    return found.value if found is not None and isinstance(found.value, list) else []
