"""What the settings of a site of Hugo's say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx_commonplace.core.importing.tools import configuration
from sphinx_commonplace.core.importing.tools.cascade import Cascade

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.notes import Notes

_NO = (None, False)


class Settings:
    """The settings in ``hugo.toml`` or ``config/_default``, as far as they are of pages."""

    def __init__(self, top: Path, notes: Notes) -> None:
        found = self.settings = _settings(top, notes)
        self.content = str(found.get("contentdir") or "content").strip("./")
        self.hides_future = found.get("buildfuture") is not True
        self.zone = str(found["timezone"]) if found.get("timezone") else None
        parts = urlsplit(str(found.get("baseurl") or ""))
        self.origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        self.base = parts.path.rstrip("/")
        self.lower = found.get("disablepathtolower") is not True
        self.is_ugly = found.get("uglyurls") not in _NO
        self.languages = configuration.table(found.get("languages"))
        self.main = str(found.get("defaultcontentlanguage") or "en")
        self.in_folder = found.get("defaultcontentlanguageinsubdir") is True
        self.unseen = configuration.texts(found.get("disablelanguages"))
        self.roots = {self.content: self.main}
        for name, told in self.languages.items():
            own = {key.lower(): one for key, one in configuration.table(told).items()}
            if own.get("contentdir"):
                self.roots[str(own["contentdir"]).strip("./")] = name
            if own.get("disabled") not in _NO:
                self.unseen.append(name)
        self.shows_comments = _is_unsafe(found.get("markup"))
        self.ignored = configuration.texts(found.get("ignorefiles"))
        self.permalinks = configuration.table(found.get("permalinks"))
        self.permalinks |= configuration.table(self.permalinks.get("page"))
        self.cascade = Cascade(found.get("cascade"))
        self.bundles: set[str] = set()
        self._mount(configuration.table(found.get("module")).get("mounts"), notes)

    def _mount(self, mounts: Any, notes: Notes) -> None:
        """Take other folders for the content, where the settings say so."""
        for mount in configuration.tables(mounts):
            told = {key.lower(): one for key, one in mount.items()}
            source, target = str(told.get("source") or ""), str(told.get("target") or "")
            if target == "content":
                self.roots[source.strip("./")] = str(told.get("lang") or self.main)
            elif target.startswith("content/"):
                notes.tell("hugo.toml", 1, f"the mount {source!r} on {target!r} is not followed")


def _is_unsafe(markup: Any) -> bool:
    """Whether HTML within Markdown is published."""
    for name in ("goldmark", "renderer"):
        markup = configuration.table(markup).get(name)
    return configuration.table(markup).get("unsafe") is True


def _settings(top: Path, notes: Notes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for folder in (top, top / "config" / "_default"):
        for path in configuration.find(folder, "config", "hugo"):
            found |= configuration.read(path, path.relative_to(top).as_posix(), notes)
    inner = top / "config" / "_default"
    for name in ("permalinks", "languages", "module", "markup", "cascade"):
        for path in configuration.find(inner, name):
            found[name] = configuration.read(path, path.relative_to(top).as_posix(), notes)
    return found
