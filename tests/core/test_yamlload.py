"""The YAML loader: each value with its line, and all that can be read, whatever the rest is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.frontmatter import yamlload
from sphinx_commonplace.core.frontmatter.yamlload import Problem, load
from tests.core.examples import Part, within_a_second

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value


def only(block: str) -> Value:
    """Return the last value of a block that begins at line 2."""
    return load(block, 2).entries[-1][1]


def plain(block: str) -> dict[str, Any]:
    """Return what a block that begins at line 2 holds."""
    return {key: value.plain() for key, value in load(block, 2).entries}


def test_values_have_their_lines() -> None:
    loaded = load("a: 1\n\n# no value\nb:\n  - x\n  - y\nc: {d: e}\n", 2)
    assert [(key, value.line) for key, value in loaded.entries] == [("a", 2), ("b", 5), ("c", 8)]
    assert (loaded.problems, loaded.unread) == ([], [])


def test_items_have_their_own_lines() -> None:
    items = only("tags:\n  - a\n\n  - b\n  - [c,\n     d]").items
    assert items is not None
    assert [(item.scalar, item.line) for item in items] == [("a", 3), ("b", 5), (None, 6)]
    assert [(inner.scalar, inner.line) for inner in items[2].items or ()] == [("c", 6), ("d", 7)]


def test_an_item_that_is_an_alias_is_where_it_is_used() -> None:
    items = only("x: &x [a]\ntags:\n- *x").items
    assert items is not None
    assert [item.line for item in items] == [3]


@pytest.mark.parametrize(
    ("written", "scalar", "raw"),
    [
        ("404", "404", "404"),
        ("yes # really", "yes", "yes"),
        ("'it''s'", "it's", "'it''s'"),
        ('"a\\u0062"', "ab", '"a\\u0062"'),
        ("\U0001f600 \u65e5\u672c", "\U0001f600 \u65e5\u672c", "\U0001f600 \u65e5\u672c"),
        ("~", "", "~"),
        ("null", "", "null"),
        ("", "", ""),
        (">\n  one\n  two", "one two", ">\n  one\n  two"),
        ("[a]", None, "[a]"),
        ("{{date}}", None, "{{date}}"),
    ],
)
def test_a_value_is_known_as_written(written: str, scalar: str | None, raw: str) -> None:
    value = only(f"\U0001f600: x\nkey: {written}")
    assert (value.scalar, value.raw) == (scalar, raw)


def test_a_mapping_has_its_entries() -> None:
    mapping = only("author: {name: X, 2: y, [a]: z}").mapping
    assert mapping is not None
    assert {key: value.scalar for key, value in mapping.items()} == {"name": "X", "2": "y"}
    assert only("author: [X]").mapping is None


SYNTAX = {
    "A01 colon": ("Foo: bar", 0, "a colon in the value: put the value in quotes"),
    "A02 tab": ("\n\t- a", 1, "a tab stands where YAML wants blanks"),
    "A14 two templates": ("{{a}} {{b}}", 0, "an unfilled template"),
    "A15 escape": (r'"the \alpha \q"', 0, "use single quotes"),
    "A16 at sign": ("\n  - a\n  - @someone", 2, "put it in quotes"),
    "A16 percent": ("%d things", 0, "put it in quotes"),
    "A16 backquote": ("`code`", 0, "put it in quotes"),
    "quote never closed": ("'a\n  - b\n  - c", 0, "a quotation mark is never closed"),
    "list never closed": ("[a,\n  b", 0, "did not find expected"),
    "undefined alias": ("*none", 0, "undefined alias"),
    "A24 too deep": ("[" * 3000 + "]" * 3000, 0, "nested too deeply"),
    "A24 too deep and never closed": ("[" * 3000, 0, "nested too deeply"),
    "A24 too deep in blocks": ("\n" + "- " * 3000 + "a", 0, "nested too deeply"),
    "A24 too deep behind brackets in a text": (
        f'["{"]" * 3000}", {"[" * 3000}{"]" * 3001}',
        0,
        "nested too deeply",
    ),
}


@pytest.mark.parametrize(("written", "offset", "hint"), SYNTAX.values(), ids=SYNTAX)
def test_what_is_no_yaml_is_named_and_the_rest_is_kept(
    written: str, offset: int, hint: str
) -> None:
    with within_a_second():
        loaded = load(f"before: 1\nbad: {written}\nafter:\n- x\nlast: y", 2)
    assert [key for key, _ in loaded.entries] == ["before", "after", "last"]
    assert loaded.problems == [(3 + offset, "frontmatter", Part(hint))]
    assert loaded.unread == [(3, f"bad: {written}")]


def test_each_error_is_named() -> None:
    loaded = load("a: b: c\nok: 1\nd: @e\n", 2)
    assert loaded.problems == [
        (2, "frontmatter", Part("put the value in quotes")),
        (4, "frontmatter", Part("'d: @e' ignored")),
    ]


def test_a_page_swallowed_by_a_fence_is_not_a_flood_of_problems() -> None:
    loaded = load("title: x\n\n" + "Some prose: that is, a: b: c.\n" * 500, 2)
    assert len(loaded.problems) == 11
    assert loaded.problems[-1] == Problem(
        14, "frontmatter", "490 more problems in the lines that follow; ignored"
    )


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("- a\n- b", "this is a list, where 'key: value' was expected; ignored"),
        ("just words", "this is a sentence, where 'key: value' was expected; ignored"),
    ],
)
def test_a05_what_is_no_mapping(block: str, message: str) -> None:
    assert load(block, 2) == ([], [(2, "frontmatter", message)], [(2, block)], False)


@pytest.mark.parametrize("block", ["", "\n\n", "# only a comment", "~"])
def test_a06_nothing_is_no_problem(block: str) -> None:
    assert load(block, 2) == ([], [], [], False)


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!binary", "!Custom", "!!set"])
def test_a11_tags_of_programs_are_refused(tag: str) -> None:
    loaded = load(f'title: {tag} ["touch pwned"]\ntags: x', 2)
    assert [key for key, _ in loaded.entries] == ["tags"]
    assert loaded.problems == [(2, "frontmatter", Part("is not allowed; ignored"))]


def test_a11_tags_of_programs_within_are_refused() -> None:
    with pytest.raises(ValueError, match=r"of the YAML tag '!Custom', which is not allowed"):
        only("html_meta: {a: [!Custom x]}").plain()


BOMB = "[&a [x, x, x, x, x, x, x, x, x], " + ", ".join(
    f"&{new} [{', '.join(9 * [f'*{old}'])}]" for old, new in zip("abcdef", "bcdefg", strict=True)
)


def test_a12_an_alias_bomb_is_too_large() -> None:
    with within_a_second():
        value = only(f"key: {BOMB}]")
        assert value.is_too_large
        with pytest.raises(ValueError, match=r"^too large$"):
            value.plain()


def test_a12_a_text_blown_up_by_aliases_is_too_large() -> None:
    assert only(f"x: &x {'a' * 5000}\nkey: [{'*x, ' * 100}]").is_too_large


def test_d15_a_long_list_without_aliases_is_not_too_large() -> None:
    assert not only("key: [" + "a, " * 10_000 + "]").is_too_large


def test_a13_a_list_that_holds_itself_ends() -> None:
    value = only("key: &t [a, *t]")
    assert not value.is_too_large
    with pytest.raises(ValueError, match=r"^part of itself$"):
        value.plain()


def test_d20_an_alias_is_its_value() -> None:
    assert plain("a: &l [x, {y: 1}]\nb: *l") == {"a": ["x", {"y": 1}], "b": ["x", {"y": 1}]}


@pytest.mark.parametrize(
    "written",
    [
        "!!bool maybe",
        "!!int ''",
        "!!int x",
        "!!timestamp x",
        "!!float ''",
        "2024-02-30",
        "=",
        "{[a]: b}",
    ],
)
def test_what_cannot_be_built_is_a_value_error(written: str) -> None:
    with pytest.raises(ValueError, match=r"^not a value$"):
        only(f"key: {written}").plain()


@pytest.mark.parametrize("written", ["1" + ":1" * 100_000, "0x" + "f" * 50_000])
def test_a_number_that_cannot_be_printed_is_too_large(written: str) -> None:
    with within_a_second(), pytest.raises(ValueError, match=r"^too large$"):
        only(f"key: {written}").plain()


def test_a24_a_long_text_is_read() -> None:
    with within_a_second():
        assert plain(f"key: {'x ' * 100_000}")["key"] == ("x " * 100_000).strip()


def test_a18_control_characters_are_dropped_and_named_once_a_line() -> None:
    loaded = load("a: b\x07\x1b\nc: d\nd\x7fr: e\nf: \ufffe\ud800g", 2)
    assert {key: value.scalar for key, value in loaded.entries} == {
        "a": "b",
        "c": "d",
        "dr": "e",
        "f": "g",
    }
    assert loaded.problems == [
        (2, "frontmatter", "control character '\\x07' dropped"),
        (4, "frontmatter", "control character '\\x7f' dropped"),
        (5, "frontmatter", "control character '\\ufffe' dropped"),
    ]


def test_a18_many_control_characters_cost_no_more() -> None:
    with within_a_second():
        load("\x00\n" * 20_000, 2)


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\r"])
def test_h04_line_ends_that_no_editor_counts_are_blanks(odd: str) -> None:
    loaded = load(f"a: b{odd}c\nd: [\nf: @", 2)
    assert [(key, value.scalar, value.line) for key, value in loaded.entries] == [("a", "b c", 2)]
    assert [problem.line for problem in loaded.problems] == [3, 4]


def test_a19_keys_that_are_no_words_are_named() -> None:
    loaded = load("1: x\ntrue: x\nnull: x\n? [a, b]\n: x\n<<: {e: f}\ng: h", 2)
    assert [key for key, _ in loaded.entries] == ["g"]
    assert loaded.problems == [
        (2, "frontmatter", "the key '1' is not a word; ignored"),
        (3, "frontmatter", "the key 'true' is not a word; ignored"),
        (4, "frontmatter", "the key 'null' is not a word; ignored"),
        (5, "frontmatter", "the key '[a, b]' is not a word; ignored"),
        (7, "frontmatter", "the key '<<' is not a word; ignored"),
    ]


def test_h10_a_merge_conflict_is_named_and_both_sides_are_read() -> None:
    loaded = load("a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\n=======\nb: 3\n>>>>>>> x\nc: 4", 2)
    assert [(key, value.line) for key, value in loaded.entries] == [
        ("a", 2),
        ("b", 4),
        ("b", 7),
        ("c", 9),
    ]
    told = "a merge conflict was left here; both sides are read"
    assert loaded.problems == [(3, "frontmatter", told)]
    assert loaded.is_conflicted


words = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=5)
texts = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(words.map("k{}".format), values), st.booleans())
def test_what_yaml_writes_is_read_back(content: dict[str, Any], flow: bool) -> None:  # noqa: FBT001 - an example
    block = yaml.safe_dump(content, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    if content:
        assert plain(block) == content


@given(st.text(), st.integers(1, 50))
def test_no_text_is_too_odd_and_every_line_is_within(block: str, first: int) -> None:
    loaded = load(block, first)
    lines = [problem.line for problem in loaded.problems]
    lines += [value.line for _, value in loaded.entries]
    assert all(first <= line <= first + block.count("\n") for line in lines)


def test_without_libyaml_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    block = "a: [x, {y: 1}]\nb: Foo: bar\nc: '\U0001f600'\nd: |\n  text\n"
    expected = [(key, value.line, value.raw) for key, value in load(block, 2).entries]
    monkeypatch.setattr(yamlload, "Loader", yaml.SafeLoader)
    assert [(key, value.line, value.raw) for key, value in load(block, 2).entries] == expected
    assert load(block, 2).problems == [(3, "frontmatter", Part("put the value in quotes"))]
