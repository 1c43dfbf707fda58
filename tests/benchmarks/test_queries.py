"""Queries are made from pages: fair, of every kind, and the same for the same seed."""

from __future__ import annotations

from random import Random

import pytest
from retrieval.collection import Collection
from retrieval.pages import parse
from retrieval.queries import HEADING, KINDS, PHRASE, PREFIX, QUOTED, TITLE, TYPO, Query, make
from retrieval.wording import clauses, inflected, misspelt

NOUNS = ("lantern", "harbour", "meadow", "orchard", "violin", "compass", "granite", "feather")


def _page(noun: str, number: int) -> str:
    return f"""<html><body><nav>Elsewhere</nav><article role="main">
<section id="the-{noun}-at-noon"><h1>The {noun} at noon<a class="headerlink" href="#">¶</a></h1>
<p>Somebody once painted an unusual <em>{noun}</em> by the {noun}smith.</p>
<section id="keeping-the-{noun}"><h2>Keeping the {noun} dry</h2>
<p>Rainy weather damages every {noun}, old {noun}cloth carefully prevents lasting harm.</p>
<p>The {noun}wood needs {noun}glass or {noun}iron but {noun}paper {noun}rope {noun}salt.</p>
<pre>code_{noun} = {number}</pre>
</section></section></article></body></html>"""


@pytest.fixture
def collection() -> Collection:
    return Collection(
        [parse(_page(noun, number), f"{noun}.html") for number, noun in enumerate(NOUNS)]
    )


def _made(collection: Collection, seed: str = "a") -> list[Query]:
    return make(collection, 5, seed, lambda _query: True)


def test_a_page_is_read_by_its_sections() -> None:
    page = parse(_page("lantern", 1), "lantern.html")
    assert page.title == "The lantern at noon"
    first, second = page.sections
    assert first.prose == ["Somebody once painted an unusual lantern by the lanternsmith."]
    assert (second.heading, second.level, second.anchors) == (
        "Keeping the lantern dry",
        2,
        ("keeping-the-lantern",),
    )
    assert "elsewhere" not in page.words
    assert page.words.count("code") == 1


def test_of_a_section_far_down_the_one_above_is_right_too() -> None:
    html = "".join(f'<section id="s{level}"><h{level}>{level}</h{level}>' for level in range(1, 6))
    page = parse(f'<article role="main">{html}</article>', "deep.html")
    assert [section.anchors for section in page.sections[2:]] == [
        ("s3",),
        ("s4", "s3"),
        ("s5", "s4", "s3"),
    ]


def test_the_same_seed_makes_the_same_queries(collection: Collection) -> None:
    assert _made(collection) == _made(collection)
    assert _made(collection) != _made(collection, "b")


def test_there_are_queries_of_every_kind_and_at_most_one_of_a_kind_for_a_page(
    collection: Collection,
) -> None:
    made = _made(collection)
    for kind in KINDS:
        urls = [query.url for query in made if query.kind == kind]
        assert 0 < len(urls) == len(set(urls)), kind


def test_what_is_not_fair_is_not_asked(collection: Collection) -> None:
    made = make(collection, 20, "a", lambda query: query.url == "violin.html")
    assert {query.url for query in made} == {"violin.html"}


def test_each_kind_is_what_it_is_called(collection: Collection) -> None:
    for query in _made(collection):
        noun = query.url.removesuffix(".html")
        title = f"The {noun} at noon"
        if query.kind == TITLE:
            assert query.text == title
        elif query.kind == TYPO:
            assert query.text != title
            assert sorted(query.needs) == sorted(title.lower().split())
        elif query.kind == PREFIX:
            assert title.lower().startswith(query.text)
        elif query.kind in {PHRASE, QUOTED}:
            page = next(page for page in collection.pages if page.url == query.url)
            assert query.text.strip('"') in page.text
            assert query.text.startswith('"') == (query.kind == QUOTED)
        elif query.kind == HEADING:
            assert query.anchors == (f"keeping-the-{noun}",)


def test_a_title_that_two_pages_have_is_not_asked_for() -> None:
    twins = [parse(_page("lantern", 1), "one.html"), parse(_page("lantern", 2), "other.html")]
    made = _made(Collection(twins))
    assert not [query for query in made if query.kind in {TITLE, TYPO, PREFIX, HEADING}]


def test_forms_of_a_word_are_one_word() -> None:
    html = '<article role="main"><section id="a"><h1>{}</h1><p>{}</p></section></article>'
    one = parse(html.format("One", "wrapping parcels"), "one.html")
    other = parse(html.format("Other", "wraps a parcel"), "other.html")
    collection = Collection([one, other])
    assert collection.frequency("wrapping") == 2
    assert not collection.only_on(one, ["wrapping", "parcels"])
    assert collection.says_only(one, "wrapping parcels")


def test_a_typo_is_one_edit_after_the_first_letter() -> None:
    rng = Random(1)
    for word in ["harbour", "letter", "aaaaa"] * 50:
        wrong = misspelt(rng, word)
        assert wrong != word
        assert wrong[0] == word[0]
        assert abs(len(wrong) - len(word)) <= 1


def test_an_inflection_is_a_form_that_some_page_has() -> None:
    assert inflected("walks", {"walked", "walk"}.__contains__) == "walk"
    assert inflected("move", {"moving"}.__contains__) == "moving"
    assert inflected("sadly", set[str]().__contains__) is None


def test_words_on_both_sides_of_a_stop_are_no_phrase() -> None:
    assert list(clauses("Stop here, don't (ever) go on - no.")) == [
        ["Stop", "here"],
        ["don't"],
        ["ever"],
        ["go", "on"],
        ["no"],
    ]
