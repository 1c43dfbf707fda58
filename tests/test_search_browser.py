"""The search in a real browser: by keyboard, over http and from disk, html and dirhtml."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import served
from tests.conftest import CONF, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

ESSAY = """\
---
date: 2024-05-06
tags: [career, machine learning]
description: What a notebook is for.
lang: en
---
# Keeping a commonplace book

An essay on notebooks and their keepers.

## Indexing by hand

John Locke published a method of indexing in 1706. It was copied widely.

## Afterwards

Cafés kept newspapers, and readers copied naïve verses.
"""
# So many sentences that no two of them share a file of the index.
FILLER = "---\ntags: filler\n---\n# Filler {}\n\nPlain words, copied.\n" + "And so on.\n" * 26
NOTES = {f"posts/filler{number}.md": FILLER.format(number) for number in range(24)}
LONG = f"""\
---
date: 1999-03-04
tags: [letters, old things]
---
# A very long letter

{"It goes on. " * 70}

## Of rivers

{"It goes on. " * 120} Zambesi. {"It goes on. " * 20}
"""
FILES: dict[str, str | bytes] = {
    "conf.py": CONF + 'html_baseurl = "https://notes.example/"\n',
    "index.md": "# Home\n\n```{toctree}\n:hidden:\n\ntags\narchive\n```\n",
    "tags.md": "# Tags\n\n```{terms} tags\n```\n",
    "archive.md": "# Archive\n\n```{posts}\n:group: year\n```\n",
    "_static/own.css": "",
    "_templates/.keep": "",
    "posts/essay.md": ESSAY,
    "posts/older.md": "---\ndate: 2021-01-02\ntags: career\n---\n# A notebook of work\n\nIndex.\n",
    "posts/long.md": LONG,
    "posts/code.md": "# Notes on C++ and .NET\n\nAn i.i.d. sample; don't `git rebase --onto`.\n",
    "posts/weaving.md": "# Weaving\n\nBy hand, as Filerius did.\n",
    "posts/weave.md": "# Weave\n\nWeaves, weaves, weaves, and what is woven.\n",
    "posts/tokyo.md": "---\nlang: ja\n---\n# 東京の図書館\n\n日本の図書館で本を読む。\n",
    "posts/arabic.md": "---\nlang: ar\n---\n# كِتَابٌ\n\nمكتبة أحمد\n",
    "posts/evil.md": "# A </script><img src=x onerror=document.title='ran'> title\n\nHarmless.\n",
    "posts/hidden.md": "---\nsearch: false\n---\n# Hidden\n\nUnfindable.\n",
    **NOTES,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site that is built, in both forms of addresses."""
    made = Site(tmp_path_factory.mktemp("search"))
    made.write(FILES)
    for builder in ("html", "dirhtml"):
        assert made.build(builder, "-W", "--keep-going").warnings == []
    return made


@pytest.fixture(scope="module", params=["http html", "http dirhtml", "disk html", "disk dirhtml"])
def at(request: pytest.FixtureRequest, site: Site) -> Iterator[Callable[[str], str]]:
    """Return a function from the name of a page to its address, on a server or on disk."""
    way, builder = request.param.split()
    ending = ".html" if builder == "html" else "/index.html" if way == "disk" else "/"
    with served(site.output(builder)) as http:
        top = http if way == "http" else f"{site.output(builder).as_uri()}/"
        yield lambda page: f"{top}index.html" if page == "index" else f"{top}{page}{ending}"


@pytest.fixture(scope="module")
def http(site: Site) -> Iterator[str]:
    """Return where a server has the site."""
    with served(site.output()) as found:
        yield found


