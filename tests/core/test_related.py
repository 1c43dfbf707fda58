"""Related posts: what is found and why, and that edits end in what a clean build finds."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.related.corpus.corpus import Corpus
from sphinx_commonplace.core.related.notes import Note
from sphinx_commonplace.core.related.related import Related
from sphinx_commonplace.core.related.scores.circles import LONG, UNIT, circles
from sphinx_commonplace.core.related.scores.similarity import FLOOR, THEME_FLOOR
from sphinx_commonplace.core.related.scores.ties import Ties
from sphinx_commonplace.core.related.scores.weights import Weights
from sphinx_commonplace.core.related.shelf import Reason

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.shelf import Hit, Kept, Lists

Text = str | list[tuple[str, str]]
Work = Callable[[Sequence[str]], Any]


class Garden:
    """Posts by name: their texts, and their notes as the library knows them."""

    def __init__(self, texts: dict[str, Text], **notes: Note) -> None:
        self.texts = dict(texts)
        self.notes = {
            name: notes.get(name, Note("", (name,)))._replace(digest=repr(text))
            for name, text in texts.items()
        }
        self.closed: dict[str, set[str]] = {}
        self.read: list[str] = []

    def passages(self, name: str) -> Sequence[Passage]:
        self.read.append(name)
        text = self.texts[name]
        if isinstance(text, str):
            return [Passage("", name, 1, text)]
        return [Passage(heading, heading, 2, words) for heading, words in text]

    def relate(self, kept: Kept | None = None) -> Related:
        related = Related(kept)
        related.update(self.notes, self.closed, self.passages)
        return related


def names(hits: Sequence[Hit]) -> list[str]:
    return [hit.name for hit in hits]


# Enough posts that a word in two of them is rare.
FILLER: dict[str, Text] = {
    f"filler {n}": f"Nothing of note stands here, number {'abcdefghijklmnop'[n] * 3}."
    for n in range(12)
}
SEA: dict[str, Text] = {
    **FILLER,
    "Tides": "The tides follow the moon. Tides rise and tides fall, and a harbour knows.",
    "Moon": "The moon pulls at the tides. A moon has phases, and the moon is far.",
    "Bread": "Flour, water and salt; flour again.",
}


def test_posts_are_related_by_their_words_and_the_reason_names_them() -> None:
    lists = Garden(SEA).relate().lists
    (hit,) = lists["Tides"].whole
    assert hit.name == "Moon"
    assert hit.reasons == (Reason("both", ("tides",)), Reason("mentions", ("moon",)))
    assert lists["Bread"].whole == ()


def test_a_word_that_two_of_four_posts_share_tells_and_one_in_three_of_them_does_not() -> None:
    texts: dict[str, Text] = {
        "Gezeiten": "The moon pulls at the water. Moon and water: villages sleep, a village wakes.",
        "Ebbe": "Moon over the water, moon in the water: boats pass a village, and villages.",
        "Brot": "Flour, yeast and salt; flour for a village, flour for villages.",
        "Wolle": "Sheep are shorn in summer, and spun in winter.",
    }
    lists = Garden(texts).relate().lists
    assert {name: names(one.whole) for name, one in lists.items()} == {
        "Gezeiten": ["Ebbe"],
        "Ebbe": ["Gezeiten"],
        "Brot": [],
        "Wolle": [],
    }


def test_words_are_shown_as_they_occur_in_the_text() -> None:
    texts = {
        **FILLER,
        "One": "Hiring, hiring: whoever hires.",
        "Two": "They hired and hired again.",
    }
    lists = Garden(texts).relate().lists
    assert lists["One"].whole[0].reasons == (Reason("both", ("hiring",)),)
    assert lists["Two"].whole[0].reasons == (Reason("both", ("hired",)),)


def test_a_title_that_stands_elsewhere_is_a_reason() -> None:
    texts = {**FILLER, "The learning curve": "Up.", "Essay": "I climbed the learning curve."}
    lists = Garden(texts).relate().lists
    assert [(h.name, h.reasons[0].kind) for h in lists["Essay"].whole] == [
        ("The learning curve", "mentions")
    ]
    assert lists["The learning curve"].whole[0].reasons[0].kind == "mentioned"


def test_posts_that_are_linked_are_not_suggested() -> None:
    notes = {"Tides": Note("", ("Tides",), links=(("Moon", "see the moon", ("",)),))}
    lists = Garden(SEA, **notes).relate().lists
    assert names(lists["Tides"].whole) == names(lists["Moon"].whole) == []


def test_a_theme_is_related_by_its_own_words_and_leaves_out_what_it_links_to() -> None:
    texts = {
        **SEA,
        "Essay": [("Sea", "On tides and the moon."), ("Food", "On flour and salt; flour.")],
    }
    links = (("Moon", "the moon", ("Sea",)),)
    lists = Garden(texts, Essay=Note("", ("Essay",), links=links)).relate().lists["Essay"]
    themes = {theme.anchor: names(hits) for theme, hits in lists.themes}
    assert themes["Sea"][0] == "Tides"
    assert "Moon" not in themes["Sea"]
    assert themes["Food"][0] == "Bread"


def test_what_is_kept_apart_is_in_no_list() -> None:
    garden = Garden(SEA)
    garden.closed = {"Tides": {"Moon"}, "Moon": {"Tides"}}
    lists = garden.relate().lists
    assert names(lists["Tides"].whole) == names(lists["Moon"].whole) == []


def test_the_words_of_a_link_belong_to_the_post_it_leads_to() -> None:
    texts = {**FILLER, "A": "See there.", "B": "Nothing.", "C": "Quicksilver, quicksilver!"}
    links = (("B", "quicksilver, and how quicksilver is quicksilver", ("",)),)
    lists = Garden(texts, A=Note("", ("A",), links=links)).relate().found
    assert [name for name, _score in lists["C"].whole] == ["B"]
    assert not Garden(texts).relate().found["C"].whole


def test_what_is_too_little_for_a_post_may_be_enough_for_a_theme() -> None:
    texts = {**FILLER, "A": "See there.", "B": "Nothing."}
    note = Note("", ("A",), links=(("B", "all about quicksilver", ("",)),))
    little: Text = [("Part", "Quicksilver, flour, butter, salt.")]
    found = Garden({**texts, "C": little}, A=note).relate().found["C"]
    _before, ((name, score),) = found.themes
    assert name == "B"
    assert THEME_FLOOR <= score < FLOOR
    # As a whole it would be between the two here.
    assert not Garden({**texts, "C": "Quicksilver, quicksilver!"}, A=note).relate().found["C"].whole


def test_words_that_are_links_elsewhere_name_the_post_they_lead_to() -> None:
    texts = {
        **FILLER,
        "TypeScript": "Types.",
        "A": "Many bridges over rivers, and ts.",
        "B": "Written in ts.",
        "C": "Once ts.",
    }
    call = {"said": (("TypeScript", "ts"),), "links": (("TypeScript", "", ()),)}
    said = {name: Note("", (name,), **call) for name in ("A", "C")}
    found = Garden(texts, **said).relate().found["B"].whole
    assert found[0][0] == "TypeScript"
    assert "TypeScript" not in dict(Garden(texts).relate().found["B"].whole)


def test_words_that_are_seldom_a_link_say_little() -> None:
    texts = {**FILLER, "Essay": "Up.", "A": "See far yonder.", "B": "Look, far yonder."}
    often: dict[str, Text] = {f"hill {n}": f"Far yonder is {'abcdefgh'[n] * 4}." for n in range(3)}
    said = {"A": Note("", ("A",), said=(("Essay", "far yonder"),), links=(("Essay", "", ()),))}

    def worth(texts: dict[str, Text]) -> int:
        return dict(Garden(texts, **said).relate().found["B"].whole).get("Essay", 0)

    assert worth({**texts, **often}) < worth(texts)


def test_what_a_post_is_linked_with_says_something_of_it() -> None:
    texts = {**FILLER, "A": "Nothing.", "B": "Quicksilver ore."}
    garden = Garden(texts, A=Note("", ("A",), links=(("B", "", ()),)))
    corpus = Corpus()
    corpus.update(garden.notes, garden.passages)
    weights = Weights(corpus)
    ties = Ties(corpus, weights, {"A": frozenset({"B"})})
    term, number = corpus.vocabulary.terms.index("quicksilv"), weights.number["A"]
    assert term in weights.posts.column, "the stem of the word is another"
    for rows, has in ((weights.posts, False), (circles(weights, ties), True)):
        places, _which = rows.places(np.array([number]))
        assert (term in rows.column[places]) is has


def test_a_text_of_a_books_length_counts_for_less_than_others() -> None:
    words = ["".join(letters) for letters in itertools.product("abdegiklmorst", repeat=4)]
    texts = {"Log": " ".join(words[100:]), "Short": " ".join(words[:100])}
    garden = Garden({**FILLER, **texts})
    corpus = Corpus()
    corpus.update(garden.notes, garden.passages)
    weights = Weights(corpus)
    lengths = circles(weights, Ties(corpus, weights, {})).norms()
    log, short = (float(lengths[weights.number[name]]) for name in texts)
    assert short == pytest.approx(UNIT, 0.01)
    log_length = float(weights.lengths[weights.number["Log"]])
    assert log_length > LONG
    assert log == pytest.approx(UNIT * LONG / log_length, 0.05)  # in whole numbers


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Häuser und Gärten, Häuser.", "Ein Haus, ein Garten, ein Haus."),
        ("fa", "کتاب‌ها و کتابخانه، کتاب", "كتاب در كتابخانه، كتاب"),  # noqa: RUF001 - Persian and Arabic letters
        ("ja", "記憶術は古い。記憶術。", "古代の記憶術と記憶術。"),
        ("zh", "学习曲线与学习曲线", "学习曲线很陡，学习曲线"),  # noqa: RUF001
        ("ru", "Город и река, город", "В городе, из города"),  # noqa: RUF001
        ("xx", "Quokka quokka", "A quokka, a quokka"),
    ],
)
def test_languages(language: str, one: str, other: str) -> None:
    notes = {name: Note("", (name,), language=language) for name in ("X1", "X2")}
    lists = Garden({**FILLER, "X1": one, "X2": other}, **notes).relate().lists
    assert names(lists["X1"].whole) == ["X2"]
    assert lists["X1"].whole[0].reasons[0].kind == "both"


HOSTILE: dict[str, dict[str, Text]] = {
    "nothing": {},
    "empty texts": {"a": "", "b": "", "c": ""},
    "one word": {**FILLER, "a": "word", "b": "word"},
    "only data": {"a": "0x1f " * 50 + "9" * 100_000, "b": "1 2 3"},
    "200,000 words": {**SEA, "long": "so many words of the tides " * 33_000},
    "only code": {f"p{n}": "x = [a[i] for i in f(a)]; " * (n + 1) for n in range(20)},
    "equal": {f"p{n}": "All posts say just the same." for n in range(500)},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_give_no_nonsense(name: str) -> None:
    lists = Garden(HOSTILE[name]).relate().lists
    if name in ("nothing", "empty texts", "only data", "equal"):
        assert all(one.whole == () for one in lists.values())


def test_a_tag_on_every_post_says_nothing() -> None:
    notes = {name: Note("", (name,), tags=("all",)) for name in FILLER}
    assert all(not one.whole for one in Garden(FILLER, **notes).relate().lists.values())


def test_a_tag_that_few_posts_share_is_a_reason() -> None:
    notes = {name: Note("", (name,), tags=("rare",)) for name in ("filler 1", "filler 2")}
    hit = Garden(FILLER, **notes).relate().lists["filler 1"].whole[0]
    assert hit.name == "filler 2"
    assert Reason("tags", ("#rare",)) in hit.reasons


def test_a_tag_counts_however_it_is_written() -> None:
    for tag in ("2024", "l" + "o" * 60 + "ng", "c++", "a-b", "日本"):
        notes = {name: Note("", (name,), tags=(tag,)) for name in ("filler 1", "filler 2")}
        lists = Garden(FILLER, **notes).relate()
        assert [name for name, _score in lists.found["filler 1"].whole][:1] == ["filler 2"], tag


VOCABULARY = [f"word{n}x" for n in range(1500)]
SUBJECT = 100  # words among which are those of a post: so that some lists are full, some empty


def _text(chance: random.Random) -> Text:
    begin = chance.randrange(len(VOCABULARY) - SUBJECT)
    subject = VOCABULARY[begin : begin + SUBJECT]

    def words() -> str:
        return " ".join(chance.choice(subject) for _ in range(chance.randint(5, 40)))

    return [(f"part {n}", words()) for n in range(chance.randint(1, 4))]


class Gardener:
    """Edits a garden at random, the same way for the same seed."""

    def __init__(self, seed: int, posts: int, dated: int = 0) -> None:
        self.chance = random.Random(seed)
        self.count = posts
        self.garden = Garden({f"post {n}": _text(self.chance) for n in range(posts)})
        for n in range(dated):
            self._set(f"post {n}", date=float(n))

    @property
    def all(
        self,
    ) -> tuple[dict[str, Note], dict[str, set[str]], Callable[[str], Sequence[Passage]]]:
        return self.garden.notes, self.garden.closed, self.garden.passages

    def edit(self) -> None:
        ways = ["write", "add", "remove", "link", "name", "part", "date"]
        getattr(self, self.chance.choice(ways))()
        self.garden.read.clear()

    def _any(self) -> str:
        return self.chance.choice(sorted(self.garden.notes))

    def write(self) -> None:
        name = self._any()
        self.garden.texts[name] = _text(self.chance)
        self._set(name, digest=repr(self.garden.texts[name]))

    def add(self) -> None:
        name = f"post {self.count}"
        self.count += 1
        self.garden.texts[name] = _text(self.chance)
        self.garden.notes[name] = Note(repr(self.garden.texts[name]), (name,))

    def remove(self) -> None:
        name = self._any()
        del self.garden.texts[name], self.garden.notes[name]

    def link(self) -> None:
        name, other = self._any(), self._any()
        if name != other:
            word = self.chance.choice(VOCABULARY)
            self._set(name, links=((other, word, ("part 0",)),), said=((other, word),))

    def name(self) -> None:
        self._set(self._any(), names=(" ".join(self.chance.sample(VOCABULARY, 2)), "word1x"))

    def date(self) -> None:
        self._set(self._any(), date=self.chance.choice([None, self.chance.uniform(0, 100)]))

    def part(self) -> None:
        name, other = self._any(), self._any()
        self.garden.closed = {name: {other}, other: {name}}

    def _set(self, name: str, **changes: object) -> None:
        self.garden.notes[name] = self.garden.notes[name]._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("seed", "posts", "dated"), [(0, 60, 0), (1, 60, 0), (2, 100, 92)])
def test_lists_after_edits_are_those_of_a_clean_build(seed: int, posts: int, dated: int) -> None:
    gardener = Gardener(seed, posts, dated)
    kept = gardener.garden.relate().dump()
    anew = 0
    for _ in range(15):
        gardener.edit()
        related = Related(kept)
        anew += related.update(*gardener.all)
        kept = related.dump()
        assert related.lists == gardener.garden.relate().lists
    assert anew < 15 * posts * 2 / 3, "nearly everything was compared again at each edit"


@pytest.mark.parametrize(("date", "others_move"), [(200.0, False), (None, True)])
def test_the_newest_of_many_dated_posts_changes_no_other_but_where_it_is_shown(
    date: float | None,
    others_move: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    gardener = Gardener(4, posts=120, dated=120)
    chance, garden = random.Random(5), gardener.garden
    before = garden.relate()
    words = " ".join(chance.sample(VOCABULARY, 1000))  # of which many become commoner by it
    garden.texts["new"] = words
    garden.notes["new"] = Note("new", ("new",), date=date)
    after = garden.relate(before.dump())

    def others(related: Related) -> dict[str, list[tuple[str, int]]]:
        lists = {name: found.whole for name, found in related.found.items() if name != "new"}
        return {
            name: [(other, score) for other, score in found if other != "new"][:6]
            for name, found in lists.items()
        }

    assert (others(after) != others(before)) is others_move


def test_other_dates_alone_may_make_other_lists() -> None:
    garden = Gardener(4, posts=120, dated=120).garden
    before = garden.relate()
    for name, note in garden.notes.items():
        garden.notes[name] = note._replace(date=-(note.date or 0))
    after = garden.relate(before.dump())
    assert after.found != before.found
    assert after.lists == garden.relate().lists


def test_a_word_that_more_posts_have_is_no_reason_any_more_though_it_weighs_the_same() -> None:
    texts: dict[str, Text] = {f"post {n}": f"About {VOCABULARY[n]}." for n in range(25)}
    texts |= {f"quay {n}": f"A harbour, and {VOCABULARY[100 + n]}." for n in range(5)}
    texts["A"] = [("The harbour", "A harbour with a lantern, a lantern.")]
    texts["B"] = "Where the lantern of a harbour is: a harbour, a lantern."
    garden = Garden(texts)
    before = garden.relate()
    assert before.lists["A"].whole[0].reasons == (Reason("both", ("harbour", "lantern")),)
    garden.texts["post 0"] = "About a harbour."
    garden.notes["post 0"] = garden.notes["post 0"]._replace(digest="changed")
    after = garden.relate(before.dump()).lists
    assert after["A"].whole[0].score == before.lists["A"].whole[0].score
    assert after["A"].whole[0].reasons == (Reason("both", ("lantern",)),)
    assert after == garden.relate().lists


def test_lists_do_not_depend_on_who_does_which_part_of_the_work() -> None:
    gardener = Gardener(3, posts=100)

    def singly(work: Work, names: Sequence[str], _doing: str) -> Iterator[Any]:
        done = {name: work([name]) for name in reversed(names)}
        return (done[name] for name in names)

    alone, parted = Related(), Related()
    alone.update(*gardener.all)
    parted.update(*gardener.all, singly)
    assert parted.lists == alone.lists
    assert any(lists.whole for lists in alone.lists.values())
    before = alone.dump()
    for _ in range(4):
        gardener.edit()
    alone, parted = Related(before), Related(before)
    alone.update(*gardener.all)
    parted.update(*gardener.all, singly)
    assert parted.lists == alone.lists


def test_a_name_that_very_many_bear_points_to_none_of_them() -> None:
    def named(bearers: int) -> int:
        titled = {f"post {n}": Note("", ("Grand overview",)) for n in range(bearers)}
        texts = {**FILLER, "Essay": "In the grand overview.", **dict.fromkeys(titled, "Up.")}
        corpus = Corpus()
        garden = Garden(texts, **titled)
        corpus.update(garden.notes, garden.passages)
        return len(Ties(corpus, Weights(corpus), {}).in_themes.column)

    assert named(1) == 1
    assert named(300) == 0


def test_a_walk_goes_from_each_post_to_those_related_to_it() -> None:
    topics = "Tides and harbours, tides.", "Kettles of copper, kettles.", "Moss on stones, moss."
    found = Garden({f"post {n:02}": topics[n % 3] for n in range(15)}).relate().found
    whole = found.walk(np.arange(15))
    assert sorted(whole) == list(range(15))
    assert [len({n % 3 for n in whole[begin : begin + 5]}) for begin in (0, 5, 10)] == [1, 1, 1]
    assert found.walk(np.array([1, 2, 4, 5])) == [1, 4, 2, 5]


def test_a_name_is_found_in_texts_that_did_not_change_and_forgotten_when_it_is_given_up() -> None:
    essay = "In the grand overview we pass the copper kettle, and then the old harbour."
    others = {"A": "Here.", "Post": "Up and away.", "Zoo": "Down below."}
    garden = Garden({**FILLER, "Essay": essay, **others})
    kept = garden.relate().dump()

    def mentioned(**called: tuple[str, ...]) -> set[str]:
        nonlocal kept
        for name, named in called.items():
            garden.notes[name] = garden.notes[name]._replace(names=named)
        related = garden.relate(kept)
        assert related.lists == garden.relate().lists
        kept = related.dump()
        return {hit.name for hit in related.lists["Essay"].whole}

    assert mentioned() == set()
    assert mentioned(Zoo=("Copper kettle",)) == {"Zoo"}
    assert mentioned(Post=("Grand overview", "Kettle of copper")) == {"Post", "Zoo"}
    del garden.notes["A"]  # so all others have other numbers
    assert mentioned() == {"Post", "Zoo"}
    assert mentioned(Post=("Old harbour",), Zoo=("Grand overview",)) == {"Post", "Zoo"}
    assert mentioned(Post=("Post",)) == {"Zoo"}
    assert mentioned(Zoo=("A zoo",)) == set()


def test_only_what_changed_is_cut_into_words_again() -> None:
    gardener = Gardener(1, posts=30)
    kept = gardener.garden.relate().dump()
    gardener.garden.read.clear()
    gardener.garden.relate(kept)
    assert gardener.garden.read == []
    gardener.write()
    gardener.garden.relate(kept)
    assert len(gardener.garden.read) == 1


def test_one_word_more_leaves_the_lists_of_most_others_as_they_are() -> None:
    gardener = Gardener(2, posts=200)
    before: dict[str, Lists] = gardener.garden.relate().lists
    name = "post 7"
    text = gardener.garden.texts[name]
    assert isinstance(text, list)
    gardener.garden.texts[name] = [(text[0][0], f"{text[0][1]} word3x"), *text[1:]]
    gardener.garden.notes[name] = gardener.garden.notes[name]._replace(digest="changed")
    after = gardener.garden.relate().lists
    moved = [one for one in after if after[one] != before[one] and one != name]
    assert len(moved) <= 0.05 * len(after)
