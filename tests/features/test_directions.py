"""Text of the other direction than its page: what is marked, and what is left alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site

PERSIAN = "این یک بند فارسی است"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (PERSIAN, ["p"]),
        (f"HTML {PERSIAN}", ["p"]),
        ("می‌خواهم means that I want it.", []),
        (f"`a piece of code longer than the words` {PERSIAN}", ["p"]),
        (f"{{code}}`a piece of code longer than the words` {PERSIAN}", ["p"]),
        ("فارسی API", []),
        ("12 + 3", []),
        (f"## {PERSIAN}\n\nWords.", ["h2"]),
        (f"- {PERSIAN}\n  - {PERSIAN}\n- {PERSIAN}\n", ["ul"]),
        (f"- an item of a list that is long\n- {PERSIAN}\n\n> {PERSIAN}", ["p", "blockquote"]),
        (f"> [!tip] {PERSIAN}\n> So it is.", ["div", "p"]),
        (f"| {PERSIAN} |\n|---|\n| So it is |", ["table", "p"]),
        (f"Words.^[{PERSIAN}]", ["p"]),
    ],
)
def test_what_is_mostly_of_the_other_direction_is_marked(
    make_site: Callable[..., Site], text: str, marked: list[str]
) -> None:
    site = make_site({"index.md": f"# Home\n\n{text}\n"})
    assert site.build("html", "-W").warnings == []
    page = site.page("index")
    assert [node.name for node in page.select(".cp-rtl, .cp-ltr")] == marked
    assert bool(page.select("link[href*='/directions.css']")) == bool(marked)


def test_a_page_of_the_other_direction_marks_the_other_text(make_site: Callable[..., Site]) -> None:
    """What a page embeds is marked by the page that shows it, and feeds say it in their own way."""
    files = {
        "posts/fa.md": f"---\ndate: 2024-01-01\nlang: fa\n---\n# {PERSIAN}\n\n{PERSIAN}\n\n"
        f"## API\n\nEnglish it is.\n\n- HTML {PERSIAN}\n",
        "posts/en.md": "# Host\n\nWords.\n\n![[fa]]\n",
    }
    site = make_site(files)
    assert site.build("html", "-W").warnings == []
    assert [node.text for node in site.page("posts/fa").select(".cp-ltr")] == ["English it is."]
    assert site.page("posts/fa").select(".cp-rtl") == []
    shown = site.page("posts/en").select(".cp-rtl")
    assert [node.name for node in shown] == ["h2", "p", "ul", "p"]  # the last says where it is from
    item = json.loads((site.output() / "feed.json").read_text())["items"][0]
    assert '<p dir="ltr">English it is.</p>' in item["content_html"]
