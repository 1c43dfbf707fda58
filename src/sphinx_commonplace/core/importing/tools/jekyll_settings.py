"""What the settings of a site of Jekyll's say."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.importing.frontmatter import hiding, mapping, matter
from sphinx_commonplace.core.importing.tools import configuration

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.tools.tool import Entries


class Settings:
    """The settings in ``_config.yml``, as far as they are of pages."""

    def __init__(self, top: Path, notes: Notes) -> None:
        found: dict[str, Any] = {}
        for path in configuration.find(top, "_config"):
            found |= configuration.read(path, path.name, notes)
        self.settings = found
        source = str(found.get("source") or "").strip("./")
        self.source = f"{source}/" if source and (top / source).is_dir() else ""
        self.permalink = str(found.get("permalink") or "date")
        self.hides_future = found.get("future") is not True
        self.zone = str(found["timezone"]) if found.get("timezone") else None
        self.base = "/" + str(found.get("baseurl") or "").strip("/") if found.get("baseurl") else ""
        self.base = self.base.rstrip("/")
        self.origin = str(found.get("url") or "").rstrip("/")
        self.collections = _collections(found.get("collections"))
        above = str(found.get("collections_dir") or "").strip("./")
        self.above = f"{above}/" if above else ""
        self.built = str(found.get("destination") or "_site").removeprefix("./").strip("/")
        self.unseen = _paths(found.get("exclude"))
        self.included = _paths(found.get("include"))
        self.layers = [
            (configuration.table(one.get("scope")), configuration.table(one.get("values")))
            for one in configuration.tables(found.get("defaults"))
        ]

    def defaults(self, path: str, kind: str, own: Matter) -> Entries:
        """Return what the settings say of a page that it does not say itself."""
        inner = path.removeprefix(self.source)
        found: dict[str, Any] = {}
        for scope, values in self.layers:
            where = str(scope.get("path") or "").strip("/")
            wanted = str(scope.get("type") or kind).removesuffix("s")
            fits = (
                not where or f"{inner}/".startswith(f"{where}/") or fnmatchcase(inner, f"{where}*")
            )
            if fits and wanted == kind.removesuffix("s"):
                found |= values
        said = {key.lower() for key, _value in own.entries}
        added = [
            (key, matter.as_value(one, 1)) for key, one in found.items() if key.lower() not in said
        ]
        # What templates alone read says nothing of the page.
        return [
            (key, value)
            for key, value in added
            if mapping.folded(key) in mapping.CANONICAL or any(hiding.reasons([(key, value)]))
        ]


def _paths(told: Any) -> list[str]:
    return [path for text in configuration.texts(told) if (path := text.strip().strip("/"))]


def _collections(told: Any) -> dict[str, Any]:
    """Return the collections with their settings, of which a list has none."""
    return dict.fromkeys(map(str, told)) if isinstance(told, list) else configuration.table(told)
