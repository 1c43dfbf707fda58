"""References to posts, terms and years, in every way an author may write them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Site

FILES = {
    "posts/first.md": (
        "---\ndate: 2024-02-03\ntags: [Machine learning, C++]\ncategory: Craft\nseries: Row\n---\n"
        "# The first\n\n## A heading\n\n(label)=\n### Labelled\n"
    ),
    "posts/deep/note.md": "# A note\n",
}
# What the author writes on the home page; where it leads; the words the reader sees.
REFERENCES = [
    ("{post}`first`", "posts/first", "The first"),
    ("{post}`posts/first`", "posts/first", "The first"),
    ("{post}`words <first>`", "posts/first", "words"),
    ("{post}`note`", "posts/deep/note", "A note"),
    ("{tag}`machine learning`", "tags/machine-learning", "Machine learning"),
    ("{tag}`MACHINE-LEARNING`", "tags/machine-learning", "Machine learning"),
    ("{tag}`c++`", "tags/c_plus_plus", "C++"),
    ("{commonplace:category}`craft`", "categories/craft", "Craft"),
    ("{commonplace:series}`row`", "series/row", "Row"),
    ("{commonplace:year}`2024`", "archive/2024", "2024"),
    ("[](#tag:machine-learning)", "tags/machine-learning", "Machine learning"),
    ("[*words*](#post:first)", "posts/first", "words"),
    ("{ref}`tag:c++`", "tags/c_plus_plus", "C++"),
    ("{ref}`words <year:2024>`", "archive/2024", "words"),
    ("{any}`series:row`", "series/row", "Row"),
    ("{doc}`posts/first`", "posts/first", "The first"),
    ("[](posts/first.md)", "posts/first", "The first"),
    ("[](/posts/first.md)", "posts/first", "The first"),
    ("[*words*](posts/first.md)", "posts/first", "words"),
    ("[](posts/first.md#a-heading)", "posts/first#a-heading", "A heading"),
    ("[](posts/first.md#label)", "posts/first#label", "Labelled"),
    ("<project:posts/first.md>", "posts/first", "The first"),
    ("[](tags/machine-learning.md)", "tags/machine-learning", "Machine learning"),
    ("[](archive/2024.md)", "archive/2024", "2024"),
    ("[](#label)", "posts/first#label", "Labelled"),
    ("{ref}`label`", "posts/first#label", "Labelled"),
]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_references_lead_where_they_say(make_site: Callable[..., Site], builder: str) -> None:
    home = "# Home\n\n" + "".join(f"- {written}\n" for written, *_ in REFERENCES)
    site = make_site({**FILES, "index.md": home}, "myst_heading_anchors = 3")
    result = site.build(builder, "-W", "-n", "--keep-going")
    assert result.warnings == []
    links = site.page("index" if builder == "html" else ".", builder).select("article li a")
    ending = ".html" if builder == "html" else "/"
    found = [
        (written, link["href"].replace(f"{ending}#", "#").removesuffix(ending), link.text)
        for (written, *_), link in zip(REFERENCES, links, strict=True)
    ]
    assert found == REFERENCES


def test_other_sites_can_refer_to_posts_terms_and_years(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES)
    site.build()
    _header, _, packed = (site.output() / "objects.inv").read_bytes().partition(b"zlib.\n")
    lines = zlib.decompress(packed).decode().splitlines()
    assert [line for line in lines if "commonplace:" in line] == [
        "2024 commonplace:year -1 archive/2024.html -",
        "c_plus_plus commonplace:tag -1 tags/c_plus_plus.html C++",
        "craft commonplace:category -1 categories/craft.html Craft",
        "first commonplace:post -1 posts/first.html The first",
        "machine-learning commonplace:tag -1 tags/machine-learning.html Machine learning",
        "note commonplace:post -1 posts/deep/note.html A note",
        "row commonplace:series -1 series/row.html Row",
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "{post}`frist`",
            "no post is called 'frist' (did you mean 'first'?); shown without a link",
        ),
        ("{tag}`machine`", "no tag is called 'machine'"),
        ("[words](posts/frist.md)", "there is no page 'posts/frist' (did you mean 'posts/first'?)"),
        (
            "[words](posts/first.md#a-headin)",
            "has no heading 'a-headin' (did you mean 'a-heading'?)",
        ),
        ("[words](../../outside.md)", "'../../outside.md' lies outside the site"),
    ],
)
def test_a_broken_reference_is_one_warning_and_no_dead_link(
    make_site: Callable[..., Site], written: str, told: str
) -> None:
    files = {**FILES, "index.md": f"# Home\n\n{written}\n"}
    site = make_site(files, "myst_heading_anchors = 3")
    result = site.build()
    (warning,) = result.warnings
    assert warning.startswith("index.md:3: WARNING: ")
    assert told in warning
    links = site.page("index").select("article p a")
    assert [link["href"] for link in links] == ["posts/first.html"] * ("headin" in written)


def test_a_warning_names_the_file_from_the_root_of_the_source(
    make_site: Callable[..., Site], tmp_path: Path
) -> None:
    text = "# A\n\n[x](none.md)\n\n[[nowhere]] {post}`none` [x](/none)\n\n![[nowhere]]\n"
    site = make_site({"posts/a.md": text})
    for _ in range(2):
        site.build("html", "-w", str(tmp_path / "said.txt"))
        said = (tmp_path / "said.txt").read_text(encoding="utf-8").splitlines()
        assert {line.partition(": WARNING")[0] for line in said} == {
            *("posts/a.md:3", "posts/a.md:5", "posts/a.md:7")
        }


def test_posts_of_one_name_are_named(make_site: Callable[..., Site]) -> None:
    files = {**FILES, "posts/other/note.md": "# Other\n", "index.md": "# Home\n\n{post}`note`\n"}
    (warning,) = make_site(files).build().warnings
    assert "'note' may be any of posts/deep/note, posts/other/note; the first is taken" in warning


def test_the_tags_directive_joins_its_tags_to_the_front_matter(
    make_site: Callable[..., Site],
) -> None:
    text = "---\ntags: [one]\n---\n# A\n\n```{tags} two, Three\n```\n\n:::{tags} four\n:::\n"
    site = make_site({"posts/a.md": text}, 'myst_enable_extensions = ["colon_fence"]')
    assert site.build("html", "-W", "-n").warnings == []
    page = site.page("posts/a")
    assert [link.text for link in page.select(".cp-tags a")] == ["one", "two", "Three", "four"]
    inline = page.select("p.tags a")
    assert [link["href"] for link in inline] == [
        f"../tags/{n}.html" for n in ("two", "three", "four")
    ]
    assert page.select_one("p.tags").text.split() == ["Tags:", "two,", "Three"]


def test_settings_of_sphinx_tags_are_honoured(make_site: Callable[..., Site]) -> None:
    conf = 'tags_output_dir = "_tags"\ntags_intro_text = "Filed under"\ntags_create_tags = True\n'
    site = make_site({"posts/a.md": "# A\n\n```{tags} one\n```\n"}, conf)
    result = site.build()
    assert [line for line in result.warnings if "tags_create_tags" in line] == result.warnings
    assert (site.output() / "_tags/one.html").is_file()
    assert not (site.source / "_tags").exists()
    assert site.page("posts/a").select_one("p.tags").text.startswith("Filed under")


def test_settings_of_sphinx_tags_are_honoured_on_the_command_line(
    make_site: Callable[..., Site],
) -> None:
    site = make_site({"posts/a.md": "---\ntags: [one]\n---\n# A\n"})
    assert site.build("html", "-D", "tags_output_dir=labels").warnings == []
    assert (site.output() / "labels/one.html").is_file()


def test_headings_can_be_linked_to_without_any_setting(make_site: Callable[..., Site]) -> None:
    target = "# T\n\n## A heading\n\n#### A heading\n\n## 标题\n"
    links = "[](posts/t.md#a-heading) [](posts/t.md#a-heading-1) [](posts/t.md#标题)"
    site = make_site({"posts/t.md": target, "index.md": f"# Home\n\n{links}\n"})
    result = site.build("html", "-D", "suppress_warnings=myst.header")
    assert result.warnings == []
    page = site.page("posts/t")
    found = site.page("index").select("article p a")
    assert [link.text for link in found] == ["A heading", "A heading", "标题"]
    for link in found:
        assert page.find(id=link["href"].partition("#")[2]), link
    assert len({link["href"] for link in found}) == 3


def test_headings_that_skip_a_level_are_told_once_a_page(make_site: Callable[..., Site]) -> None:
    """They keep their place in the outline, in which nothing is empty."""
    text = "# T\n\n### A\n\n## B\n\n###### C\n\n> # D\n\n#### E\n"
    site = make_site({"posts/t.md": text, "posts/u.md": "# U\n\n## V\n\n#### W\n"})
    skips = "WARNING: Non-consecutive header level increase"
    told = [
        f"posts/t.md:3: {skips}; H1 to H3, and 2 more on this page [myst.header]",
        f"posts/u.md:5: {skips}; H2 to H4 [myst.header]",
    ]
    assert site.build("html").warnings == told
    assert site.build("html").warnings == told
    outline = site.page("posts/t").select_one(".toc-tree")
    found = {link.text: len(link.find_parents("ul")) for link in outline.select("a")}
    assert found == {"T": 1, "A": 2, "B": 2, "C": 3, "E": 3}


def test_a_heading_is_found_by_its_words_and_a_block_by_its_name(
    make_site: Callable[..., Site],
) -> None:
    """As Obsidian writes links without wikilinks: what a wikilink finds, another link does, too."""
    target = "# T\n\n## He ad\n\n### What: *then*?\n\nWords. ^block\n"
    places = ["#He%20ad", "#he ad", "#He%20ad#What then", "#^Block", "#^none", "##"]
    links = "".join(f"- [words](<posts/a t.md{place}>)\n" for place in places)
    site = make_site({"posts/a t.md": target, "index.md": f"# Home\n\n{links}"})
    assert [told.partition("WARNING: ")[2] for told in site.build().warnings] == [
        "'posts/a t' has no heading '^none'; linked to the page [commonplace.reference]",
        "'posts/a t' has no heading '#'; linked to the page [commonplace.reference]",
    ]
    found = [link["href"].partition("#")[2] for link in site.page("index").select("article li a")]
    assert found == ["he-ad", "he-ad", "what-then", "block-block", "", ""]


# What is written in posts/deep/note, and where it leads.
PATHS = [
    ("/posts/first", "../first.html"),
    ("/posts/first/", "../first.html"),
    ("/posts/first.html", "../first.html"),
    ("../first", "../first.html"),
    ("../first.html#a-heading", "../first.html#a-heading"),
    ("../first#A%20heading", "../first.html#a-heading"),
    ("/posts/first/#a-heading", "../first.html#a-heading"),
    ("./other.html", "other.html"),
    ("other#none", "other.html"),
    ("/", "../../index.html"),
    ("..", "../index.html"),
    ("/posts/index.html", "../index.html"),
    ("/tags/machine-learning.html", "../../tags/machine-learning.html"),
    ("#Own%20words", "#own-words"),
    ("irc:foo/bar", "irc:foo/bar"),
    ("mailto:ada@example.org", "mailto:ada%40example.org"),
]


def test_pages_are_found_by_paths_without_suffix(make_site: Callable[..., Site]) -> None:
    links = "".join(f"- [words]({written})\n" for written, _address in PATHS)
    others = {"posts/deep/other.md": "# Other\n", "posts/index.md": "---\norphan: true\n---\n# P\n"}
    text = f"# A note\n\n## Own words\n\n{links}- [](../first.html)\n"
    site = make_site({**FILES, **others, "posts/deep/note.md": text})
    (warning,) = site.build("html", "-n").warnings
    assert warning.startswith("posts/deep/note.md:13: WARNING: 'posts/deep/other' has no heading ")
    found = site.page("posts/deep/note").select("article section section li a")
    *addresses, last = [(link["href"], link.text) for link in found]
    assert addresses == [(address, "words") for _written, address in PATHS]
    assert last == ("../first.html", "The first")
    link = site.page("posts/first").select_one(".cp-backlinks a")
    assert link["href"].startswith("deep/note.html")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("/frist", "there is no page 'frist' (did you mean 'posts/first'?)"),
        ("/posts/frist", "there is no page 'posts/frist' (did you mean 'posts/first'?)"),
        ("./posts/frist", "there is no page 'posts/frist' (did you mean 'posts/first'?)"),
        ("posts/frist.html#part", "there is no page 'posts/frist' (did you mean 'posts/first'?)"),
        ("files/none.pdf", "there is no page 'files/none.pdf'; shown"),
        *(("", "a link has no address; shown without a link"), ("#", "no address; shown")),
        ("#heer", "no page, heading or label is called 'heer' (did you mean 'here'?); shown"),
    ],
)
def test_a_broken_path_is_one_warning_and_no_dead_link(
    make_site: Callable[..., Site], written: str, told: str
) -> None:
    site = make_site({**FILES, "index.md": f"# Home\n\n## Here\n\n[words]({written})\n"})
    (warning,) = site.build("html", "-n").warnings
    assert warning.startswith("index.md:5: WARNING: ")
    assert told in warning
    assert site.page("index").select("article p a") == []
    assert site.page("index").select_one("article p .cp-missing").text == "words"


def test_a_path_without_suffix_is_looked_up_at_each_build(make_site: Callable[..., Site]) -> None:
    text = "# A\n\n[words](/posts/b/#part) [](b.html)\n"
    site = make_site({"posts/a.md": text, "posts/b.md": "# B\n\n## Part\n"})
    assert site.build().warnings == []
    site.write({"posts/b.md": "# Bee\n\n## Parts\n"})
    assert len(site.build().warnings) == 1
    assert [link.text for link in site.page("posts/a").select("article p a")] == ["words", "Bee"]
    site.remove("posts/b.md")
    assert len(site.build().warnings) == 2
    assert site.page("posts/a").select("article p a") == []
    site.write({"posts/b.md": "# B\n\n## Part\n"})
    assert site.build().warnings == []
    assert site.page("posts/b").select_one(".cp-backlinks a")["href"] == "a.html"


def test_a_path_may_begin_at_the_top_of_the_posts_or_of_the_site(
    make_site: Callable[..., Site],
) -> None:
    """As Obsidian may write it; but a page at the path from the folder goes first."""
    words = "[page](math/one.md), [path](math/one), [part](math/one.md#part), [top](about.md)"
    site = make_site(
        {
            "index.md": "# Home\n\n![[b]]\n",
            "about.md": "---\norphan: true\n---\n# About\n",
            "posts/a/b.md": f"# B\n\n{words} and [none](math/two.md).\n",
            "posts/math/one.md": "# One\n\n## Part\n",
        }
    )

    def check(one: str) -> None:
        told = "posts/a/b.md:3: WARNING: there is no page 'posts/a/math/two'"
        assert [line for line in site.build().warnings if not line.startswith(told)] == []
        for page in ("posts/a/b", "index"):
            links = site.page(page).select("article p a.internal")
            found = [urljoin(f"{page}.html", link["href"]) for link in links]
            # Below what is embedded stands a link to its page.
            assert found[:4] == [one, one, f"{one}#part", "about.html"]

    check("posts/math/one.html")
    assert site.page("posts/math/one").select(".cp-backlinks a[href^='../a/b.html']")
    site.write({"posts/a/math/one.md": "# Nearer\n\n## Part\n"})
    check("posts/a/math/one.html")
    site.remove("posts/a/math/one.md")
    check("posts/math/one.html")
