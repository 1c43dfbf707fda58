"""Previews of links, in a real browser."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.interaction import POINTER_TOUCH
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import browser, served
from tests.conftest import CONF, Site
from tests.sample import PNG

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

LONGER = 1.5  # seconds, well above the delay of the script
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
def driver() -> Iterator[Chrome]:
    """Return a browser."""
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.output()) as found:
        yield found


@pytest.fixture
def host(driver: Chrome, address: str) -> Chrome:
    """Open the page with the links."""
    ActionChains(driver).move_by_offset(0, 0).perform()
    driver.get(f"{address}posts/host.html")
    return driver


def link(driver: Chrome, words: str) -> WebElement:
    """Return a link of the text."""
    return driver.find_element(By.XPATH, f"//article//p//a[contains(., '{words}')]")


def previews(driver: Chrome) -> list[WebElement]:
    """Return the previews that are shown: one or none."""
    return driver.find_elements(By.CSS_SELECTOR, ".cp-preview")


def hover(driver: Chrome, words: str) -> WebElement:
    """Move the pointer to a link, and return the preview."""
    ActionChains(driver).move_to_element(link(driver, words)).perform()
    return WebDriverWait(driver, 10).until(lambda _: previews(driver))[0]


def focus(driver: Chrome, words: str) -> WebElement:
    """Go to a link by the keyboard, and return the preview."""
    for _ in range(60):
        ActionChains(driver).send_keys(Keys.TAB).perform()
        if driver.switch_to.active_element == link(driver, words):
            break
    return WebDriverWait(driver, 10).until(lambda _: previews(driver))[0]


def gone(driver: Chrome) -> bool:
    """Whether the preview goes away."""
    return bool(WebDriverWait(driver, 10).until(lambda _: not previews(driver)))


def absent(driver: Chrome) -> bool:
    """Whether no preview comes within the time in which one would have come."""
    time.sleep(LONGER)
    return previews(driver) == []


def test_a_page_is_shown_by_title_meta_line_and_first_paragraph(host: Chrome) -> None:
    lines = hover(host, "the note").text.splitlines()
    assert lines == ["The note", "6 May 2024 · 1 min", "First paragraph with a link and ."]
    assert host.title != "ran"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("A part", ["A part", "Beginning of the part.", "an item"]),
        ("^block", ["Beginning of the part."]),
        ("Below", ["Below", "Words from below."]),
        ("1", ["[1]", "Words of the footnote."]),
    ],
)
def test_a_part_of_a_page_is_shown(host: Chrome, words: str, lines: list[str]) -> None:
    assert hover(host, words).text.splitlines() == lines


def test_what_is_shown_is_inert_and_whole(host: Chrome) -> None:
    preview = hover(host, "the note")
    assert preview.find_elements(By.CSS_SELECTOR, "a, script, [id], [href]") == []
    (picture,) = preview.find_elements(By.CSS_SELECTOR, "img")
    assert WebDriverWait(host, 10).until(lambda _: picture.get_property("naturalWidth") == 1)
    ids = Counter(
        host.execute_script("return [...document.querySelectorAll('[id]')].map(node => node.id)")
    )
    assert [name for name, count in ids.items() if count > 1] == []
    described = link(host, "the note").get_attribute("aria-describedby")
    assert described == preview.get_attribute("id")
    box = host.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "return [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom]",
        preview,
    )
    assert min(box) >= 0


def test_it_goes_on_escape(host: Chrome) -> None:
    hover(host, "the note")
    ActionChains(host).send_keys(Keys.ESCAPE).perform()
    assert gone(host)
    assert link(host, "the note").get_attribute("aria-describedby") is None


def test_it_stays_under_the_pointer_and_goes_on_leaving(host: Chrome) -> None:
    preview = hover(host, "the note")
    ActionChains(host).move_to_element(preview).perform()
    time.sleep(LONGER)
    assert len(previews(host)) == 1
    ActionChains(host).move_to_element(host.find_element(By.TAG_NAME, "h1")).perform()
    assert gone(host)


def test_it_goes_on_scrolling(host: Chrome) -> None:
    focus(host, "the note")  # the pointer is elsewhere, and leaves nothing
    host.execute_script("scrollBy(0, 100)")
    assert gone(host)


def test_a_pointer_that_passes_brings_nothing(host: Chrome) -> None:
    chain = ActionChains(host).move_to_element(link(host, "the note"))
    chain.move_to_element(host.find_element(By.TAG_NAME, "h1")).perform()
    assert absent(host)


def test_focus_by_the_keyboard_brings_it(host: Chrome) -> None:
    assert focus(host, "the note").text.startswith("The note")
    ActionChains(host).send_keys(Keys.TAB).perform()
    WebDriverWait(host, 10).until(
        lambda _: previews(host) and previews(host)[0].text.startswith("A part")
    )


@pytest.mark.parametrize("words", ["elsewhere", "itself", "A file"])
def test_other_links_have_none(host: Chrome, words: str) -> None:
    ActionChains(host).move_to_element(link(host, words)).perform()
    assert absent(host)


def test_a_finger_brings_nothing(host: Chrome) -> None:
    finger = ActionChains(host, devices=[PointerInput(POINTER_TOUCH, "finger")])
    finger.w3c_actions.pointer_action.move_to(link(host, "the note")).pointer_down()
    finger.perform()
    assert absent(host)
    finger.w3c_actions.clear_actions()


def test_from_disk_there_is_none(driver: Chrome, site: Site) -> None:
    driver.get((site.output() / "posts/host.html").as_uri())
    ActionChains(driver).move_to_element(link(driver, "the note")).perform()
    assert absent(driver)


def test_addresses_without_an_ending_do_as_well(driver: Chrome, site: Site) -> None:
    with served(site.output("dirhtml")) as address:
        driver.get(f"{address}posts/host/")
        assert hover(driver, "the note").text.startswith("The note")
