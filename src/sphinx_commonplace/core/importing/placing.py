"""Placing: under which name each file is written, so that none is lost to another anywhere."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from itertools import count

from sphinx_commonplace.core.library import files

_UNFIT = re.compile(r"[#?%\\|^\x00-\x1f\x7f]")  # what no link, or no wikilink, can hold


class Places:
    """The names that are given. On some machines those that differ in case are one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str) -> str:
        """Return the name itself if it is free and fit for links, else one like it."""
        wanted = _UNFIT.sub("-", unicodedata.normalize("NFC", wanted))
        stem, suffix = posixpath.splitext(wanted)
        folder, slash, last = stem.rpartition("/")
        # A bundle's page is called by its folder.
        if suffix == ".md" and last == "index" and folder:
            stems = (f"{folder}-{number}/index" for number in count(2))
        else:
            stems = (f"{folder}{slash}{last}-{number}" for number in count(2))
        name = wanted
        while not self._take(name):
            name = f"{next(stems)}{suffix}"
        return name

    def _take(self, name: str) -> bool:
        if name.endswith(".md") and any(files.kept_by_windows([name.rpartition("/")[2]])):
            return False
        keys = {name.casefold()}
        if name.endswith(".md"):
            keys = {address(name).casefold(), name.casefold()}
        if keys & self._taken:
            return False
        self._taken |= keys
        return True


def address(name: str) -> str:
    """Return what names the page of a file: ``x.md`` and ``x/index.md`` have one address."""
    return name.removesuffix(".md").removesuffix("/index")
