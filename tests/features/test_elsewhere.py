"""Elsewhere: a page makes readers' browsers ask no other server, unless the author names it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]

PICTURE = "https://pictures.example/a%20b.png"
ALLOWED = 'commonplace_origins = ["https://pictures.example"]\n'

# What is written, and the HTML it becomes.
PICTURES = {
    f"Words ![A chart]({PICTURE}) words.": "A chart",
    f"![]({PICTURE})": "a b.png",
    "![](https://videos.example/watch?v=1)": "https://videos.example/watch?v=1",
    "![](//pictures.example/x.png)": "x.png",
    f"```{{figure}} {PICTURE}\n:alt: A chart\nA caption\n```": "A chart",
    f"```{{image}} {PICTURE}\n```": "a b.png",
    f"- ![A chart]({PICTURE})": "A chart",
    f"| a |\n|---|\n| ![A chart]({PICTURE}) |": "A chart",
}
IN_LINKS = {
    f"[![A chart]({PICTURE})](https://other.example/)": "A chart",
    f"```{{figure}} {PICTURE}\n:target: https://other.example/\n:alt: A chart\n```": "A chart",
}


@pytest.mark.parametrize("text", PICTURES)
@pytest.mark.parametrize("builder", ["html", "latex"])
def test_a_picture_is_shown_as_a_link(make_site: MakeSite, text: str, builder: str) -> None:
    site = make_site({"index.md": f"# Home\n\n{text}\n"})
    (told,) = site.build(builder).warnings
    line = 3 + text[: text.index("//")].count("\n")
    assert told.startswith(f"index.md:{line}: WARNING: each reader's browser would ask 'https://")
    assert told.endswith("[commonplace.elsewhere]")
    if builder == "html":
        article = site.page("index").select_one("article")
        (link,) = article.select("a.cp-elsewhere")
        assert link.text == PICTURES[text]
        assert link["href"] in text
        assert article.select("img") == []
        assert site.page("index").select("link[href*='commonplace/elsewhere.css']")


@pytest.mark.parametrize("text", IN_LINKS)
def test_in_a_link_its_words_remain(make_site: MakeSite, text: str) -> None:
    site = make_site({"index.md": f"# Home\n\n{text}\n"})
    assert len(site.build().warnings) == 1
    (link,) = site.page("index").select("article a[href='https://other.example/']")
    assert link.text.strip() == IN_LINKS[text]


def test_in_a_title_its_words_remain(make_site: MakeSite) -> None:
    files = {"index.md": "# Home\n\n[](other.md)\n", "other.md": f"# ![Badge]({PICTURE}) Other\n"}
    site = make_site(files)
    site.build()
    assert "pictures.example" not in "".join(
        data.decode() for name, data in site.snapshot().items() if name.endswith(".html")
    )
    assert site.page("index").select_one("article p a").text == "Badge Other"


def test_each_server_is_named_once(make_site: MakeSite) -> None:
    """Where it is asked first, after an edit of another page too; HTML stays as it is."""
    html = '<iframe src="https://videos.example/embed/1"></iframe>'
    site = make_site(
        {
            "index.md": "# Home\n",
            "posts/a.md": f"# A\n\n![]({PICTURE}) ![]({PICTURE})\n",
            "posts/b.md": f"# B\n\n![]({PICTURE})\n\n{html}\n",
        }
    )
    named = "(commonplace_origins names servers that may be asked) [commonplace.elsewhere]"
    asks = "WARNING: each reader's browser would ask"
    picture = "a picture here, and in 2 other places; shown as a link"
    html_shows = "what HTML shows here; left as it is"
    expected = [
        f"posts/a.md:3: {asks} 'https://pictures.example' for {picture} {named}",
        f"posts/b.md:5: {asks} 'https://videos.example' for {html_shows} {named}",
    ]
    assert site.build("html", "-j", "2").warnings == expected
    site.write({"index.md": "# Home, again\n"})
    assert site.build().warnings == expected
    assert html in str(site.page("posts/b"))


@pytest.mark.parametrize(
    "conf",
    [ALLOWED, 'commonplace_origins = ["https:"]\n', 'html_baseurl = "https://pictures.example/"\n'],
)
def test_the_author_may_allow_a_server(make_site: MakeSite, conf: str) -> None:
    """And its own one; the policy of the pages lets pictures pass then."""
    site = make_site({"index.md": f"# Home\n\n![A chart]({PICTURE})\n"})
    site.build()
    site.write({"conf.py": (site.source / "conf.py").read_text() + conf})
    assert site.build("html", "-D", "commonplace_headers=meta").warnings == []
    assert [one["src"] for one in site.page("index").select("article img")] == [PICTURE]
    policy = site.page("index").select_one("meta[http-equiv]")["content"]
    assert ("img-src 'self' data:;" in policy) is ("baseurl" in conf)


def test_what_is_allowed_is_not_fetched_for_a_book(make_site: MakeSite) -> None:
    site = make_site({"index.md": f"# Home\n\n![A chart]({PICTURE})\n"}, ALLOWED)
    assert site.build("latex").warnings == []
    (tex,) = site.output("latex").glob("*.tex")
    assert r"\sphinxhref{https://pictures.example/a\%20b.png}{A chart}" in tex.read_text()


def test_a_wrong_origin_is_an_error(make_site: MakeSite) -> None:
    site = make_site({"index.md": "# Home\n"}, 'commonplace_origins = ["pictures.example"]\n')
    build = site.build()
    assert build.status == 2
    assert "expected a list of origins, such as 'https://example.org'" in build.warnings[0]


def test_scripts_are_told_even_of_a_server_that_may_be_asked(make_site: MakeSite) -> None:
    """The policy lets pictures of it pass, and no script."""
    html = '<img src="https://pictures.example/a.png"><script src="https://pictures.example/x.js">'
    site = make_site({"index.md": f"# Home\n\n<div>{html}</script></div>\n"}, ALLOWED)
    told = "for a script or a style of HTML here; left as it is [commonplace.elsewhere]"
    (line,) = site.build().warnings
    assert line.endswith(f"would ask 'https://pictures.example' {told}")
