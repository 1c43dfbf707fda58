"""Reasons: phrases as they stand in the text, and no fillers, however few posts there are."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.related.notes import Note
from tests.core.test_related import FILLER, Garden, Text


def told(one: Text, other: Text, language: str = "en", **note: object) -> list[tuple[str, ...]]:
    """Return what is named as said in both of two posts among others."""
    notes = {name: Note("", (name,), language=language) for name in ("Q", "Z")}
    notes["Q"] = notes["Q"]._replace(**note)  # type: ignore[arg-type]
    lists = Garden({**FILLER, "Q": one, "Z": other}, **notes).relate().lists["Q"]
    reasons = [why for hit in lists.whole if hit.name == "Z" for why in hit.reasons]
    return [why.names for why in reasons if why.kind == "both"]


def test_words_side_by_side_in_both_are_one_phrase_as_it_stands() -> None:
    one = "Entry-level hiring is slow, as degrees are: degrees, degrees."
    other = "They say that degrees help with entry-level hiring; degrees do."
    ((first, *more),) = told(one, other)
    assert {first, *more} == {"entry-level hiring", "degrees"}


def test_a_word_is_named_as_both_write_it() -> None:
    one = "Harbours and harbours; in a harbour, harbours."
    other = "One harbour, another harbour."
    assert told(one, other) == told(other, one) == [("harbour",)]


def test_words_that_stand_apart_in_one_are_no_phrase() -> None:
    ((*named,),) = told("Tides, harbours. Tides, harbours.", "Tides harbours. Harbours of tides.")
    assert sorted(named) == ["harbours", "tides"]


def test_a_hyphen_behind_a_blank_parts_words() -> None:
    ((*named,),) = told("tides - harbours, tides - harbours", "tides -harbours, tides - harbours")
    assert sorted(named) == ["harbours", "tides"]


def test_a_number_parts_words() -> None:
    ((*named,),) = told("tides 3 harbours, tides 3 harbours", "tides 3 harbours, tides 4 harbours")
    assert sorted(named) == ["harbours", "tides"]


def test_a_filler_may_be_inside_a_phrase_but_not_at_its_ends() -> None:
    one = "They saw the stone harbour of lights there, the stone harbour of lights."
    other = "Here is the stone harbour of lights, and there the stone harbour of lights."
    assert told(one, other) == [("stone harbour of lights",)]


@pytest.mark.parametrize(
    ("language", "one", "other", "named"),
    [
        (
            "en",
            "Here, really, something: here and really quicksilver. Quicksilver!",
            "Quicksilver is here, really. Something is here: quicksilver, really.",
            ("quicksilver",),
        ),
        (
            "de",
            "Eigentlich hier natürlich der Leuchtturm, natürlich hier der Leuchtturm dort.",
            "Natürlich steht hier der Leuchtturm; natürlich dort und hier ein Leuchtturm.",
            ("Leuchtturm",),
        ),
        (
            "fa",
            "این کتابخانه همیشه اینجا است و کتابخانه همیشه اینجا بود.",
            "همیشه کتابخانه اینجا بود؛ این کتابخانه همیشه اینجا است.",
            ("کتابخانه",),
        ),
        (
            "zh",
            "我们的学习曲线，他们的学习曲线",  # noqa: RUF001 - a Chinese comma
            "学习曲线很陡，我们的学习曲线",  # noqa: RUF001 - a Chinese comma
            ("学习曲线",),
        ),
    ],
)
def test_fillers_are_never_named(
    language: str, one: str, other: str, named: tuple[str, ...]
) -> None:
    assert told(one, other, language) == [named]


def test_texts_that_share_fillers_alone_are_not_suggested() -> None:
    assert told("Here and really, here, really.", "Really here; here, really.") == []


def test_a_word_of_a_heading_that_is_used_no_more_says_nothing() -> None:
    one: Text = [("The door stays open", "Of quicksilver and bread."), ("More", "Of salt.")]
    assert told(one, "A door, and butter.") == []


@pytest.mark.parametrize(("often", "named"), [(1, {"mast"}), (3, {"mast", "harbour"})])
def test_a_common_word_in_a_title_must_be_what_the_post_goes_on_about(
    often: int, named: set[str]
) -> None:
    common = {f"port {n}": f"A harbour, and {'abcde'[n] * 3}." for n in range(5)}
    one = f"{'Harbour. ' * often}The mast, the mast of quicksilver."
    other = "A harbour, some mast, another mast, and a harbour again; quicksilver."
    notes = {"Q": Note("", ("The harbour",)), "Z": Note("", ("Ships",))}
    lists = Garden({**FILLER, **common, "Q": one, "Z": other}, **notes).relate().lists["Q"]
    (said,) = (why.names for hit in lists.whole if hit.name == "Z" for why in hit.reasons[:1])
    assert {"mast", "harbour"} & set(said) == named


@pytest.mark.parametrize("title", ["Q", "The mast"])
@pytest.mark.parametrize(("often", "named"), [(1, []), (2, [("mast",)])])
def test_a_word_of_a_theme_is_one_that_the_theme_uses_again(
    often: int, named: list[tuple[str, ...]], title: str
) -> None:
    one: Text = [("Sails", "The mast, the mast."), ("Bread", f"Flour, and {'a mast. ' * often}")]
    other = "A mast, another mast, and many a mast again."
    garden = Garden({**FILLER, "Q": one, "Z": other}, Q=Note("", (title,)))
    lists = garden.relate().lists["Q"]
    (hits,) = (hits for theme, hits in lists.themes if theme.title == "Bread")
    assert [why.names for hit in hits for why in hit.reasons if why.kind == "both"] == named
