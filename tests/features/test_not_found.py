"""The page for addresses that lead nowhere works wherever a server shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Site

BASE = 'html_baseurl = "https://example.org/sub/"\nhtml_logo = "_static/dot.png"\n'


def page(site: Site, builder: str) -> BeautifulSoup:
    return BeautifulSoup((site.output(builder) / "404.html").read_text(), "html.parser")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("own", [False, True])
def test_all_its_links_begin_at_the_root(
    make_site: Callable[..., Site], builder: str, *, own: bool
) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\nabout\n```\n",
        "about.md": "# About\n",
        "_static/dot.png": PNG,
    }
    if own:
        files["404.md"] = (
            '---\norphan: true\n---\n# Lost\n\n[](about.md) ![](_static/dot.png) `a="b"`\n'
        )
    site = make_site(files, BASE)
    assert site.build(builder).warnings == []
    found = page(site, builder)
    assert found.h1.get_text().rstrip("¶") == ("Lost" if own else "Page not found")
    addresses = [
        str(node[name])
        for name in ("href", "src")
        for node in found.select(f"[{name}]")
        if not node[name].startswith(("#", "https://"))
    ]
    assert len(addresses) > 8
    top = site.output(builder)
    for address in addresses:
        path = address.partition("?")[0].partition("#")[0]
        assert path.startswith("/sub/"), address
        file = top / path.removeprefix("/sub/")
        assert file.is_file() or (file / "index.html").is_file(), address
    assert found.html["data-content_root"] == "/sub/"
    assert found.select_one("meta[name=robots]")["content"] == "noindex"
    assert found.select("link[rel=canonical]") == []
    assert not (top / "404/index.html").exists()


def test_it_follows_edits(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# Home\n\n```{toctree}\nabout\n```\n", "about.md": "# About\n"})
    site.build("dirhtml")
    before = site.snapshot("dirhtml")["404.html"]
    site.write({"about.md": "# Other\n"})
    site.build("dirhtml")
    after = site.snapshot("dirhtml")["404.html"]
    assert before != after
    clean = site.copy(site.root.parent / "clean")
    clean.build("dirhtml")
    assert clean.snapshot("dirhtml")["404.html"] == after
