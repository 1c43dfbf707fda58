"""Origins: where a setting is given, a line of ``conf.py`` or the command line.

Sphinx hands on values alone, so ``conf.py`` is parsed once more, when there is something to say.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_COMMAND = "command line: "  # with a colon, or Sphinx takes it for the name of a document
# Names that are assigned in these are not those of the module.
_INNER = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def of(app: Sphinx, name: str) -> str:
    """Return where a setting is given: ``path:line``, or the option of the command line.

    Of several assignments it is the last one, whether or not that was run; where ``conf.py`` has
    none it is the first line.
    """
    config = app.config
    conf = config._raw_config.get("__file__")  # noqa: SLF001 - "confdir" is set without one, too
    if name in config.overrides:
        return f"{_COMMAND}-D {name}"
    if conf is None:
        return f"{_COMMAND}-C"
    return f"{os.path.relpath(conf, app.srcdir)}:{_line(Path(conf), name)}"


def _line(conf: Path, name: str) -> int:
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):  # changed or gone since it was run
        return 1
    return max((line for found, line in _assigned(tree) if found == name), default=1)


def _assigned(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names that a module gives a value to, and on which line."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, node.lineno
    elif isinstance(node, ast.alias):
        yield node.asname or node.name, node.lineno
    elif not isinstance(node, _INNER) and not (isinstance(node, ast.AnnAssign) and not node.value):
        for child in ast.iter_child_nodes(node):
            yield from _assigned(child)
