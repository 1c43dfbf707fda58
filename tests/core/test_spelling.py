"""Spelling: the hint at a misspelt name is always the same, and only for what is like it."""

from __future__ import annotations

from sphinx_commonplace.core.spelling import nearest


def test_the_name_most_like_it_whatever_the_order() -> None:
    assert nearest("learning", ["leaning", "burning", "learnings"]) == "learnings"
    assert nearest("cart", ["card", "bart"]) == nearest("cart", ["bart", "card"]) == "bart"


def test_what_is_not_like_it_is_no_hint() -> None:
    assert nearest("learning", ["bread", ""]) is None
    assert nearest("learning", []) is None
    assert nearest("phishing", ["hosting"]) is None


def test_of_paths_the_last_part_counts() -> None:
    thoughts = ["thoughts/Rawls' Theory of Justice", "thoughts/philosophy"]
    assert nearest("thoughts/philosophy of science", thoughts) is None
    assert nearest("thoughts/philosphy/", thoughts) == nearest("philosphy", thoughts) == thoughts[1]
    assert nearest("b/frist", ["a/first", "b/first", "c/first"]) == "b/first"
