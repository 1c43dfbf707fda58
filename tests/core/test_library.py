"""The library: what follows from the facts of the documents."""

from __future__ import annotations

import pickle
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.library.facts import Facts
from sphinx_commonplace.core.library.library import Library
from sphinx_commonplace.core.library.post import Post
from sphinx_commonplace.core.library.query import SORTS, Query


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def post(name: str, date: str | None = None, **fields: Any) -> Post:
    """Return a post below ``posts/``."""
    return Post(f"posts/{name}", fields.pop("title", name), day(date) if date else None, **fields)


def library(*posts: Post) -> Library:
    """Return a library of posts and one other page."""
    return Library({"index": Facts()} | {one.docname: Facts(post=one) for one in posts})


def slugs(posts: list[Post]) -> list[str]:
    return [one.slug for one in posts]


LIBRARY = library(
    post("d", "2023-05-05", tags=("Go", "lang/C++"), series=("S",)),
    post("b", "2024-01-02", tags=("go",), categories=("X",)),
    post("a", "2024-01-02", tags=("lang/C",), title="Zebra"),
    post("note", tags=("go", "lang"), categories=("x", "Y")),
    post("apt", title="apt"),
)


def test_what_is_no_post_is_in_no_view() -> None:
    assert [name.rpartition("/")[2] for name in LIBRARY.posts] == ["a", "apt", "b", "d", "note"]


def test_essays_are_dated_newest_first_and_b19_of_one_moment_by_name() -> None:
    assert slugs(LIBRARY.essays) == ["a", "b", "d"]
    assert not LIBRARY.posts["posts/note"].is_essay


def test_years() -> None:
    years = [(year, slugs(essays)) for year, essays in LIBRARY.years.items()]
    assert years == [(2024, ["a", "b"]), (2023, ["d"])]


def test_a_year_is_that_of_the_site() -> None:
    """Dates are in the time zone of the site before they come here."""
    east = timezone(timedelta(hours=9))
    early = Post("posts/x", "x", datetime(2024, 1, 1, tzinfo=east))
    assert list(library(early).years) == [2024]


def test_neighbours_follow_time() -> None:
    assert LIBRARY.neighbours == {
        "posts/d": (None, "posts/b"),
        "posts/b": ("posts/d", "posts/a"),
        "posts/a": ("posts/b", None),
    }
    assert library().neighbours == {}
    assert library(post("a", "2024-01-02")).neighbours == {"posts/a": (None, None)}


def test_terms_of_each_taxonomy() -> None:
    assert {name: sorted(terms) for name, terms in LIBRARY.terms.items()} == {
        "tags": ["go", "lang", "lang/c", "lang/c++"],
        "categories": ["x", "y"],
        "series": ["s"],
    }
    assert LIBRARY.terms["tags"]["lang"].members == ("posts/a", "posts/d", "posts/note")


QUERIES = {
    "all": (Query(), ["a", "b", "d", "apt", "note"]),
    "oldest": (Query(sort="oldest"), ["d", "a", "b", "apt", "note"]),
    "title": (Query(sort="title"), ["apt", "b", "d", "note", "a"]),
    "limit": (Query(limit=2), ["a", "b"]),
    "none": (Query(limit=0), []),
    "tag": (Query(any_tags=("GO",)), ["b", "d", "note"]),
    "any of two tags": (Query(any_tags=("go", "lang/c")), ["a", "b", "d", "note"]),
    "a tag and those below": (Query(any_tags=("Lang",)), ["a", "d", "note"]),
    "all of two tags": (Query(all_tags=("go", "lang")), ["d", "note"]),
    "without a tag": (Query(no_tags=("go",)), ["a", "apt"]),
    "with one tag, without another": (Query(all_tags=("go",), no_tags=("lang",)), ["b"]),
    "D06 no other tag": (Query(any_tags=("lang/C",)), ["a"]),
    "category": (Query(categories=("X",)), ["b", "note"]),
    "category and series": (Query(categories=("X",), series=("S",)), []),
    "series": (Query(series=("s",)), ["d"]),
    "year": (Query(year=2024), ["a", "b"]),
    "year without posts": (Query(year=1999), []),
    "essays": (Query(kind="essay"), ["a", "b", "d"]),
    "notes": (Query(kind="note"), ["apt", "note"]),
    "notes with a tag": (Query(kind="note", any_tags=("go",)), ["note"]),
    "unknown tag": (Query(any_tags=("none",)), []),
    "unknown tag left out": (Query(no_tags=("none",), kind="note"), ["apt", "note"]),
    "a tag that names nothing": (Query(any_tags=("/",)), []),
}


@pytest.mark.parametrize(("query", "expected"), QUERIES.values(), ids=QUERIES)
def test_find(query: Query, expected: list[str]) -> None:
    assert slugs(LIBRARY.find(query)) == expected


