"""Embeds: text of other pages, and files, shown where their names stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Build, Site

NOTE = """\
# Note

Begin[^a] with [there](#there), [[#There]], [a file](sub/far.md) and {doc}`sub/far`.

## Here

Words of here. ^block

- one
- two ^item

| a |
|---|
| cell |

^table

### Below

Deeper[^b].

## There

Words of there.

[^a]: First footnote.
[^b]: Second footnote.
"""
FAR = "# Far\n\nFar words.\n"


def host(make_site: Callable[..., Site], text: str, conf: str = "") -> tuple[Site, Build]:
    """Build a page with this text beside the note."""
    files: dict[str, str | bytes] = {
        "posts/note.md": NOTE,
        "posts/sub/far.md": FAR,
        "posts/host.md": f"# Host\n\n[^a]: Of the host.\n\n## Here\n\n{text}\n\nAfter.[^a]\n",
        "posts/img/dot.png": PNG,
        "posts/a sound.mp3": b"x",
        "posts/film.webm": b"x",
        "posts/paper.pdf": b"x",
    }
    site = make_site(files, conf)
    return site, site.build("html", "-n")


def shown(site: Site, page: str = "posts/host") -> str:
    """Return the words of what a page embeds, without where they are from."""
    found = site.page(page).select_one(".cp-embed")
    assert found is not None
    for mark in found.select(".headerlink, .cp-embed-source, .cp-meta"):
        mark.decompose()
    return " ".join(found.text.split())


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("note#There", "There Words of there."),
        ("note#Below", "Below Deeper[2]. [2] Second footnote."),
        (
            "note#Here",
            "Here Words of here. one two a cell Below Deeper[2]. [2] Second footnote.",
        ),
        ("Note#Here#Below", "Below Deeper[2]. [2] Second footnote."),
        ("note#^block", "Words of here."),
        ("note#^item", "two"),
        ("note#^table", "a cell"),
        ("Far", "Far Far words."),
        ("sub/far.md|a label", "Far Far words."),
    ],
)
def test_a_part_of_a_page_is_shown(make_site: Callable[..., Site], target: str, words: str) -> None:
    site, build = host(make_site, f"![[{target}]]")
    assert build.warnings == []
    assert shown(site) == words
    assert "After." in site.page("posts/host").text


def test_a_whole_page_is_shown_without_what_belongs_to_the_page_alone(
    make_site: Callable[..., Site],
) -> None:
    site, build = host(make_site, "![[note]]")
    assert build.warnings == []
    page = site.page("posts/host")
    embed = page.select_one(".cp-embed")
    assert embed is not None
    assert embed.select(".cp-meta, .cp-mentions") == []
    source = embed.select_one(".cp-embed-source a")
    assert source is not None
    assert (source.text, source["href"]) == ("Note", "note.html")


def test_ids_stay_unique_and_lead_within_the_copy(make_site: Callable[..., Site]) -> None:
    site, build = host(make_site, "![[note]]\n\n![[note]]\n\n![[note#Here]]")
    assert build.warnings == []
    page = site.page("posts/host")
    ids = Counter(node["id"] for node in page.select("article [id]"))
    assert [name for name, count in ids.items() if count > 1] == []
    for embed in page.select(".cp-embed"):
        own = {node["id"] for node in embed.select("[id]")}
        calls = embed.select("a.footnote-reference, a[role=doc-backlink]")
        assert calls
        assert {str(call["href"])[1:] for call in calls} <= own
    notes = [
        note.text
        for note in page.select("aside.footnote")
        if not note.find_parent(class_="cp-embed")
    ]
    assert len(notes) == 1
    assert "Of the host." in notes[0]


def test_headings_are_demoted(make_site: Callable[..., Site]) -> None:
    site, _build = host(make_site, "![[note]]")
    headings = site.page("posts/host").select(".cp-embed :is(h1, h2, h3, h4, h5, h6)")
    assert [(node.name, node.text.strip("¶")) for node in headings] == [
        *(("h3", "Note"), ("h4", "Here"), ("h5", "Below"), ("h4", "There"))
    ]


def test_links_lead_where_they_led(make_site: Callable[..., Site]) -> None:
    site, _build = host(make_site, "![[note]]")
    site.write({"posts/deep/down/host.md": "# Down\n\n![[note]]\n"})
    assert site.build("html", "-n").warnings == []
    for page, way in (("posts/host", ""), ("posts/deep/down/host", "../../")):
        links = site.page(page).select(".cp-embed p:not(.cp-embed-source) a.internal")
        expected = [f"{way}note.html#there"] * 2 + [f"{way}sub/far.html"] * 2
        assert [str(link["href"]) for link in links] == expected


def test_equations_stay_with_their_text(make_site: Callable[..., Site]) -> None:
    files = {
        "posts/sum.md": "# Sum\n\n```{math}\n:label: total\na + b\n```\n\nSee {eq}`total`.\n",
        "posts/host.md": "# Host\n\n```{math}\n:label: other\nc\n```\n\n![[sum]]\n",
    }
    site = make_site(files)
    assert site.build("html", "-n").warnings == []
    page = site.page("posts/host")
    equations = [node.text.strip() for node in page.select(".eqno")]
    assert [text.strip("¶") for text in equations] == ["(1)", "(1)"]
    link = page.select_one(".cp-embed p a[href*='equation-total']")
    assert link is not None
    assert link["href"] == "#embed1-equation-total"
    assert len(page.select("#embed1-equation-total")) == 1


@pytest.mark.parametrize("own", ["", "$$\nc\n$$ (eq)\n\n"])
def test_a_label_in_embedded_text_means_what_it_means_on_its_page(
    make_site: Callable[..., Site], own: str
) -> None:
    part = "# B\n\n## Part\n\nBy {eq}`eq`.\n"
    site = make_site(
        {
            "posts/a.md": "# A\n\n$$\na\n$$ (eq)\n",
            "posts/b.md": f"{part}\n## Rest\n\n$$\nb\n$$ (other)\n\n$$\nb\n$$ (eq)\n",
            "posts/host.md": f"# Host\n\n{own}![[b#Part]]\n\n![[b]]\n",
        },
        'suppress_warnings = ["commonplace.math"]',
    )
    assert site.build("html", "-n").warnings == []
    links = site.page("posts/host").select(".cp-embed p:not(.cp-embed-source) a.internal")
    assert [(link.text, link["href"]) for link in links] == [
        *(("(2)", "b.html#equation-eq"), ("(2)", "#embed2-equation-eq"))
    ]
    site.write({"posts/b.md": part})
    assert site.build("html", "-n").warnings == []
    links = site.page("posts/host").select(".cp-embed p:not(.cp-embed-source) a.internal")
    assert [(link.text, link["href"]) for link in links] == [("(1)", "a.html#equation-eq")] * 2


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Before ![[sub/far]] after.", "Before", "after."),
        ("**Before**\n![[sub/far]]\nafter.", "Before", "after."),
        ("- Before ![[sub/far]]", "Before", ""),
        ("> ![[sub/far]] after.", "", "after."),
    ],
)
def test_text_around_an_embed_stays(
    make_site: Callable[..., Site], text: str, before: str, after: str
) -> None:
    site, build = host(make_site, text)
    assert build.warnings == []
    assert shown(site) == "Far Far words."
    page = site.page("posts/host")
    embed = page.select_one(".cp-embed")
    assert embed is not None
    assert embed.find_parent("p") is None
    around = [embed.find_previous_sibling("p"), embed.find_next_sibling("p")]
    words = [node.text if node and node.text != "After.[1]" else "" for node in around]
    assert words == [before, after]


@pytest.mark.parametrize(
    "text", ["### On ![[sub/far]]", "**![[sub/far]]**", "[^z]: x\n\nTerm ![[far]]\n: is\n"]
)
def test_where_no_text_fits_there_is_a_link(make_site: Callable[..., Site], text: str) -> None:
    site, build = host(
        make_site,
        text,
        """
        myst_enable_extensions = ["deflist"]
        suppress_warnings = ["commonplace.markup"]
        """,
    )
    assert build.warnings == []
    page = site.page("posts/host")
    assert page.select(".cp-embed") == []
    assert page.select("article a[href='sub/far.html']")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![[nowhere]]", "no page is called 'nowhere'; nothing is embedded"),
        ("![[noet]]", "no page is called 'noet' (did you mean 'note'?); nothing is embedded"),
        ("![[secret]]", "no page is called 'secret'"),
        ("![[none.png]]", "no file is called 'none.png'"),
    ],
)
def test_what_is_not_there_is_said(make_site: Callable[..., Site], text: str, told: str) -> None:
    site, _build = host(make_site, text)
    site.write({"posts/secret.md": "---\ndraft: true\n---\n# Hidden\n\nHUSH\n"})
    (warning,) = site.build("html").warnings
    assert warning.startswith("posts/host.md:7: WARNING: ")
    assert told in warning
    page = site.page("posts/host")
    assert page.select(".cp-embed") == []
    assert "HUSH" not in page.text


@pytest.mark.parametrize("target", ["note#Nope", "note#^nope"])
def test_a_part_that_is_not_there_leaves_a_link(
    make_site: Callable[..., Site], target: str
) -> None:
    site, build = host(make_site, f"![[{target}]]")
    (warning,) = build.warnings
    assert "linked to the page" in warning
    link = site.page("posts/host").select_one("article p a[href='note.html']")
    assert link is not None
    assert link.text == "Note"


@pytest.mark.parametrize(
    "text", ["![[]]", "![[ ]]", "![[#]]", "![[a|]]", "![[a", r"\![[note]x]", "`![[note]]`"]
)
def test_what_is_no_embed_is_text(make_site: Callable[..., Site], text: str) -> None:
    site, build = host(make_site, f"{text} and *more*")
    assert build.warnings == []
    page = site.page("posts/host")
    assert text.strip("`\\") in page.text
    assert page.select(".cp-embed, .cp-missing") == []
    assert page.select("em")


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("![[dot.png]]", "img[src='../_images/dot.png'][alt='dot.png'][width='1'][height='1']"),
        ("![[dot.png|30]]", "img[width='30'][height='30']"),
        ("![[img/dot.png|30x40]]", "img[width='30'][height='40']"),
        ("![[dot.png|Some words|30]]", "img[width='30'][alt='Some words']"),
        ("![[DOT.PNG]]", "img[src='../_images/dot.png']"),
        ("| a |\n|---|\n| ![[dot.png\\|30]] |", "td img[width='30']"),
        ("![Some *words*|30](/img/dot.png)", "img[width='30'][height='30'][alt='Some words']"),
        ("![|30x40](/img/dot.png)", "img[width='30'][height='40'][alt='']"),
        ("![30](/img/dot.png)", "img[width='1'][alt='30']"),
        ("![a|b](/img/dot.png)", "img[width='1'][alt='a|b']"),
        ("![[a sound.mp3]]", "audio[controls][src$='a%20sound.mp3']"),
        ("![[film.webm|300]]", "video[controls][width='300'][src$='film.webm']"),
        ("![[paper.pdf#page=2]]", "iframe[src$='paper.pdf#page=2']"),
    ],
)
def test_files_are_shown(make_site: Callable[..., Site], text: str, selector: str) -> None:
    site, build = host(make_site, text)
    assert build.warnings == []
    (node,) = site.page("posts/host").select(f"article {selector}")
    path = str(node["src"]).partition("#")[0].replace("%20", " ")
    assert (site.output() / "posts" / path).is_file()


@pytest.mark.parametrize("text", ["![[../../../../etc/hostname.png]]", "![[/etc/hostname.png]]"])
def test_no_file_from_outside_is_shown(make_site: Callable[..., Site], text: str) -> None:
    site, build = host(make_site, text)
    assert len(build.warnings) == 1
    assert site.page("posts/host").select("article img") == []


def test_of_several_files_the_nearest_is_taken(make_site: Callable[..., Site]) -> None:
    site, _build = host(make_site, "![[dot.png]] ![[far/dot.png]]")
    site.write({"posts/dot.png": PNG + b"1", "a/far/dot.png": PNG, "b/far/dot.png": PNG})
    (warning,) = site.build("html").warnings
    assert "'far/dot.png' may be any of a/far/dot.png, b/far/dot.png" in warning


def test_a_section_of_a_page_that_embeds_a_section_of_it_is_no_cycle(
    make_site: Callable[..., Site],
) -> None:
    files = {
        "posts/a.md": "# A\n\n![[b#x]]\n\n## Y\n\nWords of y.\n",
        "posts/b.md": "# B\n\n![[a#Y]]\n\n## X\n\nWords of x.\n",
    }
    site = make_site(files)
    assert site.build("html", "-W").warnings == []
    assert shown(site, "posts/a") == "X Words of x."
    assert shown(site, "posts/b") == "Y Words of y."


@pytest.mark.parametrize(
    "embeds",
    [
        {"a": "a"},
        {"a": "b", "b": "a"},
        {"a": "b", "b": "c", "c": "a", "d": "a"},
        {"a": "b#Part", "b": "a#Part"},
    ],
)
def test_a_cycle_is_one_warning_and_a_cut(
    make_site: Callable[..., Site], embeds: dict[str, str]
) -> None:
    files = {
        f"posts/{name}.md": f"# {name.upper()}\n\n## Part\n\nWords of {name}.\n\n![[{target}]]\n"
        for name, target in embeds.items()
    }
    site = make_site(files)
    build = site.build("html")
    (warning,) = build.warnings
    assert "the page embeds itself: " in warning
    for name in embeds:
        assert f"Words of {name}." in site.page(f"posts/{name}").text
    assert site.build("html").warnings == build.warnings


def test_ten_embeds_of_ten_embeds_are_cut(make_site: Callable[..., Site]) -> None:
    files = {
        f"posts/n{level}.md": f"# N{level}\n\n" + f"![[n{level + 1}]]\n\n" * 10
        for level in range(8)
    }
    site = make_site({**files, "posts/n8.md": "# N8\n\nWords.\n"})
    build = site.build("html")
    cut = [line for line in build.warnings if "embeds more than" in line]
    assert build.warnings == cut
    assert {line.partition(":")[0] for line in cut} == {f"posts/n{n}.md" for n in range(6)}
    assert len(site.page("posts/n0").select(".cp-embed")) == 300
    assert len(site.page("posts/n6").select(".cp-embed")) == 110


def test_an_embed_is_not_counted_twice(make_site: Callable[..., Site]) -> None:
    site, _build = host(make_site, "![[sub/zebra]]")
    site.write({"posts/sub/zebra.md": "# Zebra\n\nAnd one quagga.\n"})
    site.build("html", "-D", "commonplace_sphinx_search=1")
    index = (site.output() / "searchindex.js").read_text(encoding="utf-8")
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    assert found["docnames"][found["terms"]["quagga"]] == "posts/sub/zebra"
    site.write(
        {"posts/note.md": "# Note\n\nSee [[host]].\n", "posts/more.md": "# M\n\n![[note]]\n"}
    )
    site.build("html")
    linked = site.page("posts/host").select(".cp-linked li > a")
    assert [str(link["href"]) for link in linked] == ["note.html"]
    assert site.page("posts/note").select(".cp-linked") == []


def test_only_pages_whose_embeds_changed_are_written(make_site: Callable[..., Site]) -> None:
    files = {
        "posts/a.md": "# A\n\n![[b]]\n",
        "posts/b.md": "# B\n\n![[c#Part]]\n",
        "posts/c.md": "# C\n\n## Part\n\nWords on [[d]].\n",
        "posts/d.md": "# D\n",
        "posts/e.md": "# E\n\n[[c]]\n",
    }
    site = make_site(files)
    assert site.build("html", "-W").warnings == []
    site.write({"posts/c.md": "# C\n\n## Part\n\nOther words on [[d]].\n"})
    assert site.build("html").written == [f"posts/{name}" for name in "abcd"]
    assert "Other words" in shown(site, "posts/a")
    site.write(
        {"posts/c.md": "---\ndescription: x\n---\n# C\n\n## Part\n\nOther words on [[d]].\n"}
    )
    assert site.build("html").written == ["posts/c"]
    site.write({"posts/f.md": "---\ndate: 2020-01-01\n---\n# F\n"})
    assert site.build("html").written == ["posts/f"]


def test_another_page_with_the_same_picture_leaves_an_embed_as_it_is(
    make_site: Callable[..., Site],
) -> None:
    # The pages that show a picture are a set, whose order tells of how it came about.
    site = make_site(
        {
            "posts/dot.png": PNG,
            "posts/shown.md": "# Shown\n\n![](dot.png)\n",
            "posts/host.md": "# Host\n\n![[Shown]]\n",
            "posts/other.md": "# Other\n\nNothing.\n",
        }
    )
    site.build("html")
    site.write({"posts/other.md": "# Other\n\n![](dot.png)\n"})
    assert site.build("html").written == ["posts/other"]


def test_switched_off_it_is_text(make_site: Callable[..., Site]) -> None:
    site, build = host(make_site, "![[note]]", "commonplace_syntax = ['wikilinks']")
    assert build.warnings == []
    assert "![[note]]" in site.page("posts/host").text


@pytest.mark.parametrize("builder", ["text", "latex", "dirhtml", "singlehtml"])
def test_other_builders_show_it_too(make_site: Callable[..., Site], builder: str) -> None:
    site = make_site(
        {
            "index.md": "# Home\n\n```{toctree}\nposts/a\nposts/b\n```\n",
            "posts/a.md": "# A\n\n![[b]] ![[x.ogg]]\n",
            "posts/b.md": "# B\n\nWords of b.\n",
            "posts/x.ogg": b"x",
        }
    )
    build = site.build(builder)
    assert (build.status, build.warnings) == (0, [])
    whole = b"".join(site.snapshot(builder).values()).decode(errors="replace")
    assert whole.count("Words of b.") >= 2


def test_a_book_may_show_a_page_that_is_not_in_it(make_site: Callable[..., Site]) -> None:
    note = "---\norphan: true\n---\n# B\n\n(here)=\n## Part\n\nWords of b, of [it](#here).\n"
    site = make_site({"index.md": "# Home\n\n![[b#Part]] ![[b]]\n", "posts/b.md": note})
    build = site.build("latex")
    assert (build.status, build.warnings) == (0, [])
    whole = b"".join(site.snapshot("latex").values()).decode(errors="replace")
    assert whole.count("Words of b, of ") == 2


def test_a_wikilink_to_a_file_leads_to_it(make_site: Callable[..., Site]) -> None:
    site, build = host(make_site, "See [[dot.png|the *dot*]], [[paper.pdf]] and ![](dot.png#x).")
    assert build.warnings == []
    links = site.page("posts/host").select("article a.download")
    assert [link.text for link in links] == ["the dot", "paper.pdf"]
    for link in links:
        assert (site.output() / "posts" / str(link["href"])).is_file()
    assert site.page("posts/host").select("img[src='../_images/dot.png']")


def test_copies_in_an_output_folder_are_not_found(make_site: Callable[..., Site]) -> None:
    site, _build = host(make_site, "![[dot.png]]")
    site.write({"_out/.buildinfo": "# Sphinx build info version 1\n", "_out/a/dot.png": PNG})
    assert site.build("html").warnings == []


def test_an_embed_can_bear_a_name(make_site: Callable[..., Site]) -> None:
    site, build = host(make_site, "![[dot.png]]^dot\n\n![[sub/far]] ^far\n\n[[#^dot]] [[#^far]]")
    assert build.warnings == []
    page = site.page("posts/host")
    for name in ("dot", "far"):
        assert page.select(f"#block-{name}")
        assert page.select(f"a[href='#block-{name}']")
