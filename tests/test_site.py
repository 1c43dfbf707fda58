"""The site of this repository: no warning, and every link in it leads somewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup
from sphinx.cmd.build import build_main

from tests.conftest import run_forked

ROOT = Path(__file__).parent.parent
ESSAY = "why-i-didnt-become-a-machine-learning-engineer"


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    folder = tmp_path_factory.mktemp(request.param)
    strict = ["-W", "--keep-going", "-n", "-q", "-d", str(folder / "doctrees")]
    arguments = [*strict, "-b", request.param, str(ROOT), str(folder / "site")]
    status, _log, errors = run_forked(lambda: build_main(arguments), {})
    assert (status, errors) == (0, "")
    return folder / "site"


def test_every_link_leads_somewhere(output: Path) -> None:
    pages = {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in output.rglob("*.html")
    }
    ids = {path: {node["id"] for node in page.find_all(id=True)} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for link in page.find_all("a", href=True):
            target, fragment = urldefrag(unquote(link["href"]))
            if "://" in target:
                continue
            start = output if target.startswith("/") else path.parent
            found = (start / target.lstrip("/")).resolve() if target else path
            found = found / "index.html" if found.is_dir() else found
            if found not in ids or (fragment and fragment not in ids[found]):
                broken.append((path.relative_to(output).as_posix(), link["href"]))
    assert len(pages) > 30
    assert [one for one in broken if one[1] != "#"] == []


def test_the_essay_leads_to_notes_from_every_theme_and_they_lead_back(output: Path) -> None:
    def post(name: str) -> Path:
        flat = output / f"posts/{name}.html"
        return flat if flat.exists() else output / f"posts/{name}/index.html"

    essay = BeautifulSoup(post(ESSAY).read_text(encoding="utf-8"), "html.parser")
    themes = essay.select("article section section")
    assert len(themes) == 6
    leading_back = set()
    for theme in themes:
        names = {
            urldefrag(link["href"])[0].strip("./").removesuffix(".html")
            for link in theme.select("a.internal:not(.headerlink)")
        }
        assert names, theme.h2.text
        leading_back |= {name for name in names if ESSAY in post(name).read_text(encoding="utf-8")}
    assert len(leading_back) >= 8


def test_every_page_says_what_it_is(output: Path) -> None:
    silent = []
    for path in sorted(output.rglob("*.html")):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        said = page.select_one('meta[name="description"]')
        if not (said and said["content"]) and not page.select_one('meta[http-equiv="refresh"]'):
            silent.append(str(path.relative_to(output)))
    assert not silent
