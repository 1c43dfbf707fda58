"""Redirects: old addresses lead on at once; what cannot be an address is said, line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import html5lib
import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]


def post(*aliases: str, title: str = "A post") -> str:
    lines = "\n".join(f"  - {alias}" for alias in aliases)
    return f"---\ntitle: {title}\naliases:\n{lines}\n---\n\nWords.\n"


def redirect(site: Site, file: str, builder: str = "html") -> BeautifulSoup:
    text = (site.output(builder) / file).read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    return BeautifulSoup(text, "html.parser")


ADDRESSES = {
    # alias: the file that answers it, with html and with dirhtml
    "/old": ("old.html", "old/index.html"),
    "/2019/05/old/": ("2019/05/old/index.html", "2019/05/old/index.html"),
    "/blog/old.html": ("blog/old.html", "blog/old.html"),
    "/blog/older.htm": ("blog/older.htm", "blog/older.htm"),
    "/v1.2": ("v1.2.html", "v1.2/index.html"),
    "/old%20one/caf%C3%A9": ("old one/café.html", "old one/café/index.html"),
    '/"><b>&': ('"><b>&.html', '"><b>&/index.html'),
    "/posts/a/": ("posts/a/index.html", None),  # its own address of another builder
    "/posts/a.html": (None, "posts/a.html"),
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_old_address_leads_to_the_page(
    make_site: MakeSite, subtests: pytest.Subtests, builder: str
) -> None:
    conf = 'html_baseurl = ""\nsuppress_warnings = ["commonplace.baseurl"]\n'
    site = make_site({"posts/a.md": post(*(f"'{alias}'" for alias in ADDRESSES))}, conf)
    build = site.build(builder)
    assert (build.status, build.warnings) == (0, [])
    target = site.output(builder) / ("posts/a.html" if builder == "html" else "posts/a")
    for alias, files in ADDRESSES.items():
        file = files[builder == "dirhtml"]
        if file is None:
            continue
        with subtests.test(alias):
            page = redirect(site, file, builder)
            refresh = page.select_one('meta[http-equiv="refresh"]')["content"]
            seconds, _, address = refresh.partition("; url=")
            assert seconds == "0"
            assert page.select_one("body a[href]")["href"] == address
            assert page.select_one('link[rel="canonical"]')["href"] == address
            assert page.select_one('meta[name="robots"]')["content"] == "noindex"
            assert page.title.get_text() == page.a.get_text() == "A post"
            folder = (site.output(builder) / file).parent
            assert (folder / address).resolve() == target.resolve()
            assert (folder / page.script["src"]).is_file()


def test_the_canonical_address_is_absolute_where_the_site_has_one(make_site: MakeSite) -> None:
    conf = 'html_baseurl = "https://example.org/site"'
    site = make_site({"posts/a b.md": post("/old", title="'</title> & <b>'")}, conf)
    site.build("dirhtml")
    page = redirect(site, "old/index.html", "dirhtml")
    address = "https://example.org/site/posts/a%20b/"
    assert page.select_one('link[rel="canonical"]')["href"] == address
    assert page.title.get_text() == page.a.get_text() == "</title> & <b>"


def test_pages_that_are_no_posts_have_old_addresses_too(make_site: MakeSite) -> None:
    site = make_site({"about.md": "---\norphan: true\naliases: [/me/, Me]\n---\n# About\n"})
    assert site.build().warnings == []
    assert redirect(site, "me/index.html").a["href"] == "../about.html"


def test_many_renamings_are_one_step(make_site: MakeSite) -> None:
    old = [f"/posts/name{number}" for number in range(20)]
    site = make_site({"posts/now.md": post(*old)})
    site.build()
    for alias in old:
        assert redirect(site, f"{alias[1:]}.html").a["href"] == "./now.html"


def test_redirects_come_and_go_with_their_aliases(make_site: MakeSite) -> None:
    site = make_site({"posts/b.md": "# B\n"})
    site.build()
    site.remove("posts/b.md")
    site.write({"posts/c.md": post("/posts/b", title="C")})
    site.build()
    assert redirect(site, "posts/b.html").a["href"] == "./c.html"
    site.write({"posts/c.md": post(title="Now"), "posts/b.md": "# B again\n"})
    site.build()
    assert site.page("posts/b").select_one("h1").contents[0] == "B again"
    site.write({"posts/c.md": post("/x/", title="Now")})
    site.build()
    assert redirect(site, "x/index.html").title.get_text() == "Now"
    site.write({"posts/c.md": post("Just a name")})
    site.build()
    assert not (site.output() / "x").exists()


REFUSED = {
    "E02 out of the site": ("../../../out", "leaves the site"),
    "E02 out of the site, from its root": ("/../../out2", "leaves the site"),
    "E02 out of the site, as Windows writes it": (r"..\\..\\win", "leaves the site"),
    "E02 out of the site, encoded": ("/%2e%2e%2Fout", "leaves the site"),
    "E06 another origin": ("http://evil.example/", "another origin"),
    "E06 another origin, without scheme": ("//evil.example/x", "another origin"),
    "E06 a script": ("javascript:alert(1)", "another origin"),
    "E08 the search page": ("/search.html", "the generated page 'Search'"),
    "E08 the index of Sphinx": ("/genindex.html", "a page of Sphinx's own"),
    "E08 the inventory": ("/objects.inv", "reserved"),
    "E08 a static file": ("/_static/x", "reserved"),
    "E08 a feed": ("/feed.xml", "reserved"),
    "E08 the folder of tags": ("/tags/", "a folder of generated pages"),
    "E08 the host's file": ("/.nojekyll", "reserved"),
    "E08 the host's name": ("/CNAME", "reserved"),
    "E08 what is not found": ("/404.html", "reserved"),
    "E08 the home page": ("/index.html", "index.md"),
    "a backslash": (r"/a\\b", "a character"),
    "an empty part": ("/a//b", "an empty part"),
    "a long part": (f"/{'a' * 241}", "longer than 240 bytes"),
    "not UTF-8": ("/%ff", "not UTF-8"),
    "below a page": ("/posts/other.html/x", "posts/other.md"),
    "a page, but for its case": ("/Posts/Other", "posts/other.md"),
    "its own page, but for its case": ("/posts/A.html", "on macOS and Windows"),
    "a file of the author's": ("/extra/file.html", "extra/file.html"),
}


def test_an_alias_that_no_page_can_have(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """All of them are errors at once, each with its line, and nothing is written."""
    aliases = [f'"{alias}"' for alias, _told in REFUSED.values()]
    files: dict[str, str | bytes] = {
        "posts/a.md": post(*aliases),
        "posts/other.md": "---\ntags: [x]\n---\n# Other\n",
        "static/extra/file.html": "<p>mine</p>",
    }
    site = make_site(files, 'html_extra_path = ["static"]')
    build = site.build()
    assert build.status == 2
    for number, (name, (_alias, told)) in enumerate(REFUSED.items()):
        with subtests.test(name):
            here = [w for w in build.warnings if w.startswith(f"posts/a.md:{4 + number}: ERROR: ")]
            assert len(here) == 1
            assert told in here[0]
    assert not list(site.output().rglob("*.html"))


def test_e05_a_loop_is_an_error(make_site: MakeSite) -> None:
    """A page cannot lead to where another page leads back from: there is a page already."""
    site = make_site({"posts/a.md": post("/posts/b"), "posts/b.md": post("/posts/a")})
    build = site.build()
    assert build.status == 2
    assert [line.partition(" ERROR")[0] for line in build.warnings] == [
        "posts/a.md:4:",
        "posts/b.md:4:",
    ]


@pytest.mark.parametrize("alias", ["../posts/docker", "a/../docker", "..\\posts/docker"])
def test_an_address_relative_to_the_page_is_ignored(make_site: MakeSite, alias: str) -> None:
    """Quartz writes such ones. Only one that leaves the site ends the build."""
    site = make_site({"posts/a.md": post(f"'{alias}'")})
    told = f"posts/a.md:4: WARNING: the alias {alias!r} is no address, which would begin with '/', "
    for _ in range(2):
        (warning,) = site.build().warnings
        assert warning.startswith(told)
        assert "docker'" in warning
        assert warning.endswith("; ignored [commonplace.address]")
    assert not list(site.output().rglob("docker*"))


@pytest.mark.parametrize("alias", ["/old?page=2", "/old#part"])
def test_e07_what_no_file_can_answer_is_ignored(make_site: MakeSite, alias: str) -> None:
    site = make_site({"posts/a.md": post(f"'{alias}'")})
    for _ in range(2):
        (told,) = site.build().warnings
        assert told.startswith("posts/a.md:4: WARNING: ")
        assert "[commonplace.address]" in told
        site.write({"posts/b.md": "# B\n"})
    assert not [name for name in site.snapshot() if "old" in name]