def test_sorted_by_update_a_post_stands_where_it_changed_last() -> None:
    found = library(
        post("old", "2020-01-01", updated=day("2024-05-05")),
        post("new", "2024-01-01"),
        post("note", updated=day("2024-03-03")),
        post("undated"),
    )
    assert slugs(found.find(Query(sort="updated"))) == ["old", "note", "new", "undated"]


def test_b10_b13_every_moment_has_its_place() -> None:
    east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))
    moments = {  # not in the order of their names
        "f": datetime(1, 1, 1, tzinfo=east),
        "e": datetime(1, 1, 1, tzinfo=timezone.utc),
        "d": datetime(2024, 1, 1, 12, tzinfo=east),
        "c": datetime(2024, 1, 1, tzinfo=timezone.utc),
        "b": datetime(2024, 1, 1, 0, 0, 0, 1, tzinfo=timezone.utc),
        "a": datetime(9999, 12, 31, 23, 59, 59, tzinfo=west),
    }
    found = library(*(Post(f"posts/{name}", name, moment) for name, moment in moments.items()))
    assert slugs(found.find(Query(sort="oldest"))) == list(moments)
    assert slugs(found.essays) == list(reversed(moments))


def test_names_that_no_post_bears() -> None:
    query = Query(any_tags=("go", "None"), no_tags=("lang/java",), series=("S", "T"))
    assert list(LIBRARY.unknown(query)) == [
        ("tags", "None"),
        ("tags", "lang/java"),
        ("series", "T"),
    ]


def test_a_post_is_found_by_its_path_or_by_its_last_part() -> None:
    found = library(post("a"), post("x/b"), post("y/b"), post("y/a"))
    assert found.named("posts", "posts/x/b") == ["posts/x/b"]
    assert found.named("posts", "x/b") == ["posts/x/b"]
    assert found.named("posts", "a") == ["posts/a"]
    assert found.named("posts", "b") == ["posts/x/b", "posts/y/b"]
    assert found.named("posts", "none") == []
    assert found.named("posts", "index") == []


def oddly(found: Library) -> list[tuple[str, str, str]]:
    odd = found.oddly_spelt.items()
    return [(name, taxonomy, term.key) for name, terms in odd for taxonomy, term in terms]


def test_d08_odd_spellings_are_told_at_the_first_post_that_is_not_spelt_as_shown() -> None:
    found = library(
        post("0", tags=("other", "go")),
        post("a", tags=("Go",), categories=("X",)),
        post("b", tags=("go",), categories=("x",)),
        post("c", tags=("go", "lang/C")),
        post("d", tags=("Lang/C",)),
    )
    assert oddly(found) == [
        ("posts/a", "tags", "go"),
        ("posts/c", "tags", "lang"),
        ("posts/b", "categories", "x"),
    ]


@pytest.mark.parametrize("odd", ["Fo\u200bo", " Foo ", "/Foo", "Foo//x", "\u2100", "Foo/\u200d/x"])
def test_d14_names_that_are_not_shown_as_written_do_not_break_it(odd: str) -> None:
    """A directive gives the library names as the author wrote them."""
    found = library(
        post("a", tags=(odd,)), post("b", tags=("foo",)), post("c", tags=("foo/X", "A/C"))
    )
    assert {taxonomy for _, taxonomy, _ in oddly(found)} <= {"tags"}


def test_only_facts_are_pickled() -> None:
    found = library(post("a", "2024-01-02", tags=("x",)))
    assert found.essays
    assert found.terms
    again = pickle.loads(pickle.dumps(found))
    assert vars(again) == {"facts": found.facts}
    assert again.essays == found.essays


def test_views_follow_the_facts() -> None:
    found = library(post("a", "2024-01-02"))
    assert slugs(found.essays) == ["a"]
    found.facts["posts/b"] = Facts(post=post("b", "2024-01-03"))
    found.forget_views()
    assert slugs(found.essays) == ["b", "a"]


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (299, 1), (301, 2), (2000, 10)])
def test_reading_time(words: int, minutes: int) -> None:
    assert post("a", words=words).minutes == minutes


moments = st.none() | st.datetimes(timezones=st.timezones() | st.just(timezone.utc))
found_tags = st.lists(st.sampled_from(["a", "A", "a/b", "c"]), max_size=2).map(tuple)
posts = st.builds(
    post,
    st.sampled_from("pqrstuvw"),
    updated=moments,
    tags=found_tags,
    title=st.sampled_from(["x", "X", "y"]),
).flatmap(
    lambda one: moments.map(lambda date: Post(one.docname, one.title, date, one.updated, one.tags))
)


@given(st.lists(posts, unique_by=lambda one: one.docname), st.sampled_from(SORTS), found_tags)
def test_the_order_of_reading_does_not_matter(
    read: list[Post], sort: str, tags: tuple[str, ...]
) -> None:
    one, other = library(*read), library(*reversed(read))
    query = Query(any_tags=tags, sort=sort)
    assert one.find(query) == other.find(query)
    assert one.neighbours == other.neighbours
    assert one.years == other.years
    assert oddly(one) == oddly(other)
    assert len(one.find(Query(sort=sort))) == len(read)
