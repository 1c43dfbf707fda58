"""Terms: which spellings are one, what address each has, and what a taxonomy is made of."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_commonplace.core.library.taxonomy import (
    Term,
    gather,
    identity,
    is_shortened,
    levels,
    slug,
    spelling,
)
from tests.core.examples import within_a_second

# Characters that have gone wrong somewhere: separators, marks, foldings, what Windows reserves.
ODD = (
    "/\\._-+#&@!':*?\"<>|% \t\nxhAa1\u0301\u0338\u0345\u200b\u200d\u202e\u00ad\ufe0f\u2100\uff0f"
    "\u0130\u1e9e\u01c5\u13a0\u0390\ufb01\u00bd\u3099\u1100\u1161\U0001f389"
)
odd = st.sampled_from([*ODD, "con", "index", "_x2f_"])
names = st.lists(odd | st.characters(), max_size=8).map("".join)


# --- What is the same ----------------------------------------------------------------------------

SAME = {
    "D08": ("Machine Learning", "machine-learning", "MACHINE  learning", "machine_learning"),
    "D09 composed": ("Caf\u00e9", "Cafe\u0301", "CAF\u00c9"),
    "D09 sharp s": ("Stra\u00dfe", "STRASSE", "stra\u1e9ee"),
    "D09 wide": ("\uff21\uff22\uff23", "abc"),
    "D13 blanks": ("a b", " a\tb\n", "a \u00a0 b"),
    "D14 zero width": ("zerowidth", "zero\u200bwidth", "zero\u200dwidth", "zero\u202ewidth"),
    "D05 empty parts": ("a/b", "/a//b/", "a / b", "a/\u200b/b"),
    "a mark behind what is not seen": ("\u00e9", "e\u200b\u0301"),
    "a slash by another name": ("a/c", "\u2100", "a\uff0fc"),
    "hyphens alone": ("-", "_", "--"),
}


@pytest.mark.parametrize("spellings", SAME.values(), ids=SAME)
def test_spellings_of_one_term(spellings: tuple[str, ...]) -> None:
    assert len({identity(name) for name in spellings}) == 1


DIFFERENT = {
    "D06": ("C", "C++", "C#", ".NET", "NET", "C+", "C/C"),
    "D07": ("!!!", "!!", "\U0001f389", "\u2026"),
    "D09": ("\u0130stanbul", "istanbul"),
    "D10": ("..", ".", "a", "a?b", "a#b", "a\\b", "%2e", "a.b"),
    "D12": ("index", "tagsindex", "feed", "search", "index x"),
    "D17": ("cat", "cats"),
}


@pytest.mark.parametrize("spellings", DIFFERENT.values(), ids=DIFFERENT)
def test_different_terms_have_different_addresses(spellings: tuple[str, ...]) -> None:
    keys = {identity(name) for name in spellings}
    assert len(keys) == len({slug(key) for key in keys}) == len(spellings)


@given(names)
def test_identity_is_idempotent(name: str) -> None:
    assert identity(identity(name)) == identity(name)


@given(names)
def test_a_term_as_it_is_shown_is_the_same_term(name: str) -> None:
    shown = spelling(name)
    assert identity(shown) == identity(name)
    assert spelling(shown) == shown
    assert shown == " ".join(shown.split())
    assert len(levels(name)) == (identity(name).count("/") + 1 if identity(name) else 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  Machine \n Learning ", "Machine Learning"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("zero\u200bwidth", "zerowidth"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",) * 2,
        ("/a / / b/", "a/b"),
        ("a/\u200d/b", "a/b"),
        ("\u200b", ""),
        ("//", ""),
    ],
)
def test_spelling(name: str, shown: str) -> None:
    assert spelling(name) == shown


# --- Addresses -----------------------------------------------------------------------------------

SLUGS = {
    "machine-learning": "machine-learning",
    "c": "c",
    "c++": "c_plus_plus",
    "c#": "c_sharp",
    ".net": "_dotnet",
    "node.js": "node.js",
    "e.g.": "e.g_dot",
    "r&d": "r_andd",
    "\u65e5\u672c\u8a9e": "\u65e5\u672c\u8a9e",
    "caf\u00e9": "caf\u00e9",
    "\U0001f389": "_x1f389_",
    "a/b": "a/b",
    "..": "_dot_dot",
    "../../etc": "_dot_dot/_dot_dot/etc",
    "a\\b": "a_x5c_b",
    "a?b": "a_x3f_b",
    "%2e": "_x25_2e",
    "<script>": "_x3c_script_x3e_",
    "index": "index_",
    "a/index": "a/index_",
    "con": "con_",
    "con.txt": "con_.txt",
    "com0": "com0_",
    "console": "console",
    "-": "-",
    "+\u0301": "_plus_x301_",  # not a plus with an accented s
}


@pytest.mark.parametrize("key", SLUGS)
def test_slugs(key: str) -> None:
    assert identity(key) == key
    assert slug(key) == SLUGS[key]


NAMES = {"plus": "+", "sharp": "#", "dot": ".", "and": "&", "at": "@", "bang": "!", "apos": "'"}
ESCAPE = re.compile(rf"_x([0-9a-f]+)_|_({'|'.join(NAMES)})|_(?=\.|$)")


def undone(written: str) -> str:
    """Return the key of a slug that was not shortened."""
    plain = [
        ESCAPE.sub(
            lambda found: chr(int(found[1], 16)) if found[1] else NAMES.get(found[2], ""), part
        )
        for part in written.split("/")
    ]
    return "/".join(plain)


@given(names)
@example("con_.txt")
@example("\u20ac.x")
@example("+\u0301")
def test_a_slug_can_be_undone_so_no_two_terms_share_one(name: str) -> None:
    key = identity(name)
    assert undone(slug(key)) == key
    assert not is_shortened(name)


DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


@given(names | st.text(min_size=50, max_size=400))
def test_each_part_of_a_slug_is_a_file_name_everywhere(name: str) -> None:
    key = identity(name)
    if not key:
        return
    path = slug(key)
    assert len(path.encode()) < 1000
    for part in path.split("/"):
        assert part not in ("", ".", "..", "index")
        assert not DEVICE.match(part)
        assert not re.search(r'[\x00-\x20\x7f-\x9f\\:*?"<>|%#]|\.$|^\.', part)
        assert not [c for c in part if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert len(part.encode()) + len(".doctree") <= 255
        assert unicodedata.is_normalized("NFC", part)
        assert part == part.lower() or part.casefold() == part


def test_d13_long_terms_are_told_apart_by_a_digest() -> None:
    long = [
        "d" * 300,
        "d" * 301,
        "\U0001f389" * 100,
        "\u65e5" * 100,
        "a/" * 400 + "b",
        "a/" * 400 + "c",
    ]
    slugs = [slug(identity(name)) for name in long]
    assert len(set(slugs)) == len(long)
    assert slugs[0] == "d" * 180 + "_h" + slugs[0][-16:]
    assert all(map(is_shortened, long))
    assert all(len(part.encode()) < 255 for path in slugs for part in path.split("/"))
    assert not is_shortened("d" * 180)


# --- Taxonomies ----------------------------------------------------------------------------------


def test_a_term_is_shown_as_most_spell_it() -> None:
    spelt = ["Machine Learning", "machine-learning", "Machine Learning", "MACHINE learning"]
    terms = gather({f"p{number}": [name] for number, name in enumerate(spelt)})
    assert terms == {
        "machine-learning": Term(
            key="machine-learning",
            label="Machine Learning",
            members=("p0", "p1", "p2", "p3"),
            spellings=("MACHINE learning", "Machine Learning", "machine-learning"),
            children=(),
            related=(),
        )
    }


def test_d05_nested_terms_roll_up_and_count_a_document_once() -> None:
    terms = gather({"p": ["Lang/C++", "lang/C"], "q": ["Lang"], "r": ["lang/c/ansi"]})
    assert {key: term.members for key, term in terms.items()} == {
        "lang": ("p", "q", "r"),
        "lang/c": ("p", "r"),
        "lang/c++": ("p",),
        "lang/c/ansi": ("r",),
    }
    assert {key: term.children for key, term in terms.items() if term.children} == {
        "lang": ("lang/c", "lang/c++"),
        "lang/c": ("lang/c/ansi",),
    }
    assert [terms[key].label for key in ("lang", "lang/c", "lang/c++")] == [
        "Lang",
        "lang/C",
        "Lang/C++",
    ]
    assert [term.parent for term in terms.values()] == ["", "lang", "lang", "lang/c"]
    assert terms["lang/c++"].slug == "lang/c_plus_plus"


def test_a_slash_by_another_name_does_not_rename_the_term_above() -> None:
    terms = gather({"p": ["\u2100"], "q": ["a"]})
    assert {key: term.label for key, term in terms.items()} == {"a": "a", "a/c": "a/c"}


def test_related_terms_occur_together_and_are_not_above_or_below() -> None:
    terms = gather({"p": ["a", "b/c", "d"], "q": ["a", "d"], "r": ["b/e", "b/c"]})
    assert terms["a"].related == (("d", 2), ("b", 1), ("b/c", 1))
    assert terms["b/c"].related == (("a", 1), ("b/e", 1), ("d", 1))
    assert terms["b"].related == (("a", 1), ("d", 1))
    assert gather({"p": "abcdefgh"}, most_related=2)["a"].related == (("b", 1), ("c", 1))


def test_what_names_nothing_is_no_term() -> None:
    assert gather({"p": ["", "/", "\u200b", " "]}) == {}


def test_d15_a_page_of_ten_thousand_tags() -> None:
    with within_a_second():
        terms = gather({"p": [f"t{number}" for number in range(10_000)]})
    assert (len(terms), terms["t0"].related) == (10_000, ())


tagged = st.dictionaries(
    st.sampled_from("pqrst"),
    st.lists(names | st.sampled_from(["a", "A", "a/b", "b", "B/c"]), max_size=4),
)


@given(tagged, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(
    bearers: dict[str, list[str]], random: object
) -> None:
    shuffled = sorted(bearers, key=lambda _: random.random())  # type: ignore[attr-defined]
    terms = gather(bearers)
    again = gather({name: bearers[name] for name in shuffled})
    assert (again, list(again)) == (terms, sorted(terms))


@given(tagged)
def test_every_name_has_its_term_and_every_term_its_place(bearers: dict[str, list[str]]) -> None:
    terms = gather(bearers)
    for docname, names in bearers.items():
        assert all(docname in terms[key].members for key in map(identity, names) if key)
    for key, term in terms.items():
        assert identity(term.label) == key
        assert term.label in term.spellings
        assert not term.parent or key in terms[term.parent].children
        assert set(term.members) <= set(terms[term.parent].members if term.parent else bearers)
    assert len({term.slug for term in terms.values()}) == len(terms)
