"""A folder: an Obsidian vault, or plain Markdown, where a page's file name is all its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.tools import tool

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.frontmatter.mapping import Mapped
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter
    from sphinx_commonplace.core.importing.notes import Notes


_PRIVATE = ("private", "draft", "drafts", "hidden", "unlisted", "unpublished", "secret")


class Folder:
    """A folder of Markdown of no tool in particular; or of Sphinx, if it holds a ``conf.py``."""

    kind = "folder"
    blanks_cut = False
    zone: str | None = None
    origin = ""
    base = ""

    def __init__(self, top: Path, notes: Notes) -> None:
        self.reads_myst = (top / "conf.py").is_file() or (top / "myst.yml").is_file()
        self.shows_comments = self.reads_myst
        self.hides_future = self.reads_myst  # as ABlog does
        if self.reads_myst:
            told = "conf.py is not run: what its exclude_patterns left out is brought along"
            notes.tell("conf.py", 1, told)

    def leaves_out(self, path: str) -> str | None:
        """Return why a file or a folder is not looked at."""
        if why := tool.never(path.rpartition("/")[2]):
            return why
        return "built" if self.reads_myst and path == "_build" else None

    def is_page(self, path: str) -> bool:
        """Whether a file of Markdown is a page of the site."""
        return True

    def see(self, path: str, matter: Matter) -> tool.Seen:
        """Return a page as it is."""
        seen = tool.Seen(f"{tool.suffixed(path)[0]}.md", matter.entries)
        for folder in path.split("/")[:-1]:
            if folder.strip("_. ").lower() in _PRIVATE:
                seen.hidden.append((1, f"it is in a folder named {folder!r}"))
        return seen

    def addresses(self, path: str, seen: tool.Seen, mapped: Mapped) -> list[str]:
        """Return the address that a page asks for, if it does."""
        asked = mapped.addresses.get("permalink") or mapped.addresses.get("url")
        written = str(asked.value) if asked else ""
        old = [f"/{written.lstrip('/')}"] if written and "://" not in written else []
        if self.reads_myst:
            old.append(f"/{tool.suffixed(path)[0]}.html")
            # ABlog's key, for addresses from the root of the site.
            told = dict(seen.entries).get("redirect")
            if told is not None:
                texts = (told.scalar or "").split(",")
                old += [f"/{text.strip().lstrip('/')}" for text in texts if text.strip()]
        return old

    def files(self, address: str) -> list[str]:
        """Return the files that may be meant by an address from the root of the site."""
        return [address]

    def filed(self, path: str) -> str:
        """Return where a file is to be written that is no page."""
        return path
