"""The manual: it builds without a warning, its links lead somewhere, its tables say all."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup
from sphinx.cmd.build import build_main

from sphinx_commonplace.core.frontmatter import keys
from sphinx_commonplace.spine.config import OPTIONS
from sphinx_commonplace.spine.diagnostics import Subtype
from tests.conftest import run_forked

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, BeautifulSoup]:
    """Return the pages of the built manual by their files."""
    output = tmp_path_factory.mktemp("manual")
    strict = ["-W", "--keep-going", "-n", "-q", "-b", "html", "-d", str(output / ".doctrees")]
    status, _log, errors = run_forked(lambda: build_main([*strict, str(DOCS), str(output)]), {})
    assert (status, errors) == (0, "")
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in output.rglob("*.html")
    }


def table(pages: dict[Path, BeautifulSoup], section: str) -> list[str]:
    """Return the first cells of the table in a section of the reference."""
    (page,) = (page for path, page in pages.items() if path.name == "reference.html")
    return [cell.get_text() for cell in page.select(f"#{section} tbody td:first-child")]


def test_every_link_leads_somewhere(pages: dict[Path, BeautifulSoup]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.select("a[href]:not([href^='http'], [href='#'])"):
            name, fragment = urldefrag(unquote(link["href"]))
            target = (path.parent / name).resolve() if name else path
            if target not in pages or (fragment and not pages[target].find(id=fragment)):
                broken.append((path.name, link["href"]))
    assert broken == []


def test_every_page_is_in_the_navigation(pages: dict[Path, BeautifulSoup]) -> None:
    (home,) = (page for path, page in pages.items() if path.name == "index.html")
    listed = {link["href"] for link in home.select(".toctree-wrapper a")}
    assert listed == {f"{path.stem}.html" for path in DOCS.glob("*.md")} - {"index.html"}


def test_the_tables_have_every_option_and_every_warning(pages: dict[Path, BeautifulSoup]) -> None:
    assert table(pages, "options") == sorted(option.name for option in OPTIONS)
    assert table(pages, "warnings") == [f"commonplace.{kind.value}" for kind in Subtype]


def test_the_table_has_every_key_of_front_matter(pages: dict[Path, BeautifulSoup]) -> None:
    assert sorted(table(pages, "front-matter")) == sorted(keys.READERS)


def test_no_page_is_about_what_the_code_does_not_know() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    named = set(re.findall(r"\bcommonplace_\w+\b", text))
    assert sorted(named - {option.name for option in OPTIONS}) == []
