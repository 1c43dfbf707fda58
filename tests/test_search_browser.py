"""The search in a real browser: by keyboard, over http and from disk, with either form of address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser import _find, served
from tests.conftest import CONF, Site

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

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
NOTES = {
    f"posts/filler{number}.md": f"---\ntags: [filler]\n---\n# Filler {number}\n\nPlain words, some of them copied.\n"
    for number in range(24)
}
FILES: dict[str, str | bytes] = {
    "conf.py": CONF + 'html_baseurl = "https://notes.example/"\n',
    "index.md": "# Home\n\n```{toctree}\n:hidden:\n\ntags\narchive\n```\n",
    "tags.md": "# Tags\n\n```{terms} tags\n```\n",
    "archive.md": "# Archive\n\n```{posts}\n:group: year\n```\n",
    "_static/own.css": "",
    "_templates/.keep": "",
    "posts/essay.md": ESSAY,
    "posts/older.md": "---\ndate: 2021-01-02\ntags: career\n---\n# A notebook of work\n\nIndexing.\n",
    "posts/code.md": "# Notes on C++ and .NET\n\nAn i.i.d. sample; don't `git rebase --onto`.\n",
    "posts/tokyo.md": "---\nlang: ja\n---\n# 東京の図書館\n\n日本の図書館で本を読む。\n",
    "posts/arabic.md": "---\nlang: ar\n---\n# كِتَابٌ\n\nمكتبة أحمد\n",
    "posts/evil.md": "# A </script><img src=x onerror=document.title='ran'> title\n\nHarmless.\n",
    "posts/hidden.md": "---\nsearch: false\n---\n# Hidden\n\nUnfindable.\n",
    **NOTES,
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = _find("chromium", "chromium-browser", "google-chrome")
    return {**browser_type_launch_args, "executable_path": path, "args": ["--no-sandbox"]}


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
    page.keyboard.press("Enter")
    page.wait_for_url("**/essay*#indexing-by-hand")
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


def test_the_page_of_results_can_be_linked_to(page: Page, at: Callable[[str], str], errors: list[str]) -> None:
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
