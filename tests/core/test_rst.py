"""reStructuredText: fields at the top or below the title decide, and doubt withholds."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.frontmatter import rst
from sphinx_commonplace.core.frontmatter.rst import Said

NOTHING = (None, False)
# The text, the line that withholds it and whether it is marked.
CLEAR = {
    "nothing": ("X\n=\n\nText.\n", NOTHING),
    "at the top": (":publish: false\n\nX\n=\n", (1, False)),
    "below the title": ("X\n=\n\n:publish: false\n", (4, False)),
    "below a title with two rules": ("===\n X\n===\n:publish: true\n", (None, True)),
    "after another field": (":orphan:\n\nX\n=\n\n:publish: false\n", (6, False)),
    "after a target": (
        ".. _x:\n\nX\n=\n\n.. Some\n   words.\n\n:publish: true\n",
        (None, True),
    ),
    "in a comment": ("..\n   :publish: false\n\nX\n=\n", NOTHING),
    "CRLF": (":publish: true\r\n\r\nX\r\n=\r\n", (None, True)),
    "CRLF, not": ("X\r\n=\r\n\r\n:publish: False\r\n", (4, False)),
    "on the next line": (":publish:\n   true\n\nX\n=\n", (None, True)),
    "no blank": (":publish:false\n\nX\n=\n", (1, False)),
    "a day": (":publish: 2024-01-02\n\nX\n=\n", NOTHING),
    "both": (":publish: true\n:published: false\n", (2, True)),
    "in the text": ("X\n=\n\nText.\n\n:publish: sends the message\n", NOTHING),
    "in the text, as a mark": ("X\n=\n\nText.\n\n:publish: true\n", NOTHING),
    "in a section": ("X\n=\n\nY\n-\n\n:publish: false\n", NOTHING),
    "a role": (":publish:`x` is the first word.\n", NOTHING),
    "a draft in the text": ("X\n=\n\nText.\n\n:draft: true\n", (6, False)),
    "no draft": (":draft: false\r\n", NOTHING),
    "a draft that has no value": (":draft:\r\n", (1, False)),
}
UNCLEAR = {
    "words": (":publish: sends it\n", "publish: 'sends it' is neither true nor false"),
    "nothing": (":Publish:\n\nX\n=\n", "Publish: empty"),
    "more than false": (":published: false, for now\n", "published: 'false, for now' is neither"),
    "no": (":published: not yet\n", "published: 'not yet' is neither true nor false"),
}


@pytest.mark.parametrize(("text", "expected"), CLEAR.values(), ids=CLEAR)
def test_what_is_clear(text: str, expected: tuple[int | None, bool]) -> None:
    assert rst.said(text) == Said(*expected, (), ())


@pytest.mark.parametrize(("text", "told"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_unclear_withholds(text: str, told: str) -> None:
    found = rst.said(text)
    assert (found.hidden, found.is_public, found.unclear) == (1, False, ())
    ((line, subtype, message),) = found.problems
    assert (line, subtype) == (1, "draft")
    assert message.startswith(told)
    assert message.endswith("; the page is withheld")


def test_when_a_book_came_out_says_nothing() -> None:
    found = rst.said("X\n=\n\n:Author: Y\n:Published: March 2020\n")
    assert (found.hidden, found.is_public, found.problems) == (None, False, ())
    assert [problem.line for problem in found.unclear] == [5]
