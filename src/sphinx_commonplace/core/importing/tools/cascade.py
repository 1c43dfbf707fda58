"""Hugo's cascade: what a section, or the settings, say of the pages below."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.core.importing.frontmatter import hiding, mapping, matter
from sphinx_commonplace.core.importing.tools import configuration

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter


class Cascade:
    """Collects what hides pages, section by section."""

    def __init__(self, settings: Any) -> None:
        # Where it holds, for which paths and kinds of pages, and why.
        self._found: list[tuple[str, str, str, str]] = []
        for one in settings if isinstance(settings, list) else [settings]:
            self._note("/", configuration.table(one), "the settings")

    def add(self, folder: str, path: str, section: Matter) -> None:
        """Add what the page of a section says.

        :param folder: the section, as in ``/posts/``.
        :param path: its file, for the message.
        """
        for key, value in section.entries:
            if mapping.folded(key) != "cascade":
                continue
            for one in value.items if value.items is not None else [value]:
                try:
                    plain = one.plain()
                except ValueError:
                    continue
                self._note(folder, configuration.table(plain), f"{path}:{value.line}")

    def _note(self, folder: str, table: dict[str, Any], where: str) -> None:
        target = configuration.table(table.get("_target") or table.get("target"))
        entries = [(key, matter.as_value(one, 1)) for key, one in table.items()]
        wanted = str(target.get("path") or "**")
        kinds = str(target.get("kind") or "page, section")
        for _line, why in hiding.reasons(entries):
            self._found.append((folder, wanted, kinds, f"{where} has for all pages below it {why}"))

    def reasons(self, path: str, kind: str) -> list[tuple[int, str]]:
        """Return why a page, or a section, is hidden by what lies above it."""
        stem = path.rpartition(".")[0]
        return [
            (1, why)
            for folder, wanted, kinds, why in self._found
            if path.startswith(folder) and _fits(stem, wanted) and kind in kinds
        ]


def _fits(path: str, wanted: str) -> bool:
    wanted = wanted.lower()
    if "{" in wanted:  # as "{/a,/b/**}", which only Hugo reads: in doubt it is meant
        return True
    return (
        fnmatchcase(path.lower(), wanted.replace("**", "*")) or wanted.rstrip("/*") == path.lower()
    )
