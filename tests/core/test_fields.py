"""Single fields: what the author wrote is taken as written, and what cannot be is named."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_commonplace.core.frontmatter import fields, scalars
from sphinx_commonplace.core.frontmatter.scalars import Unreadable
from sphinx_commonplace.core.frontmatter.yamlload import Problem, load
from tests.core.examples import Part, within_a_second

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.fields import Reader


def read(reader: Reader, written: str) -> tuple[Any, list[Problem]]:
    """Return what a reader makes of a value that stands at line 2."""
    ((_, value),) = load(f"key: {written}", 2).entries
    found = reader(value, timezone.utc)
    return found.value, list(found.problems)


def refusal(reader: Reader, written: str) -> str:
    """Return with what words a reader refuses a value."""
    with pytest.raises(Unreadable) as caught:
        read(reader, written)
    return str(caught.value)


# --- Texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("404", "404"),
        ("2024-01-02", "2024-01-02"),
        ("yes", "yes"),
        ("1e3", "1e3"),
        ("007", "007"),
        ("null", None),
        ('""', None),
        ('"  "', None),
        ("", None),
        (">\n  one\n\n  two", "one two"),
        ('"one\\n\\ttwo "', "one two"),
        ('"Is {{ 7*7 }} 49?"', "Is {{ 7*7 }} 49?"),
        ("'%(x)s ${7*7} <script>'", "%(x)s ${7*7} <script>"),
        ("zero\u200bwidth \u202eoverride", "zero\u200bwidth \u202eoverride"),
    ],
)
def test_c03_c04_c17_a_text_is_one_line_as_written(written: str, expected: str | None) -> None:
    assert read(fields.text, written) == (expected, [])


def test_c05_a_list_or_a_mapping_is_no_text() -> None:
    assert refusal(fields.text, "[a, b]") == "expected a text, found a list"
    assert refusal(fields.text, "{a: b}") == "expected a text, found a mapping"


@pytest.mark.parametrize("escape", [r"\a", r"\e", r"\x7f", r"\uFFFE", r"\0"])
def test_a18_control_characters_are_dropped(escape: str) -> None:
    told = "control characters dropped, 'be all' is left; in single quotes \\ is itself"
    assert read(fields.text, f'"be {escape}all"') == ("be all", [(2, "frontmatter", told)])


def test_a24_a_long_text_is_cut_at_a_word() -> None:
    with within_a_second():
        found, problems = read(fields.text, f'"{"word " * 40_000}\\a"')
    assert found == "word " * 399 + "word…"
    assert problems == [
        (2, "frontmatter", Part("control characters dropped")),
        (2, "frontmatter", "199,999 characters are too many; cut to 1,999"),
    ]


@pytest.mark.parametrize(
    "written",
    ["{{date}}", "'{{title}}'", '"{{a}} - {{b}}"', "<% tp.file.title %>", "{{ .Date | x: y }}"],
)
def test_a14_a_value_that_is_all_template_is_refused(written: str) -> None:
    ((_, value),) = load(f"key: {written}", 2).entries
    with pytest.raises(Unreadable, match=r"is an unfilled template$"):
        scalars.require_sound(value)


@pytest.mark.parametrize("written", ["'{{ 7*7 }} in Jinja'", "'a {{b}}'", "{a: b}", "[{a: b}]"])
def test_c17_a_text_that_holds_a_template_is_a_text(written: str) -> None:
    ((_, value),) = load(f"key: {written}", 2).entries
    scalars.require_sound(value)


# --- Booleans ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [("true", True), ("True", True), ("TRUE # yes", True), ("false", False), ("False", False)],
)
def test_booleans(written: str, expected: bool) -> None:  # noqa: FBT001 - an example
    assert read(fields.flag, written) == (expected, [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('"no"', "'\"no\"' is neither true nor false"),
        ('"true"', "'\"true\"' is neither true nor false"),
        ("0", "'0' is neither true nor false"),
        ("yes", "'yes' is neither true nor false"),
        ("off", "'off' is neither true nor false"),
        (">\n  true", r"'>\n  true' is neither true nor false"),
        ("&a true", "'&a true' is neither true nor false"),
        ("", "empty, where true or false was expected"),
        ("~", "empty, where true or false was expected"),
        ("[true]", "expected true or false, found a list"),
    ],
)
def test_c14_booleans_are_strict(written: str, message: str) -> None:
    assert refusal(fields.flag, written) == message


# --- Dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["2024-01-02", "'2024-01-02'", '"2024-01-02"'])
def test_dates(written: str) -> None:
    assert read(fields.date, written) == (datetime(2024, 1, 2, tzinfo=timezone.utc), [])


@pytest.mark.parametrize("written", ["", "null", "~", '""', "' '"])
def test_b12_no_date_is_no_problem(written: str) -> None:
    assert read(fields.date, written) == (None, [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2024-13-45", "'2024-13-45' is not a day in the calendar or a time of day"),
        ("20240102", "'20240102' is not a date"),
        ("true", "'true' is not a date"),
        ("12:30:45", "'12:30:45' is not a date"),
        ("1e400", "'1e400' is not a date"),
        ("[2024-01-02]", "expected a date, found a list"),
        ("[[2024-01-02]]", "expected a date, found a list"),
        ("{day: 1}", "expected a date, found a mapping"),
    ],
)
def test_b01_b11_what_is_no_date(written: str, message: str) -> None:
    assert refusal(fields.date, written).startswith(message)


# --- Lists ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a, b", ("a, b",)),
        ("[a, 'b, c']", ("a", "b, c")),
        ("", ()),
        ("[]", ()),
        ("[null, '', ' ', a]", ("a",)),
        ("[1, yes, 007]", ("1", "yes", "007")),
    ],
)
def test_a_text_is_a_list_of_one(written: str, expected: tuple[str, ...]) -> None:
    assert read(fields.texts, written) == (expected, [])


def test_what_is_no_text_in_a_list_is_named_at_its_line() -> None:
    written = "\n- a\n- [b, [c], null]\n- {d: e}\n- !x f\n- '{{g}}'\n- \"h\\a\"\n- i"
    assert read(fields.texts, written) == (
        ("a", "b", "h", "i"),
        [
            (4, "frontmatter", "a list within the list; its texts were taken"),
            (5, "frontmatter", "a mapping within the list; dropped"),
            (6, "frontmatter", "the YAML tag '!x' is not allowed; dropped"),
            (7, "frontmatter", "an unfilled template within the list; dropped"),
            (8, "frontmatter", Part("control characters dropped, 'h' is left")),
        ],
    )


def test_a_mapping_is_no_list() -> None:
    for reader in (fields.texts, fields.tags, fields.names):
        assert refusal(reader, "{a: b}") == "expected a list, found a mapping"


# --- Terms ---------------------------------------------------------------------------------------

TAGS = {
    "D01 nothing": ("", ()),
    "D01 null": ("null", ()),
    "D01 empty text": ('""', ()),
    "D01 empty list": ("[]", ()),
    "D01 list of nothing": ("[null, '', ' ']", ()),
    "D02": (
        "[1, 2.5, true, 2024-01-02, 007, 0x10, yes, ~]",
        ("1", "2.5", "true", "2024-01-02", "007", "0x10", "yes"),
    ),
    "D04 commas": ("one, two words, , three,", ("one", "two words", "three")),
    "D04 no commas in a list": ("['a, b', c]", ("a, b", "c")),
    "D05 hash": ("['#hash', '# blank', 'C#']", ("hash", "blank", "C#")),
    "D05 nested": ("[nested/tag/deep]", ("nested/tag/deep",)),
    "D06": ("[C, C++, 'C#', .NET]", ("C", "C++", "C#", ".NET")),
    "D07": ("['!!!', \U0001f389, …]", ("!!!", "\U0001f389", "…")),
    "D09": ("[Cafe\u0301]", ("Caf\u00e9",)),
    "D11": ("['<script>', '[x](y)', '{ref}']", ("<script>", "[x](y)", "{ref}")),
    "D12": ("[index, search]", ("index", "search")),
    "D13 blanks": (r'["  a   b\tc\nd "]', ("a b c d",)),
    "D14 joiners stay": ("[\u0645\u06cc\u200c\u062e]", ("\u0645\u06cc\u200c\u062e",)),
    "twice": ("[a, a, b, a]", ("a", "b")),
    "D17": ("[cat, cats]", ("cat", "cats")),
}


@pytest.mark.parametrize(("written", "expected"), TAGS.values(), ids=TAGS)
def test_tags(written: str, expected: tuple[str, ...]) -> None:
    assert read(fields.tags, written) == (expected, [])


DOUBTFUL_TAGS = {
    "A13": ("&t [a, *t]", ("a",), "a list within the list; its texts were taken"),
    "D03 nested": ("[[a, b], c]", ("a", "b", "c"), "a list within the list; its texts were taken"),
    "D03 mapping": ("[a, {b: c}]", ("a",), "a mapping within the list; dropped"),
    "D04 blanks": (
        "one two three",
        ("one two three",),
        "'one two three' is taken as one; write a list, or commas between the words",
    ),
    "D05 double": ("[a//b]", ("a/b",), "empty parts of 'a//b' dropped"),
    "D05 lead": ("[/lead]", ("lead",), "empty parts of '/lead' dropped"),
    "D05 trail": ("[trail/]", ("trail",), "empty parts of 'trail/' dropped"),
    "D05 nothing else": ("[/]", (), "empty parts of '/' dropped"),
    "D13 long": (
        f"[{'d' * 300}]",
        ("d" * 300,),
        Part(f"300 characters are too many for the name of a file; the address of '{'d' * 60}'"),
    ),
    "D14 zero width": (
        "[zero\u200bwidth, zerowidth]",
        ("zerowidth",),
        "invisible characters in 'zerowidth' dropped",
    ),
    "D14 override": ("[a\u202eb]", ("ab",), "invisible characters in 'ab' dropped"),
    "D14 soft hyphen": ("[a\u00adb]", ("ab",), "invisible characters in 'ab' dropped"),
}


@pytest.mark.parametrize(("written", "expected", "told"), DOUBTFUL_TAGS.values(), ids=DOUBTFUL_TAGS)
def test_doubtful_tags(written: str, expected: tuple[str, ...], told: str) -> None:
    assert read(fields.tags, written) == (expected, [(2, "frontmatter", told)])


def test_a_tag_is_named_at_its_own_line() -> None:
    _, problems = read(fields.tags, "\n  - a\n  - b//c\n  - d\u200be")
    assert [problem.line for problem in problems] == [4, 5]


def test_a24_a_tag_of_a_page_of_text_is_cut() -> None:
    with within_a_second():
        (tag,), problems = read(fields.tags, "x" * 200_000)
    assert len(tag) == 2001
    assert problems == [
        (2, "frontmatter", Part("200,000 characters are too many; cut to 2,000")),
        (2, "frontmatter", Part("the address of")),
    ]


def test_d15_ten_thousand_tags() -> None:
    written = ", ".join(f"t{number}" for number in range(10_000))
    found, problems = read(fields.tags, written)
    assert (len(found), problems) == (10_000, [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Systems, mostly", ("Systems, mostly",)),
        ("[One, 'Two, three', One]", ("One", "Two, three")),
        ("'#1 hits'", ("#1 hits",)),
        ("a walk in the park", ("a walk in the park",)),
        ("null", ()),
    ],
)
def test_categories_and_series_are_names_which_commas_do_not_cut(
    written: str, expected: tuple[str, ...]
) -> None:
    assert read(fields.names, written) == (expected, [])


def quoted(names: list[str]) -> str:
    """Return a list in YAML, every character of it escaped."""
    escaped = ("".join(f"\\U{ord(char):08x}" for char in name) for name in names)
    return "[" + ", ".join(f'"{name}"' for name in escaped) + "]"


@given(st.lists(st.text(max_size=10), max_size=4))
def test_of_tags_that_were_kept_nothing_more_is_dropped(names: list[str]) -> None:
    kept, _ = read(fields.tags, quoted(names))
    assert read(fields.names, quoted(kept)) == (kept, [])


# --- Languages and people ------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["en", "pt-BR", "zh_Hant_TW", "no"])
def test_languages(written: str) -> None:
    assert read(fields.language, written) == (written, [])


@pytest.mark.parametrize("written", ["xx-Q", "the Queen's", "e", "en-"])
def test_c16_what_is_no_language(written: str) -> None:
    assert refusal(fields.language, written) == (
        f"{written!r} is not a language tag such as en or pt-BR"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("X Y", ("X Y",)),
        ("[X, Y]", ("X", "Y")),
        ("[{name: X}, Y]", ("X", "Y")),
        ("", ()),
        ("[null, X]", ("X",)),
    ],
)
def test_c12_people_have_names(written: str, expected: tuple[str, ...]) -> None:
    assert read(fields.people, written) == (expected, [])


def test_c12_what_is_dropped_of_a_person_is_named() -> None:
    assert read(fields.people, '\n- name: X\n  url: "javascript:alert(1)"\n- Y') == (
        ("X", "Y"),
        [(4, "frontmatter", "of an author only the name is shown; 'url' dropped")],
    )


def test_people_without_names_are_named_at_their_line() -> None:
    assert read(fields.people, '\n- X\n- {url: x}\n- [Y]\n- "\\a"') == (
        ("X",),
        [
            (4, "frontmatter", "expected a name, found a mapping; dropped"),
            (5, "frontmatter", "expected a name, found a list; dropped"),
            (6, "frontmatter", Part("control characters dropped")),
        ],
    )
