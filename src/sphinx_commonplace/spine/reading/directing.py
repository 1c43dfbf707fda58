"""Directives as they are run, and what is done where one fails or reads what it must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.errors import SphinxError

from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.reading import outside, sources

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from myst_parser.warnings_ import MystWarnings

_OURS = "sphinx_commonplace.features."  # where the directives of ours are
_READING = {"include", "literalinclude"}  # directives whose argument is a file
_FILE_OPTION = re.compile(r"^\s*:?file:\s*(.+?)\s*$", re.MULTILINE)


def flag(argument: str) -> None:
    """Take an option that has no value; MyST passes over a value that docutils' own refuses."""
    directives.flag(argument)


class Directing(SphinxRenderer):
    """MyST's renderer, as far as it runs directives."""

    _directive = ""  # the name of the one that is run

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *more: Any, **named: Any
    ) -> list[nodes.Element]:
        """Run a directive, unless it reads a withheld file; show the text of an unknown one."""
        env = self.sphinx_env
        where = place(env, env.docname, position)
        open_files: list[str] = self.md_env.setdefault(
            "commonplace_open", [self.document["source"]]
        )
        read = [env.relfn2path(path, env.docname) for path in _files(name, first_line, content)]
        for relative, path in read:
            if sources.is_withheld(env, relative):
                told = f"{name}: {relative!r} is withheld, and so nothing of it is shown"
                warn(Subtype.DRAFT, told, where)
                return []
            if name == "include" and outside.refuse(env, name, first_line, {}, position):
                return []
            if path in open_files:
                warn(Subtype.DIRECTIVE, f"{name}: {relative!r} includes itself; left out", where)
                return []
        open_files.extend(path for _relative, path in read)
        around, self._directive = self._directive, name
        try:
            found: list[nodes.Element] = super().run_directive(
                name, first_line, content, position, *more, **named
            )
        except SphinxError:
            raise
        except Exception as error:  # noqa: BLE001 - a directive may fail in any way at bad input
            told = f"{name}: the directive failed ({type(error).__name__}: {error}); left out"
            warn(Subtype.DIRECTIVE, told, where)
            return []
        finally:
            self._directive = around
            del open_files[len(open_files) - len(read) :]
        if self._kind_of(name) is None:
            text = f"{first_line}\n{content}".strip()
            found.append(nodes.literal_block(text, text, language="none"))
        return found

    def _kind_of(self, name: str) -> type[Directive] | None:
        return directives.directive(name, self.language_module_rst, self.document)[0]

    def create_warning(
        self, message: str, subtype: MystWarnings | str, *, line: int | None = None, **named: Any
    ) -> nodes.system_message | None:
        """Warn; of what a directive of ours cannot take, in our words."""
        about = f"{self._directive!r}: "
        kind = self._kind_of(self._directive) if message.startswith(about) else None
        if kind is None or not kind.__module__.startswith(_OURS):
            return super().create_warning(message, subtype, line=line, **named)
        told = message.removeprefix(about)
        told = f"{self._directive}: {told[:1].lower()}{told[1:]}; ignored"
        warn(Subtype.DIRECTIVE, told, place(self.sphinx_env, self.sphinx_env.docname, line or 1))
        return None


def _files(name: str, argument: str, content: str) -> Iterator[str]:
    """Yield the paths of the files that a directive is told to read."""
    if name in _READING:
        yield argument.strip()
    elif name in ("raw", "csv-table"):
        yield from _FILE_OPTION.findall(content)
