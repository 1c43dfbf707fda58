"""The look, in a real browser: each kind of page, in both schemes, from a phone to a wall."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import served
from tests.conftest import CONF, PACKAGE, Site
from tests.specimen import ESSAY, KINDS, SPECIMEN, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

STYLES = PACKAGE / "static/commonplace"
KB = 1024
PHONE, TABLET, DESK, WALL = 320, 768, 1440, 2560
PROSE = "article > section :is(p, li):not([class])"
# What axe says of Furo alone: its boxes stand outside the landmarks, where its own rules need them.
FUROS = {("region", "#__navigation"), ("region", "#__toc")}

# For each element with text of its own: its text, and the contrast with what is behind it.
CONTRASTS = """nodes => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  return nodes.map(node => {
    const pair = [light(rgba(getComputedStyle(node).color)), light(behind(node))];
    return [node.textContent, (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)];
  });
}"""

# The characters on each line of a paragraph but the last.
LINES = """nodes => nodes.map(node => {
  const lines = new Map();
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (let place = 0; place < text.length; place++) {
      range.setStart(text, place);
      range.setEnd(text, place + 1);
      const line = Math.round(range.getBoundingClientRect().bottom / 12);
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of this repository, with the specimen, built."""
    made = Site(tmp_path_factory.mktemp("look"))
    write(made.source)
    assert made.build("html", "-W", "--keep-going").warnings == []
    return made


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.output()) as found:
        yield found


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Return the address of a page of each kind, below that of the site."""
    return KINDS[request.param]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    """Have the browser prefer each of the two schemes."""
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


def widen(page: Page, width: int) -> None:
    """Give the window a width."""
    page.set_viewport_size({"width": width, "height": 900})


def box(locator: Locator) -> dict[str, float]:
    """Return where an element is."""
    found = locator.bounding_box()
    assert found is not None
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


# Used by all


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_keeps_anyone_from_using_a_page(
    page: Page, address: str, kind: str, scheme: str, width: int
) -> None:
    widen(page, width)
    page.goto(address + kind)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    wrong = {
        (rule["id"], node["target"][0])
        for rule in found.response["violations"]
        for node in rule["nodes"]
    }
    assert wrong - FUROS == set()


def test_signs_are_seen_where_colours_are_forced(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    widen(page, PHONE)
    page.goto(address + SPECIMEN)
    for sign in (".cp-search-open", ".sidebar-search-container", "article .admonition-title"):
        ground = page.locator(sign).first.evaluate(
            "node => getComputedStyle(node, '::before').backgroundColor"
        )
        expect(page.locator("article p").first).to_have_css("color", ground)


def test_a_heading_that_fills_its_line_has_no_other(page: Page, address: str) -> None:
    page.goto(address + SPECIMEN)
    heading = page.locator("article h2").first
    heading.evaluate("node => (node.firstChild.data = 'considerably and considerably')")
    for width in range(PHONE, PHONE + 80, 4):
        widen(page, width)
        before = box(heading)["height"]
        heading.locator("a").evaluate("node => (node.hidden = true)")
        assert box(heading)["height"] == before
        heading.locator("a").evaluate("node => (node.hidden = false)")


def test_what_is_beside_the_text_is_large_enough_to_be_hit(page: Page, address: str) -> None:
    widen(page, DESK)
    page.goto(address + ESSAY)
    for parts in (".cp-mentions > summary", ".toc-tree a:visible", ".theme-toggle:visible"):
        found = page.locator(parts)
        assert found.count()
        assert min(box(part)["height"] for part in found.all()) >= 24
        assert min(box(part)["width"] for part in found.all()) >= 24


def test_prose_stands_out_from_the_paper(page: Page, address: str, scheme: str) -> None:
    for name in (ESSAY, SPECIMEN):
        page.goto(address + name)
        found = page.locator(f"{PROSE}, {PROSE} :is(a:not(.headerlink), em, strong, mark, del)")
        contrasts = found.evaluate_all(CONTRASTS)
        assert len(contrasts) > 20
        assert [pair for pair in contrasts if pair[1] < 7] == []


@pytest.mark.parametrize("sheet", ["prose.css", "rtl.css"])
def test_nothing_scrolls_sideways_on_a_phone(
    page: Page, address: str, kind: str, sheet: str
) -> None:
    widen(page, PHONE)
    page.goto(address + kind)
    page.add_style_tag(path=STYLES / sheet)
    assert page.evaluate(
        "[document.documentElement, document.querySelector('.content')]"
        ".map(node => node.scrollWidth - node.clientWidth)"
    ) == [0, 0]


# A book


@pytest.mark.parametrize("width", [TABLET, DESK, WALL])
def test_a_line_is_as_long_as_in_a_book(page: Page, address: str, width: int) -> None:
    widen(page, width)
    page.goto(address + ESSAY)
    found = page.locator(PROSE).evaluate_all(LINES)
    lines = sorted(count for lines in found for count in lines)
    assert len(lines) > 50
    assert 60 <= lines[len(lines) // 2] <= 75


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("archive", ".cp-entry bdi"),
        ("essay", ".cp-contents a"),
        ("tags", ".cp-terms bdi"),
        ("map", ".cp-terms bdi"),
    ],
)
def test_a_long_word_stays_in_the_column_and_its_count_behind_it(
    page: Page, address: str, kind: str, words: str
) -> None:
    for width in (PHONE, TABLET):
        widen(page, width)
        page.goto(address + KINDS[kind])
        page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
        link = page.locator(words).first
        link.evaluate("node => (node.textContent = 'x'.repeat(99) + ' considerably'.repeat(9))")
        assert box(link)["right"] <= box(page.locator("article"))["right"]
        for count in page.locator(".cp-terms .cp-count").all()[:1]:
            assert box(count)["y"] < box(link)["bottom"]


def test_a_heading_is_nearer_to_what_follows(page: Page, address: str) -> None:
    page.goto(address + SPECIMEN)
    for level in ("h2", "h3", "h4"):
        above, below = page.locator(f"article > section {level}").first.evaluate(
            "node => [getComputedStyle(node).marginTop, getComputedStyle(node).marginBottom]"
            ".map(parseFloat)"
        )
        assert above >= 2 * below


def test_wide_things_stay_in_the_column_and_scroll_by_themselves(page: Page, address: str) -> None:
    for width in (PHONE, TABLET, DESK):
        widen(page, width)
        page.goto(address + SPECIMEN)
        content = box(page.locator(".content"))
        for wide in page.locator(".table-wrapper, article .highlight pre, .cp-math").all():
            assert box(wide)["right"] <= content["right"]


def test_a_formula_that_cannot_be_shown_reads_like_code(page: Page, tmp_path: Path) -> None:
    """It begins each line at the left, where a formula is in the middle."""
    site = Site(tmp_path)
    site.write({"conf.py": CONF, "index.md": "# Home\n\n$$\n\\foo\n+ x\n$$\n"})
    site.build()
    page.goto((site.output() / "index.html").as_uri())
    expect(page.locator(".cp-math code")).to_have_css("text-align", "start")


def test_wide_tables_take_the_room_of_the_margin_where_no_notes_have_it(
    page: Page, address: str
) -> None:
    widen(page, DESK)
    page.goto(address + SPECIMEN)
    tables = page.locator(".table-wrapper")
    text = box(page.locator("article > section"))
    assert {box(table)["width"] for table in tables.all()} == {text["width"]}
    page.evaluate("document.querySelectorAll('link[href*=sidenotes]').forEach(x => x.remove())")
    assert box(tables.first)["width"] == text["width"]
    assert box(tables.last)["right"] == text["x"] + 46 * 16


def test_nothing_offers_a_way_back_to_the_top(page: Page, address: str) -> None:
    page.goto(address + ESSAY)
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 1000")
    page.mouse.wheel(0, -200)
    expect(page.locator("html")).to_have_class(re.compile("show-back-to-top"))
    expect(page.locator(".back-to-top")).not_to_be_visible()


def test_notes_stand_beside_the_lines_that_call_them(page: Page, address: str) -> None:
    widen(page, DESK)
    page.goto(address + SPECIMEN)
    calls = [box(call) for call in page.locator("a.footnote-reference").all()]
    notes = [box(note) for note in page.locator("aside.footnote").all()]
    text = box(page.locator("article > section"))
    assert len(notes) == 3
    assert min(note["x"] for note in notes) >= text["right"]
    assert notes[0]["y"] == pytest.approx(calls[0]["y"], abs=4)
    assert notes[2]["y"] == pytest.approx(calls[2]["y"], abs=4)
    assert notes[0]["bottom"] <= notes[1]["y"]


def test_notes_stand_at_the_end_where_there_is_no_room(page: Page, address: str) -> None:
    widen(page, TABLET)
    page.goto(address + SPECIMEN)
    text = box(page.locator("article > section"))
    for note in page.locator("aside.footnote").all():
        assert box(note)["y"] >= text["bottom"]


def test_who_links_to_a_section_stands_beside_its_heading(page: Page, address: str) -> None:
    widen(page, DESK)
    page.goto(address + ESSAY)
    text = box(page.locator("article > section"))
    for mention in page.locator(".cp-mentions").all():
        heading = box(mention.locator("xpath=preceding-sibling::h2"))
        assert box(mention)["x"] >= text["right"]
        assert heading["y"] < box(mention)["y"] < box(mention)["bottom"] < heading["bottom"] + 4
    widen(page, TABLET)
    first = page.locator(".cp-mentions").first
    assert box(first)["y"] >= box(first.locator("xpath=preceding-sibling::h2"))["bottom"]


def test_what_follows_a_text_is_as_wide_as_the_text(page: Page, address: str) -> None:
    for width in (DESK, PHONE):
        widen(page, width)
        page.goto(address + ESSAY)
        blocks = [box(block) for block in page.locator(".cp-after").all()]
        text = box(page.locator("article > section"))
        assert len(blocks) == 5
        assert {(block["x"], block["right"]) for block in blocks} == {(text["x"], text["right"])}


def test_the_themes_of_an_essay_are_seen_at_a_glance(page: Page, address: str) -> None:
    for width, shown, hidden in ((PHONE, ".cp-contents", ".toc-tree"), (DESK, ".toc-tree", None)):
        widen(page, width)
        page.goto(address + ESSAY)
        expect(page.locator(f"{shown} a", has_text="The door stays open")).to_be_visible()
        expect(page.locator(shown)).to_be_in_viewport()
        expect(page.locator(hidden or ".cp-contents")).not_to_be_visible()


def test_on_this_page_follows_the_reading(page: Page, address: str) -> None:
    widen(page, DESK)
    page.goto(address + ESSAY)
    page.locator("#a-curve-that-never-flattens p").nth(1).scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#a-curve-that-never-flattens p').scrollIntoView()")
    expect(page.locator(".toc-tree .scroll-current > a").last).to_have_text(
        "A curve that never flattens"
    )


def test_from_right_to_left_the_sides_are_changed(page: Page, tmp_path: Path) -> None:
    site = Site(tmp_path)
    write(site.source)
    conf = site.source / "conf.py"
    conf.write_text(f'{conf.read_text()}\nlanguage = "ar"\n')
    site.build()
    with served(site.output()) as address:
        widen(page, DESK)
        page.goto(address + SPECIMEN)
        text = box(page.locator("article > section"))
        assert box(page.locator(".sidebar-drawer"))["x"] > text["right"]
        assert box(page.locator(".toc-drawer"))["right"] < text["x"]
        assert box(page.locator("aside.footnote").first)["right"] <= text["x"]
        assert box(page.locator(".toc-tree li li li").first)["width"] > 120
        code = page.locator(".highlight pre").first
        expect(code).to_have_css("direction", "ltr")
        page.goto(address + KINDS["archive"])
        before, after = (box(page.locator(f".{name}-page .title")) for name in ("prev", "next"))
        assert after["right"] + 16 <= before["x"]
        widen(page, PHONE)
        drawer = page.locator(".sidebar-drawer")
        assert box(drawer)["x"] >= PHONE
        page.keyboard.press("Tab")  # to the text
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert box(drawer)["right"] == PHONE


def test_print_shows_the_text_and_where_links_lead(page: Page, address: str, scheme: str) -> None:
    page.goto(address + SPECIMEN)
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    chrome = ".sidebar-drawer, .toc-drawer, .mobile-header, .theme-toggle, .related-pages, .cp-foot"
    for part in page.locator(f"{chrome}, .cp-linked, .cp-contents, .cp-crumbs, .headerlink").all():
        expect(part).not_to_be_visible()
    external = page.locator("article p > a.external").first
    assert "https://www.sphinx-doc.org/" in external.evaluate(
        "node => getComputedStyle(node, '::after').content.replace('attr(href)', node.href)"
    )
    expect(page.locator("body")).to_have_css("color", "rgb(29, 27, 24)")
    expect(page.locator("aside.footnote").first).to_be_visible()
    expect(page.locator(".skip-to-content")).not_to_be_visible()
    expect(page.locator(".cp-after").first).not_to_be_visible()
    expect(page.locator("details.admonition > p")).to_be_visible()  # folded as it is
    text = box(page.locator("article > section"))
    assert text["width"] == box(page.locator("body"))["width"]


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_a_page_is_on_paper_and_none_is_left_empty(
    page: Page, address: str, kind: str
) -> None:
    page.goto(address + KINDS[kind])
    page.emulate_media(media="print")
    widen(page, 643)  # of a sheet within its margins
    for scrolls in page.locator("article :is(.table-wrapper, .cp-canvas, pre)").all():
        assert scrolls.evaluate("node => node.scrollWidth - node.clientWidth") <= 0
    printed = page.pdf(format="A4")
    sheets = len(re.findall(rb"/Type\s*/Page\b", printed))
    text = page.locator("article[role=main]")
    assert sheets <= 1 + box(text)["height"] // 800


# By keyboard, without a script, and again


def test_each_link_of_a_picture_has_a_name(page: Page, address: str) -> None:
    page.goto(address + KINDS["note"])
    page.evaluate("for (const node of document.querySelectorAll('details')) node.open = true")
    page.evaluate("document.querySelector('.cp-hood g').classList.add('cp-untitled')")
    links = page.locator(".cp-hood .cp-canvas")
    names = re.findall(r"^\s*- link( \"\w.*\")?", links.aria_snapshot(), re.MULTILINE)
    assert len(names) == links.locator("a").count()
    assert all(names)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_has_the_focus_is_seen(page: Page, address: str, width: int) -> None:
    widen(page, width)
    page.goto(address + ESSAY)
    seen = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const node = document.activeElement;
              if (!node || node === document.body) return null;
              const toggle = node.matches(".sidebar-toggle");
              const icon = { __navigation: ".nav-overlay-icon", __toc: ".toc-header-icon" };
              const shown = toggle ? document.querySelector(icon[node.id]) : node;
              const { left, right, top, bottom } = shown.getBoundingClientRect();
              const { outlineStyle, visibility } = getComputedStyle(shown);
              return outlineStyle !== "none" && visibility === "visible" && right > 0 && bottom > 0
                && left < innerWidth && top < innerHeight ? "" : node.outerHTML;
            }"""
        )
        if found is None:
            break
        assert found == ""
        seen += 1
    assert seen > 40


@pytest.mark.parametrize("width", [PHONE, 1100, DESK])
def test_the_skip_link_leads_to_the_text(page: Page, address: str, width: int) -> None:
    """It comes before the boxes that open the sidebars where these are closed."""
    widen(page, width)
    page.goto(address + ESSAY)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-to-content")).to_be_focused()
    expect(page.locator(".skip-to-content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_from_place_to_place_by_keyboard(page: Page, address: str) -> None:
    widen(page, DESK)
    page.goto(f"{address}index.html")
    page.locator(".sidebar-tree a", has_text="Archive").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Archive")
    here = page.locator(".sidebar-tree [aria-current=page]")
    expect(here).to_have_text("Archive")
    page.locator("article .cp-entry a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/**")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Archive")


def test_from_the_sidebar_to_an_essay_to_the_search_and_back_by_keyboard(
    page: Page, address: str
) -> None:
    widen(page, DESK)
    page.goto(f"{address}index.html")

    def go(link: Locator) -> None:
        """Press the Tab key until the link has the focus, then follow it."""
        for _ in range(100):
            page.keyboard.press("Tab")
            if link.evaluate("node => node === document.activeElement"):
                page.keyboard.press("Enter")
                return
        pytest.fail("the Tab key does not lead there")

    go(page.locator(".sidebar-tree a", has_text="Archive"))
    expect(page.locator("h1")).to_contain_text("Archive")
    go(page.locator("article .cp-entry a", has_text="Being a beginner again"))
    expect(page.locator("h1")).to_contain_text("Being a beginner again")
    for _ in range(100):
        page.keyboard.press("Tab")
        focused = page.evaluate_handle("document.activeElement").as_element()
        assert focused is not None
        if focused.evaluate("node => node.matches('article p > a.internal')"):
            break
    before = focused.evaluate("node => node.href")
    page.keyboard.press("/")
    expect(page.locator(".cp-search[open] input")).to_be_focused()
    page.keyboard.type("messy")
    expect(page.locator(".cp-hits [role=option]").first).to_contain_text("What messy data teaches")
    page.keyboard.press("Escape")
    if page.locator(".cp-search[open]").count():  # the first press may only clear the field
        page.keyboard.press("Escape")
    expect(page.locator(".cp-search[open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.href") == before
    page.keyboard.press("/")
    expect(page.locator(".cp-hits [role=option]").first).to_contain_text("What messy data teaches")
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/what-messy-data-teaches*")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Being a beginner again")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Archive")


def test_drawers_open_by_keyboard(page: Page, address: str) -> None:
    widen(page, PHONE)
    page.goto(address + ESSAY)
    place = page.locator(".sidebar-tree a", has_text="Archive")
    expect(place).not_to_be_visible()
    page.keyboard.press("Tab")  # to the text
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(place).to_be_in_viewport()
    expect(place).to_be_visible()
    page.keyboard.press("Escape")
    expect(place).not_to_be_visible()


def test_without_a_script_all_but_the_switch_is_there(
    browser: Browser, address: str, kind: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address + kind)
    expect(page.locator(".theme-toggle:visible")).to_have_count(0)
    expect(page.locator(".sidebar-tree a", has_text="Archive")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    page.close()


def test_the_scheme_one_chooses_holds(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address + ESSAY)
    body = page.locator("body")
    expect(body).to_have_css("background-color", "rgb(255, 254, 251)")
    page.locator(".theme-toggle:visible").click()
    expect(body).to_have_css("background-color", "rgb(22, 21, 20)")
    page.locator(".sidebar-tree a", has_text="Archive").click()
    expect(page.locator("h1")).to_contain_text("Archive")
    expect(body).to_have_css("background-color", "rgb(22, 21, 20)")


# Its weight


def test_a_page_asks_nobody_else_and_complains_of_nothing(
    page: Page, address: str, kind: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.goto(address + kind, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert said == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_moves_while_a_page_is_loaded(page: Page, address: str, width: int) -> None:
    widen(page, width)
    for name in (ESSAY, SPECIMEN):
        page.goto(address + name, wait_until="networkidle")
        shift = page.evaluate(
            """() => new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) sum += entry.value;
              }).observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 200);
            })"""
        )
        assert shift == 0


def loaded(page: Page, address: str) -> dict[str, bytes]:
    """Return all that a page loads before anything is opened, by address."""
    found: dict[str, bytes] = {}
    page.on("response", lambda response: found.__setitem__(response.url, response.body()))
    page.goto(address, wait_until="networkidle")
    return found


def test_an_essay_is_light(page: Page, address: str) -> None:
    found = loaded(page, address + ESSAY)
    assert sum(len(gzip.compress(body)) for body in found.values()) <= 100 * KB
    assert [url for url in found if re.search(r"\.(woff2?|ttf|otf)", url)] == []


def test_our_own_styles_and_scripts_are_small(page: Page, address: str, kind: str) -> None:
    found = loaded(page, address + kind)
    ours = {url: len(body) for url, body in found.items() if "commonplace" in url}
    ours = {url: size for url, size in ours.items() if "-search" not in url}  # it is opened
    assert sum(size for url, size in ours.items() if ".css" in url) <= 15.5 * KB
    assert sum(size for url, size in ours.items() if ".js" in url) <= 8 * KB


# Its making


def test_small_styles_mean_what_their_authors_wrote(page: Page, site: Site) -> None:
    read = r"""sheet => {
      const read = new CSSStyleSheet();
      read.replaceSync(sheet);
      // Conditions and the values of properties of our own are kept as they are written.
      const same = rule => rule.cssText
        .replace(/\s+/g, " ")
        .replace(/([,:(]) /g, "$1")
        .replace(/ \)/g, ")")
        .replace(/\b0\./g, ".");
      return [...read.cssRules].map(same);
    }"""
    for path in STYLES.glob("*.css"):
        copy = site.output() / "_static/commonplace" / path.name
        small = copy.read_text(encoding="utf-8")
        assert len(small) < len(path.read_text(encoding="utf-8"))
        assert page.evaluate(read, small) == page.evaluate(read, path.read_text(encoding="utf-8"))


def test_an_author_changes_accent_fonts_and_measure_by_furos_variables(
    page: Page, tmp_path: Path
) -> None:
    site = Site(tmp_path)
    write(site.source)
    conf = site.source / "conf.py"
    options: dict[str, Any] = {
        "light_css_variables": {
            "color-brand-primary": "#00457c",
            "color-brand-content": "#00457c",
            "font-stack": "Georgia, serif",
            "measure": "30rem",
        },
        "dark_css_variables": {"color-brand-content": "#9fc5e8"},
    }
    conf.write_text(f"{conf.read_text()}\nhtml_theme_options = {options!r}\n")
    site.build()
    widen(page, DESK)
    with served(site.output()) as address:
        page.emulate_media(color_scheme="light")
        page.goto(address + SPECIMEN)
        prose = page.locator("article > section > p:not([class])").first
        link = page.locator("article p > a.internal").first
        expect(link).to_have_css("color", "rgb(0, 69, 124)")
        expect(prose).to_have_css("font-family", "Georgia, serif")
        expect(prose).to_have_css("width", "480px")
        page.emulate_media(color_scheme="dark")
        expect(link).to_have_css("color", "rgb(159, 197, 232)")


def test_one_system_without_force() -> None:
    sheets = {path.name: path.read_text(encoding="utf-8") for path in STYLES.glob("*.css")}
    assert [name for name, sheet in sheets.items() if "!important" in sheet] == []
    used = set(re.findall(r"var\((--(?!cp-)[\w-]+)", "".join(sheets.values())))
    declared = set(re.findall(r"^\s+(--[\w-]+):", sheets["tokens.css"], re.MULTILINE))
    furos = re.compile(r"--(color|icon|font|sidebar|toc)-")
    assert {name for name in used - declared if not furos.match(name)} == {"--none"} & used
    colours = {name for name, sheet in sheets.items() if re.search(r"#[0-9a-f]{3,8}\b", sheet)}
    assert colours == {"tokens.css", "callouts.css", "map.css"}
