"""The architecture: features -> spine -> core, no feature knows another, each can be left out."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_commonplace
from tests.sample import CONFIGURATION, FILES

if TYPE_CHECKING:
    from tests.conftest import Site

PACKAGE = Path(sphinx_commonplace.__file__).parent
CORE = {
    "corpus",
    "comment_feed",
    "changes",
    "reading",
    "confidential",
    "contents",
    "scanned",
    "traces",
    "wordruns",
    "aliases",
    "codestyle",
    "dates",
    "drawing",
    "excerpts",
    "fences",
    "fields",
    "files",
    "frontmatter",
    "garden",
    "inert",
    "keys",
    "latex",
    "jsonld",
    "lettering",
    "library",
    "losses",
    "mathml",
    "names",
    "policy",
    "post",
    "reasons",
    "related",
    "similarity",
    "replies",
    "reply_links",
    "published",
    "sketch",
    "searchfiles",
    "searchindex",
    "searchwords",
    "taxonomy",
    "ties",
    "weights",
    "words",
    "portable",
    "syndication",
    "tomarkdown",
    "wikisyntax",
    "yamlload",
    "yamlvalue",
}
SPINE = {
    "outside",
    "belongings",
    "public",
    "addresses",
    "assets",
    "attachments",
    "claims",
    "bodies",
    "channels",
    "collector",
    "comment_files",
    "config",
    "copies",
    "crumbs",
    "diagnostics",
    "domain",
    "emission",
    "entries",
    "fragments",
    "graph",
    "languages",
    "ledger",
    "links",
    "listing",
    "markdown",
    "mentions",
    "pages",
    "passages",
    "pictures",
    "references",
    "relatives",
    "renderer",
    "site",
    "sources",
    "state",
    "styles",
    "surroundings",
    "transclusion",
}
FEATURES = set(sphinx_commonplace.FEATURES)


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> set[str]:
    """Return the modules of this package that a module imports."""
    prefix = "sphinx_commonplace."
    names = (name.removeprefix(prefix) for name in imports(path) if name.startswith(prefix))
    return {name.removeprefix("features.").split(".")[0] for name in names}


def test_every_module_has_its_layer() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert modules == CORE | SPINE
    assert {path.stem for path in PACKAGE.glob("features/*.py")} - {"__init__"} == FEATURES


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_core_knows_neither_sphinx_nor_the_spine(name: str) -> None:
    path = PACKAGE / f"{name}.py"
    assert own(path) <= CORE
    assert not [found for found in imports(path) if found.split(".")[0] in ("sphinx", "docutils")]


@pytest.mark.parametrize("name", sorted(SPINE))
def test_the_spine_knows_no_feature(name: str) -> None:
    assert own(PACKAGE / f"{name}.py") <= CORE | SPINE


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_features_do_not_know_each_other(name: str) -> None:
    assert own(PACKAGE / f"features/{name}.py") <= CORE | SPINE


@pytest.mark.parametrize("path", PACKAGE.glob("cli/*.py"), ids=lambda path: path.stem)
def test_the_command_knows_the_core_alone(path: Path) -> None:
    assert own(path) <= CORE | {"__version__", "cli"}


def test_the_command_starts_without_sphinx() -> None:
    code = "import sys, sphinx_commonplace.cli; sys.exit('sphinx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_module_says_what_it_is_for() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("name", sorted(FEATURES))
def test_the_site_builds_with_any_one_feature_left_out(
    make_site: Callable[..., Site], name: str
) -> None:
    site = make_site(
        FILES,
        CONFIGURATION
        + f"""
import sphinx_commonplace
names = (name for name in sphinx_commonplace.FEATURES if name != {name!r})
sphinx_commonplace.FEATURES = tuple(names)
""",
    )
    result = site.build("html", "-T")
    assert result.status == 0
    assert "Traceback" not in result.log
    assert (site.output() / "posts/first.html").is_file()
