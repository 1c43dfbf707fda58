"""The content security policy: what is allowed by its hash, and what never is."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest

from sphinx_commonplace.core.output.policy import MOST, Inline, policy


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def inline(*pages: str) -> Inline:
    found = Inline()
    for page in pages:
        found.add(page)
    return found


def directive(text: str, name: str) -> list[str]:
    return next(part for part in text.split("; ") if part.split(" ")[0] == name).split(" ")[1:]


def test_a_page_with_nothing_in_it_may_load_from_its_origin_alone() -> None:
    told = policy(inline("<p>Words</p>"))
    assert directive(told, "default-src") == ["'none'"]
    assert directive(told, "script-src") == ["'self'"]
    assert directive(told, "style-src-attr") == ["'none'"]
    assert directive(told, "frame-ancestors") == ["'self'"]
    assert "unsafe" not in told


@pytest.mark.parametrize(
    "page",
    [
        "<script>run()</script>",
        '<SCRIPT type="module">run()</SCRIPT >',
        '<script\n  type="text/javascript" async>run()</script>',
    ],
)
def test_a_script_is_allowed_by_its_text(page: str) -> None:
    assert inline(page).scripts == {digest("run()")}


@pytest.mark.parametrize(
    "page",
    [
        '<script src="a.js"></script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        "&lt;script&gt;run()&lt;/script&gt;",
        "<scripture>run()</scripture>",
    ],
)
def test_what_is_no_script_of_the_page_is_not_allowed(page: str) -> None:
    assert inline(page).scripts == set()


def test_the_hash_is_that_of_what_the_browser_parses() -> None:
    found = inline("<script>\r\na\r\n</script><p style=\"content: '&quot;'\"></p>")
    assert found.scripts == {digest("\na\n")}
    assert found.attributes == {digest("content: '\"'")}


@pytest.mark.parametrize("value", ['"width: 3px"', "'width: 3px'"])
def test_a_style_attribute_is_allowed_by_its_value(value: str) -> None:
    told = policy(inline(f"<p class=x style={value}>"))
    assert directive(told, "style-src-attr") == ["'unsafe-hashes'", digest("width: 3px")]


def test_many_style_attributes_are_allowed_at_once_but_no_script() -> None:
    pages = [f'<p style="width: {number}px">' for number in range(MOST + 1)]
    told = policy(inline(*pages, "<style>a</style>", "<script>b</script>"))
    assert directive(told, "style-src-attr") == ["'unsafe-inline'"]
    assert directive(told, "style-src") == ["'self'", digest("a")]
    assert directive(told, "script-src") == ["'self'", digest("b")]
    assert len(told) < 2_000


def test_the_order_of_pages_does_not_matter() -> None:
    pages = [f"<script>{number}</script>" for number in range(5)]
    assert policy(inline(*pages)) == policy(inline(*reversed(pages)))


def test_an_element_says_nothing_of_frames_around_it() -> None:
    assert "frame-ancestors" not in policy(Inline(), is_header=False)


def test_another_origin_is_named_where_it_is_needed() -> None:
    told = policy(Inline(), ["https://giscus.app"])
    named = [part.split(" ")[0] for part in told.split("; ") if "giscus" in part]
    assert named == ["script-src", "style-src", "connect-src", "frame-src"]
