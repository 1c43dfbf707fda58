"""Comments: how their files are read, and how they come into threads."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.comments.replies import Comment, Reading, Reply, read, thread

UTC = timezone.utc
HEAD = "---\nauthor: Ada\ndate: 2024-05-06\n---\n"


def reading(text: str, name: str = "1") -> Reading:
    return read(name, text, UTC)


def told(text: str, name: str = "1") -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in reading(text, name).problems]


def test_a_comment_is_read() -> None:
    comment = reading(
        "---\nauthor: Ada L.\ndate: 2024-05-06T10:00+02:00\nurl: https://ada.example/\n"
        "parent: 0\n---\nWell *said*.\n"
    ).comment
    assert comment == Comment(
        "1",
        "Ada L.",
        datetime(2024, 5, 6, 8, tzinfo=UTC),
        "https://ada.example/",
        "0",
        "<p>Well <em>said</em>.</p>\n",
        5,
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Only words.", 1, "no author; the comment is left out"),
        ("---\ndate: 2024-05-06\n---\nx", 1, "no author; the comment is left out"),
        ("---\nauthor:\ndate: 2024-05-06\n---\nx", 2, "no author; the comment is left out"),
        ("---\nauthor: [a, b]\ndate: 2024-05-06\n---\nx", 2, "expected a text, found a list"),
        ("---\nauthor: Ada\n---\nx", 1, "no date; the comment is left out"),
        ("---\nauthor: Ada\ndate: 2024-02-30\n---\nx", 3, "is not a day in the calendar"),
        ("---\nauthor: Ada\ndate: YYYY-MM-DD\n---\nx", 3, "is not a date"),
        ("---\nauthor: Ada\ndate: 5/6/2024\n---\nx", 3, "ambiguous"),
        ("---\nauthor: {{ name }}\ndate: 2024-05-06\n---\nx", 2, "unfilled template"),
        (HEAD, 1, "nothing is written in it"),
        (HEAD + "x" * 20_001, 1, "20,001 characters"),
        ("---\nauthor: Ada\ndate: 2024-05-06\ndraft: perhaps\n---\nx", 4, "neither true nor false"),
    ],
)
def test_what_makes_no_comment_is_said_with_its_line(text: str, line: int, message: str) -> None:
    assert reading(text).comment is None
    assert [(at, message in said) for at, said in told(text)].count((line, True)) == 1


@pytest.mark.parametrize("name", ["a b", 'x"y', "<x>", "a#b", "a&b", "a%20b"])
def test_a_name_that_no_address_can_have_is_refused(name: str) -> None:
    assert reading(f"{HEAD}x", name).comment is None
    assert "cannot be part of an address" in told(f"{HEAD}x", name)[0][1]


def test_a_draft_is_left_out_without_a_word() -> None:
    assert reading(HEAD.replace("date", "draft: true\ndate") + "x") == Reading(None, ())


def test_what_is_wrong_in_the_text_is_said_with_the_line_of_the_file() -> None:
    text = f"{HEAD}One\n[two](javascript:x)\n\n<b>three</b>\n"
    assert [line for line, _ in told(text)] == [6, 8]
    assert reading(text).comment is not None


def test_an_address_that_is_none_is_dropped() -> None:
    text = HEAD.replace("date", "url: javascript:alert(1)\ndate") + "x"
    assert told(text) == [(3, "url: 'javascript:alert(1)' is no address of the web; dropped")]
    comment = reading(text).comment
    assert comment is not None
    assert comment.url == ""


def test_a_key_misspelt_is_named_and_others_are_let_pass() -> None:
    assert told(HEAD.replace("date", "replyto: 1\nemail: x\ndate") + "x") == [
        (3, "unknown key 'replyto', did you mean 'reply_to'? Ignored")
    ]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    reading(text)
    reading(HEAD + text)


def said(*pairs: str) -> list[Comment]:
    """Make comments of pairs such as ``b>a``: b replies to a. They are dated in their order."""
    found = []
    for day, pair in enumerate(pairs, 1):
        name, _, parent = pair.partition(">")
        found.append(Comment(name, "A", datetime(2024, 1, day, tzinfo=UTC), "", parent, "", 2))
    return found


def outline(replies: list[Reply]) -> list[object]:
    found: list[object] = []
    for reply in replies:
        to = f">{reply.to.name}" if reply.to else ""
        found += [reply.comment.name + to, *([outline(reply.replies)] if reply.replies else [])]
    return found


def test_each_stands_below_what_it_replies_to_and_the_oldest_first() -> None:
    replies, problems = thread(reversed(said("a", "b", "c>a", "d>b", "e>a")))
    assert outline(replies) == ["a", ["c", "e"], "b", ["d"]]
    assert problems == []


def test_a_deep_thread_is_flat_from_the_third_level_on() -> None:
    replies, problems = thread(said("a", "b>a", "c>b", "d>c", "e>d", "f>c"))
    assert outline(replies) == ["a", ["b", ["c", "d>c", "e>d", "f>c"]]]
    assert problems == []


def test_a_reply_to_nothing_and_to_itself_is_said_and_shown() -> None:
    replies, problems = thread(said("a>x", "b>c", "c>b", "d>d", "e>b"))
    assert outline(replies) == ["a", "b", ["e"], "c", "d"]
    assert [(comment.name, text.partition(";")[0]) for comment, text in problems] == [
        ("a", "replies to 'x', which is not there"),
        *((name, "replies to itself in the end") for name in "bcd"),
    ]


def test_a_thread_of_any_length_is_put_in_order() -> None:
    names = [f"n{number}" for number in range(2_000)]
    chain = [
        Comment(name, "A", datetime(2024, 1, 1, tzinfo=UTC), "", parent, "", 2)
        for name, parent in zip(names, ["", *names], strict=False)
    ]
    replies, problems = thread(chain)
    assert problems == []
    assert len(replies[0].replies[0].replies) == 1_998
