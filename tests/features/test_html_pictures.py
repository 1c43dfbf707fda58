"""Pictures that HTML shows are found, checked and copied like those of Markdown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest

from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
HTML = (
    '<p align="center"><img width="300" src="{}"></p>',
    "<img\n  alt='a > b' src='{}' />",
    "Words <img src={}> words.",
    '```{{raw}} html\n<figure><IMG SRC="{}"></figure>\n```',
    '> <img src="{}">',
)


def shown(site: Site, page: str, builder: str = "html") -> list[str]:
    """Return the files of the output which the pictures of a page are."""
    place = f"{page}.html" if builder == "html" else f"{page}/index.html"
    found = site.page(page, builder).select("article img")
    return [unquote(urljoin(place, str(image["src"]))) for image in found]


@pytest.mark.parametrize("html", HTML)
@pytest.mark.parametrize("path", ["pictures/a.png", "/posts/pictures/a.png", "a.png?raw"])
def test_they_lead_to_where_the_file_is(make_site: MakeSite, html: str, path: str) -> None:
    """Also in an embedded page, and under another builder."""
    site = make_site(
        {
            "index.md": "# Home\n\n![[one]]\n",
            "posts/one.md": f"# One\n\n{html.format(path)}\n",
            "posts/pictures/a.png": PNG,
        }
    )
    for builder in ("html", "dirhtml"):
        assert site.build(builder).warnings == []
        for page in ("posts/one", "." if builder == "dirhtml" else "index"):
            assert shown(site, page, builder) == ["_images/a.png"]
        assert (site.output(builder) / "_images/a.png").read_bytes() == PNG


def test_several_of_one_name(make_site: MakeSite) -> None:
    html = (
        '<div><img src="a.png"><img src="x y/a.png"> &amp; <img src="https://my.org/b.png"></div>'
    )
    files = {"index.md": f"# Home\n\n{html}\n", "a.png": PNG, "x y/a.png": PNG + b"2"}
    site = make_site(files, 'html_baseurl = "https://my.org/"\n')
    assert site.build().warnings == []
    first, second, own = shown(site, "index")
    assert (site.output() / first).read_bytes() == PNG
    assert (site.output() / second).read_bytes() == PNG + b"2"
    assert own == "https://my.org/b.png"
    assert "&amp;" in str(site.page("index").select_one("article div"))


def test_what_cannot_be_shown_is_told_and_left(make_site: MakeSite) -> None:
    files = {
        "index.md": '# Home\n\n<img src="none.png">\n\n<img src="../outside.png">\n\n'
        '<img src="/extra.png"><img src="empty.png">\n',
        "extra/extra.png": PNG,
        "empty.png": b"",
    }
    site = make_site(files, 'html_extra_path = ["extra"]\n')
    (site.root / "outside.png").write_bytes(PNG)
    told = site.build().warnings
    assert [line.partition(" [")[0] for line in told] == [
        "index.md:5: WARNING: '../outside.png' lies outside the site; left as it is",
        "index.md:7: WARNING: 'empty.png' is empty; left as it is",
        "index.md:3: WARNING: image file not readable: none.png",
    ]
    sources = [image["src"] for image in site.page("index").select("article img")]
    assert sources == ["none.png", "../outside.png", "/extra.png", "empty.png"]
    assert (site.output() / "extra.png").is_file()


def test_a_file_that_comes_is_shown(make_site: MakeSite) -> None:
    site = make_site({"index.md": '# Home\n\n<p><img src="a.png"></p>\n'})
    assert len(site.build().warnings) == 1
    site.write({"a.png": PNG})
    assert site.build().warnings == []
    assert shown(site, "index") == ["_images/a.png"]


def test_a_book_has_none_of_it(make_site: MakeSite) -> None:
    site = make_site({"index.md": '# Home\n\nA <img src="a.png"> b.\n', "a.png": PNG})
    for builder in ("latex", "text"):
        assert site.build(builder).warnings == []


def test_a_fragment_stays(make_site: MakeSite) -> None:
    site = make_site({"index.md": '# Home\n\n<p><img src="a%20b.svg#icon"></p>\n', "a b.svg": SVG})
    assert site.build().warnings == []
    assert [image["src"] for image in site.page("index").select("article img")] == [
        "_images/a%20b.svg#icon"
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<div><!-- <img src="none.png"> --></div>',
        "<script>var t = '<img src=\"none.png\">'</script>",
        '<p><img src="/_static/logo.png"><img src="../../_static/logo.png"></p>',
        '<p><img src="/y%20z.png"><img src="/single.png"></p>',
    ],
)
def test_what_is_no_picture_of_the_source_is_left(make_site: MakeSite, html: str) -> None:
    conf = 'html_static_path = ["logos"]\nhtml_extra_path = ["../up", "../one/single.png"]\n'
    conf += 'commonplace_outside = ["../up", "../one"]\n'
    site = make_site({"index.md": f"# Home\n\n{html}\n", "logos/logo.png": PNG}, conf)
    for name in ("up/y z.png", "one/single.png"):
        (site.root / name).parent.mkdir()
        (site.root / name).write_bytes(PNG)
    assert site.build().warnings == []
    assert not (site.output() / "_images").exists()
    assert html in (site.output() / "index.html").read_text()


def test_a_file_that_is_copied_as_it_is_may_come_and_go(make_site: MakeSite) -> None:
    html = '<p><img src="/x.png"><img src="b.png"></p>'
    files = {"index.md": f"# Home\n\n{html}\n", "b.png": PNG, "extra/x.png": PNG}
    site = make_site(files, 'html_extra_path = ["extra"]\n')
    assert site.build().warnings == []
    site.remove("extra/x.png")
    for _ in range(2):
        (told,) = site.build().warnings
        assert "image file not readable: x.png" in told
    site.write({"extra/x.png": PNG})
    assert site.build().warnings == []


def test_a_page_is_no_picture(make_site: MakeSite) -> None:
    """Its copy would hold what is never published."""
    files = {
        "index.md": '# Home\n\n![words](a.md) <img src="a.md">\n',
        "a.md": "# A\n\n%%SECRET%%\n",
    }
    site = make_site(files)
    told = site.build().warnings
    assert "index.md:3: WARNING: 'a.md' is a page and no picture; its words are shown" in told[0]
    assert [name for name, data in site.snapshot().items() if b"SECRET" in data] == []
