"""The indexes as a reader meets them: terms, years, listings, neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_commonplace.core.library.post import Post
from sphinx_commonplace.core.library.taxonomy import Term
from sphinx_commonplace.spine.writing import listing

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.conftest import Site

POSTS = {
    "posts/old.md": "---\ndate: 2021-05-01\ntags: [a, n/one]\nseries: Row\n---\n# Old\n",
    "posts/middle.md": (
        "---\ndate: 2022-06-02\nupdated: 2024-01-05\ntags: [a, b]\ncategory: Craft\n"
        "description: In the middle.\nseries: Row\n---\n# Middle\n"
    ),
    "posts/new.md": "---\ndate: 2022-07-03\ntags: [b]\ncategory: [Craft, Life]\n---\n# New\n",
    "posts/zebra.md": "---\ntags: [a, n/two]\n---\n# Zebra\n",
    "posts/ant.md": "---\ntags: [a]\n---\n# Ant\n",
}


@pytest.fixture
def posts(make_site: Callable[..., Site]) -> Callable[..., Site]:
    """Return a function that builds the posts above with other files beside them."""

    def build(files: dict[str, str | bytes] | None = None, conf: str = "") -> Site:
        site = make_site({**POSTS, **(files or {})}, conf)
        result = site.build("html", "-W", "--keep-going")
        assert result.warnings == []
        return site

    return build


def titles(page: BeautifulSoup | Tag) -> list[str]:
    """Return the titles of a listing, in order."""
    return [link.text for link in page.select(".cp-listing .cp-entry > a")]


def test_a_tag_page_has_essays_newest_first_then_notes_by_title(posts: Callable[..., Site]) -> None:
    page = posts().page("tags/a")
    assert page.h1.text == "Tagged “a”"
    assert "4 posts" in page.select_one(".cp-meta").text
    assert titles(page) == ["Middle", "Old", "Ant", "Zebra"]
    assert page.select_one("time")["datetime"] == "2022-06-02"


def test_a_tag_page_shows_related_tags_with_counts(posts: Callable[..., Site]) -> None:
    related = posts().page("tags/a").select(".cp-related .cp-term")
    shown = [" ".join(term.text.split()) for term in related]  # with spaces that do not break
    assert shown == ["n 2", "b 1", "n/one 1", "n/two 1"]


class Members(tuple[str, ...]):
    """Members of a term, which are many: nobody looks through them for each post."""

    __slots__ = ()

    def __contains__(self, _name: object) -> bool:
        raise AssertionError


def test_a_listing_by_tag_looks_once_through_the_tags() -> None:
    terms = {
        name: Term(name, name, Members(["posts/a", "posts/b"]), (name,), (), ()) for name in "xy"
    }
    posts = [Post(f"posts/{name}", name) for name in "abc"]
    library: Any = SimpleNamespace(terms={"tags": terms})
    config: Any = SimpleNamespace(_raw_config={}, overrides={})
    groups = listing.of(config, library, posts, "tag")["groups"]
    assert [(group["heading"], len(group["items"])) for group in groups] == [
        *(("x", 2), ("y", 2), ("Without tags", 1)),
    ]


def test_nested_tags_roll_up(posts: Callable[..., Site]) -> None:
    site = posts()
    assert titles(site.page("tags/n")) == ["Old", "Zebra"]
    assert titles(site.page("tags/n/one")) == ["Old"]
    children = site.page("tags/n").select(".cp-children a")
    assert [link["href"] for link in children] == ["n/one.html", "n/two.html"]
    assert site.page("tags/n/one").select_one(".cp-crumbs").text.split()[::2] == ["Tags", "n"]
    assert site.page("tags/n/one").select_one(".cp-crumbs a")["href"] == "../n.html"


def test_categories_and_series_are_taxonomies_too(posts: Callable[..., Site]) -> None:
    site = posts()
    assert titles(site.page("categories/craft")) == ["New", "Middle"]
    assert titles(site.page("series/row")) == ["Old", "Middle"], "a series is read from its start"


def test_the_index_of_tags_counts_and_nests(posts: Callable[..., Site]) -> None:
    page = posts({"index.md": "# Home\n\n```{terms} tags\n```\n"}).page("index")
    lines = [(line["class"][0], line.text) for line in page.select(".cp-terms li")]
    assert lines == [
        ("cp-depth-0", "a\xa04"),
        ("cp-depth-0", "b\xa02"),
        ("cp-depth-0", "n\xa02"),
        ("cp-depth-1", "one\xa01"),
        ("cp-depth-1", "two\xa01"),
    ]


def test_a_hand_written_tag_page_replaces_the_generated_one(posts: Callable[..., Site]) -> None:
    own = "# All of a\n\nProse.\n\n```{posts}\n:tags: a\n:kind: note\n```\n"
    site = posts({"tags/a.md": own})
    page = site.page("tags/a")
    assert page.h1.text.startswith("All of a")
    assert titles(page) == ["Ant", "Zebra"]
    assert site.page("posts/ant").select_one(".cp-tags a")["href"] == "../tags/a.html"


@pytest.mark.parametrize(
    ("option", "done"),
    [
        (":tags: zzz", "nothing is listed"),
        (":tags: a, zzz", "the list does without it"),
        (":tags-none: zzz", "the list does without it"),
        (":tags-all: a, zzz", "nothing is listed"),
    ],
)
def test_a_listing_says_what_becomes_of_an_unknown_tag(
    make_site: Callable[..., Site], option: str, done: str
) -> None:
    site = make_site({**POSTS, "index.md": f"# Home\n\n```{{posts}}\n{option}\n```\n"})
    (told,) = (line for line in site.build().warnings if "posts: " in line)
    assert f"posts: there is no 'zzz' among the tags; {done} [" in told


def test_a_year_is_grouped_by_month(posts: Callable[..., Site]) -> None:
    page = posts({"archive.md": "---\norphan: true\n---\n# Archive\n"}).page("archive/2022")
    assert [heading.text for heading in page.select(".cp-heading")] == ["July", "June"]
    assert titles(page) == ["New", "Middle"]
    links = page.select(".cp-crumbs a, .cp-meta a")
    assert [link["href"] for link in links] == ["../archive.html", "2021.html"]


def test_essays_have_neighbours_by_date(posts: Callable[..., Site]) -> None:
    site = posts()
    page = site.page("posts/middle")
    assert page.select_one(".prev-page .title").text == "Old"
    assert page.select_one(".next-page .title").text == "New"
    assert site.page("posts/old").select_one(".prev-page") is None
    assert site.page("posts/ant").select(".related-pages a") == []


def test_the_line_below_a_title(posts: Callable[..., Site]) -> None:
    site = posts()
    page = site.page("posts/middle")
    meta = page.select_one(".cp-meta")
    assert meta.text == "2 June 2022 · updated 5 January 2024 · 1 min"
    assert meta.a["href"] == "../archive/2022.html"
    assert page.select_one(".cp-standfirst").text == "In the middle."
    assert site.page("posts/ant").select_one(".cp-meta").text == "1 min"


AUTHORS = {
    "none": ("", ""),
    "the site's": ("author: Ann", ""),
    "another": ("author: Ada Lovelace", "Ada Lovelace · "),
    "two": ("author: [Ada Lovelace, Bob]", "Ada Lovelace and Bob · "),
    "three": ("author: [Ann, Bob, Cy]", "Ann, Bob, and Cy · "),
    "in its language": ("author: [Ann, Bob]\nlang: de", "Ann und Bob · "),
    "hostile": ("author: '<b>A</b> {0} & Co'", "<b>A</b> {0} & Co · "),
}


def test_the_line_below_a_title_names_other_authors(make_site: Callable[..., Site]) -> None:
    files = {f"posts/{n}.md": f"---\n{said}\n---\n# X\n" for n, (said, _) in AUTHORS.items()}
    site = make_site({**files, "posts/day.md": "---\ndate: 2024-12-30\nauthor: Bo\n---\n# X\n"})
    assert site.build("html", "-D", "author=Ann").warnings == []
    lines = {name: site.page(f"posts/{name}").select_one(".cp-meta") for name in AUTHORS}
    minutes = {name: "1 Min." if "lang" in said else "1 min" for name, (said, _) in AUTHORS.items()}
    assert {name: line.text for name, line in lines.items()} == {
        name: shown + minutes[name] for name, (_, shown) in AUTHORS.items()
    }
    assert not lines["hostile"].select("b")
    assert [name.text for name in lines["two"].select("bdi")] == ["Ada Lovelace", "Bob"]
    assert site.page("posts/day").select_one(".cp-meta").text == "30 December 2024 · Bo · 1 min"
    build = site.build("html", "-D", "author=Bo")
    assert (build.status, build.warnings) == (0, [])
    assert site.page("posts/day").select_one(".cp-meta").text == "30 December 2024 · 1 min"
    assert site.page("posts/the site's").select_one(".cp-meta").text == "Ann · 1 min"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", ["New", "Middle", "Old", "Ant", "Zebra"]),
        (":tags: b, n/two", ["New", "Middle", "Zebra"]),
        (":tags-all: a, b", ["Middle"]),
        (":tags: a\n:tags-none: b, n", ["Ant"]),
        (":category: Life", ["New"]),
        (":series: row", ["Middle", "Old"]),
        (":year: 2022", ["New", "Middle"]),
        (":kind: note", ["Ant", "Zebra"]),
        (":kind: essay\n:sort: oldest", ["Old", "Middle", "New"]),
        (":sort: updated\n:limit: 2", ["Middle", "New"]),
        (":sort: title", ["Ant", "Middle", "New", "Old", "Zebra"]),
    ],
)
def test_the_listing_directive(
    posts: Callable[..., Site], options: str, expected: list[str]
) -> None:
    site = posts({"index.md": f"# Home\n\n```{{posts}}\n{options}\n```\n"})
    assert titles(site.page("index")) == expected


def test_a_listing_may_be_grouped(posts: Callable[..., Site]) -> None:
    groups = "\n".join(f"```{{posts}}\n:group: {group}\n```\n" for group in ("year", "tag"))
    page = posts({"index.md": f"# Home\n\n{groups}"}).page("index")
    by_year, by_tag = page.select(".cp-listing")
    assert [h.text for h in by_year.select(".cp-heading")] == ["2022", "2021", "Undated"]
    assert by_year.select_one(".cp-heading a")["href"] == "archive/2022.html"
    assert [h.text for h in by_tag.select(".cp-heading")] == ["a", "b", "n", "n/one", "n/two"]


def test_descriptions_are_shown_where_they_are_asked_for(posts: Callable[..., Site]) -> None:
    both = "```{posts}\n:descriptions:\n```\n\n```{posts}\n```\n"
    page = posts({"index.md": f"# Home\n\n{both}"}).page("index")
    asked, not_asked = page.select(".cp-listing")
    assert [line.text for line in asked.select(".cp-description")] == ["In the middle."]
    assert not_asked.select(".cp-description") == []


def test_an_empty_listing_says_so(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# Home\n\n```{posts}\n```\n"})
    assert site.build("html", "-W").status == 0
    assert site.page("index").select_one(".cp-listing").text.strip() == "Nothing here yet."


def test_listings_are_plain_lists_where_the_output_is_not_html(posts: Callable[..., Site]) -> None:
    site = posts({"index.md": "# Home\n\n```{posts}\n:kind: essay\n```\n"})
    assert site.build("text").status == 0
    text = (site.output("text") / "index.txt").read_text()
    assert text.index("New · 3 Jul 2022") < text.index("Middle · 2 Jun 2022")


@pytest.mark.parametrize(
    "builder",
    ["dummy", "text", "latex", "man", "texinfo", "epub", "gettext", "singlehtml", "xml", "json"],
)
def test_other_builders_build(make_site: Callable[..., Site], builder: str) -> None:
    lists = "# Home\n\n```{posts}\n```\n\n```{terms} tags\n```\n\n{tag}`a` [](posts/old.md)\n"
    lists += "".join(f"\n```{{{name}}}\n```\n" for name in ("map", "timeline"))
    site = make_site({**POSTS, "index.md": lists}, 'version = "1"\ncopyright = "2024"\n')
    result = site.build(builder, "-T")
    assert result.status == 0
    assert result.warnings == []


def test_listings_are_not_in_the_search_index(posts: Callable[..., Site]) -> None:
    site = posts({"index.md": "# Home\n\n```{posts}\n```\n"})
    site.build("html", "-D", "commonplace_sphinx_search=1")
    index = (site.output() / "searchindex.js").read_text()
    (pages,) = re.findall(r'"titleterms":.*"zebra":(\d+|\[[\d,]*\])', index)
    assert pages.isdigit(), "it is found on a page that only lists it"
    assert '"zebra"' not in index[: index.index('"titles"')]


def test_dates_speak_the_language_of_the_site(posts: Callable[..., Site]) -> None:
    conf = 'language = "fr"\ncommonplace_date_format = "d MMMM y"\n'
    page = posts(conf=conf).page("posts/middle")
    assert page.select_one(".cp-meta time").text == "2 juin 2022"


def test_an_instant_is_shown_in_the_time_zone_of_the_site(make_site: Callable[..., Site]) -> None:
    files = {"posts/a.md": "---\ndate: 2024-12-31T23:30:00-05:00\n---\n# A\n"}
    site = make_site(files, 'commonplace_timezone = "Asia/Kolkata"')
    site.build()
    assert site.page("posts/a").select_one("time")["datetime"] == "2025-01-01"
    assert (site.output() / "archive/2025.html").is_file()
