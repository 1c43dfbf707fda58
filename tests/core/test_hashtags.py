"""What is a tag in the text, and what is a number, a colour, code or an address."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.markup import hashtags

TAGS = {
    "#career": "#career",
    "See #career.": "#career",
    "(#career) and": "#career",
    "\u201c#career\u201d": "#career",
    "#career/learning/": "#career/learning",
    "#year-2024, so": "#year-2024",
    "#2024-plan": "#2024-plan",
    "#b\xfccher!": "#b\xfccher",
    "#\u5b66\u4e60\u3002": "#\u5b66\u4e60",
    "#\u0645\u06cc\u200c\u0631\u0648\u062f": "#\u0645\u06cc\u200c\u0631\u0648\u062f",
    "#\u0939\u093f\u0928\u094d\u0926\u0940": "#\u0939\u093f\u0928\u094d\u0926\u0940",
    "#\U0001f331 grows": "#\U0001f331",
    "#cafe": "#cafe",
}
TEXT = [
    "#1",
    "#2024",
    "#1/2",
    "#",
    "# heading",
    "##section",
    "C#",
    "C#sharp",
    "a#b",
    "https://example.org/#top",
    "#fff",
    "#FAFAFA",
    "#3a7bd5",
    "#3a7bd5cc",
    "{: #anchor}",
    "{#anchor}",
    "{.note #anchor}",
    "#-",
    "#/",
    "#tag#tag",
]


@pytest.mark.parametrize(("text", "tag"), TAGS.items())
def test_a_tag_is_found_with_its_sign(text: str, tag: str) -> None:
    assert hashtags.scan(text, text.index("#"), len(text)) == tag


@pytest.mark.parametrize("text", TEXT)
def test_other_signs_are_text(text: str) -> None:
    found = [hashtags.scan(text, n, len(text)) for n in range(len(text))]
    assert found == [None] * len(text)


def test_it_ends_where_the_text_ends() -> None:
    assert hashtags.scan("#career", 0, 4) == "#car"
