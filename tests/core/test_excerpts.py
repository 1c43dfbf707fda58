"""Excerpts: the sentence around a link."""

# ruff: noqa: RUF001 - other languages have other signs

from __future__ import annotations

import random

import pytest

from sphinx_commonplace.core.library.post import Link
from sphinx_commonplace.core.markup.excerpts import LONGEST, BlockText, Run

TARGET = Link("commonplace", "page", "note", "", implicit=True)


def around(text: str, language: str = "en") -> str:
    """Return the sentence around the part of a text in brackets, which stay."""
    before, _, rest = text.partition("[")
    link, _, after = rest.partition("]")
    found = BlockText([Run(before), Run(link), Run(after)], language).around(1, 2)
    return "".join(f"[{r.text}]" if "link" in r.marks else r.text for r in found).strip()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two with [a link] in it. Three.", "Two with [a link] in it."),
        ("[A link] first. Two.", "[A link] first."),
        ("One. Then [a link].", "Then [a link]."),
        ("No. He met Dr. Smith, e.g. [there], at 5 p.m. sharp. Yes.",) * 2,
        ("Is it? Ask [Ann]! Or not.", "Ask [Ann]!"),
        ("See https://a.example/b.html?c=d. Then [x] follows.", "Then [x] follows."),
        ("Read www.a.example/x.y [here] now. Next.", "Read www.a.example/x.y [here] now."),
        ("In 2.0 [it] works. Not in 1.9.", "In 2.0 [it] works."),
        ("一。见[链接]这里。三。", "见[链接]这里。"),
        ("一つ。次は[リンク]です！三つ。", "次は[リンク]です！"),
        ("واحد. هل [رابط] هنا؟ نعم.", "هل [رابط] هنا؟"),
        ("एक वाक्य। यहाँ [कड़ी] है। तीन।", "यहाँ [कड़ी] है।"),
    ],
)
def test_the_sentence_is_cut_out(text: str, sentence: str) -> None:
    expected = "He met Dr. Smith, e.g. [there], at 5 p.m. sharp." if text == sentence else sentence
    assert around(text) == expected


def test_the_language_decides_what_an_abbreviation_is() -> None:
    text = "Erstens. Das ist z. B. [ein Satz] mit Dr. Müller usw. nach Hause. Ende."
    expected = "Das ist z. B. [ein Satz] mit Dr. Müller usw. nach Hause."
    assert around(text, "de") == expected


@pytest.mark.parametrize("language", ["", "xx", "pt_BR", "zh_Hant_TW"])
def test_any_code_of_a_language_is_taken(language: str) -> None:
    assert around("One. Two [there]. Three.", language) == "Two [there]."


def test_code_ends_no_sentence_and_marks_are_kept() -> None:
    runs = [Run("One. Use "), Run("a. B", ("code",)), Run(" and "), Run("it", ("em",)), Run(". C.")]
    assert BlockText(runs, "en").around(3, 4) == (
        Run("Use "),
        Run("a. B", ("code",)),
        Run(" and "),
        Run("it", ("link", "em")),
        Run(". "),
    )


def test_a_title_to_come_begins_a_sentence_like_a_word() -> None:
    runs = [Run("One. "), Run("Title", (), TARGET), Run(" is good. Two.")]
    found = BlockText(runs, "en").around(1, 2)
    assert found == (Run("Title", ("link",), TARGET), Run(" is good. "))


@pytest.mark.parametrize("text", ["[x]", " [x]. ", "([x])", "— [x]"])
def test_a_link_by_itself_has_no_excerpt(text: str) -> None:
    assert around(text) == ""


def test_a_row_is_taken_whole() -> None:
    runs = [Run("One. Two."), Run(" · "), Run("x")]
    found = BlockText(runs, "en", whole=True).around(2, 3)
    assert [run.text for run in found] == ["One. Two.", " · ", "x"]


def test_a_long_sentence_is_shortened_at_words() -> None:
    found = around(f"{'before ' * 200}[here]{' after' * 200}.")
    assert found.startswith("…before before")
    assert found.endswith("after after…")
    assert "[here]" in found
    assert LONGEST - 20 < len(found) < LONGEST + 5


def test_a_long_sentence_without_spaces_is_shortened_too() -> None:
    found = around(f"{'前' * 500}[x]{'後' * 500}。", "zh")
    assert found.startswith("…前")
    assert found.endswith("後…")
    assert len(found) < LONGEST + 5


def test_excerpts_hold_their_link_and_no_more_than_its_sentence() -> None:
    chance = random.Random(3)
    words = ["one", "two.", "Three", "e.g.", "四。", "x" * 400, " ", "?", "http://a.b/c.", ""]
    for _ in range(300):
        runs = [Run(" ".join(chance.choices(words, k=3))) for _ in range(chance.randint(1, 8))]
        runs.append(Run("link"))
        place = chance.randrange(len(runs))
        text = "".join(run.text for run in runs)
        found = BlockText(runs, "en").around(place, place + 1)
        if found:
            linked = [run.text for run in found if "link" in run.marks]
            assert linked == [runs[place].text]
            assert "".join(run.text for run in found).strip("…") in text
