"""Reply links: the addresses under which a reader's mail program or GitHub opens a reply."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from sphinx_commonplace.core.comments.reply_links import Letter, is_destination, link

LETTER = Letter("On “A & B”?", "comments/a/your-name.md", "---\nauthor: X\n---\n\n100 % #1\n")


def test_nothing_is_sent_nowhere() -> None:
    assert link("", LETTER) == ""


def test_an_email_has_a_subject() -> None:
    address = urlsplit(link("me+site@a.example", LETTER))
    assert (address.scheme, address.path) == ("mailto", "me+site@a.example")
    assert parse_qs(address.query) == {"subject": [LETTER.subject]}


@pytest.mark.parametrize(
    ("repository", "path"),
    [
        ("https://github.com/o/r", "/o/r/new/main"),
        ("https://github.com/o/r/", "/o/r/new/main"),
        ("https://github.com/o/r/tree/trunk/site", "/o/r/new/trunk/site"),
    ],
)
def test_a_pull_request_has_a_file_and_a_text(repository: str, path: str) -> None:
    address = urlsplit(link(repository, LETTER))
    assert (address.netloc, address.path) == ("github.com", path)
    assert parse_qs(address.query) == {"filename": [LETTER.path], "value": [LETTER.text]}


@pytest.mark.parametrize(
    "value",
    [
        *("me", "a@b", "a@b.example?cc=x@y.example", "https://example.org/o/r"),
        *("http://github.com/o/r", "https://github.com/o", "https://github.com/o/r/issues", None),
    ],
)
def test_what_is_no_destination_is_refused(value: object) -> None:
    assert not is_destination(value)
