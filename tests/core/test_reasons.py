"""Reasons: phrases as they stand in the text, and no fillers, however few posts there are."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.related.notes import Note
from sphinx_commonplace.core.related.shelf import Reason
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


@pytest.mark.parametrize(
    ("language", "one", "other", "named"),
    [
        (
            "ja",
            "急須は小さい。急須は土で、急須の形。",
            "急須を温め、急須は傾け、急須は洗う。",
            "急須",
        ),
        ("ja", "自転車は速い。自転車の鎖。", "自転車を直し、自転車は光る。", "自転車"),
        (
            "ja",
            "機械学習は機械の学習。機械学習。",
            "機械学習を学び、機械の学習。機械学習。",
            "機械学習",
        ),
        (
            "ja",
            "機械と学習、機械と学習、機械と学習。機械学習、機械学習。",
            "学習、機械。学習、機械。学習、機械。機械学習、機械学習。",
            "機械学習",
        ),
        ("zh", "茶壶圆，茶壶圆；茶壶小，茶壶。", "茶壶：茶壶热。茶壶圆，茶壶圆", "茶壶"),  # noqa: RUF001
        ("zh", "水倒进茶壶，茶壶小，茶壶圆。", "放进茶壶，茶壶热，茶壶空。", "茶壶"),  # noqa: RUF001
    ],
)
def test_pairs_of_characters_are_named_as_words_without_what_stands_beside_them(
    language: str, one: str, other: str, named: str
) -> None:
    assert told(one, other, language) == [(named,)]


def test_words_that_have_a_character_in_common_are_told_if_they_stand_apart() -> None:
    one = "大学很大。大学。学生很多。学生。生活很好。生活。"
    other = "大学：大学小。生活难。生活苦。学生来。学生去。"  # noqa: RUF001 - a Chinese colon
    assert [set(named) for named in told(one, other, "zh")] == [{"大学", "学生", "生活"}]


def test_texts_that_share_fillers_alone_are_not_suggested() -> None:
    assert told("Here and really, here, really.", "Really here; here, really.") == []


def test_what_a_post_is_called_is_the_last_thing_to_say_of_one_of_its_themes() -> None:
    theme = "Harbours, harbours, harbours of quicksilver and more quicksilver."
    other = "Harbours and harbours, quicksilver, quicksilver in harbours."
    for title, named in (("Wool", "harbours"), ("Harbours", "quicksilver")):
        notes = {"Q": Note("", (title,)), "Z": Note("", ("Ships",))}
        one: Text = [("Salt", "Of salt."), ("Bread", theme)]
        lists = Garden({**FILLER, "Q": one, "Z": other}, **notes).relate().lists["Q"]
        (hits,) = (hits for found, hits in lists.themes if found.title == "Bread")
        (first,) = (reason for reason in hits[0].reasons if reason.kind == "both")
        assert first.names[0] == named
        assert set(first.names) == {"harbours", "quicksilver"}


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


def hits(garden: Garden, name: str = "Q", other: str = "Z") -> list[Reason]:
    """Return why a post leads to another."""
    lists = garden.relate().lists[name]
    return [why for hit in lists.whole if hit.name == other for why in hit.reasons]


def test_what_is_mentioned_is_not_said_to_be_shared_as_well() -> None:
    texts: dict[str, Text] = {
        "Q": "The copper tide, the copper tide; flour and flour.",
        "Z": "Flour; flour.",
    }
    garden = Garden({**FILLER, **texts}, Z=Note("", ("Copper tide",)))
    assert hits(garden) == [Reason("both", ("flour",)), Reason("mentions", ("copper tide",))]


def test_a_word_of_a_link_names_a_post_if_several_say_so_or_it_is_in_the_title() -> None:
    def named(*callers: str, title: str = "Z") -> list[str]:
        texts: dict[str, Text] = {
            **dict.fromkeys(callers, "See there."),
            "Q": "A lantern, a lantern.",
        }
        calls = {
            name: Note("", (name,), links=(("Z", "", ("",)),), said=(("Z", "lantern"),))
            for name in callers
        }
        garden = Garden({**FILLER, **texts, "Z": "Nothing."}, Z=Note("", (title,)), **calls)
        return [why.kind for why in hits(garden)]

    assert named("A") == []
    assert named("A", "B") == ["mentions"]
    assert named("A", title="The lantern of Z") == ["mentions"]


@pytest.mark.parametrize(
    ("title", "word", "language", "is_named"),
    [
        ("Computability", "computer", "en", False),
        ("Harbour", "harbours", "en", True),
        ("City", "cities", "en", True),
        ("City", "city's", "en", True),
        ("Person", "personal", "en", False),
        ("Leuchtturm", "Leuchtturms", "de", True),
    ],
)
def test_a_title_of_one_word_is_mentioned_by_its_own_forms_alone(
    title: str, word: str, language: str, *, is_named: bool
) -> None:
    texts: dict[str, Text] = {**FILLER, "Q": f"Some {word}, {word}.", "Z": "Nothing."}
    notes = {"Q": Note("", ("Q",), language=language), "Z": Note("", (title,), language=language)}
    assert ("mentions" in [why.kind for why in hits(Garden(texts, **notes))]) == is_named


def test_small_words_begin_and_end_no_phrase_in_languages_not_known_by_name() -> None:
    one = "Pes na dvore, pes na dvore; pes na dvore. Pes na dvore."
    assert told(one, one, "cs") == [("pes na dvore",)]
    other = "Na kocka, na kocka, na kocka; kocka na, kocka na, kocka na."
    assert told(other, other, "cs") == [("kocka",)]


def test_a_single_letter_tells_nothing() -> None:
    assert told("Press Z, then Z. Z!", "Z is a key: Z. Z again.") == []


def test_numbers_of_machines_are_no_words() -> None:
    text = "4bde-93b440a1eaad and 4bde-93b440a1eaad: quicksilver, quicksilver."
    assert told(text, text) == [("quicksilver",)]


def test_words_by_which_others_call_a_post_are_told_anew_when_they_change() -> None:
    def garden(words: str) -> Garden:
        texts: dict[str, Text] = {
            **FILLER,
            "A": "See there.",
            "Q": "A pale stone and a dark stone; flour, flour.",
            "Z": "Flour, flour.",
        }
        call = Note("", ("A",), links=(("Z", "", ("",)),), said=(("Z", words),))
        return Garden(texts, A=call)

    first = garden("pale stone")
    assert Reason("mentions", ("pale stone",)) in hits(first)
    kept = first.relate().dump()
    after = garden("dark stone")
    (hit,) = (hit for hit in after.relate(kept).lists["Q"].whole if hit.name == "Z")
    assert list(hit.reasons) == hits(after)
    assert Reason("mentions", ("dark stone",)) in hit.reasons


def test_a_place_in_a_theme_that_a_post_leaves_is_the_next_ones() -> None:
    part = "The mast, the mast, a mast, some mast. "
    texts: dict[str, Text] = {
        **FILLER,
        **{f"Land {letter * 3}": f"Grass, {letter * 4}." for letter in "abcdefghijklmnopqrst"},
        **{f"Mast {letter * 3}": f"{part} Of {letter * 4}." for letter in "abcd"},
        "Q": [("One", part), ("Two", part), ("Three", part)],
    }
    lists = Garden(texts).relate().lists["Q"]
    shown = [[hit.name for hit in found] for theme, found in lists.themes if theme.title]
    assert shown[0] == shown[1]
    assert [len(found) for found in shown] == [3, 3, 1]
    assert not set(shown[2]) & set(shown[0])
