"""What the look adds to the markup of pages; what it looks like is in ``tests/test_look.py``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site

FILES = {
    "index.md": "# Home\n\n```{toctree}\ntags\n```\n",
    "tags.md": "# Tags\n\n```{terms} tags\n```\n\n```{terms} series\n```\n",
    "posts/one.md": """\
        ---
        tags: [a]
        series: Row
        ---
        # One

        A call[^x] and another[^y], and the first again[^x].

        ## First & *last*

        ### Below

        ## Second

        ```python
        x = 1
        ```

        $$
        x = 1
        $$

        [^x]: A note.
        [^y]: Another.
        """,
    "posts/two.md": "---\nseries: [Row, Other]\n---\n# Two\n\n## Only\n",
    "posts/calm.md": "# Calm\n\nText.\n",
}


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    """Return the site, built."""
    made = make_site(FILES)
    assert made.build("html", "-W", "--keep-going").warnings == []
    return made


def test_a_post_begins_with_its_sections(site: Site) -> None:
    links = site.page("posts/one").select(".cp-contents a")
    assert [(link["href"], link.text) for link in links] == [
        ("#first-last", "First & last"),
        ("#second", "Second"),
    ]


def test_a_listing_with_dates_says_which_of_its_lines_are_notes(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(
        {
            "posts/one.md": "---\ndate: 2024-01-02\ntags: [a]\n---\n# One\n",
            "posts/two.md": "---\ntags: [a, b]\n---\n# Two\n",
        }
    )
    site.build()
    lines = site.page("tags/a").select(".cp-listing li")
    assert [line.text for line in lines] == ["2 Jan 2024 One", "note Two"]
    assert [line.text for line in site.page("tags/b").select(".cp-listing li")] == ["Two"]


def test_one_section_is_no_list(site: Site) -> None:
    assert site.page("posts/two").select(".cp-contents") == []


def test_above_a_post_is_the_one_series_it_is_in(site: Site) -> None:
    crumbs = site.page("posts/one").select(".cp-crumbs a")
    assert [(link["href"], link.text) for link in crumbs] == [
        ("../tags.html", "Series"),
        ("../series/row.html", "Row"),
    ]
    assert site.page("posts/two").select(".cp-crumbs") == [], "of two series, neither is guessed"
    assert site.page("posts/calm").select(".cp-crumbs") == []


def test_without_an_index_there_is_no_way_to_it(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/one.md": "---\ntags: [a]\n---\n# One\n"})
    site.build()
    assert site.page("tags/a").select(".cp-crumbs") == []


def test_the_place_one_is_at_is_marked(site: Site) -> None:
    def marked(page: str) -> list[tuple[str, str]]:
        found = site.page(page).select(".sidebar-tree [aria-current]")
        return [(link.text, link["aria-current"]) for link in found]

    assert marked("tags") == [("Tags", "page")]
    assert marked("tags/a") == [("Tags", "true")]
    assert marked("posts/one") == []


def test_notes_and_what_calls_them_are_named_in_the_head(site: Site) -> None:
    page = site.page("posts/one")
    rules = " ".join(style.text for style in page.select("head style"))
    first, second = (note["id"] for note in page.select("aside.footnote"))
    call = page.select_one(f"a[href='#{first}']")["id"]
    assert f"#{call}{{--cp-name:--{call}}}" in rules
    assert f"#{first}{{--cp-name:--{first};--cp-call:--{call}}}" in rules
    assert f"--cp-before:--{first}" in rules.split(f"#{second}")[1]


def test_a_page_links_to_the_styles_of_what_it_shows(site: Site) -> None:
    def sheets(page: str) -> set[str]:
        links = site.page(page).select("link[rel=stylesheet]")
        names = {link["href"].split("?")[0].rpartition("commonplace/")[2] for link in links}
        return {name for name in names if "/" not in name}

    assert sheets("posts/one") - sheets("posts/calm") == {"sidenotes.css", "mathematics.css"}
    assert {"tokens.css", "prose.css", "frame.css", "pages.css"} < sheets("posts/calm")
    print_sheet = site.page("posts/calm").select_one("link[href*='print.css']")
    assert print_sheet["media"] == "print"


@pytest.mark.parametrize(("language", "turned"), [("en", "fa"), ("fa", "en")])
def test_each_page_has_the_sides_of_its_own_language(
    make_site: Callable[..., Site], language: str, turned: str
) -> None:
    site = make_site(
        {"posts/own.md": f"---\nlang: {turned}\n---\n# Own\n", "posts/any.md": "# Any\n"},
        f"language = {language!r}\n",
    )
    site.build()
    pages = {turned: "posts/own", language: "posts/any"}
    right_to_left = {
        name for name, page in pages.items() if site.page(page).select("link[href*='/rtl.css']")
    }
    assert right_to_left == {"fa"}


def test_styles_are_copied_as_small_as_they_go(site: Site) -> None:
    sheet = (site.output() / "_static/commonplace/prose.css").read_text(encoding="utf-8")
    assert "/*" not in sheet
    assert sheet.count("\n") == 1
    assert "max-width:var(--measure)" in sheet


def test_the_keyboard_reaches_what_scrolls(site: Site) -> None:
    for scrolls in (".highlight pre", ".cp-math > div"):
        assert site.page("posts/one").select_one(scrolls)["tabindex"] == "0"


def test_an_author_chooses_the_colours_of_code(make_site: Callable[..., Site]) -> None:
    def colours(conf: str) -> str:
        site = make_site({"posts/one.md": "# One\n"}, conf=conf)
        site.build()
        return (site.output() / "_static/pygments.css").read_text(encoding="utf-8")

    assert "#f7f4ed" in colours("")
    assert "#f7f4ed" not in colours('pygments_style = "tango"')
    assert "#1f1d1b" not in colours('pygments_dark_style = "monokai"')


@pytest.mark.parametrize(
    ("conf", "name", "rights"),
    [
        ("", "Test", ""),
        ('html_title = "Mine"\ncopyright = "2024, me"\n', "Mine", "Copyright © 2024, me"),
        ("html_show_copyright = True\n", "Test", "Copyright ©"),
    ],
)
def test_a_site_is_called_what_its_author_calls_it(
    make_site: Callable[..., Site], conf: str, name: str, rights: str
) -> None:
    site = make_site({"index.md": "# Home\n"}, conf)
    site.build()
    page = site.page("index")
    brand, below = page.select_one(".sidebar-brand-text"), page.select_one(".copyright")
    assert (brand.text.strip() if brand else "") == name
    assert (" ".join(below.text.split()) if below else "") == rights


def test_another_theme_is_told_once(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/one.md": "# One\n"}, 'html_theme = "alabaster"\n')
    for builder in ("html", "dirhtml"):
        (told,) = site.build(builder).warnings
        assert told.startswith("conf.py:8: WARNING: html_theme = 'alabaster': ")
        assert told.endswith(" [commonplace.config]")
    assert site.build("text").warnings == []
    (told,) = site.build("html", "-D", "html_theme=basic").warnings
    assert told.startswith("command line: -D html_theme: WARNING: html_theme = 'basic': ")


def test_a_theme_made_from_furo_is_as_good(make_site: Callable[..., Site]) -> None:
    theme = {"themes/mine/theme.toml": '[theme]\ninherit = "furo"\n'}
    site = make_site(theme, 'html_theme = "mine"\nhtml_theme_path = ["themes"]\n')
    build = site.build()
    assert (build.status, build.warnings) == (0, [])


def test_a_diagram_in_mermaid_is_shown_as_it_is_written(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# Home\n\n```mermaid\ngraph LR\n  a --> b\n```\n"})
    assert site.build("html", "-W").warnings == []
    assert site.page("index").select_one("article pre").text == "graph LR\n  a --> b\n"
