"""Backlinks: who links to a page, in what words, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.sample import PNG

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.conftest import Site

NOTE = "# Note\n\n## Part\n\nText. ^block\n\n## Rest\n\nText.\n"


def entries(page: BeautifulSoup | Tag | None) -> list[tuple[str, str, str]]:
    """Return title, address and excerpt of each backlink shown."""
    assert page is not None
    found = []
    for item in page.select(".cp-backlinks li"):
        excerpt = item.select_one("q")
        link = item.select_one("a")
        assert link is not None
        words = excerpt.decode_contents().strip().replace(' class="cp-here"', "") if excerpt else ""
        found.append((" ".join(link.text.split()), str(link["href"]), words))
    return found


def linked(make_site: Callable[..., Site], text: str, conf: str = "") -> list[tuple[str, str, str]]:
    """Return the backlinks that a page with this text gives."""
    site = make_site({"posts/note.md": NOTE, "posts/from.md": f"# From\n\n{text}\n"}, conf)
    assert site.build("html", "-W", "--keep-going").warnings == []
    return entries(site.page("posts/note").select_one(".cp-linked"))


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("One. See [[note]] now. Two.", "See <mark>note</mark> now."),
        ("One. See [](note.md). Two.", "See <mark>Note</mark>."),
        ("See [](note.md#rest) and [](note.md).", "See <mark>Rest</mark> and Note."),
        (
            "A **bold [*leaning* link](note.md)** and `co.de <b>`. Two.",
            (
                "A <strong>bold </strong><mark><strong><em>leaning</em></strong></mark>"
                "<mark><strong> link</strong></mark> and <code>co.de &lt;b&gt;</code>."
            ),
        ),
        ("Over two\nlines [[note]]\nit goes.", "Over two lines <mark>note</mark> it goes."),
        ("Over\\\na<br>break [[note]]\\\nit is.", "Over a break <mark>note</mark> it is."),
        ("- an item\n- one with [[note]]. More.", "one with <mark>note</mark>."),
        ("- [[note]]", ""),
        ("- [ ] ~~do~~ [[note]]", "☐ <s>do</s> <mark>note</mark>"),
        ("> [!tip] On [[note]]. No.\n> More.", "On <mark>note</mark>."),
        ("| a | b |\n|---|---|\n| One. Two. | [[note]] |", "One. Two. · <mark>note</mark>"),
        ("> Quoted [[note]]. More.", "Quoted <mark>note</mark>."),
        ("Text.[^1]\n\n[^1]: Below [[note]]. More.", "Below <mark>note</mark>."),
        (
            "```{figure} p.png\nA caption on [[note]]. More.\n```",
            "A caption on <mark>note</mark>.",
        ),
        ("{post}`note` says so.", "<mark>Note</mark> says so."),
        ("&lt;b&gt; [[note]] &amp; <!-- no -->", "&lt;b&gt; <mark>note</mark> &amp;"),
    ],
)
def test_the_sentence_is_shown(make_site: Callable[..., Site], text: str, excerpt: str) -> None:
    site = make_site({"posts/note.md": NOTE, "posts/from.md": f"# From\n\n{text}\n"})
    site.write({"posts/p.png": PNG})
    site.build("html")
    ((title, _href, words),) = entries(site.page("posts/note").select_one(".cp-linked"))
    assert (title, words) == ("From", excerpt)


def test_the_section_is_named_and_linked_to(make_site: Callable[..., Site]) -> None:
    text = "## A & section\n\nHere is [[note]].\n\n## Another\n\nAnd [[note]]."
    assert linked(make_site, text) == [
        ("From § A & section", "from.html#a-section", "Here is <mark>note</mark>.")
    ]


def test_a_footnote_is_linked_to_itself(make_site: Callable[..., Site]) -> None:
    ((_title, href, _words),) = linked(make_site, "## S\n\nx[^a]\n\n[^a]: In [[note]] it is.")
    site = make_site({"posts/from.md": "# From\n\n## S\n\nx[^a]\n\n[^a]: It is.\n"})
    site.build("html")
    note = site.page("posts/from").select_one("aside.footnote")
    assert note is not None
    assert href == f"from.html#{note['id']}"


def test_a_section_shows_who_links_to_it(make_site: Callable[..., Site]) -> None:
    files = {
        "posts/note.md": NOTE,
        "posts/one.md": "# One\n\nTo [[note#Part]] and [[note#Part|again]], [[note]].\n",
        "posts/two.md": "# Two\n\nTo [the rest](note.md#rest).\n",
        "posts/three.md": "# Three\n\nTo [[note#^block]].\n",
    }
    site = make_site(files)
    assert site.build("html", "-W", "--keep-going").warnings == []
    page = site.page("posts/note")
    assert [entry[0] for entry in entries(page.select_one(".cp-linked"))] == ["One", "Three", "Two"]
    part, rest = (page.select_one(f"#{name} details.cp-mentions") for name in ("part", "rest"))
    assert [entry[0] for entry in entries(part)] == ["One"]
    assert [entry[0] for entry in entries(rest)] == ["Two"]
    assert part is not None
    assert "open" not in part.attrs
    assert len(page.select(".cp-mentions")) == 2


def test_the_newest_come_first_and_the_rest_is_folded(make_site: Callable[..., Site]) -> None:
    files = {"posts/note.md": NOTE}
    for number in range(10):
        files[f"posts/e{number}.md"] = (
            f"---\ndate: 2020-01-1{number}\n---\n# E{number}\n\n[[note]]\n"
        )
    files["posts/undated.md"] = "# Undated\n\n[[note]]\n"
    site = make_site(files)
    site.build("html", "-W")
    page = site.page("posts/note")
    titles = [title for title, *_ in entries(page.select_one(".cp-linked"))]
    assert titles == [*(f"E{number}" for number in reversed(range(10))), "Undated"]
    folded = page.select_one(".cp-linked details")
    assert [title for title, *_ in entries(folded)] == ["E1", "E0", "Undated"]
    assert folded is not None
    assert "3 more" in folded.text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("posts/note.md", f"{NOTE}\n[[note]] and [[#Part]] and [x](note.md#part)\n"),
        ("posts/draft.md", "---\ndraft: true\n---\n# Draft\n\n[[note]]\n"),
        ("posts/list.md", "# List\n\n```{posts}\n```\n"),
        ("posts/tree.md", "# Tree\n\n```{toctree}\nnote\n```\n"),
        ("posts/code.md", "# Code\n\n`[[note]]` and %%[[note]]%%\n\n```text\n[[note]]\n```\n"),
        ("posts/down.md", "# Down\n\n{download}`note <note.md>`\n"),
    ],
)
def test_no_backlink(make_site: Callable[..., Site], name: str, text: str) -> None:
    site = make_site({"posts/note.md": NOTE, name: text})
    for options in ((), ("-t", "drafts")):
        site.build("html", *options)
        assert site.page("posts/note").select(".cp-backlinks, .cp-linked") == []


def test_a_page_that_is_no_post_has_backlinks(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {"about.md": "---\norphan: true\n---\n# About\n", "posts/a.md": "# A\n\n[[about]]\n"}
    )
    site.build("html", "-W")
    assert entries(site.page("about"))[0][:2] == ("A", "posts/a.html")
    site.build("dirhtml", "-W")
    assert entries(site.page("about", "dirhtml"))[0][:2] == ("A", "../posts/a/")


def test_only_pages_whose_backlinks_changed_are_written(make_site: Callable[..., Site]) -> None:
    files = {
        "posts/note.md": NOTE,
        "posts/other.md": "# Other\n",
        "posts/from.md": "# From\n\nOne. See [[note]] now. Last.\n",
    }
    site = make_site(files)
    site.build("html")
    site.write({"posts/from.md": "# From\n\nOne! See [[note]] now. Last!\n"})
    assert site.build("html").written == ["posts/from"]
    site.write({"posts/from.md": "# From\n\nOne! See [[note]] then. Last!\n"})
    assert site.build("html").written == ["posts/from", "posts/note"]
    site.write({"posts/from.md": "# From\n\nNothing.\n"})
    assert site.build("html").written == ["posts/from", "posts/note"]
    assert site.page("posts/note").select(".cp-linked") == []


def test_other_builders_are_not_disturbed(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/note.md": NOTE, "posts/from.md": "# From\n\n[[note#Part]]\n"})
    build = site.build("text", "-W")
    assert (build.status, build.warnings) == (0, [])
    text = (site.output("text") / "posts/note.txt").read_text()
    assert "links here" not in text
