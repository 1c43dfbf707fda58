"""The search index: what a word is, how a page is cut, which files there are and which change."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from functools import partial
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_commonplace.core.library.post import Passage
from sphinx_commonplace.core.search import entries, index, renewal, shards, units
from sphinx_commonplace.core.search import files as search_files
from sphinx_commonplace.core.search.entries import SearchedPage
from sphinx_commonplace.core.search.kept import KeptIndex
from sphinx_commonplace.core.search.words import fold, stemmer, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two words, 3 numbers.", ["two", "words", "3", "numbers"]),
        ("Café NAÏVE Straße", ["cafe", "naive", "strasse"]),
        ("C++ c# F# .NET a+b", ["c++", "c#", "f#", "net", "a", "b"]),
        ("i.i.d. e.g. U.S.A. example.org", ["iid", "eg", "usa", "example", "org"]),
        ("don't snake_case", ["don", "t", "snake", "case"]),
        ("日本語 text", ["日本", "本語", "語", "text"]),
        ("ภาษา", ["ภา", "าษ", "ษา", "า"]),
        ("كِتَابٌ أحمد ٣", ["كتاب", "احمد", "3"]),
        ("می‌خواهم کتاب", ["ميخواهم", "كتاب"]),
        ("हिन्दी", ["हिन्दी"]),
        ("ﬁne ﾃｽﾄ", ["fine", "テス", "スト", "ト"]),
        ("\u202eabc\u202c 🎉 -", ["abc"]),
        ("x" * 41 + " y", ["y"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_folding_is_done_once() -> None:
    for text in ("Ærø", "ŁÓDŹ", "İstanbul", "ẞ", "Σίσυφος", "한국어"):
        assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("en", "indexing", "index"),
        ("en_GB", "indexes", "index"),
        ("de", "häuser", "haus"),
        ("ja", "indexing", "indexing"),
        ("en", "c++", "c++"),
        ("en", "utf8", "utf8"),
    ],
)
def test_stems(language: str, word: str, stem: str) -> None:
    assert fold(stemmer(language)(word)) == stem


def page(name: str, *texts: str, **more: Any) -> SearchedPage:
    """Return a page with a section for each text."""
    passages = tuple(Passage(f"s{n}", f"Heading {n}", 2, text) for n, text in enumerate(texts))
    known = {"title": name.title(), "kind": "note", "date": "", "tags": (), "description": ""}
    known |= {"language": "en", "stands_for": repr(texts)}
    return SearchedPage(name, f"{name}.html", read=lambda: passages, **{**known, **more})


def files(pages: Iterable[SearchedPage]) -> dict[str, bytes]:
    made = index.build((page, entries.entry(page)) for page in pages)
    found = search_files.write(made, renewal.shards(made), [])
    return {path: make() for path, make in found.items()}


def taken(content: bytes) -> tuple[str, Any]:
    """Return what a file gives to the script."""
    found = re.fullmatch(r'Commonplace\.take\("([^"]+)",(.*)\)\n', content.decode())
    assert found
    return found[1], json.loads(found[2])


def corpus(count: int) -> list[SearchedPage]:
    return [
        page(f"note-{n}", *(f"word{n * 7 % 501} common text of part {part}" for part in range(3)))
        for n in range(count)
    ]


def test_every_file_is_one_call_by_its_own_name() -> None:
    bad = page("bad", "</script> \u2028 `${x}` \\ \" ' *)", title='</script>"', tags=("</script>",))
    for path, content in files([*corpus(50), bad]).items():
        assert path == f"_search/{taken(content)[0]}.js"


def test_files_whose_names_would_be_the_same_get_others() -> None:
    made = search_files.Files()
    one, other = "a" * 8 + "b" * 24, "a" * 8 + "c" * 24
    names = [made.add_known("t", known, lambda: "") for known in (one, other, one)]
    assert names == ["a" * 8, "c" * 8, "a" * 8]


def test_an_entry_that_was_kept_is_the_one_that_would_be_made(tmp_path: Path) -> None:
    def build(with_: str = "") -> dict[str, bytes]:
        kept = KeptIndex(tmp_path / "kept", with_)
        made = index.build((one, kept.entry(one)) for one in pages)
        found = search_files.write(made, kept.shards(made), [])
        return {path: make() for path, make in found.items()}

    read: list[str] = []

    def reading(one: SearchedPage) -> SearchedPage:
        return one._replace(read=lambda: [read.append(one.name), *one.read()][1:])

    pages = [reading(one) for one in (page("empty"), *corpus(9), page("far", "dying C++ :/^"))]
    before = build()
    assert len(read) == 11
    kept = (tmp_path / "kept").read_bytes()
    read.clear()
    assert build() == before
    assert sorted(read) == sorted(one.name for one in pages), "only for texts that are looked at"
    assert (tmp_path / "kept").read_bytes() == kept

    pages[3] = page("note-2", "other words", tags=("tagged",))
    assert build() == files(pages)
    assert len((tmp_path / "kept").read_text().split("\n\n")[1].splitlines()) == 11, (
        "what is gone is not kept"
    )
    for change in ({"title": "Ti"}, {"tags": ()}, {"description": "D"}, {"language": "de"}):
        pages[3] = pages[3]._replace(**change)
        assert build() == files(pages)
    build("other programs")
    assert (tmp_path / "kept").read_bytes().startswith(b"other programs ")


@pytest.mark.parametrize("damaged", [b"", b"\xff", b"x\ny", b"half"])
def test_what_was_kept_is_not_used_when_it_is_damaged(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "kept"
    for _ in range(2):
        kept = KeptIndex(path, "")
        (made,) = [kept.entry(one) for one in corpus(1)]
        kept.shards(index.build(zip(corpus(1), [made], strict=True)))
        assert made.units == entries.entry(corpus(1)[0]).units
        path.write_bytes(path.read_bytes()[:-1] if damaged == b"half" else damaged)


def test_the_order_of_the_pages_does_not_matter() -> None:
    pages = corpus(40)
    assert files(pages) == files(reversed(pages))


def garden(count: int) -> list[SearchedPage]:
    """Return pages of words as frequent as those of a language, some of them long."""
    rng = random.Random("garden")
    known = ["".join(rng.choices("abcdefghilmnoprstu", k=rng.randint(3, 9))) for _ in range(4_000)]
    weights = [1 / place for place in range(1, len(known) + 1)]

    def text(length: int) -> str:
        said = rng.choices(known, weights, k=length)
        return " ".join(f"{word}." if rng.random() < 0.1 else word for word in said)

    return [
        page(f"note-{n}", *(text(rng.randint(20, 400)) for _ in range(rng.choice([1, 1, 2, 9]))))
        for n in range(count)
    ]


def edited(one: SearchedPage, rng: random.Random, known: list[str]) -> SearchedPage:
    """Return a page with some words more, some of them new, and some words less."""
    parts = list(one.read())
    number = rng.randrange(len(parts))
    said = parts[number].text.split(" ")
    for _ in range(rng.choice([1, 1, 30])):
        said.insert(rng.randrange(len(said)), rng.choice([*known, f"new{rng.random()}"]))
        del said[rng.randrange(len(said)) :: 20]
    parts[number] = parts[number]._replace(text=" ".join(said))
    return one._replace(read=partial(list, parts))


@pytest.mark.parametrize("size", [60, 900])
def test_shards_made_from_those_before_are_those_made_of_nothing(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(shards, "_SHARD", size)
    rng = random.Random(size)
    made = index.build((one, entries.entry(one)) for one in garden(20))
    kept = renewal.shards(made)
    known = [*{word for one in made.pages for part in one.read() for word in part.text.split()}]
    for _ in range(8):
        changed = []
        for place in rng.sample(range(20), rng.choice([1, 3])):
            made.pages[place] = edited(made.pages[place], rng, known)
            before, made.entries[place] = made.entries[place], entries.entry(made.pages[place])
            changed.append((before, made.entries[place]))
        kept = renewal.renewed(kept, made, changed)
        assert kept == renewal.shards(made)
        assert [shards.Shard.read(shard.written()) for shard in kept] == kept


@pytest.mark.parametrize("size", [30, 60, 300])
def test_shards_cut_anew_begin_where_they_would_if_there_were_none_before(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(shards, "_SHARD", size)
    rng = random.Random(size)

    def stem() -> str:
        return "".join(rng.choices("abc", k=rng.randint(1, 7)))

    def record(stem: str) -> str:
        return f"{stem} {stem} {stem} {'A' * rng.randint(1, 12)}"

    for _ in range(150):
        records = {one: record(one) for one in {stem() for _ in range(rng.randint(0, 150))}}
        made = shards.cut([], records)
        for _ in range(6):
            some = rng.sample(sorted(records), min(rng.choice([0, 1, 9]), len(records)))
            changed = dict.fromkeys(some, "")
            changed |= {one: record(one) for one in (stem() for _ in range(rng.choice([1, 1, 9])))}
            records = {one: said for one, said in (records | changed).items() if said}
            made = shards.cut(made, changed)
            assert made == shards.cut([], records)


def test_a_word_more_leaves_the_other_shards_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_SHARD", 300)
    stems = sorted({f"{n * 7919 % 99_991:05}" for n in range(2_500)})
    records = {stem: f"{stem} {stem} {stem} A" for stem in stems}
    before = shards.cut([], records)
    assert len(before) > 100
    rng = random.Random("cuts")
    for _ in range(100):
        stem = f"{rng.randrange(100_000):05}"
        one_more = shards.cut([], records | {stem: f"{stem} {stem} {stem} {'A' * 20}"})
        # That of the word, or the two of them where it is too long or begins with the word.
        assert len({shard.key for shard in one_more} - {shard.key for shard in before}) <= 2


@pytest.mark.parametrize("word", ["known", "new", "common"])
def test_one_word_more_changes_few_files(word: str) -> None:
    pages = garden(120)
    made = [entries.entry(one) for one in pages]
    rng = random.Random(word)
    said = " ".join(part.text for one in pages for part in one.read())
    frequent = Counter(said.replace(".", "").split())
    words = {"known": [*frequent], "common": [w for w, _ in frequent.most_common(9)]}

    def names() -> set[str]:
        found = index.build(zip(pages, made, strict=True))
        return set(search_files.write(found, renewal.shards(found), []))

    before = names()
    changed = []
    for place in rng.sample(range(len(pages)), 20):
        one, known = pages[place], made[place]
        parts = list(one.read())
        number = rng.randrange(len(parts))
        said = parts[number].text.split(" ")
        said.insert(rng.randrange(len(said) + 1), rng.choice(words.get(word, ["unheard"])))
        parts[number] = parts[number]._replace(text=" ".join(said))
        pages[place] = one._replace(read=partial(list, parts))
        made[place] = entries.entry(pages[place])
        changed.append(len(names() - before) + 1)  # and the first file, which is always another
        pages[place], made[place] = one, known
    assert max(changed) <= 5
    assert len(before) > 200


def test_another_word_changes_one_text_two_shards_and_a_list() -> None:
    pages = garden(120)
    made = index.build((one, entries.entry(one)) for one in pages)
    kept = renewal.shards(made)
    before = search_files.write(made, kept, []).keys()
    assert sum(path.startswith("_search/w/") for path in before) > 9
    assert sum(path.startswith("_search/v/") for path in before) > 1
    said = Counter(words(" ".join(part.text for one in pages for part in one.read())))
    rng = random.Random("another")
    most: Counter[str] = Counter()
    for place in rng.choices(range(len(made.pages)), k=150):
        was = made.pages[place], made.entries[place]
        parts = list(was[0].read())
        number = rng.randrange(len(parts))
        text = parts[number].text.split(" ")
        # No more than one of both is taken for a misspelt word only since it is, or was, here.
        known = [at for at, word in enumerate(text) if said[word] > 9]
        if not known:
            continue
        text[rng.choice(known)] = rng.choice(["unheard", *said])
        parts[number] = parts[number]._replace(text=" ".join(text))
        made.pages[place] = was[0]._replace(read=partial(list, parts))
        made.entries[place] = entries.entry(made.pages[place])
        now = renewal.renewed(kept, made, [(was[1], made.entries[place])])
        changed = Counter(path[8] for path in search_files.write(made, now, []).keys() - before)
        most |= changed
        made.pages[place], made.entries[place] = was
    assert most == {"t": 1, "w": 2, "v": 1}


@pytest.mark.parametrize("place", ["title", "heading"])
def test_a_word_of_a_title_or_heading_changes_few_files(place: str) -> None:
    said = " ".join(f"Sentence {number}, and what it says." for number in range(300))
    long = page("long", "Before.", said, said, title="What is said", tags=("speech",))
    made = index.build((one, entries.entry(one)) for one in [*garden(60), long])
    number = made.pages.index(long)
    was = made.entries[number]
    assert len(was.units) > 12
    kept = renewal.shards(made)
    before = search_files.write(made, kept, []).keys()
    known = [word for one in made.pages[:9] for part in one.read() for word in words(part.text)]
    for word in ["unheard", *random.Random(place).sample(known, 20)]:
        first, heading, *others = long.read()
        if place == "title":
            now = long._replace(title=f"{long.title} {word}")
        else:
            heading = heading._replace(anchor=word, title=f"{heading.title} {word}")
            now = long._replace(read=partial(list, [first, heading, *others]))
        made.pages[number], made.entries[number] = now, entries.entry(now)
        renewed = renewal.renewed(kept, made, [(was, made.entries[number])])
        assert renewed == renewal.shards(made)
        changed = search_files.write(made, renewed, []).keys() - before
        assert len(changed) + 1 <= 5  # with the first file, which is always another
        assert sum("/t/" in path for path in changed) == 1
        made.pages[number], made.entries[number] = long, was


@pytest.mark.parametrize("place", ["title", "heading"])
def test_a_rare_word_of_a_title_for_another_changes_few_files(place: str) -> None:
    pages = [*garden(120), page("a", "Said.", "More.", title="Amphibian")]
    made = index.build((one, entries.entry(one)) for one in pages)
    number = made.pages.index(pages[-1])
    rare = ["aardvark", "mnemonic", "zeugma", "gargoyle", "quixotic", "tessellate", "umbrella"]

    def written(word: str) -> dict[str, search_files.Make]:
        first, heading, *others = pages[-1].read()
        if place == "title":
            now = pages[-1]._replace(title=word.title())
        else:
            heading = heading._replace(anchor=word, title=word.title())
            now = pages[-1]._replace(read=partial(list, [first, heading, *others]))
        made.pages[number], made.entries[number] = now, entries.entry(now)
        return search_files.write(made, renewal.shards(made), [])

    before = written(rare[0])
    assert sum(path.startswith("_search/v/") for path in before) > 1
    for word in rare[1:]:
        now = written(word)
        assert len(now.keys() - before.keys()) + 1 <= 5  # with the first, which is always another
        _name, start = taken(now["_search/index.js"]())
        assert word in start[5][2].split(" ")
        before = now


def test_a_heading_stands_where_its_section_begins() -> None:
    texts = [said * times for said in ("One sentence. ", "word ") for times in (1, 900, 2, 300)]
    shown = [json.loads(text) for text in entries.entry(page("a", *texts)).texts]
    found = [""] * len(texts)
    headings = []
    for place, (back, *passages) in enumerate(shown):
        for at, (anchor, heading, text) in enumerate(passages):
            goes_on = at == 0 and back > 0
            if goes_on:
                assert (anchor, heading) == ("", "")
            else:
                headings.append(heading)
            begun = shown[place - back][-1] if goes_on else (anchor, heading)
            number = int(begun[0].removeprefix("s"))
            assert begun[1] == f"Heading {number}"
            found[number] += f"{text} "
    assert [words(text) for text in found] == [words(text) for text in texts]
    assert headings == [f"Heading {number}" for number in range(len(texts))]
    assert max(back for back, *_ in shown) > 5


@pytest.mark.parametrize("place", ["title", "heading"])
def test_a_word_more_of_some_changes_what_no_other_says(place: str) -> None:
    def said(length: int, times: int) -> dict[str, str]:
        named = " ".join(f"w{n}x" for n in range(length))
        part = Passage("a", named if place == "heading" else "", 2, f"{named} " * times)
        title = named if place == "title" else ""
        one = page("a", title=title)._replace(read=lambda: [part])
        (unit,) = entries.entry(one).units
        return dict(zip(unit.words.split(), unit.levels, strict=True))

    for times in range(6):
        known = [said(length, times) for length in range(2, 9)]
        assert all(more.items() >= less.items() for less, more in pairwise(known))
        ((_, alone),) = said(1, times).items()
        assert alone >= known[0]["^w0x"]


def test_one_word_more_changes_what_no_other_word_says() -> None:
    def said(length: int) -> dict[str, str]:
        (unit,) = entries.entry(page("a", " ".join(f"w{n}x" for n in range(length)))).units
        return dict(zip(unit.words.split(), unit.levels, strict=True))

    known = [said(length) for length in range(400)]
    assert all(more.items() >= less.items() for less, more in pairwise(known))


def test_a_word_that_several_tags_have_counts_once() -> None:
    def level(*tags: str) -> str:
        (unit,) = entries.entry(page("a", tags=tags)).units
        return dict(zip(unit.words.split(), unit.levels, strict=True))["^math"]

    assert level("math/sets", "math/functions") == level("math/sets")
    assert level("math/sets", "math") == level("math") > level("math/sets")


def test_the_lengths_of_units_are_told_by_pages() -> None:
    pages = [page("a", "word " * 30), page("b", *["word " * 600] * 9), page("c")]
    made = index.build((one, entries.entry(one)) for one in pages)
    told = made.lengths.split(" ")
    assert [len(of_page) for of_page in told] == [len(one.units) for one in made.entries]
    assert (told[0], told[2]) == ("0", "0")
    assert set(told[1]) <= set("3456")


def test_a_new_essay_gives_no_other_page_another_number() -> None:
    pages = corpus(600)
    before = files(pages)
    pages.append(page("new", "words", kind="essay", date="2024-05-06"))
    assert len({path for path, content in files(pages).items() if before.get(path) != content}) <= 8


def test_pages_and_notes_come_before_essays_by_date() -> None:
    pages = [
        page("b", kind="essay", date="2020-01-01"),
        page("a", kind="essay", date="2024-01-01"),
        page("z"),
        page("about", kind="page"),
    ]
    made = index.build((page, entries.entry(page)) for page in pages)
    assert [found.name for found in made.pages] == ["about", "z", "b", "a"]
    _name, start = taken(files(pages)["_search/index.js"])
    assert start[6:8] == [[1, 1, 2], [[2020, 2], [2024, 3]]]


def cut(passages: Iterable[Passage]) -> list[list[Passage]]:
    return [part.passages for part in units.units(passages)]


def shown(*texts: str) -> list[list[Passage]]:
    return cut(page("a", *texts).read())


def test_long_pages_are_cut_and_short_ones_are_not() -> None:
    assert len(shown("short", "texts")) == 1
    assert cut([]) == [[Passage("", "", 0, "")]]
    long = shown("word " * 2_000, "日本語" * 1_000, "")
    assert len(long) >= 5
    most = units.UNIT * 66
    assert all(sum(len(part.text) for part in unit) <= most for unit in long)
    said = " ".join(part.text for unit in long for part in unit)
    assert said.replace(" ", "") == "word" * 2_000 + "日本語" * 1_000


def test_pages_are_cut_at_the_highest_heading_in_the_middle() -> None:
    levels = (1, 3, 3, 2, 3, 3, 3)
    passages = [Passage(f"s{n}", "", level, "word, " * 200) for n, level in enumerate(levels)]
    assert "s3" in [unit[0].anchor for unit in cut(passages)]


def test_a_last_heading_with_nothing_below_it_is_found_on_a_long_page_too() -> None:
    for times in (1, 300):
        assert [part.title for part in shown("Said. " * times, "")[-1]][-1] == "Heading 1"


def test_one_word_more_leaves_other_units_as_they_were() -> None:
    changed = []
    for one in [one for one in garden(200) if len(list(one.read())) == 9]:
        parts = list(one.read())
        before = cut(parts)
        said = parts[4].text.split(" ")
        for place in [*range(0, len(said), 9), len(said)]:
            more = " ".join([*said[:place], "more", *said[place:]])
            parts[4] = parts[4]._replace(text=more)
            changed.append(sum(unit not in before for unit in cut(parts)))
    assert len(changed) > 500
    assert sum(count > 1 for count in changed) <= len(changed) / 300


@pytest.mark.parametrize(
    "text", ["x" * 10_000_000, "data:image/png;base64," + "A/b+" * 2_500_000, "word " * 2_000_000]
)
def test_ten_megabytes_in_one_line_do_not_bloat_it(text: str) -> None:
    assert sum(map(len, files([page("a", text, "end")]).values())) < 2 * units.MOST


def test_no_words_and_names_of_prototypes_are_only_words() -> None:
    assert taken(files([])["_search/index.js"])[1][1] == 0
    made = files(
        [page("a", "__proto__ constructor </script> \u2028 \ud83d".replace("\ud83d", "?"))]
    )
    assert b"constructor" in b"".join(made.values())


def test_a_form_far_from_its_stem_points_to_it() -> None:
    pages = [page(f"n{n}", f"dj{n:05} dying") for n in range(3_000)]
    made = [taken(content)[1] for path, content in files(pages).items() if "/w/" in path]
    (home,) = [shard.split("|") for shard in made if "dying !" in shard or "dying " in shard]
    (other,) = [shard.split("|") for shard in made if "dying>die" in shard]
    assert home != other


def test_where_texts_end_no_word_says_and_other_pages_hardly() -> None:
    rng = random.Random("ends")
    made = index.build((one, entries.entry(one)) for one in garden(150))

    def ends(made: index.Index) -> list[str]:
        """Return the first unit of each file."""
        number, firsts = 0, []
        units = [
            f"{one.name} {place}"
            for one, known in zip(made.pages, made.entries, strict=True)
            for place in range(len(known.units))
        ]
        _, start = taken(search_files.write(made, renewal.shards(made), [])[search_files.START]())
        for count in start[4][0].split(" "):
            firsts.append(units[number])
            number += int(count, 36)
        assert number == len(units)
        return firsts

    before = ends(made)
    assert len(before) > 60
    for place in rng.sample(range(150), 30):
        one, known = made.pages[place], made.entries[place]
        parts = list(one.read())
        number = rng.randrange(len(parts))
        said = parts[number].text.split(" ")
        at = rng.randrange(len(said))
        said[at : at + rng.randrange(2)] = ["other"] * rng.randrange(2)
        parts[number] = parts[number]._replace(text=" ".join(said))
        made.pages[place] = one._replace(read=partial(list, parts))
        made.entries[place] = entries.entry(made.pages[place])
        if len(made.entries[place].units) == len(known.units):
            assert ends(made) == before
        made.pages[place], made.entries[place] = one, known
    more = index.build(
        (one, entries.entry(one)) for one in [*made.pages, page("note-", "more. " * 9)]
    )
    assert len({*ends(more)} - {*before}) <= 2


def test_a_text_has_the_units_of_the_pages_next_to_each_other() -> None:
    pages = [*corpus(30), page("long", *["One sentence. " * 30] * 9, title="A Long One")]
    found = files(pages)
    _, start = taken(found["_search/index.js"])
    names = re.findall(".{8}", start[4][1])
    counts = [int(count, 36) for count in start[4][0].split(" ")]
    shown = [taken(found[f"_search/t/{name}.js"])[1] for name in names]
    assert [len(units) for units in shown] == counts
    known = []
    for one in sorted(pages, key=index.order):
        first, *others = [[json.loads(text)] for text in entries.entry(one).texts]
        known += [[*first, [one.url, one.title, one.date, one.day, list(one.tags)]], *others]
    assert [unit for text in shown for unit in text] == known


@pytest.mark.parametrize(("between", "length"), [(" ", 14), ("\n", 14), (" ", 90)])
def test_a_word_for_another_moves_no_cut(between: str, length: int) -> None:
    rng = random.Random("cuts")
    known = ["".join(rng.choices("abcdefghilmnoprstu", k=rng.randint(3, 9))) for _ in range(600)]

    def sentence() -> str:
        first, *others = rng.choices(known, k=rng.randint(4, length))
        return first + "".join(
            rng.choice([" ", " ", " ", ", ", " - ", " ("]) + one for one in others
        )

    sentences = [sentence() for _ in range(6 * units.UNIT)]
    ends = [rng.choice("..?:") for _ in sentences]

    def cuts(sentences: list[str]) -> list[list[int]]:
        """Return how many words each passage of each unit has."""
        text = between.join(map("".join, zip(sentences, ends, strict=True)))
        return [[len(words(part.text)) for part in unit] for unit in shown(text)]

    before = cuts(sentences)
    assert len(before) > 6
    for place, said in enumerate(sentences):
        other = re.sub("^[a-z]+", "zigzag", said)
        assert cuts([*sentences[:place], other, *sentences[place + 1 :]]) == before


@pytest.mark.parametrize("line", ["It is said. And so it is.", "Said: so it is", "So it is?"])
def test_a_word_behind_the_last_of_a_line_moves_no_cut(line: str) -> None:
    lines = [line] * (6 * units.UNIT)
    before = shown("\n".join(lines))
    assert len(before) > 1
    for place in range(len(lines)):
        more = shown("\n".join([*lines[:place], f"{line} more", *lines[place + 1 :]]))
        fewer = [
            [part._replace(text=part.text.replace(" more", "")) for part in one] for one in more
        ]
        assert fewer == before


def test_a_word_of_a_heading_moves_no_cut() -> None:
    rng = random.Random("headings")

    def parts(titles: list[str]) -> list[Passage]:
        return [
            Passage(title.lower(), title, 2, text) for title, text in zip(titles, said, strict=True)
        ]

    said = [
        "".join(rng.choices(["Word. ", "Word, word. ", "Word: (word). "], k=20)) for _ in range(40)
    ]
    titles = [f"Heading{number}" for number in range(40)]

    def cuts(titles: list[str]) -> list[list[str]]:
        return [[part.text for part in unit] for unit in cut(parts(titles))]

    before = cuts(titles)
    assert len(before) > 12
    for place in range(40):
        assert cuts([*titles[:place], "Other", *titles[place + 1 :]]) == before


def test_a_sentence_more_moves_few_cuts() -> None:
    rng = random.Random("sentences")
    signs = [",", " -", ";", " (", '"', "'"]
    sentences = [
        " ".join(f"word{rng.choice(['', rng.choice(signs)])}" for _ in range(9)) + "."
        for _ in range(12 * units.UNIT)
    ]

    def texts(sentences: list[str]) -> set[str]:
        return {part.text for unit in shown(" ".join(sentences)) for part in unit}

    before = texts(sentences)
    more = [
        len(texts([*sentences[:place], "One more!", *sentences[place:]]) - before)
        for place in range(0, len(sentences), 9)
    ]
    assert median(more) <= 2
    assert max(more) <= len(before) / 2


@pytest.mark.parametrize("line", ["a.\n", "- [x](y)\n", "a\n", "字。", "word "])
def test_lines_that_are_all_alike_are_cut_too(line: str) -> None:
    parts = shown(line * (units.MOST // len(line)))
    assert len(parts) > 20
    assert max(sum(map(len, (part.text for part in unit))) for unit in parts) < 8_000
