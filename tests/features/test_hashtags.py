"""Tags in the text and line breaks, for sites that ask for them, as Obsidian has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx_commonplace.spine.config import SYNTAX

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from tests.conftest import Site

TAGS = f"commonplace_syntax = {[*SYNTAX, 'tags']!r}\n"
BREAKS = f"commonplace_syntax = {[*SYNTAX, 'line_breaks']!r}\n"
POST = "---\ntags: [craft]\n---\n# A post\n\nOn #career/learning, and #Craft.\n"


def words(page: BeautifulSoup) -> str:
    """Return the words of the paragraphs of a post."""
    return " ".join(block.text for block in page.select("article section > p:not(.cp-meta)"))


def test_a_tag_in_the_text_is_one_of_the_post(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": POST.replace("#Craft", "#craft")}, TAGS)
    assert site.build("html", "-W", "-n", "--keep-going").warnings == []
    page = site.page("posts/a")
    links = {link.text: link["href"] for link in page.select("article p a:has(.tag)")}
    assert links == {
        "#career/learning": "../tags/career/learning.html",
        "#craft": "../tags/craft.html",
    }
    assert [tag.text for tag in page.select(".cp-tags a")] == ["craft", "career/learning"]
    for tag in ("career", "career/learning", "craft"):
        assert [link.text for link in site.page(f"tags/{tag}").select(".cp-entry > a")] == [
            "A post"
        ]


def test_elsewhere_it_is_text(make_site: Callable[..., Site]) -> None:
    written = (
        "# A post\n\nIn `#code`, in \\#escaped, in [a link to #it](https://example.org/#there), in "
        "$#$, in ![a #picture](https://example.org/x.svg), in issue #12.\n\n```\n#fence\n```\n\n"
        "%% #hidden %%\n\n<!-- #comment -->\n\n## Of #2\n"
    )
    conf = f"{TAGS}commonplace_origins = ['https://example.org']\n"
    site = make_site({"posts/a.md": written}, conf)
    assert site.build("html", "-W", "--keep-going").warnings == []
    page = site.page("posts/a")
    assert page.select(".cp-tags a") == []
    assert "#code, in #escaped, in a link to #it" in words(page)
    assert page.select_one("article img")["alt"] == "a #picture"


def test_nobody_has_to_have_them(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": POST})
    assert site.build("html", "-W").warnings == []
    page = site.page("posts/a")
    assert "On #career/learning, and #Craft." in words(page)
    assert [tag.text for tag in page.select(".cp-tags a")] == ["craft"]


def test_an_edit_of_a_tag_in_the_text_ends_as_a_clean_build(make_site: Callable[..., Site]) -> None:
    files = {"posts/a.md": POST, "posts/b.md": "# Other\n\nAlso on #Craft and #work.\n"}
    site = make_site(files, TAGS)
    site.build("html")
    site.write({"posts/b.md": "# Other\n\nAlso on #play.\n"})
    site.build("html")
    clean = make_site({**files, "posts/b.md": "# Other\n\nAlso on #play.\n"}, TAGS)
    clean.build("html")
    assert site.snapshot() == clean.snapshot()
    assert "tags/play.html" in site.snapshot()
    assert "tags/work.html" not in site.snapshot()


def test_a_page_that_is_no_post_may_name_a_tag_there_is(make_site: Callable[..., Site]) -> None:
    home = "# Home\n\nSee #craft and #nothing.\n"
    site = make_site({"index.md": home, "posts/a.md": POST.replace("#Craft", "#craft")}, TAGS)
    told = "index.md:3: WARNING: no tag is called 'nothing'; shown without a link"
    assert site.build("html").warnings == [f"{told} [commonplace.reference]"]
    (link,) = site.page("index").select("article p a:has(.tag)")
    assert (link.text, link["href"]) == ("#craft", "tags/craft.html")


def test_what_is_embedded_keeps_its_tags_to_itself(make_site: Callable[..., Site]) -> None:
    files = {"posts/a.md": POST, "posts/b.md": "# Host\n\n![[a]]\n"}
    site = make_site(files, TAGS)
    site.build("html")
    page = site.page("posts/b")
    assert "#career/learning" in page.select_one("article").text
    assert page.select(".cp-tags a") == []


def test_a_line_of_the_source_is_one_on_the_page(make_site: Callable[..., Site]) -> None:
    poem = "# A post\n\nRoses are red,\nviolets are *blue*,\n\n- sugar\n  is sweet\n"
    site = make_site({"posts/a.md": poem}, BREAKS)
    assert site.build("html", "-W").warnings == []
    blocks = site.page("posts/a").select("article :is(section > p:not(.cp-meta), li > p)")
    assert [len(block.select("br")) for block in blocks] == [1, 1]
    site = make_site({"posts/a.md": poem})
    site.build("html", "-W")
    assert site.page("posts/a").select("article br") == []
