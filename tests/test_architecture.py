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
FEATURES = set(sphinx_commonplace.FEATURES)


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layers(path: Path) -> set[str]:
    """Return the layers of this package that a module imports, each feature as one of its own."""
    prefix = "sphinx_commonplace."
    names = [name.removeprefix(prefix) for name in imports(path) if name.startswith(prefix)]
    parts = [name.split(".") for name in names]
    return {".".join(part[:2]) if part[0] == "features" else part[0] for part in parts}


def modules(layer: str) -> list[Path]:
    return sorted((PACKAGE / layer).rglob("*.py"))


def test_every_module_has_its_layer() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == {
        "cli",
        "core",
        "features",
        "spine",
    }
    assert [path.name for path in PACKAGE.glob("*.py")] == ["__init__.py"]
    assert {path.stem for path in modules("features")} - {"__init__"} == FEATURES


@pytest.mark.parametrize("path", modules("core"), ids=lambda path: path.stem)
def test_the_core_knows_neither_sphinx_nor_the_spine(path: Path) -> None:
    assert layers(path) <= {"core"}
    assert not [found for found in imports(path) if found.split(".")[0] in ("sphinx", "docutils")]


STEPS = ["arrays", "corpus", "scores", "lists", "reasons"]


@pytest.mark.parametrize("step", STEPS)
def test_each_step_to_related_posts_knows_those_before_it_alone(step: str) -> None:
    prefix = "sphinx_commonplace.core.related."
    paths = modules(f"core/related/{step}")
    known = {name.removeprefix(prefix).split(".")[0] for path in paths for name in imports(path)}
    assert known & set(STEPS) <= set(STEPS[: STEPS.index(step) + 1])
    assert "related" not in known


@pytest.mark.parametrize("path", modules("spine"), ids=lambda path: path.stem)
def test_the_spine_knows_no_feature(path: Path) -> None:
    assert layers(path) <= {"core", "spine"}


@pytest.mark.parametrize("path", modules("features"), ids=lambda path: path.stem)
def test_features_do_not_know_each_other(path: Path) -> None:
    assert layers(path) <= {"core", "spine"}


@pytest.mark.parametrize("path", modules("cli"), ids=lambda path: path.stem)
def test_the_command_knows_the_core_alone(path: Path) -> None:
    assert layers(path) <= {"core", "cli", "__version__"}


def test_the_command_starts_without_sphinx() -> None:
    code = "import sys, sphinx_commonplace.cli; sys.exit('sphinx' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


HEAVY = ("numpy", "latex2mathml", "threadpoolctl")


def test_a_build_with_nothing_to_do_imports_nothing_heavy(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES, CONFIGURATION)
    assert site.build().status == 0
    arguments = ["-q", "-d", site.root / "doctrees", site.source, site.output()]
    code = f"""
import sys
from sphinx.cmd.build import build_main
assert build_main({list(map(str, arguments))!r}) == 0
print([name for name in {HEAVY!r} if name in sys.modules])
"""

    def build() -> str:
        command = [sys.executable, "-c", code]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    assert build() == "[]"
    first = site.source / "posts/first.md"
    first.write_text(f"{first.read_text(encoding='utf-8')}\n\nOne more.\n", encoding="utf-8")
    assert build() == "['numpy']"


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
