"""Wikilinks as an author writes them and a reader meets them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from sphinx_commonplace.core import spelling

if TYPE_CHECKING:
    from tests.conftest import Site

FILES: dict[str, str | bytes] = {
    "posts/first note.md": (
        "---\naliases: [Premiere]\n---\n# The first\n\n## A heading\n\n### Within\n\n"
        "## What: then?\n"
    ),
    "posts/deep/second.md": "# Second *note*\n",
    "about.md": "---\norphan: true\n---\n# About\n",
}
FIRST = "posts/first%20note.html"
ORPHAN = "---\norphan: true\n---\n# Other\n"
# What the author writes on the home page; where it leads; the words the reader sees.
LINKS = [
    ("[[first note]]", FIRST, "first note"),
    ("[[First Note.md]]", FIRST, "First Note"),
    ("[[posts/first note]]", FIRST, "posts/first note"),
    ("[[deep/second]]", "posts/deep/second.html", "deep/second"),
    ("[[The first]]", FIRST, "The first"),
    ("[[premiere]]", FIRST, "premiere"),
    ("[[Second note|the second]]", "posts/deep/second.html", "the second"),
    ("[[second|some *real* `words`]]", "posts/deep/second.html", "some real words"),
    ("[[about]]", "about.html", "about"),
    ("[[first note#A heading]]", f"{FIRST}#a-heading", "first note > A heading"),
    ("[[first note#A heading#Within|w]]", f"{FIRST}#within", "w"),
    ("[[first note#What then]]", f"{FIRST}#what-then", "first note > What then"),
    ("[[#Here]]", "#here", "Here"),
    ("**[[second]]**", "posts/deep/second.html", "second"),
    (r"[[second\|escaped bar]]", "posts/deep/second.html", "escaped bar"),
]


def home(*lines: str) -> dict[str, str | bytes]:
    """Return the files with these lines on the home page, each in a list of its own."""
    text = "".join(f"- {line}\n" for line in lines)
    return {**FILES, "index.md": f"# Home\n\n## Here\n\n{text}"}


def test_wikilinks_lead_where_they_say(make_site: Callable[..., Site]) -> None:
    site = make_site(home(*(written for written, *_ in LINKS)))
    assert site.build("html", "-W", "-n", "--keep-going").warnings == []
    links = site.page("index").select("article li a")
    found = [
        (written, link["href"], link.text) for (written, *_), link in zip(LINKS, links, strict=True)
    ]
    assert found == LINKS


def test_they_may_begin_at_the_folder_of_the_page(make_site: Callable[..., Site]) -> None:
    """As Obsidian writes them if it is told to."""
    text = "# Third\n\n[[../first note#A heading|a]] [[./second|b]] [[../../about.md|c]]\n"
    files = {"posts/deep/third.md": text, "index.md": "# Home\n\n![[third]]\n"}
    site = make_site({**FILES, **files, "second.md": ORPHAN})
    assert site.build("html", "-W").warnings == []
    for page in ("posts/deep/third", "index"):  # and so where its text is embedded
        links = site.page(page).select("article p a.reference")
        found = {link.text: urljoin(f"/{page}", str(link["href"])) for link in links}
        assert [found[name] for name in "abc"] == (
            [f"/{FIRST}#a-heading", "/posts/deep/second.html", "/about.html"]
        )


def test_they_lead_there_in_a_table(make_site: Callable[..., Site]) -> None:
    table = "| a | b |\n|---|---|\n| [[second\\|words]] | [[second]] |\n"
    site = make_site({**FILES, "index.md": f"# Home\n\n{table}"})
    assert site.build("html", "-W").warnings == []
    assert [link.text for link in site.page("index").select("td a")] == ["words", "second"]


@pytest.mark.parametrize(
    "written",
    [
        *("[[]]", "[[ ]]", "[[#]]", "[[^]]", "[[a|]]", "[[|b]]", "[[[x]]]", "[[a", "]] [["),
        *("`[[second]]`", r"\[[second]]", "<!-- [[second]] -->"),
        *("[[second\nnote]]", "[[second]](#here)"),
    ],
)
def test_what_is_no_wikilink_stays_as_it_is(make_site: Callable[..., Site], written: str) -> None:
    site = make_site({**FILES, "index.md": f"# Home\n\n## Here\n\nbefore {written} after\n"})
    assert site.build("html", "-W").warnings == []
    text = site.page("index").select_one("article p").text
    assert text.startswith("before ")
    assert text.endswith(" after")
    assert not [a for a in site.page("index").select("article p a") if "second" in a["href"]]


def test_they_are_literal_in_fences(make_site: Callable[..., Site]) -> None:
    site = make_site({**FILES, "index.md": "# Home\n\n```none\n[[second]]\n```\n"})
    assert site.build("html", "-W").warnings == []
    assert "[[second]]" in site.page("index").select_one("pre").text


@pytest.mark.parametrize(
    ("written", "told", "href"),
    [
        ("[[secnod]]", "no page is called 'secnod' (did you mean 'second'?); shown", None),
        (
            "[[first note#A headin]]",
            "has no heading 'A headin' (did you mean 'A heading'?); linked to the page",
            FIRST,
        ),
        ("[[first note#^block]]", "has no block '^block'", FIRST),
    ],
)
def test_a_broken_one_is_one_warning(
    make_site: Callable[..., Site], written: str, told: str, href: str | None
) -> None:
    site = make_site(home(written))
    (warning,) = site.build().warnings
    assert warning.startswith("index.md:5: WARNING: ")
    assert told in warning
    links = [link["href"] for link in site.page("index").select("article li a")]
    assert links == ([href] if href else [])
    missing = site.page("index").select(".cp-missing")
    assert [words.text for words in missing] == ([] if href else ["secnod"])


def test_an_old_address_or_anchor_is_no_name(make_site: Callable[..., Site]) -> None:
    note = "---\naliases: ['#secund', /secunda, Premiere]\n---\n# The first\n"
    files = {**home("[[secund]]", "[[#secunda]]"), "posts/first note.md": note}
    told = [line.partition("; ")[0] for line in make_site(files).build().warnings]
    assert told == [
        "index.md:5: WARNING: no page is called 'secund' (did you mean 'second'?)",
        "index.md:6: WARNING: 'index' has no heading 'secunda'",
    ]


def test_two_pages_of_one_name_are_named(make_site: Callable[..., Site]) -> None:
    site = make_site({**home("[[second]]"), "posts/second.md": "# Another\n"})
    (warning,) = site.build().warnings
    assert "'second' may be any of posts/second, posts/deep/second; the first is taken" in warning
    assert site.page("index").select_one("article li a")["href"] == "posts/second.html"


def test_an_edit_at_the_far_end_is_seen(make_site: Callable[..., Site]) -> None:
    """A page is written again when what its links mean has changed, and only then."""
    site = make_site(home("[[first note#A heading]]", "[[Premiere]]"))
    assert site.build().warnings == []
    first = str(FILES["posts/first note.md"])
    site.write({"posts/first note.md": f"{first}\nMore.\n"})
    assert site.build().written == ["posts/first note"]
    site.write({"posts/first note.md": first.replace("A heading", "Renamed")})
    changed = site.build()
    assert changed.written == ["index", "posts/first note"]
    assert "has no heading 'A heading'" in changed.warnings[0]
    site.write({"posts/first note.md": first.replace("Premiere", "Prima")})
    assert "no page is called 'Premiere'" in site.build().warnings[0]
    site.write({"posts/first note.md": first})
    assert site.build().warnings == []


def test_the_nearest_name_is_sought_once(make_site: Callable[..., Site]) -> None:
    """However often a name is asked for: for its page, for backlinks, and for the warning."""

    def sabotage() -> None:
        nearest = spelling.nearest

        def noted(name: str, *more: Any) -> str | None:
            sys.stdout.write(f"sought {name}\n")
            return nearest(name, *more)

        spelling.nearest = noted  # type: ignore[assignment]

    site = make_site({**FILES, "index.md": "# Home\n\n[[Secund note]] and [[Secund note]]\n"})
    build = site.build(sabotage=sabotage)
    assert len([line for line in build.warnings if "did you mean 'Second note'?" in line]) == 2
    assert build.log.count("sought Secund note") == 1
