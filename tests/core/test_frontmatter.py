"""Front matter: what can be read is kept, what cannot is named at its line, doubt withholds."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_commonplace.core.frontmatter import dates, fences, frontmatter, keys
from sphinx_commonplace.core.frontmatter.fences import Block
from sphinx_commonplace.core.frontmatter.frontmatter import FrontMatter
from tests.core.examples import Part, within_a_second

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlload import Problem

UTC = dates.time_zone("UTC")
DAY = datetime(2024, 1, 2, tzinfo=timezone.utc)


def post(*lines: str, body: str = "Body.\n") -> str:
    """Return a post with these lines of front matter; the first of them is line 2."""
    return "\n".join(["---", *lines, "---", body])


def parse(text: str) -> tuple[FrontMatter, list[Problem]]:
    fields, _, problems = frontmatter.parse(text, UTC)
    return fields, problems


def said(*lines: str) -> list[Problem]:
    """Return what is said of a post with these lines."""
    return parse(post(*lines))[1]


# --- Cutting a file in two -----------------------------------------------------------------------

SPLIT = {
    "none": ("Body.\n", ("", 0, "Body.\n")),
    "empty": ("", ("", 0, "")),
    "one field": ("---\na: b\n---\nBody.\n", ("a: b", 3, "Body.\n")),
    "A06 empty": ("---\n---\nBody.\n", ("", 2, "Body.\n")),
    "A06 a blank line": ("---\n\n---\nBody.\n", ("", 3, "Body.\n")),
    "A17 dots": ("---\na: b\n...\nBody.\n", ("a: b", 3, "Body.\n")),
    "A23 CRLF": ("---\r\na: b\r\n---\r\nBody.\r\n", ("a: b", 3, "Body.\n")),
    "H04 carriage returns": ("---\ra: b\r---\rBody.\r", ("a: b", 3, "Body.\n")),
    "A23 blanks": ("--- \t\na: b\n--- \nBody.\n", ("a: b", 3, "Body.\n")),
    "A23 BOM": ("\ufeff---\na: b\n---\nBody.\n", ("a: b", 3, "Body.\n")),
    "BOM alone": ("\ufeffBody.\n", ("", 0, "Body.\n")),
    "no line behind it": ("---\na: b\n---", ("a: b", 3, "")),
    "a rule in the body": ("---\na: b\n---\nx\n\n---\n", ("a: b", 3, "x\n\n---\n")),
    "a fence within a value": ("---\na: |\n  ---\n---\nx", ("a: |\n  ---", 4, "x")),
    "a list": ("- a\n- b\n", ("", 0, "- a\n- b\n")),
    "a long rule": ("-----\n\nText\n", ("", 0, "-----\n\nText\n")),
    "a block break": ("+++\n\nSome text\n", ("", 0, "+++\n\nSome text\n")),
    "a directive": ("{note}\n", ("", 0, "{note}\n")),
    "blank lines": ("\n\nText\n", ("", 0, "\n\nText\n")),
}


@pytest.mark.parametrize(("text", "expected"), SPLIT.values(), ids=SPLIT)
def test_split(text: str, expected: tuple[str, int, str]) -> None:
    assert fences.split(text) == Block(*expected)


LOOKS_LIKE = {
    "A04 never closed": (
        "---\ntitle: x\n\n# Kept\n",
        (1, "front matter opened here is never closed; shown as text"),
        "\ntitle: x\n\n# Kept\n",
    ),
    "A07 blank lines before": (
        "\n\n---\ntitle: x\ntags:\n  - a\n- b\n# c\n\n---\n# Kept\n",
        (3, "not at line 1, so not front matter; ignored"),
        "\n" * 10 + "# Kept\n",
    ),
    "A07 a blank before": (
        " ---\ntitle: x\n---\n# Kept\n",
        (1, "not at the very beginning, or not --- alone, so not front matter; ignored"),
        "\n" * 3 + "# Kept\n",
    ),
    "a character that is not seen before": (
        "\u200b---\ntitle: x\n---\n# Kept\n",
        (1, "not at the very beginning, or not --- alone, so not front matter; ignored"),
        "\n" * 3 + "# Kept\n",
    ),
    "a comment before": (
        "<!-- mine -->\n---\ntitle: x\n---\n# Kept\n",
        (2, "not at line 1, so not front matter; ignored"),
        "\n" * 4 + "# Kept\n",
    ),
    "A07 and prose": (
        "\n---\nNote: x\nand on\n\n---\n# Kept\n",
        (2, "not at line 1, so not front matter; shown as text"),
        "\n---\nNote: x\nand on\n\n---\n# Kept\n",
    ),
    "four dashes": (
        "----\ntitle: x\n----\n# Kept\n",
        (1, "not at the very beginning, or not --- alone, so not front matter; ignored"),
        "\n" * 3 + "# Kept\n",
    ),
    "words behind the fence": (
        "--- yaml\ntitle: x\n---\n# Kept\n",
        (1, "not at the very beginning, or not --- alone, so not front matter; shown as text"),
        "--- yaml\ntitle: x\n---\n# Kept\n",
    ),
    "A08 TOML": (
        '+++\ntitle = "x"\n\n[a.b]\nc = 1\n+++\n# Kept\n',
        (1, "TOML front matter is not read, write YAML between ---; ignored"),
        "\n" * 6 + "# Kept\n",
    ),
    "A08 TOML never closed": (
        '+++\ntitle = "x"\n# Kept\n',
        (1, "TOML front matter is not read, write YAML between ---; shown as text"),
        '+++\ntitle = "x"\n# Kept\n',
    ),
    "A10 JSON": (
        '{\n  "title": "x"\n}\n# Kept\n',
        (1, "JSON front matter is not read, write YAML between ---; ignored"),
        "\n" * 3 + "# Kept\n",
    ),
    "A10 JSON on one line": (
        '{"title": {"a": []}}\n# Kept\n',
        (1, "JSON front matter is not read, write YAML between ---; ignored"),
        "\n# Kept\n",
    ),
    "A10 broken JSON": (
        '{"title": "x",\n# Kept\n',
        (1, "JSON front matter is not read, write YAML between ---; shown as text"),
        '{"title": "x",\n# Kept\n',
    ),
    "A17 a second block": (
        "---\ndate: 2024-01-02\n---\n---\ntags: [lost]\n---\n# Kept\n",
        (4, "a second block of front matter; ignored"),
        "\n" * 6 + "# Kept\n",
    ),
}


@pytest.mark.parametrize(("text", "told", "rest"), LOOKS_LIKE.values(), ids=LOOKS_LIKE)
def test_what_looks_like_front_matter_is_reported(
    text: str, told: tuple[int, str], rest: str
) -> None:
    fields, block, problems = frontmatter.parse(text, UTC)
    assert problems == [(told[0], "frontmatter", told[1])]
    assert "\n" * block.lines + block.body == rest
    assert fields == FrontMatter(date=fields.date, lines=fields.lines)


@given(
    st.text()
    | st.lists(st.sampled_from(["---", "a: b", "", "...", "x\r", "+++", "\ufeff"])).map("\n".join)
)
@example("---\n---")
@example("\ufeff---\r\na: b\r\n---\r\nx\ry")
def test_lines_below_the_front_matter_keep_their_numbers(text: str) -> None:
    block = fences.split(text)
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    restored = ("\n" * block.lines + block.body).split("\n")
    assert restored[block.lines :] == (lines[block.lines :] or [""])


# --- Reading -------------------------------------------------------------------------------------


def test_every_field() -> None:
    fields, block, problems = frontmatter.parse(
        post(
            "title: 404",
            "date: 2024-01-02",
            "updated: 2024-01-03",
            "tags: [C++, 'a/b']",
            "category: One, and only",
            "series: [S, T]",
            "description: >",
            "  A long",
            "  one",
            "draft: false",
            "aliases: /old/",
            "related: [a]",
            "image: a.png",
            "lang: pt-BR",
            "author: {name: X}",
            "comments: false",
            "search: False",
            "orphan: true",
            "tocdepth: 2",
            "html_meta: {a: [b, 1]}",
        ),
        UTC,
    )
    assert problems == []
    assert (block.lines, block.body) == (22, "Body.\n")
    lines = fields.lines
    assert fields == FrontMatter(
        title="404",
        date=DAY,
        updated=datetime(2024, 1, 3, tzinfo=timezone.utc),
        tags=("C++", "a/b"),
        category=("One, and only",),
        series=("S", "T"),
        description="A long one",
        draft=False,
        aliases=("/old/",),
        alias_lines=(12,),
        related=(("a", 13),),
        image="a.png",
        lang="pt-BR",
        author=("X",),
        comments=False,
        search=False,
        other={"orphan": True, "tocdepth": 2, "html_meta": {"a": ["b", 1]}},
        lines=lines,
    )
    assert list(lines.values()) == [2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]


def test_categories_are_a_category() -> None:
    fields, problems = parse(post("categories: [a, 'b, c']"))
    assert (fields.category, problems) == (("a", "b, c"), [])
    assert fields.lines == {"categories": 2}


def test_wikilinks_without_quotes_are_names_of_pages() -> None:
    """To YAML they are lists within lists, in a list one more; one may hold itself."""
    assert parse(post("related: [[a b]]"))[0].related == (("a b", 2),)
    found, problems = parse(post("related:", "- [[a b]]", "- [[c]]"))
    assert (found.related, problems) == ((("a b", 3), ("c", 4)), [])
    assert parse(post("related: &t [[a], *t]"))[0].related == (("a", 2), ("a", 2))


# One bad line among good ones: its text, and where and how it is named.
BAD: dict[str, tuple[list[str], tuple[int, str, str]]] = {
    "A01": (["title: Foo: bar"], (3, "frontmatter", "put the value in quotes")),
    "A02": (["aliases:", "\t- a"], (4, "frontmatter", "a tab")),
    "A11": (["title: !!python/name:os x"], (3, "frontmatter", "not allowed")),
    "A11 within": (["related: [!x a]"], (3, "frontmatter", "related: the YAML tag '!x'")),
    "A14 mustache": (
        ["updated: {{date}}"],
        (3, "date", "updated: '{{date}}' is an unfilled template"),
    ),
    "A14 templater": (["title: <% tp.file.title %>"], (3, "frontmatter", "an unfilled template")),
    "A14 two": (["title: {{a}} {{b}}"], (3, "frontmatter", "an unfilled template")),
    "A14 foreign": (["cssclass: {{x}}"], (3, "frontmatter", "cssclass: '{{x}}' is an unfilled")),
    "A14 synonym": (["created: {{date}}"], (3, "frontmatter", "an unfilled template; ignored")),
    "A14 misspelt": (["dat: {{date}}"], (3, "unknown_key", "An unfilled template is ignored")),
    "A15": ([r'title: "\quad"'], (3, "frontmatter", "use single quotes")),
    "A15 an escape by chance": ([r'title: "\alpha"'], (3, "frontmatter", "in single quotes")),
    "A16": (["related:", "- a", "- @b"], (5, "frontmatter", "put it in quotes")),
    "A18": (["title: be\x07ll"], (3, "frontmatter", "control character '\\x07' dropped")),
    "A19": (["1: x"], (3, "frontmatter", "the key '1' is not a word")),
    "A20": (["Title: x"], (3, "unknown_key", "did you mean 'title'? It is ignored")),
    "A21": (["tag: x"], (3, "unknown_key", "unknown key 'tag', did you mean 'tags'?")),
    "A21 hyphen": (["redirect-from: x"], (3, "unknown_key", "did you mean 'aliases'?")),
    "A22": (["myst: &m {a: *m}"], (3, "frontmatter", "is part of itself; ignored")),
    "A24 title": (["title: " + "x" * 200_000], (3, "frontmatter", "title: 200,000 characters")),
    "A24 deep": ([f"related: {'[' * 3000}{']' * 3000}"], (3, "frontmatter", "nested too deeply")),
    "A24 date": (["updated: " + "2" * 200_000], (3, "date", "is not a date")),
    "B01": (["updated: 2024-13-45"], (3, "date", "ignored")),
    "C05": (["title: [a]"], (3, "frontmatter", "title: expected a text, found a list; ignored")),
    "C14": (["search: no"], (3, "frontmatter", "search: 'no' is neither true nor false; ignored")),
    "C16": (["lang: [en]"], (3, "frontmatter", "lang: expected a text, found a list; ignored")),
    "foreign": (["weight: !!int x"], (3, "frontmatter", "weight: '!!int x' is not a value")),
    "an item": (["series:", "- a", "- {b: c}"], (5, "frontmatter", "series: a mapping within")),
}


@pytest.mark.parametrize(("lines", "told"), BAD.values(), ids=BAD)
def test_a_bad_line_is_named_and_takes_no_other_with_it(
    lines: list[str], told: tuple[int, str, str]
) -> None:
    with within_a_second():
        fields, problems = parse(post("date: 2024-01-02", *lines, "tags: [kept]"))
    assert problems == [(told[0], told[1], Part(told[2]))]
    assert (fields.date, fields.tags, fields.draft) == (DAY, ("kept",), False)
    assert len(problems[0].message) < 300
    assert "\n" not in problems[0].message


GOOD = {
    "A26 colon": "og:image: x",
    "A26 HTML": "<!-- hidden: x",
    "A06 comment": "# draft: true",
    "subtitle": "subtitle: x",
    "authors": "authors: [x]",
    "foreign": "cssclasses: [a, b]",
    "unknown": "rating: 5",
    "D01": "tags: null",
    "B12": "date:",
    "long": "cssclasses: " + "x " * 100_000,
}


@pytest.mark.parametrize("line", GOOD.values(), ids=GOOD)
def test_what_is_none_of_our_business_is_no_problem(line: str) -> None:
    assert said(line) == []


def test_b01_a_date_that_cannot_be_read_leaves_the_post_undated() -> None:
    assert said("date: 2024-13-45") == [
        (
            2,
            "date",
            Part("not a day in the calendar or a time of day; the post is listed as undated"),
        )
    ]


def test_several_problems_are_in_the_order_of_their_lines() -> None:
    assert said("title: [a]", "tags: a: b", "date: soon", "tag: x", "1: y") == [
        (2, "frontmatter", Part("title: expected a text")),
        (3, "frontmatter", Part("put the value in quotes")),
        (4, "date", Part("'soon' is not a date")),
        (5, "unknown_key", Part("'tag'")),
        (6, "frontmatter", Part("'1'")),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["title: A", "title: B"], {"title": "B"}),
        (["title: A", "title:"], {"title": None}),
        (["tags: [a]", "tags: [b]"], {"tags": ("b",)}),
        (["category: a", "categories: b"], {"category": ("b",)}),
        (["weight: 1", "weight: 2"], {"other": {"weight": 2}}),
    ],
)
def test_a03_of_a_key_that_stands_twice_the_later_counts(
    lines: list[str], expected: dict[str, Any]
) -> None:
    fields, problems = parse(post(*lines))
    key = lines[1].partition(":")[0]
    told = f"'{key}' stands at line 2 already; this one counts"
    assert problems == [(3, "frontmatter", told)]
    assert {name: getattr(fields, name) for name in expected} == expected


def test_a03_what_counts_counts_even_if_it_cannot_be_read() -> None:
    fields, problems = parse(post("date: 2024-01-02", "date: soon"))
    assert fields.date is None
    assert [problem.line for problem in problems] == [3, 3]


def test_h10_of_a_conflict_one_problem_is_told() -> None:
    fields, problems = parse(
        post("<<<<<<< HEAD", "title: A", "=======", "title: B", ">>>>>>> x", "tags: [kept]")
    )
    assert (fields.title, fields.tags) == ("B", ("kept",))
    assert problems == [(2, "frontmatter", Part("a merge conflict was left here"))]


def test_a12_a_bomb_drops_its_field_only() -> None:
    bomb = "tags: [&a [x, x, x, x, x, x, x, x, x], " + ", ".join(
        f"&{new} [{', '.join(9 * [f'*{old}'])}]"
        for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    with within_a_second():
        fields, problems = parse(post("date: 2024-01-02", f"{bomb}]"))
    assert (fields.date, fields.tags) == (DAY, ())
    assert problems == [(3, "frontmatter", Part("tags: too large with its aliases written out"))]


@pytest.mark.parametrize(
    "line",
    [
        "tags: [" + "*a, " * 2000 + "]",
        "author: [" + "*a, " * 2000 + "]",
        "related: [" + "*b, " * 2000 + "]",
        "myst: [" + "*a, " * 2000 + "]",
    ],
)
def test_a12_repeated_aliases_end_soon(line: str) -> None:
    with within_a_second():
        problems = said(f"x: &a [{'t, ' * 20_000}]", f"y: &b {'t' * 100_000}", line)
    assert [problem.line for problem in problems] == [4]


def test_a13_a_list_that_holds_itself_keeps_its_texts() -> None:
    fields, problems = parse(post("tags: &t [a, *t]"))
    assert fields.tags == ("a",)
    assert problems == [(2, "frontmatter", Part("tags: a list within the list"))]


def test_b17_an_update_before_the_date_is_dropped() -> None:
    fields, problems = parse(post("updated: 2024-01-01", "date: 2024-01-02"))
    assert (fields.date, fields.updated) == (DAY, None)
    assert problems == [(2, "date", "updated: lies before the date; ignored")]


def test_b17_an_update_on_the_day_of_the_date_is_no_mistake() -> None:
    fields, problems = parse(post("date: 2024-01-02T10:00", "updated: 2024-01-02"))
    assert (fields.updated, problems) == (None, [])


# --- Drafts --------------------------------------------------------------------------------------

WITHHELD: dict[str, tuple[str, tuple[int, str, str] | None]] = {
    "true": (post("draft: true"), None),
    "capital": (post("draft: True # yes"), None),
    "quoted key": (post('"draft": true'), None),
    "escaped key": (post(r'"dr\x61ft": true'), None),
    "tagged key": (post("!!str draft: true"), None),
    "control character in the key": (
        post("dra\x00ft: true"),
        (2, "frontmatter", "control character"),
    ),
    "explicit key": (post("? draft", ": true"), None),
    "indented": (post("  title: x", "  draft: true"), None),
    "flow": (post("{title: x, draft: true}"), None),
    "flow on lines": (post("{", "  title: x,", "  draft: true", "}"), None),
    "flow, broken": (post("{", "  draft", "  : true}"), (3, "draft", "draft: cannot be read")),
    "CRLF": (post("draft: true").replace("\n", "\r\n"), None),
    "next to a broken line": (
        post("title: 'x", "draft: true"),
        (2, "frontmatter", "a quotation mark is never closed"),
    ),
    "C14 text": (post('draft: "no"'), (2, "draft", "neither true nor false; the page is withheld")),
    "C14 number": (post("draft: 0"), (2, "draft", "neither true nor false; the page is withheld")),
    "empty": (post("draft:"), (2, "draft", "draft: empty, where true or false was expected")),
    "list": (post("draft: [false]"), (2, "draft", "draft: expected true or false, found a list")),
    "template": (
        post("draft: {{draft}}"),
        (2, "draft", "draft: '{{draft}}' is an unfilled template"),
    ),
    "A20 capital": (post("Draft: true"), (2, "draft", "The page is withheld")),
    "A21 misspelt": (post("draf: true"), (2, "draft", "did you mean 'draft'? The page is")),
    "A21 misspelt, set aside": (
        post("_draft: true"),
        (2, "draft", "did you mean 'draft'? The page"),
    ),
    "A21 misspelt, with a day": (
        post("draf: 2024-01-02"),
        (2, "draft", "The page is withheld"),
    ),
    "A21 longer": (post("draft_of: x"), (2, "draft", "The page is withheld")),
    "A21 other words": (post("is-draft: true"), (2, "draft", "The page is withheld")),
    "C14 published": (post('published: "false"'), (2, "draft", "the page is withheld")),
    "not public": (post("publish: false"), None),
    "not published": (post("published: False"), None),
    "perhaps public": (post("publish: maybe"), (2, "draft", "publish: 'maybe' is neither true")),
    "public, empty": (post("publish:"), (2, "draft", "publish: empty")),
    "public, a list": (post("published: [true]"), (2, "draft", "published: expected true or")),
    "public, misspelt": (post("pubish: false"), (2, "draft", "did you mean 'publish'? The page")),
    "public, in capitals": (post("Publish: false"), (2, "draft", "'publish'? The page is")),
    "public twice": (
        post("publish: false", "publish: true"),
        (3, "draft", "at line 2 already; the page is withheld"),
    ),
    "public, and not": (post("published: true", "publish: false"), None),
    "public, and a draft": (post("publish: true", "draft: true"), None),
    "public in TOML": ("+++\npublish = false\n+++\n", (2, "draft", "publish: cannot be read")),
    "C14 private": (post("private: yes"), (2, "draft", "The page is withheld")),
    "private, with a day": (
        post("private: 2024-01-02"),
        (2, "draft", "The page is withheld"),
    ),
    "twice": (
        post("draft: true", "draft: false"),
        (3, "draft", "at line 2 already; the page is withheld"),
    ),
    "A08 TOML": ("+++\ndraft = true\n+++\n", (2, "draft", "draft: cannot be read")),
    "A08 TOML never closed": ("+++\ndraft = true\n", (2, "draft", "draft: cannot be read")),
    "A08 TOML misspelt": ("+++\ndraf = true\n+++\n", (2, "draft", "draf: cannot be read")),
    "A10 JSON": ('{\n  "draft": true\n}\n', (2, "draft", "draft: cannot be read")),
    "A10 JSON on one line": ('{"a": 1, "draft": true}\n', (1, "draft", "draft: cannot be read")),
    "A04 never closed": ("---\ntitle: x\n\ndraft: true\n", (4, "draft", "draft: cannot be read")),
    "A04 never closed and long": (
        "---\n" + "id: xx\n" * 2000 + "draft: true\n",
        (2002, "draft", "draft: cannot be read"),
    ),
    "A05 list": (post("- draft: true"), (2, "draft", "draft: cannot be read")),
    "A07 late": ("\n\n---\ntitle: x\ndraft: true\n---\n", (5, "draft", "draft: cannot be read")),
    "A07 late, with a list": (
        "\n---\ndraft: true\ntags:\n - a\n---\n",
        (3, "draft", "draft: cannot be read"),
    ),
    "A07 late, never closed": ("\n---\ndraft: true\n", (3, "draft", "draft: cannot be read")),
    "behind a blank": (" ---\ndraft: true\n---\n", (2, "draft", "draft: cannot be read")),
    "A11": (post("draft: !x false"), (2, "draft", "draft: cannot be read")),
    "A17 in a second block": (
        "---\ntitle: x\n---\n---\ndraft: true\n---\n",
        (5, "draft", "draft: cannot be read"),
    ),
    "A19 merged": (post("<<: {draft: true}"), (2, "draft", "draft: cannot be read")),
    "indented too far": (post("title: x", "  draft: true"), (3, "draft", "draft: cannot be read")),
    "wide colon": (post("title: x", "draft\uff1a true"), (3, "draft", "draft: cannot be read")),
    "no blank": (post("draft:true"), (2, "draft", "draft: cannot be read")),
    "H10 cut by a conflict": (
        post("draft", "<<<<<<< a", "= true"),
        (2, "draft", "draft: cannot be read"),
    ),
    "A24 below a deep list": (
        post(f"x: {'[' * 3000}", "  draft: true"),
        (3, "draft", "draft: cannot be read"),
    ),
}


@pytest.mark.parametrize(("text", "told"), WITHHELD.values(), ids=WITHHELD)
def test_doubt_withholds(text: str, told: tuple[int, str, str] | None) -> None:
    fields, problems = parse(text)
    assert fields.draft
    assert keys.decides_visibility(text)
    if told is None:
        assert problems == []
    else:
        assert (told[0], told[1], Part(told[2])) in problems


PUBLISHED = {
    "nothing said": post("title: x"),
    "false": post("draft: false"),
    "False": post("draft: False"),
    "published": post("published: true"),
    "published on a day": post("publish: 2024-01-02"),
    "never closed": "---\ntitle: x\ndraft: false\n",
    "TOML": "+++\ndraft = false\n+++\n",
    "JSON": '{"draft": false}\n',
    "below another key": post("myst:", "  hidden: true"),
    "in a value": post("description: 'draft: true'"),
    "in a long value": post("description: |", "  draft: true"),
    "in a comment": post("# draft: true"),
    "in the text": "# x\n\n---\n\ndraft: true\n",
    "in the text below": post("title: x", body="\ndraft: true\n"),
    "foreign": post("status: draft"),
}


@pytest.mark.parametrize(
    "line",
    [
        *("created: 2024-01-02", "modified: x", "lastmod: x", "publishDate: x", "images: [x]"),
        *("publish: true", "published: true", "published: 2024-01-02", "hidden: false"),
        *("publisher: Penguin", "Publish: true"),
        *("permalink: /x", "cssclasses: [x]", "language: en", "cover: x", "hide-toc: true"),
        *("_comment: not for readers", "_author: x"),
    ],
)
def test_keys_of_other_programs_are_theirs(line: str) -> None:
    """They are not misspelt, and nobody wants a warning for each note of a vault."""
    assert parse(post("title: x", line))[1] == []


@pytest.mark.parametrize("text", PUBLISHED.values(), ids=PUBLISHED)
def test_without_doubt_a_page_is_published(text: str) -> None:
    assert not parse(text)[0].draft


@pytest.mark.parametrize(
    ("line", "is_public"),
    [
        *(("publish: true", True), ("published: True", True), ("publish: 2024-01-02", False)),
        *(("published: 2024-01-02", False), ("Publish: true", False), ("title: x", False)),
    ],
)
def test_a_page_says_that_it_is_public(line: str, is_public: bool) -> None:  # noqa: FBT001
    assert parse(post(line))[0].public == is_public
    both = parse(post(line, "publish: true" if line.startswith("published") else "x: y"))
    assert both[1] == []
    assert both[0].public == (is_public or line.startswith("published"))


@pytest.mark.parametrize(
    "value", ["Jan 5 2023", "'[[2024-01-02]]'", "[2024-01-02]", "20240102", ""]
)
def test_a_day_of_creation_as_other_programs_write_it_is_passed_over(value: str) -> None:
    fields, problems = parse(post(f"created: {value}"))
    assert (fields.created, problems) == (None, [])
    assert "created" in fields.other


@pytest.mark.parametrize("line", ["publish: true", "published: 2024-01-02"])
def test_templates_have_what_others_say_of_publishing(line: str) -> None:
    assert list(parse(post(line))[0].other) == [line.partition(":")[0]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Heading\n\ndraft: true\n",
        "- draft: true\n",
        post("title: Some: thing" * 3),
        post("title: x", "date: 2024-01-02T10:00", "tags: [a, b]", "# c", "", "weight: 3"),
        post("tags:", "  - a", "  - b", "description: x"),
    ],
)
def test_an_ordinary_page_needs_no_closer_look(text: str) -> None:
    assert not keys.decides_visibility(text)


# --- Properties ----------------------------------------------------------------------------------

# Fragments of front matter, cut at a bar: what begins, ends, quotes, repeats or hides something.
FRAGMENTS = (
    "---|\n---\n|...|+++|{|}|[|]|,|:|: |- |? |#|=| = |draft|draf|Draft|hidden|published|title|date|"
    "tags|myst|author|true|false|null|~|1|2024-01-02|'|\"|\\|dr\\x61ft|{{x}}|<<|&a |*a|!x |!!str |"
    ">\n|\n<<<<<<< a\n|\n=======\n|\n|\n  |\r\n|\r|\t|  |<!--|\u2028|\x85|\x00|\ufeff|\u200b|"
    "\ud800|\uffff|\U0001f600|\uff1a"
)
pieces = st.sampled_from(FRAGMENTS.split("|"))
soup = st.lists(pieces | st.text(max_size=3), max_size=20).map("".join)
texts = soup | soup.map("---\n{}\n---\nBody".format) | soup.map("+++\n{}\n".format)


@given(texts)
@example("---\nmyst: &t [*t]\n---\n")
@example("---\nfoo: !!bool maybe\n---\n")
@example("---\ntitle: x\ud800\n---\n")
def test_parse_never_raises_and_names_lines_of_the_text(text: str) -> None:
    _, block, problems = frontmatter.parse(text, UTC)
    last = len(re.split("\r\n|\r|\n", text))
    assert all(1 <= problem.line <= last for problem in problems)
    assert problems == sorted(problems)
    assert all("\n" not in problem.message for problem in problems)
    assert block == fences.split(text)


@given(texts)
@example("---\n{title, draft}\n---\n")
@example("---\ntitle: a: b, draft: true\n---\n")
@example("---\ntitle: x\u2028draft: true\n---\n")
def test_the_quick_look_misses_no_draft(text: str) -> None:
    fields = parse(text)[0]
    assert keys.decides_visibility(text) or not (fields.draft or fields.public)


text_keys = st.sampled_from(["title", "description", "image"])
WRONG = ("a: b", "@c", "[d", r'"\q"', "'e")


@given(
    st.lists(st.tuples(text_keys, st.sampled_from(["x", "'y z'", *WRONG])), max_size=9),
    st.integers(0, 5),
)
def test_what_can_be_read_is_read_wherever_errors_stand(
    fields: list[tuple[str, str]], place: int
) -> None:
    lines = [f"{key}: {value}" for key, value in fields]
    lines.insert(place, "tags: [kept]")
    found, problems = parse(post(*lines))
    assert found.tags == ("kept",)
    assert found.lines["tags"] == lines.index("tags: [kept]") + 2
    told = [problem.line for problem in problems if "not YAML" in problem.message]
    assert told == [line for line, text in enumerate(lines, 2) if text.partition(" ")[2] in WRONG]
