"""The sitemap and robots.txt: every page, with the dates its author gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.publishing import check_xml
from tests.sample import CONFIGURATION, FILES

if TYPE_CHECKING:
    from tests.conftest import Site

_NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(site: Site, builder: str = "html", path: str = "sitemap.xml") -> dict[str, str | None]:
    """Return the addresses of a sitemap, each with the moment it last changed."""
    tree = check_xml((site.output(builder) / path).read_bytes(), "sitemap")
    return {
        node.findtext("loc", namespaces=_NAMES): node.findtext("lastmod", namespaces=_NAMES)
        for node in tree
    }


def test_pages_and_their_dates(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "posts/a.md": "---\ndate: 2024-01-02\nupdated: 2024-03-04\ntags: x\n---\n# A\n",
            "posts/b.md": "---\ntags: x\n---\n# B\n",
            "posts/c.md": "---\ndraft: true\n---\n# C\n",
            "404.md": "---\norphan: true\n---\n# Gone\n",
        }
    )
    site.build("dirhtml", "-t", "drafts")
    assert listed(site, "dirhtml") == {
        "https://example.org/": None,
        "https://example.org/archive/2024/": "2024-03-04T00:00:00+00:00",
        "https://example.org/posts/a/": "2024-03-04T00:00:00+00:00",
        "https://example.org/posts/b/": None,
        "https://example.org/tags/x/": "2024-03-04T00:00:00+00:00",
    }
    robots = (site.output("dirhtml") / "robots.txt").read_text()
    assert robots.splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://example.org/sitemap.xml",
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_the_sample_site_names_every_page(make_site: Callable[..., Site], builder: str) -> None:
    site = make_site(FILES, CONFIGURATION)
    site.build(builder)
    top = site.output(builder)
    pages = {path.relative_to(top).as_posix() for path in top.rglob("*.html")}
    pages -= {
        "404.html",
        "search.html",
        "genindex.html",
        "search/index.html",
        "genindex/index.html",
        "search/all.html",
        "search/all/index.html",
        "old/third.html",  # these lead on to where a page is now
        "elder/index.html",
    }
    found = {url.removeprefix("https://example.org/") for url in listed(site, builder)}
    files = {url if url.endswith(".html") else f"{url}index.html" for url in found}
    assert {file.replace("%20", " ") for file in files} == pages


def test_below_a_folder_of_its_host(make_site: Callable[..., Site]) -> None:
    site = make_site({}, 'html_baseurl = "https://example.org/a b"')
    site.build()
    assert listed(site) == {"https://example.org/a%20b/": None}
    assert not (site.output() / "robots.txt").exists()


def test_the_authors_own_robots_txt_stays(make_site: Callable[..., Site]) -> None:
    site = make_site({"own/robots.txt": "mine"}, 'html_extra_path = ["own"]')
    site.build()
    assert (site.output() / "robots.txt").read_text() == "mine"


def test_a_site_too_large_for_one_file(make_site: Callable[..., Site]) -> None:
    conf = "from sphinx_commonplace.features import sitemap\nsitemap._MOST = 2\n"
    site = make_site({"posts/a.md": "# A\n", "posts/b.md": "# B\n"}, conf)
    site.build()
    parts = listed(site)
    assert list(parts) == [f"https://example.org/sitemap-{number}.xml" for number in (1, 2)]
    whole = [url for number in (1, 2) for url in listed(site, path=f"sitemap-{number}.xml")]
    assert len(whole) == 3