@pytest.fixture
def errors(page: Page) -> list[str]:
    """Collect what goes wrong in a page."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def ask(page: Page, query: str) -> None:
    """Open the dialog by its key, and type."""
    page.keyboard.press("/")
    page.keyboard.type(query)


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search")


def titles(page: Page) -> list[str]:
    return page.locator(".cp-hit-title").all_inner_texts()


def test_nothing_is_asked_for_before_the_dialog_is_opened(page: Page, http: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{http}index.html")
    page.wait_for_timeout(300)
    assert not [url for url in asked if "search" in url]
    ask(page, "locke")
    expect(page.locator(".cp-hit")).to_have_count(1)
    assert [url for url in asked if "/_search/index.js" in url]


def test_an_essay_is_found_by_its_title_misspelt_and_by_tag_and_year(
    page: Page, at: Callable[[str], str], errors: list[str]
) -> None:
    page.goto(at("index"))
    ask(page, "keepnig a comonplace book")
    expect(page.locator(".cp-hit-title").first).to_have_text("Keeping a commonplace book")
    expect(page.get_by_role("status")).to_contain_text("commonplace")
    field(page).fill("tag:career year:2024 indexing")
    expect(page.locator(".cp-hit")).to_have_count(1)
    expect(page.locator(".cp-hit[aria-selected=true]")).to_contain_text("Indexing by hand")
    expect(page.locator(".cp-hit time")).to_have_text("6 May 2024")
    page.emulate_media(forced_colors="active")
    chosen = page.locator(".cp-hit[aria-selected=true]")
    expect(chosen).to_have_css("outline", re.compile("solid 2px$"))
    expect(chosen).not_to_have_css("outline-color", "rgba(0, 0, 0, 0)")
    page.emulate_media(forced_colors="none")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/essay\b.*#indexing-by-hand$"))
    expect(page.locator("mark.cp-found").first).to_have_text("Indexing")
    page.keyboard.press("Escape")
    expect(page.locator("mark.cp-found")).to_have_count(0)
    assert errors == []


def test_a_phrase_leads_to_its_section(page: Page, at: Callable[[str], str]) -> None:
    page.goto(at("index"))
    ask(page, '"method of indexing"')
    expect(page.locator(".cp-hit")).to_have_count(1)
    expect(page.locator(".cp-hit-heading")).to_have_text("Indexing by hand")
    expect(page.locator(".cp-hit-excerpt mark")).to_contain_text(["method", "of", "indexing"])
    field(page).fill('"indexing method"')
    expect(page.get_by_role("status")).to_have_text("Nothing was found.")


def test_the_page_of_results_can_be_linked_to(
    page: Page, at: Callable[[str], str], errors: list[str]
) -> None:
    page.goto(f"{at('search')}?q=copied")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Search")
    expect(page.locator("#cp-search-page .cp-hit")).to_have_count(10)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Previous")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Previous")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Previous")).to_have_count(0)
    expect(page.locator("#cp-search-page .cp-hit")).to_have_count(10)
    assert errors == []


BAD = [
    *("c++", ".net", "i.i.d.", "don't", "🎉", '"unclosed', "-", "tag:", "tag:none", "year:x"),
    *("kind:", "-kind:essay", "__proto__", "constructor", "toString", "日本", "\u202eabc"),
    *("<img/src=x/onerror=document.title='ran'>", '""', '-"', "*", "\\", "[", "("),
]


def test_odd_queries_do_no_harm(page: Page, http: str, errors: list[str]) -> None:
    page.goto(f"{http}index.html")
    ask(page, "x")
    for query in (*BAD, " ".join(BAD), "a" * 10_000, "word " * 2_000):
        field(page).fill(query)
        page.wait_for_function("query => Commonplace.search(query).then(() => true)", arg=query)
    assert errors == []
    assert page.title() != "ran"


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("c++", "Notes on C++ and .NET"),
        (".net", "Notes on C++ and .NET"),
        ("i.i.d.", "Notes on C++ and .NET"),
        ("don't", "Notes on C++ and .NET"),
        ("図書館", "東京の図書館"),
        ("館", "東京の図書館"),
        ("كتاب", "كِتَابٌ"),
        ("مكتبه احمد", "كِتَابٌ"),
        ("cafes naive", "Keeping a commonplace book"),
        ("indexed", "Keeping a commonplace book"),
        ("keeping copied", "Keeping a commonplace book"),
        ("commonplace -work", "Keeping a commonplace book"),
        ('tag:"machine learning"', "Keeping a commonplace book"),
        ("kind:essay notebooks", "A notebook of work"),
        ("waeving", "Weaving"),
    ],
)
def test_words_of_all_kinds_are_found(page: Page, http: str, query: str, title: str) -> None:
    page.goto(f"{http}index.html")
    ask(page, "x")
    field(page).fill(query)
    expect(page.locator(".cp-hit-title").first).to_have_text(title)


def test_a_title_is_shown_as_it_is_written(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    ask(page, "harmless")
    expect(page.locator(".cp-hit-title")).to_have_text([re.compile("<img src=x")])
    assert page.title() != "ran"


def test_what_its_author_hides_is_not_found(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    ask(page, "unfindable")
    expect(page.get_by_role("status")).to_contain_text("Nothing was found.")


def test_filters_are_offered_with_their_counts(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    ask(page, "notebook")
    expect(page.locator(".cp-hit")).to_have_count(2)
    page.get_by_text("Filters").click()
    expect(page.get_by_role("group", name="Year")).to_have_text(re.compile("2024 1.*2021 1"))
    expect(page.get_by_role("group", name="Tag")).to_contain_text("career 2")
    page.get_by_role("button", name="2021").click()
    expect(page.locator(".cp-hit-title")).to_have_text(["A notebook of work"])
    expect(page.get_by_role("button", name="2021")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="2021").click()
    expect(page.locator(".cp-hit")).to_have_count(2)
    page.get_by_label("Order").select_option("Newest first")
    expect(page.locator(".cp-hit-title").first).to_have_text("Keeping a commonplace book")


def test_keys_move_through_results_and_what_was_searched_is_kept(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("copied")
    expect(page.locator(".cp-hit")).to_have_count(10)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".cp-hit").nth(1)).to_have_attribute("aria-selected", "true")
    expect(field(page)).to_have_attribute("aria-activedescendant", "cp-hit-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cp-hit").nth(9)).to_have_attribute("aria-selected", "true")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    assert "find=" in opened.value.url
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    page.keyboard.press("/")
    page.get_by_role("option", name="copied").click()
    expect(field(page)).to_have_value("copied")
    field(page).fill("")
    page.get_by_role("button", name="Forget these").click()
    expect(page.get_by_role("option", name="copied")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('commonplace-recent')") is None


def test_the_field_of_the_sidebar_opens_the_dialog(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    page.locator(".sidebar-search").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".sidebar-search")).to_be_focused()


def test_the_page_of_results_has_one_field(page: Page, http: str, errors: list[str]) -> None:
    page.goto(f"{http}search.html?q=copied&page=2")
    expect(page.get_by_role("button", name="Previous")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#cp-search-page input")).to_be_focused()
    page.keyboard.type("locke")
    expect(page.locator(".cp-hit")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"search\.html\?q=locke$"))
    page.locator(".sidebar-search").press("n")
    expect(page.locator("#cp-search-page input")).to_have_value("n")
    assert errors == []


def test_what_was_found_is_still_there_on_the_way_back(page: Page, http: str) -> None:
    page.goto(f"{http}search.html?q=notebook")
    page.get_by_label("Order").select_option("Newest first")
    page.get_by_text("Filters").click()
    page.get_by_role("button", name="2021").click()
    expect(page).to_have_url(re.compile(r"q=notebook\+year%3A2021&sort=date$"))
    page.locator(".cp-hit").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A notebook of work")
    page.go_back()
    expect(page.locator(".cp-hit")).to_have_count(1)
    expect(page.get_by_label("Order")).to_have_value("date")
    page.go_back()
    expect(page.locator(".cp-hit")).to_have_count(2)
    expect(page.locator("#cp-search-page input")).to_have_value("notebook")
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("best")


def test_marks_stay_until_they_are_hidden(page: Page, http: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{http}posts/essay.html?find=copied+cafes#afterwards")
    marks = page.locator("mark.cp-found")
    expect(marks).to_have_text(["copied", "Cafés", "copied"])
    expect(marks.first).to_have_css("background-color", "rgb(253, 241, 207)")
    before = page.locator("[role=main]").inner_text()
    page.reload()
    expect(marks).to_have_count(3)
    dismiss = page.get_by_role("button", name="Hide the marks")
    edge = "node => { const { left, bottom } = node.getBoundingClientRect();"
    assert dismiss.evaluate(
        f"{edge} return document.elementFromPoint(left + 2, bottom - 5) === node }}"
    )
    dismiss.click()
    expect(marks).to_have_count(0)
    assert page.locator("[role=main]").inner_text() == before
    expect(page).to_have_url(f"{http}posts/essay.html#afterwards")
    expect(page.get_by_role("button", name="Hide the marks")).to_have_count(0)


def test_a_reader_who_does_not_see_it_hears_of_it(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    ask(page, "notebook")
    expect(page.get_by_role("status")).to_have_text("2 results")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(field(page)).to_have_accessible_description(re.compile("year:2024"))
    options = page.get_by_role("listbox", name="Results").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.nth(1)).to_have_accessible_name(re.compile("^Keeping a commonplace book.*2024"))
    field(page).fill("nothingofthekind")
    expect(page.get_by_role("status")).to_have_text("Nothing was found.")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    field(page).fill("notebook locke filler")
    expect(page.get_by_role("status")).to_contain_text("No page has all the words")
    expect(options.first.locator(".cp-hit-missing")).to_have_text(re.compile("^Without:"))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("tag:care", 2),  # as far as it is typed
        ("tag:Career", 2),
        ("-tag:career copied", 24),
        ("year:20", 2),
        ("-year:2024 copied", 24),
        ("kind:note copied", 24),
        ('"copied widely" -work', 1),
        ("--copied", 25),
        ('"copied widely', 1),
        ('"widely copied"', 0),
        ("\u202ekeeping", 1),
        ("tag:", 0),
    ],
)
def test_a_query_can_be_narrowed(page: Page, http: str, query: str, count: int) -> None:
    page.goto(f"{http}index.html")
    ask(page, "x")
    expect(page.get_by_role("status")).not_to_be_empty()
    found = page.evaluate("query => Commonplace.search(query).then(({count}) => count)", query)
    assert found == count


def test_a_shard_that_fails_is_asked_for_twice_and_then_said_so(page: Page, http: str) -> None:
    failed: list[str] = []

    def fail(route: Route) -> None:
        """Fail the first file that is asked for, and no other."""
        path = route.request.url.partition("?")[0]
        if path in failed or not failed:
            failed.append(path)
            route.abort()
        else:
            route.fallback()

    page.route("**/_search/t/*", fail)
    page.goto(f"{http}index.html")
    ask(page, "")
    field(page).fill("filler")
    expect(page.get_by_role("status")).to_contain_text("24 results Part of the index could not be")
    expect(page.locator(".cp-hit")).to_have_count(9)
    assert len(failed) == 2
    page.unroute("**/_search/t/*")
    field(page).fill("filler copied")
    expect(page.locator(".cp-hit")).to_have_count(10)
    expect(page.get_by_role("status")).to_have_text("24 results")


def file_with(site: Site, text: str) -> str:
    """Return the name of the only file of texts that has a text."""
    found = (site.output() / "_search/t").iterdir()
    (name,) = [path.name for path in found if text in path.read_text(encoding="utf-8")]
    return name


def test_a_later_part_of_a_page_is_shown_as_the_first_is(
    page: Page, site: Site, http: str, errors: list[str]
) -> None:
    title, heading, text = "A very long letter", "Of rivers", "Zambesi"
    names = [file_with(site, f'"{said}') for said in (title, heading)] + [file_with(site, text)]
    assert len(set(names)) == 3
    for query in ("zambesi", "rivers zambesi", '"on zambesi it"'):
        page.goto(f"{http}index.html")
        ask(page, query)
        expect(page.locator(".cp-hit-title")).to_have_text([title])
        expect(page.locator(".cp-hit-heading")).to_have_text(heading)
        expect(page.locator(".cp-hit-meta")).to_have_text("4 Mar 1999lettersold things")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/long\.html.*#of-rivers$"))
    assert errors == []


def test_a_part_of_a_page_whose_others_fail_does_no_harm(
    page: Page, site: Site, http: str, errors: list[str]
) -> None:
    page.goto(f"{http}index.html")
    page.evaluate("Commonplace.load().then(() => 0)")
    for query in ("zambesi", '"on zambesi"'):
        for missing, shown in (("A very long letter", []), ("Of rivers", [["", ""]])):
            files = f"**/_search/t/{file_with(site, missing)}*"
            page.route(files, lambda route: route.abort())
            found = page.evaluate("text => Commonplace.search(text)", query)
            assert [[hit["heading"], hit["anchor"]] for hit in found["hits"]] == shown
            assert (found["count"], found["failed"]) == (1, True)
            page.unroute(files)
            found = page.evaluate("text => Commonplace.search(text)", query)
            assert [hit["heading"] for hit in found["hits"]] == ["Of rivers"]
            assert not found["failed"]
            page.reload()
            page.evaluate("Commonplace.load().then(() => 0)")
    first = file_with(site, "A very long letter")
    page.route(f"**/_search/t/{first}*", lambda route: route.abort())
    ask(page, "zambesi")
    expect(page.get_by_role("status")).to_contain_text("Part of the index could not be loaded")
    assert errors == []


def test_without_an_index_this_is_said(page: Page, http: str) -> None:
    page.route("**/_search/**", lambda route: route.abort())
    page.goto(f"{http}index.html")
    ask(page, "locke")
    expect(page.get_by_role("status")).to_contain_text("does not work")


def test_a_strict_policy_allows_it(page: Page, http: str, errors: list[str]) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"

    def strict(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("<head>", f"<head>{policy}"))

    page.route("**/index.html", strict)
    page.goto(f"{http}index.html")
    ask(page, "locke")
    expect(page.locator(".cp-hit")).to_have_count(1)
    assert errors == []


def test_what_is_loaded_is_searched_at_once_and_the_rest_when_the_reader_pauses(
    page: Page, http: str
) -> None:
    page.goto(f"{http}index.html")
    ask(page, "locke")
    expect(page.locator(".cp-hit")).to_have_count(1)
    page.evaluate("setTimeout = () => 0")  # the reader never pauses
    field(page).fill("filler")
    page.wait_for_timeout(200)
    expect(page.locator(".cp-hit-title")).to_have_text(["Keeping a commonplace book"])
    field(page).fill("lock")
    expect(page.locator(".cp-hit-excerpt mark")).to_have_text("Locke")
    field(page).fill("locke")
    expect(page.get_by_role("status")).to_have_text("1 result")


def test_what_only_a_rare_word_begins_with_may_be_misspelt(page: Page, http: str) -> None:
    page.goto(f"{http}index.html")
    page.evaluate("Commonplace.load().then(() => 0)")
    found = page.evaluate("Commonplace.search('filer', {limit: 40})")
    here = [hit["title"] for hit in found["hits"]]
    assert "Weaving" in here
    assert sum(title.startswith("Filler") for title in here) == 24
    assert found["instead"] == []


@pytest.mark.parametrize("title", ["Weave", "Weaving"])
def test_a_title_just_as_it_is_typed_comes_first(page: Page, http: str, title: str) -> None:
    page.goto(f"{http}index.html")
    page.evaluate("Commonplace.load().then(() => 0)")
    found = page.evaluate("text => Commonplace.search(text)", title.lower())
    assert found["hits"][0]["title"] == title
    assert found["count"] == 2


def test_a_word_that_only_begins_is_looked_for_in_six_shards(page: Page, http: str) -> None:
    asked: list[str] = []
    begins = "abcdefghijkl"

    def many(route: Route) -> None:
        # An index that has a shard for each of so many beginnings of a word.
        found = re.fullmatch(r'Commonplace\.take\("index",(.*)\)\n', route.fetch().text())
        assert found
        made = json.loads(found[1])
        made[3] = [" ".join(["", *(f"p{letter}" for letter in begins)])]
        made[3].append("".join(f"shard-{letter}0" for letter in f"0{begins}"))
        route.fulfill(body=f'Commonplace.take("index",{json.dumps(made)})\n')

    def empty(route: Route) -> None:
        name = re.sub(r".*/(w/.*)\.js.*", r"\1", route.request.url)
        asked.append(name[-2])
        route.fulfill(body=f'Commonplace.take("{name}","")\n')

    page.route("**/_search/index.js*", many)
    page.route("**/_search/w/*", empty)
    page.goto(f"{http}index.html")
    for typed, shards in {"p": "0abcde", "pc": "c", "pl": "l"}.items():
        asked.clear()
        page.reload()
        page.evaluate("Commonplace.load().then(() => 0)")
        assert page.evaluate("text => Commonplace.search(text)", typed)["hits"] == []
        assert "".join(sorted(set(asked))) == shards


def test_the_engine_and_the_dialog_are_small(site: Site) -> None:
    files = [site.output() / f"_static/commonplace-search.{kind}" for kind in ("js", "css")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) <= 12_000


def test_on_a_phone_it_fills_the_screen(page: Page, http: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{http}index.html")
    page.locator(".cp-search-open").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 640}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anyone_can_use_it(page: Page, http: str, scheme: Literal["light", "dark"]) -> None:
    def check(context: str) -> None:
        found = Axe().run(page, context=context)
        assert found.violations_count == 0, found.generate_report()

    page.emulate_media(color_scheme=scheme)
    page.goto(f"{http}index.html")
    ask(page, "notebook")
    page.get_by_text("Filters").click()
    expect(page.get_by_role("group", name="Tag")).to_be_visible()
    check("dialog")
    field(page).fill("nothingofthekind")
    expect(page.get_by_role("status")).to_have_text("Nothing was found.")
    check("dialog")
    page.evaluate("localStorage.setItem('commonplace-recent', '[\"locke\"]')")
    field(page).fill("")
    expect(page.get_by_role("option", name="locke")).to_be_visible()
    check("dialog")
    page.goto(f"{http}search.html?q=notebook")
    expect(page.locator(".cp-hit")).to_have_count(2)
    check("#cp-search-page")
    page.goto(f"{http}posts/essay.html?find=copied")
    expect(page.locator("mark.cp-found").first).to_be_visible()
    check("article")
    check(".cp-found-bar")


def test_without_scripts_the_page_offers_other_ways(browser: Browser, http: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{http}search.html")
    links = page.locator("article a:not(.headerlink)")
    assert links.all_inner_texts() == ["Tags", "Archive", "All posts"]
    links.last.click()
    posts = sum(name.startswith("posts/") for name in FILES)
    expect(page.locator(".cp-listing li")).to_have_count(posts)
    context.close()
