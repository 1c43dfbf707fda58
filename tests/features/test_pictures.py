"""Pictures: the map, the neighbourhood of a post, the timeline."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace.core.figures.drawing import GROUPS
from sphinx_commonplace.features import map as map_feature
from tests.conftest import PACKAGE

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.conftest import Site

MAP = {"map.md": "---\norphan: true\n---\n# Map\n\n```{map}\n```\n"}


def post(title: str, *links: str, **fields: str) -> str:
    """Return the source of a post."""
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{front}---\n\n{' '.join(f'[[{link}]]' for link in links)}\n"


def node(page: BeautifulSoup, name: str) -> Tag:
    """Return the link to the post of that file name in the picture of a page."""
    found = page.select_one(f'.cp-canvas a[href$="{name}.html"]')
    assert found is not None
    return found


def drawn(path: Tag | None) -> int:
    """Return how many straight lines a path is made of."""
    if path is None:
        return 0
    parts = str(path["d"]).removeprefix("M").split("M")
    return sum(len(part.replace("L", " ").split()) // 2 - 1 for part in parts)


def ends(page: BeautifulSoup, name: str) -> int:
    """Return how many links of a post are drawn."""
    return drawn(node(page, name).select_one("path"))


def test_the_map_shows_each_post_and_each_link_once(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            **MAP,
            "posts/a.md": post("Alpha", "b", "c", "b", tags="[one]"),
            "posts/b.md": post("Beta", "a", tags="[two, one]"),
            "posts/c.md": post("Gamma"),
            "posts/d.md": post("Delta", "absent"),
            "posts/e.md": post("Hidden", "a", draft="true"),
        }
    )
    site.build()
    page = site.page("map")
    assert len(page.select(".cp-canvas a")) == 4
    assert "Hidden" not in page.text
    assert [ends(page, name) for name in "abcd"] == [2, 1, 1, 0]
    assert drawn(page.select_one(".cp-lines")) == 2
    assert page.select_one("figcaption .cp-meta").text == "4 posts · 2 links · 1 without links"
    assert [li.text.strip() for li in page.select(".cp-legend li")] == ["one", "two"]
    assert node(page, "a")["class"] == ["cp-k0"]
    assert node(page, "b")["class"] == ["cp-k1"]
    assert not node(page, "c").has_attr("class")
    listed = [" ".join(li.text.split()) for li in page.select("details li")]
    assert listed == ["Alpha 2", "Beta 1", "Gamma 1", "Delta 0"]
    assert page.select_one('link[href*="commonplace/pictures.css"]')
    assert not site.page("index").select_one('link[href*="commonplace/pictures.css"]')


def test_without_tags_folders_give_the_colours(make_site: Callable[..., Site]) -> None:
    site = make_site({**MAP, "posts/x/a.md": post("A", "b"), "posts/b.md": post("B")})
    site.build()
    assert [li.text.strip() for li in site.page("map").select(".cp-legend li")] == ["x"]
    assert not site.page("map").select(".cp-legend a")


@pytest.mark.parametrize(
    ("posts", "caption"),
    [
        ({}, None),
        ({"posts/a.md": post("A")}, "1 post · 0 links · 1 without links"),
        ({"posts/a.md": post("A", "a")}, "1 post · 0 links · 1 without links"),
        (
            {f"posts/p{number}.md": post(f"P{number}") for number in range(60)},
            "60 posts · 0 links · 60 without links",
        ),
    ],
    ids=["none", "one", "linked with itself", "none linked"],
)
def test_a_map_of_little(
    make_site: Callable[..., Site], posts: dict[str, str], caption: str | None
) -> None:
    site = make_site({**MAP, **posts})
    assert site.build().warnings == []
    page = site.page("map")
    assert len(page.select(".cp-canvas a")) == len(posts)
    found = page.select_one("figcaption .cp-meta")
    assert (found.text if found else None) == caption
    assert not page.select(".cp-canvas a > path")


def test_titles_cannot_do_harm(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            **MAP,
            "posts/a.md": post("'<script>alert(1)</script>\"&'", "b", "c"),
            "posts/b.md": post("'" + "long " * 4000 + "'"),
            "posts/c.md": post("'עברית \u202e with marks'", tags="['<b>']"),
        }
    )
    site.build()
    for name in ("map", "posts/c"):
        page = site.page(name)
        picture = page.select_one(".cp-canvas")
        assert picture is not None
        assert not picture.select("script")
        assert not page.select("figure b")
        hebrew = node(page, "c").select_one("text") if name == "map" else None
        assert hebrew is None or hebrew["direction"] == "rtl"
        assert not node(page, "a").select_one("text").has_attr("direction")
        assert "<script>alert(1)</script>" in node(page, "a").text.replace("> ", ">")
        assert all(len(link.text) < 400 for link in page.select(".cp-canvas a"))


def test_a_hub_is_drawn_in_bounds(make_site: Callable[..., Site]) -> None:
    links = " ".join(f"[[p{number}]]" for number in range(300))
    site = make_site(
        {
            **MAP,
            "posts/hub.md": f"# Hub\n\n{links}\n",
            **{f"posts/p{number}.md": f"# P{number}\n" for number in range(300)},
        }
    )

    def sabotage() -> None:
        map_feature.MOST_POSTS, map_feature.MOST_LINKS = 200, 150

    site.build(sabotage=sabotage)
    page = site.page("map")
    assert len(page.select(".cp-canvas a")) == 200
    assert ends(page, "hub") == 150
    assert "the 200 most linked are shown" in page.select_one("figcaption .cp-meta").text
    # Many posts, few stops of the Tab key: those whose titles are always shown.
    stops = page.select(".cp-canvas a:not([tabindex])")
    assert 0 < len(stops) <= 60
    assert stops == page.select(".cp-titled a")
    hood = site.page("posts/p7").select(".cp-hood a")
    assert len(hood) == 2 + 14
    assert ends(site.page("posts/p7"), "hub") == 15
    assert len(site.page("posts/hub").select(".cp-hood a")) == 1 + 10
    assert "290 more linked pages are not drawn" in site.page("posts/hub").text


def test_without_rustworkx_there_is_one_warning(make_site: Callable[..., Site]) -> None:
    site = make_site({**MAP, "posts/a.md": post("A", "b"), "posts/b.md": post("B")})

    def sabotage() -> None:
        sys.modules["sphinx_commonplace.core.figures.drawing"].rustworkx = None

    for _ in range(2):
        result = site.build(sabotage=sabotage)
        assert len(result.warnings) == 1
        assert "map.md:6: WARNING: map: rustworkx is not installed" in result.warnings[0]
        assert not site.page("map").select("figure")
        assert site.page("posts/a").select(".cp-hood")
    site.build()
    assert site.page("map").select("figure")


def test_a_neighbourhood_reaches_two_links_far(make_site: Callable[..., Site]) -> None:
    chain = {f"posts/{a}.md": post(a.upper(), b) for a, b in zip("abcd", "bcde", strict=True)}
    site = make_site({**chain, "posts/e.md": post("E"), "posts/z.md": post("Z")})
    site.build()
    page = site.page("posts/b")
    rings = {
        link["href"]: group["class"][0]
        for group in page.select(".cp-hood g")
        for link in group.select("a")
    }
    assert rings == {"#": "cp-r0", "a.html": "cp-r1", "c.html": "cp-r1", "d.html": "cp-r2"}
    assert [a.text for a in page.select('.cp-hood a[aria-current="page"]')] == ["B"]
    assert not site.page("posts/z").select(".cp-hood")


def test_a_page_is_written_again_only_if_its_neighbourhood_changes(
    make_site: Callable[..., Site],
) -> None:
    chain = {f"posts/{a}.md": post(a.upper(), b) for a, b in zip("abcdef", "bcdefg", strict=True)}
    site = make_site({**chain, "posts/g.md": post("G")})
    site.build()
    site.write({"posts/a.md": post("Renamed", "b")})
    assert site.build().written == ["posts/a", "posts/b", "posts/c"]


def test_the_timeline_leads_to_the_years(make_site: Callable[..., Site]) -> None:
    days = ("2019-02-01", "2019-02-03", "2019-12-30", "2021-07-07", "1850-01-01")
    site = make_site(
        {
            "index.md": "# Home\n\n```{timeline}\n```\n",
            **{f"posts/p{n}.md": post(f"P{n}", date=day) for n, day in enumerate(days)},
        }
    )
    assert site.build().warnings == []
    years = site.page("index").select(".cp-timeline li")
    shown = [" ".join(year.text.split()) for year in years]
    assert shown == ["1850 1 essay", "…", "2019 3 essays", "2020", "2021 1 essay"]
    assert [a["href"] for a in site.page("index").select(".cp-timeline a")] == [
        f"archive/{year}.html" for year in (1850, 2019, 2021)
    ]
    bars = str(years[2].path["d"])
    heights = [int(high) for high in re.findall(r"v-(\d+)", bars)]
    assert len(heights) == 2
    assert heights[0] > heights[1]


def test_a_timeline_of_many_years_has_one_bar_for_each(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "index.md": "# Home\n\n```{timeline}\n```\n",
            **{
                f"posts/p{n}-{month}.md": post("P", date=f"{1990 + n}-{month}-01")
                for n in range(20)
                for month in ("03", "09")
            },
        }
    )
    site.build()
    bars = [str(path["d"]).count("M") for path in site.page("index").select(".cp-timeline path")]
    assert bars == [1] * 20


def test_a_timeline_of_nothing_says_so(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# Home\n\n```{timeline}\n```\n"})
    site.build()
    assert "Nothing here yet." in site.page("index").text


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_colours_stand_out_in_both_schemes() -> None:
    css = (PACKAGE / "static/commonplace/map.css").read_text(encoding="utf-8")
    pairs = re.findall(r"\.cp-k\d {\s+--cp-mark: light-dark\((#\w{6}), (#\w{6})\);", css)
    light, dark = zip(*pairs, strict=True)
    assert len(set(light)) == len(set(dark)) == GROUPS
    papers = {"#ffffff": light, "#fffefb": light, "#131416": dark, "#161514": dark}
    for paper, drawn in papers.items():
        for colour in drawn:
            less, more = sorted((brightness(paper), brightness(colour)))
            assert (more + 0.05) / (less + 0.05) >= 4.5, (paper, colour)
