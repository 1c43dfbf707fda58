"""Origins: where a setting is given, a line of ``conf.py`` or the command line.

Sphinx hands on values alone, so ``conf.py`` is parsed once more, when there is something to say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_commonplace.core.library import files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

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

    Of several assignments it is the last one, whether or not that was run. What is set in a way
    that is not seen, as by ``import *``, has no line; what is not set has the first one.
    """
    config = app.config
    conf = config._raw_config.get("__file__")  # noqa: SLF001 - "confdir" is set without one, too
    if name in config.overrides:
        return f"{_COMMAND}-D {name}"
    if conf is None:
        return f"{_COMMAND}-C"
    line = _line(Path(conf), name) or ("" if _is_set(config, name) else 1)
    # With the colon in any case, as Sphinx itself names files: see above.
    return f"{files.seen_from(app.srcdir, conf)}:{line}"


def _is_set(config: Config, name: str) -> bool:
    """Whether ``conf.py`` gives a value, be it in its ``setup``, which changes the config."""
    if name in config._raw_config:  # noqa: SLF001 - as above
        return True
    return name in config and config[name] != config.values[name].default


def _line(conf: Path, name: str) -> int | None:
    try:
        tree = ast.parse(conf.read_bytes())
    except (OSError, SyntaxError, ValueError):  # changed or gone since it was run
        return None
    return max((line for found, line in _assigned(tree) if found == name), default=None)


def _assigned(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names that a module gives a value to, and on which line."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, node.lineno
    elif isinstance(node, ast.alias):
        yield node.asname or node.name, node.lineno
    elif not isinstance(node, _INNER) and not (isinstance(node, ast.AnnAssign) and not node.value):
        for child in ast.iter_child_nodes(node):
            yield from _assigned(child)
