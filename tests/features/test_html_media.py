"""What HTML shows is found, checked and copied like what Markdown shows."""

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


MEDIA = {
    '<video controls src="{}"></video>': "a.mp4",
    "<video><source src={} type=video/mp4></video>": "a.mp4",
    '<audio src="{}#t=10"></audio>': "a.mp3",
    "<video src='https://my.org/b.mp4'><track src='{}'></video>": "a.vtt",
    '<iframe src="{}"></iframe>': "a.pdf",
    '<video poster="{}"></video>': "a.png",
    '<picture><source srcset="{}"></picture>': "a.png",
    '<img srcset="https://my.org/b.png, {} 2x" src="https://my.org/b.png">': "a.png",
}


@pytest.mark.parametrize(("html", "name"), MEDIA.items())
@pytest.mark.parametrize("path", ["files/", "/posts/files/"])
def test_so_do_sounds_and_videos(make_site: MakeSite, html: str, name: str, path: str) -> None:
    """They lead to where the file is, also in an embedded page, and under another builder."""
    site = make_site(
        {
            "index.md": "# Home\n\n![[one]]\n",
            "posts/one.md": f"# One\n\n<div>{html.format(path + name)}</div>\n",
            f"posts/files/{name}": PNG,
        },
        'html_baseurl = "https://my.org/"\n',
    )
    before, after = html.split("{}")
    for builder in ("html", "dirhtml"):
        assert site.build(builder).warnings == []
        made = site.snapshot(builder)
        pages = ("posts/one", "index") if builder == "html" else ("posts/one/index", "index")
        for page in pages:
            text = made[f"{page}.html"].decode()
            start = text.index(before) + len(before)
            address = text[start : text.index(after, start)]
            assert made[unquote(urljoin(f"{page}.html", address))] == PNG


def test_each_of_a_list_leads_to_its_file(make_site: MakeSite) -> None:
    html = "<img srcset='a.png, b%20b.png 1.5x,\n/posts/c.png 2x' src=a.png>"
    files = {f"posts/{name}.png": PNG + name.encode() for name in ("a", "b b", "c")}
    site = make_site({"posts/one.md": f"# One\n\n{html}\n", **files})
    assert site.build().warnings == []
    (image,) = site.page("posts/one").select("article img")
    assert (image["srcset"], image["src"]) == (
        "../_images/a.png, ../_images/b%20b.png 1.5x,\n../_images/c.png 2x",
        "../_images/a.png",
    )
    assert (site.output() / "_images/b b.png").read_bytes() == PNG + b"b b"


def test_media_that_cannot_be_shown_are_told_and_left(make_site: MakeSite) -> None:
    html = '<video src="none.mp4" poster="none.png"></video>\n\n<audio src="../a.mp3"></audio>'
    html += '\n\n<iframe src="/page.html"></iframe>'
    site = make_site({"index.md": f"# Home\n\n{html}\n"})
    (site.root / "a.mp3").write_bytes(PNG)
    told = [line.partition(" [")[0] for line in site.build().warnings]
    assert told == [
        "index.md:5: WARNING: '../a.mp3' lies outside the site; left as it is",
        "index.md:3: WARNING: image file not readable: none.png",
        "index.md:3: WARNING: download file not readable: none.mp4",
    ]
    page = (site.output() / "index.html").read_text()
    assert [part for part in html.split("\n\n") if part not in page] == []


def test_a_video_that_comes_is_shown(make_site: MakeSite) -> None:
    site = make_site({"index.md": '# Home\n\n<p><video src="a.mp4"></video></p>\n'})
    assert len(site.build().warnings) == 1
    site.write({"a.mp4": PNG})
    assert site.build().warnings == []
    (video,) = site.page("index").select("article video")
    assert (site.output() / video["src"]).read_bytes() == PNG
    site.write({"a.mp4": PNG + b"2"})
    site.build()
    clean = site.copy(site.root / "clean")
    clean.build()
    assert clean.snapshot() == site.snapshot()


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
