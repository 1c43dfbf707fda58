"""Previews of links, in a real browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import served
from tests.conftest import CONF, Site
from tests.sample import PNG

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LONGER = 1500  # ms, well above the delay of the script
HOST = """\
# Host

To [the note](note.md), [[note#A part]], [[note#^block]], [elsewhere](https://a.example/),
[itself](host.md), [[#Below]] and a footnote[^1]. {download}`A file <file.txt>`.

{far}

## Below

Words from below.

[^1]: Words of the footnote.
"""
NOTE = """\
---
date: 2024-05-06
---
# The note

First *paragraph* with a [link](host.md) and ![a dot](dot.png).
<script>document.title = "ran"</script>

Second paragraph.

## A part

Beginning of the part. ^block

- an item
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site that is built, in both forms of addresses."""
    made = Site(tmp_path_factory.mktemp("browser"))
    far = "Far down.\n\n" * 60
    made.write(
        {
            "conf.py": CONF,
            "index.md": "# Home\n",
            "_static/own.css": "",
            "_templates/.keep": "",
            "posts/host.md": HOST.replace("{far}", far),
            "posts/note.md": NOTE,
            "posts/dot.png": PNG,
            "posts/file.txt": "x",
        }
    )
    for builder in ("html", "dirhtml"):
        assert made.build(builder, "-W", "--keep-going").warnings == []
    return made


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.output()) as found:
        yield found


@pytest.fixture
def host(page: Page, address: str) -> Page:
    """Open the page with the links."""
    page.goto(f"{address}posts/host.html")
    return page


def link(page: Page, words: str) -> Locator:
    """Return a link of the text."""
    return page.locator("article p a", has_text=words).first


def preview(page: Page) -> Locator:
    """Return the preview that is shown, if one is."""
    return page.locator(".cp-preview")


def hover(page: Page, words: str) -> Locator:
    """Move the pointer to a link, and return the preview."""
    link(page, words).hover()
    expect(preview(page)).to_be_visible()
    return preview(page)


def focus(page: Page, words: str) -> Locator:
    """Go to a link by the keyboard, and return the preview."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if link(page, words).evaluate("node => node === document.activeElement"):
            break
    expect(preview(page)).to_be_visible()
    return preview(page)


def lines(shown: Locator) -> list[str]:
    """Return the lines of text that are shown."""
    return [line for line in shown.inner_text().splitlines() if line.strip()]


def expect_none(page: Page) -> None:
    """Expect that no preview comes within the time in which one would have come."""
    page.wait_for_timeout(LONGER)
    expect(preview(page)).to_have_count(0)


def test_a_page_is_shown_by_title_meta_line_and_first_paragraph(host: Page) -> None:
    assert lines(hover(host, "the note")) == [
        "The note",
        "6 May 2024 · 1 min",
        "First paragraph with a link and .",
    ]
    assert host.title() != "ran"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("A part", ["A part", "Beginning of the part.", "an item"]),
        ("^block", ["Beginning of the part."]),
        ("Below", ["Below", "Words from below."]),
        ("1", ["1", "Words of the footnote."]),
    ],
)
def test_a_part_of_a_page_is_shown(host: Page, words: str, shown: list[str]) -> None:
    assert lines(hover(host, words)) == shown


def test_what_is_shown_is_inert_and_whole(host: Page) -> None:
    shown = hover(host, "the note")
    expect(shown.locator("a, script, [id], [href]")).to_have_count(0)
    expect(shown.locator("img")).to_have_js_property("naturalWidth", 1)
    ids = Counter(host.locator("[id]").evaluate_all("nodes => nodes.map(node => node.id)"))
    assert [name for name, count in ids.items() if count > 1] == []
    described = link(host, "the note").get_attribute("aria-describedby")
    assert described == shown.get_attribute("id")
    edges = shown.evaluate(
        "node => { const box = node.getBoundingClientRect();"
        "return [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom] }"
    )
    assert min(edges) >= 0


def test_it_goes_on_escape(host: Page) -> None:
    shown = hover(host, "the note")
    host.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    assert link(host, "the note").get_attribute("aria-describedby") is None


def test_it_stays_under_the_pointer_and_goes_on_leaving(host: Page) -> None:
    shown = hover(host, "the note")
    shown.hover()
    host.wait_for_timeout(LONGER)
    expect(shown).to_have_count(1)
    host.locator("h1").hover()
    expect(shown).to_have_count(0)


def test_it_goes_on_scrolling(host: Page) -> None:
    shown = focus(host, "the note")  # the pointer is elsewhere, and leaves nothing
    host.evaluate("scrollBy(0, 100)")
    expect(shown).to_have_count(0)


def test_a_pointer_that_passes_brings_nothing(host: Page) -> None:
    link(host, "the note").hover()
    host.locator("h1").hover()
    expect_none(host)


def test_focus_by_the_keyboard_brings_it(host: Page) -> None:
    expect(focus(host, "the note")).to_contain_text("The note")
    host.keyboard.press("Tab")
    expect(preview(host)).to_contain_text("A part")


@pytest.mark.parametrize("words", ["elsewhere", "itself", "A file"])
def test_other_links_have_none(host: Page, words: str) -> None:
    link(host, words).hover()
    expect_none(host)


def test_a_finger_brings_nothing(host: Page) -> None:
    box = link(host, "the note").bounding_box()
    assert box is not None
    finger = {"x": box["x"] + 5, "y": box["y"] + 5}
    host.context.new_cdp_session(host).send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]}
    )
    expect_none(host)


def test_from_disk_there_is_none(page: Page, site: Site) -> None:
    page.goto((site.output() / "posts/host.html").as_uri())
    link(page, "the note").hover()
    expect_none(page)


def test_addresses_without_an_ending_do_as_well(page: Page, site: Site) -> None:
    with served(site.output("dirhtml")) as address:
        page.goto(f"{address}posts/host/")
        expect(hover(page, "the note")).to_contain_text("The note")
