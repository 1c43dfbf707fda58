"""Spelling: the hint at a misspelt name is always the same, and only for what is like it."""

from __future__ import annotations

from sphinx_commonplace.core.spelling import nearest


def test_the_name_most_like_it_whatever_the_order() -> None:
    assert nearest("learning", ["leaning", "burning", "learnings"]) == "learnings"
    assert nearest("cat", ["cab", "bat"]) == nearest("cat", ["bat", "cab"]) == "bat"


def test_what_is_not_like_it_is_no_hint() -> None:
    assert nearest("learning", ["bread", ""]) is None
    assert nearest("learning", []) is None
