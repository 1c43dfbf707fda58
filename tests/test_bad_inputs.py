"""Bad input: what a careless, unlucky or hostile author writes, and what becomes of the page.

Most tests are a table: one site of many bad files that do not disturb one another, with what each
of them makes the build say, and what its page shows nevertheless.
"""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from sphinx.cmd.build import build_main

from sphinx_commonplace.spine.config import OPTIONS
from tests.conftest import Build, Site, run_forked
from tests.sample import PNG

JSON_LD = "application/ld+json"

MakeSite = Callable[..., Site]

_SAID = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?: (?:WARNING|ERROR|CRITICAL): (?P<told>.*)")
NOT_INCLUDED = "{}: WARNING: document isn't included in any toctree [toc.not_included]"


class Shown(NamedTuple):
    """What the page of a post shows of its front matter."""

    title: str = "Kept"
    date: str | None = "2024-01-02"
    updated: str | None = None
    tags: tuple[str, ...] = ("kept",)
    description: str | None = None


class Row(NamedTuple):
    """A bad file, what is said of it by line, and what its page shows."""

    source: str | bytes
    warns: Mapping[int, str] = {}
    shows: Shown = Shown()
    text: str = ""  # must stand on the page
    hides: str = ""  # must not


def post(*lines: str, body: str = "Body.") -> str:
    """Return a post with these lines of front matter; the first of them is line 2."""
    return "\n".join(["---", *lines, "---", "", body, ""])


def shown(site: Site, name: str) -> Shown:
    """Read the facts off the page of a post."""
    article = site.page(f"posts/{name}").select_one("article")
    assert article is not None
    for link in article.select("a.headerlink"):
        link.decompose()
    times = [str(time["datetime"]) for time in article.select(".cp-meta > time")]
    date = article.select_one(".cp-meta a time")
    standfirst = article.select_one(".cp-standfirst")
    return Shown(
        title=" | ".join(heading.get_text() for heading in article.select("h1")),
        date=str(date["datetime"]) if date else None,
        updated=times[0] if times else None,
        tags=tuple(link.get_text() for link in article.select(".cp-tags a")),
        description=standfirst.get_text() if standfirst else None,
    )


def said(build: Build, path: str) -> list[tuple[int, str]]:
    """Return the line and the text of each warning about a file."""
    found = (_SAID.fullmatch(line) for line in build.warnings)
    return [(int(one["line"] or 0), one["told"]) for one in found if one and one["file"] == path]


def outcome(build: Build) -> tuple[int, list[str]]:
    """Return what should be ``(0, [])``."""
    return build.status, build.warnings


def is_calm(text: str) -> bool:
    """Whether nothing looks as if the program had broken."""
    return "Traceback" not in text and "please" not in text.lower()


def check(
    make_site: MakeSite, subtests: pytest.Subtests, rows: Mapping[str, Row], conf: str = ""
) -> Site:
    """Build a site of all rows, and look at each."""
    files = {
        f"posts/{name}.md": row.source if isinstance(row.source, bytes) else row.source.encode()
        for name, row in rows.items()
    }
    site = make_site(files, conf)
    build = site.build()
    assert build.status == 0
    assert is_calm(build.log + "\n".join(build.warnings))
    about = {path: said(build, path) for path in files}
    assert sum(map(len, about.values())) == len(build.warnings), build.warnings
    for name, row in rows.items():
        with subtests.test(name):
            told = about[f"posts/{name}.md"]
            assert [line for line, _ in told] == list(row.warns), told
            for (_, text), part in zip(told, row.warns.values(), strict=True):
                assert part in text
            assert shown(site, name) == row.shows
            text = site.page(f"posts/{name}").select_one("article").get_text()
            assert row.text in text
            assert not row.hides or row.hides not in text
    return site


def run(site: Site, builder: str = "html") -> tuple[int, str]:
    """Build quietly, for a minute at the most; return the status and all that was said."""
    output = site.root / "output" / "run"
    arguments = ["-q", "-b", builder, str(site.source), str(output)]

    def build() -> int:
        signal.alarm(60)
        try:
            return build_main(arguments)
        except SystemExit as stop:
            return int(stop.code or 0)

    status, log, errors = run_forked(build, {})
    return status, (log + errors).replace(f"{site.source}/", "")


def links(site: Site, page: str, selector: str) -> dict[str, Path]:
    """Return the texts of links on a page with the files of the output they lead to."""
    base = site.output() / Path(page).parent
    return {
        link.get_text(): Path(os.path.normpath(base / unquote(str(link["href"]).partition("#")[0])))
        for link in site.page(page).select(selector)
    }


# --- A. Front matter -----------------------------------------------------------------------------


def among(*lines: str) -> str:
    """Return a post with bad lines, the first of them line 3, between good ones."""
    return post("date: 2024-01-02", *lines, "tags: [kept]", body="# Kept\n\nBody.")


BOMB = "tags: [&a [x, x, x, x, x, x, x, x, x], " + ", ".join(
    f"&{new} [{', '.join(9 * [f'*{old}'])}]" for old, new in zip("abcdef", "bcdefg", strict=True)
)
NOTHING = Shown(date=None, tags=())

FRONT_MATTER = {
    "a01-colon": Row(among("title: Foo: bar"), {3: "put the value in quotes"}),
    "a02-tab": Row(among("aliases:", "\t- a"), {4: "tab"}),
    "a03-title-twice": Row(
        post("title: First", "title: Kept", "date: 2024-01-02", "tags: [kept]"), {3: "line 2"}
    ),
    "a03-tags-twice": Row(
        post("title: Kept", "tags: [first]", "date: 2024-01-02", "tags: [kept]"), {5: "line 3"}
    ),
    "a04-never-closed": Row(
        "---\ntitle: Lost\n\n# Kept\n\nBody.\n", {1: "never closed"}, NOTHING, text="Body."
    ),
    "a05-list": Row("---\n- a\n- b\n---\n# Kept\n", {2: "a list"}, NOTHING),
    "a05-sentence": Row("---\njust words\n---\n# Kept\n", {2: "a sentence"}, NOTHING),
    "a06-empty": Row("---\n---\n# Kept\n", {}, NOTHING),
    "a06-comment": Row("---\n# a comment\n---\n# Kept\n", {}, NOTHING),
    "a07-blank-lines-before": Row(
        "\n\n---\ntitle: Lost\n---\n\n# Kept\n", {3: "not at line 1"}, NOTHING
    ),
    "a08-toml": Row('+++\ntitle = "Lost"\n+++\n\n# Kept\n', {1: "TOML"}, NOTHING, hides="Lost"),
    "a10-json": Row('{\n  "title": "Lost"\n}\n\n# Kept\n', {1: "JSON"}, NOTHING, hides="Lost"),
    "a11-python": Row(
        among('description: !!python/object/apply:os.system ["touch pwned"]'), {3: "not allowed"}
    ),
    "a11-binary": Row(among("description: !!binary aGVsbG8="), {3: "not allowed"}),
    "a11-custom": Row(among("description: !Custom x"), {3: "not allowed"}),
    "a11-nested": Row(among("aliases:", "  - !Custom x", "  - y"), {4: "not allowed"}),
    "a12-bomb": Row(
        post("title: Kept", "date: 2024-01-02", f"{BOMB}]"), {4: "tags"}, Shown(tags=())
    ),
    "a12-foreign-bomb": Row(among(BOMB.replace("tags", "cssclasses") + "]"), {3: "too large"}),
    "a13-self-referring": Row(
        post("title: Kept", "date: 2024-01-02", "tags: &t [kept, *t]"), {4: "list"}
    ),
    "a14-template": Row(
        post("title: Kept", "date: {{date}}", "tags: [kept]"), {3: "template"}, Shown(date=None)
    ),
    "a14-templater": Row(among("title: <% tp.file.title %>"), {3: "template"}),
    "a14-synonym": Row(among("created: {{date}}"), {3: "created"}),
    "a14-two-on-a-line": Row(among("title: {{title}} {{date}}"), {3: "template"}),
    "a15-escape": Row(among(r'description: "the \alpha \quad"'), {3: "single quotes"}),
    "a16-at-sign": Row(among("aliases:", "  - a", "  - @someone"), {5: "quotes"}),
    "a16-percent": Row(among("description: %d things"), {3: "quotes"}),
    "a16-backquote": Row(among("description: `code` first"), {3: "quotes"}),
    "a17-dots": Row("---\ntitle: Kept\n...\nBody.\n", {}, NOTHING, text="Body."),
    "a17-two-documents": Row(
        "---\ntitle: Kept\n---\n---\ntags: [lost]\n---\n\nBody.\n",
        {4: "front matter"},
        NOTHING,
        text="Body.",
    ),
    "a18-bell": Row(among("description: be\x07ll"), {3: "control"}, Shown(description="bell")),
    "a18-escaped-bell": Row(
        among(r'description: "be\all"'), {3: "control"}, Shown(description="bell")
    ),
    "a18-delete": Row(
        among("description: de\x7flete"), {3: "control"}, Shown(description="delete")
    ),
    "a19-keys": Row(
        among("1: x", "true: x", "null: x", "? [a, b]", ": x"),
        {3: "'1'", 4: "'true'", 5: "'null'", 6: "'[a, b]'"},
    ),
    "a20-capital": Row(among("Title: Lost"), {3: "did you mean 'title'?"}),
    "a20-capitals": Row(
        post("title: Kept", "date: 2024-01-02", "TAGS: [lost]"),
        {4: "did you mean 'tags'?"},
        Shown(tags=()),
    ),
    "a20-capital-date": Row(
        post("title: Kept", "Date: 2024-01-02", "tags: [kept]"),
        {3: "did you mean 'date'?"},
        Shown(date=None),
    ),
    "a21-tag": Row(among("tag: lost"), {3: "did you mean 'tags'?"}),
    "a21-lastmod": Row(among("lastmod: 2024-05-06"), {}),
    "a22-myst": Row(among("myst: yes please"), {3: "myst"}),
    "a22-extension": Row(
        among("myst:", "  enable_extensions: [dollars]"), {3: "enable_extensions"}
    ),
    "a23-crlf": Row(among("description: d").replace("\n", "\r\n"), {}, Shown(description="d")),
    "a23-blanks": Row(
        among("description: d").replace("---", "---  \t"), {}, Shown(description="d")
    ),
    "a23-bom": Row("\ufeff" + among("description: d"), {}, Shown(description="d")),
    "a24-long-title": Row(
        post(f"title: {'w' * 9} {'x' * 200_000}", "date: 2024-01-02", "tags: [kept]"),
        {2: "200,010 characters"},
        Shown(title=f"{'w' * 9}…"),
    ),
    "a24-long-foreign": Row(among(f"cssclasses: {'x ' * 100_000}")),
    "a24-deep": Row(among(f"aliases: {'[' * 3000}{']' * 3000}"), {3: "deep"}),
    "a24-deep-unclosed": Row(among(f"aliases: {'[' * 3000}"), {3: "deep"}),
    "a26-foreign": Row(among("og:image: x.png", "<!-- hidden: x", "weight: 3", "cssclasses: [a]")),
    "category-is-a-mapping": Row(among("category: {a: b}"), {3: "a mapping"}),
    "aliases-hold-a-mapping": Row(among("aliases:", "  - /a/b", "  - {c: d}"), {5: "a mapping"}),
    "author-without-name": Row(among("author: {url: x}"), {3: "name"}),
    "comments-perhaps": Row(among("comments: perhaps"), {3: "neither true nor false"}),
    "lang-is-no-language": Row(among("lang: the Queen's"), {3: "language"}),
    "several": Row(
        among("description: [a]", "updated: soon", "series: {a: b}"),
        {3: "description", 4: "updated", 5: "series"},
    ),
}


def test_front_matter(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    start = time.monotonic()
    site = check(make_site, subtests, FRONT_MATTER)
    assert time.monotonic() - start < 20
    assert not list(site.root.rglob("pwned"))
    assert not Path("pwned").exists()


@pytest.mark.parametrize("key", ["aliases", "cssclasses"])
@pytest.mark.parametrize("form", ["dashes", "lines"])
def test_a24_lists_within_lists(make_site: MakeSite, key: str, form: str) -> None:
    """Not only brackets nest: a line of dashes is as many lists within each other."""
    dashes, lines = ["- " * 5000 + "a"], [f"{'  ' * depth}- a:" for depth in range(1500)]
    site = make_site({"posts/a.md": among(f"{key}:", *(dashes if form == "dashes" else lines))})
    build = site.build()
    assert build.status == 0
    (told,) = build.warnings
    assert re.match(r"posts/a\.md:\d+: WARNING: .*too deep", told)
    assert shown(site, "a") == Shown()


def test_a25_front_matter_of_an_included_file(make_site: MakeSite) -> None:
    site = make_site(
        {
            "posts/a.md": post("title: Host", body="```{include} ../part.txt\n```"),
            "part.txt": "---\ntitle: Part\ntags: [part]\n---\n\nThe part.\n",
        }
    )
    assert site.build().warnings == []
    assert shown(site, "a") == Shown("Host", None, tags=())
    text = site.page("posts/a").select_one("article").get_text()
    assert "The part." in text
    assert "title:" not in text


# --- B. Dates ------------------------------------------------------------------------------------

UNREADABLE_DATES = {
    "b01-no-such-month": ("2024-13-45", "not a day in the calendar"),
    "b01-no-leap-year": ("2023-02-29", "not a day in the calendar"),
    "b02-ambiguous": ("02/03/2024", "write 2024-02-03 or 2024-03-02"),
    "b03-german": ("3.4.2024", "2024-03-02"),
    "b03-english": ("Jan 2 2024", "2024-03-02"),
    "b03-word": ("yesterday", "2024-03-02"),
    "b04-digits": ("20240102", "'20240102' is not a date"),
    "b04-epoch": ("1704153600", "'1704153600' is not a date"),
    "b05-year": ("2024", "'2024' is not a date"),
    "b05-month": ("2024-01", "'2024-01' is not a date"),
    "b06-hour": ("2024-01-02T25:00:00", "not a day in the calendar or a time of day"),
    "b08-in-the-wild": ("2023-01-29 18:30:22 2023 -0800", "is not a date"),
    "b11-list": ("[2024-01-02]", "a list"),
    "b11-mapping": ("{day: 2024-01-02}", "a mapping"),
    "b11-boolean": ("true", "'true' is not a date"),
    "b11-clock": ("12:30:45", "'12:30:45' is not a date"),
    "b11-float": ("1e400", "'1e400' is not a date"),
    "b13-before-christ": ("-0044-03-15", "is not a date"),
    "b13-after-the-end": ("9999-12-31T23:59:59-12:00", "not a day in the calendar"),
    "b15-arabic-digits": ("\u0662\u0660\u0662\u0664-\u0660\u0661-\u0660\u0662", "is not a date"),
    "b15-short": ("2024-1-2", "is not a date"),
    "b16-wikilink": ("[[2024-01-02]]", "a list"),
    "b20-leap-second": ("2016-12-31T23:59:60Z", "not a day in the calendar or a time of day"),
    "offset-too-large": ("2024-01-02T10:00+99:00", "not a day in the calendar or a time of day"),
}


@pytest.mark.parametrize("key", ["date", "updated"])
def test_unreadable_dates(make_site: MakeSite, subtests: pytest.Subtests, key: str) -> None:
    """The post is undated, not dated today nor dropped; its other fields are kept."""
    others = ["title: Kept", "tags: [kept]"]
    if key == "updated":
        others.append("date: 2024-01-02")
    line = len(others) + 2
    rows = {
        name: Row(
            post(*others, f"{key}: {value}", "description: After"),
            {line: message},
            Shown(date=None if key == "date" else "2024-01-02", description="After"),
        )
        for name, (value, message) in UNREADABLE_DATES.items()
    }
    site = check(make_site, subtests, rows)
    assert len(site.page("tags/kept").select(".cp-entry")) == len(rows)
    years = [path.name for path in (site.output() / "archive").glob("*")]
    assert years == ([] if key == "date" else ["2024.html"])


READABLE_DATES = {
    "b07-offset": ("2024-01-02 22:00:00 -0530", "2024-01-03"),
    "b07-z": ("2024-01-02T23:30:00Z", "2024-01-03"),
    "b07-nanoseconds": ("2024-01-02T10:00:00.123456789", "2024-01-02"),
    "b09-naive": ("2024-01-02 00:30", "2024-01-02"),
    "b12-empty-text": ('""', None),
    "b12-null": ("null", None),
    "b12-nothing": ("", None),
    "b13-first-day": ("0001-01-02", "0001-01-02"),
    "b13-last-day": ("9999-12-31", "9999-12-31"),
    "b14-future": ("2999-01-01", "2999-01-01"),
    "b20-gap": ("2024-03-31T02:30:00", "2024-03-31"),
    "b20-overlap": ("2024-10-27T02:30:00", "2024-10-27"),
    "quoted": ("'2024-01-02'", "2024-01-02"),
}


def test_readable_dates(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    rows = {
        name: Row(post("title: Kept", f"date: {value}", "tags: [kept]"), {}, Shown(date=day))
        for name, (value, day) in READABLE_DATES.items()
    }
    site = check(make_site, subtests, rows, 'commonplace_timezone = "Europe/Paris"')
    listed = [Path(link["href"]).stem for link in site.page("tags/kept").select(".cp-entry a")]
    assert (
        listed
        == [  # one order of days, naive and zoned moments, the undated last
            "b14-future",
            "b20-overlap",
            "b20-gap",
            "b07-offset",
            "b07-z",
            "b07-nanoseconds",
            "b09-naive",
            "quoted",
            "b13-first-day",
            "b12-empty-text",
            "b12-nothing",
            "b12-null",
        ]
        or listed[0] == "b13-last-day"
    )
    assert listed.index("b07-offset") < listed.index("b07-z") < listed.index("quoted")


def test_b09_the_zone_of_the_machine_does_not_matter(make_site: MakeSite) -> None:
    files = {"posts/a.md": post("title: A", "date: 2024-01-01 00:30", "updated: 2024-12-31")}
    east, west = make_site(files), make_site(files)
    east.build(env={"TZ": "Asia/Kolkata"})
    west.build(env={"TZ": "America/New_York"})
    assert east.snapshot() == west.snapshot()


def test_b17_updated_before_date(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    row = Row(
        post("title: Kept", "updated: 2024-01-01", "date: 2024-01-02", "tags: [kept]"),
        {3: "before the date"},
    )
    check(make_site, subtests, {"b17": row})


def test_b18_a_date_in_the_file_name_dates_nothing(
    make_site: MakeSite, subtests: pytest.Subtests
) -> None:
    rows = {
        "2023-05-05-named": Row(post("title: Kept", "date: 2024-01-02", "tags: [kept]")),
        "2024-02-30-impossible": Row(post("title: Kept", "tags: [kept]"), {}, Shown(date=None)),
    }
    check(make_site, subtests, rows)


def test_b19_posts_of_one_date_are_in_the_order_of_their_paths(make_site: MakeSite) -> None:
    names = [f"n{number:02}" for number in range(20)]
    site = make_site({f"posts/{name}.md": post("date: 2024-01-02") for name in reversed(names)})
    site.build()
    listed = [Path(link["href"]).stem for link in site.page("archive/2024").select(".cp-entry a")]
    assert listed == names


# --- C. Titles and other texts -------------------------------------------------------------------


def titled(value: str, body: str = "Body.") -> str:
    """Return a post of that title, as written."""
    return post(f"title: {value}", "date: 2024-01-02", "tags: [kept]", body=body)


TITLES = {
    "c03-number": Row(titled("404"), {}, Shown("404")),
    "c03-date": Row(titled("2024-01-02"), {}, Shown("2024-01-02")),
    "c03-yes": Row(titled("yes"), {}, Shown("yes")),
    "c03-float": Row(titled("1e3"), {}, Shown("1e3")),
    "c03-octal": Row(titled("007"), {}, Shown("007")),
    "c04-null": Row(titled("null", "# Own\n"), {}, Shown("Own")),
    "c04-empty": Row(titled('""', "# Own\n"), {}, Shown("Own")),
    "c04-blanks": Row(titled('"   "', "# Own\n"), {}, Shown("Own")),
    "c04-file_name-of it": Row(titled("~"), {}, Shown("C04 file name of it")),
    "c05-list": Row(titled("[a, b]"), {2: "a list"}, Shown("C05 list")),
    "c05-mapping": Row(titled("{a: b}", "# Own\n"), {2: "a mapping"}, Shown("Own")),
    "c08-nothing": Row("Body.\n", {}, NOTHING._replace(title="C08 nothing")),
    "2024-05-01": Row("Body.\n", {}, NOTHING._replace(title="2024-05-01")),
    "2024-05-02-stand_up": Row("Body.\n", {}, NOTHING._replace(title="2024-05-02 stand up")),
    "c08-of-2024-05-03": Row("Body.\n", {}, NOTHING._replace(title="C08 of 2024-05-03")),
    "2024-05-041": Row("Body.\n", {}, NOTHING._replace(title="2024 05 041")),
    "c08-heading-only": Row("#\n", {}, NOTHING._replace(title="C08 heading only")),
    "c08-empty": Row("", {}, NOTHING._replace(title="C08 empty")),
    "c08-blanks": Row(" \n\t\n", {}, NOTHING._replace(title="C08 blanks")),
    "c08-front-matter-only": Row(
        "---\ntags: [kept]\n---", {}, Shown("C08 front matter only", None)
    ),
    "c08-later-heading": Row("## Second\n", {}, NOTHING._replace(title="C08 later heading")),
    "c08-title-later": Row(
        "## Second\n\n# Third\n", {}, NOTHING._replace(title="C08 title later | Third")
    ),
    "c09-second": Row(titled("Given", "## Second\n\n# Third\n"), {}, Shown("Given | Third")),
    "c09-differs": Row(titled("Other", "# Own\n"), {}, Shown("Own")),
    "c17-braces": Row(titled('"Is {{ 7*7 }} 49?"'), {}, Shown("Is {{ 7*7 }} 49?")),
    "c17-dollar": Row(titled("a ${7*7} b"), {}, Shown("a ${7*7} b")),
    "c17-percent": Row(titled('"%(x)s %s %d"'), {}, Shown("%(x)s %s %d")),
    "c17-description": Row(
        post("title: Kept", "date: 2024-01-02", "tags: [kept]", 'description: "a {{ 7*7 }} %s b"'),
        {},
        Shown(description="a {{ 7*7 }} %s b"),
    ),
    "c-looks-like-a-list": Row(titled("1. First"), {}, Shown("1. First")),
    "c-looks-like-a-rule": Row(titled("'***'"), {}, Shown("***")),
    "c-folded": Row(titled(">\n  one\n\n  two"), {}, Shown("one two")),
}


def test_titles(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    site = check(make_site, subtests, TITLES)
    with subtests.test("c09: the heading stays on the page, the title goes everywhere else"):
        assert site.page("posts/c09-differs").title.get_text().startswith("Other")
        entries = site.page("tags/kept").select('.cp-entry a[href$="c09-differs.html"]')
        assert [entry.get_text() for entry in entries] == ["Other"]


# --- U5. Text is escaped wherever it lands -------------------------------------------------------

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(2)>",
    "quotes": "\"quoted\" & 'single'",
    "closers": "]]> </title></textarea> <!-- end",
    "attribute": '" onmouseover="alert(3)',
    "entity": "&lt;b&gt;",
    "braces": "a {{ 7*7 }} {% raw %} %(x)s",
}
LISTS = "# Lists\n\n```{posts}\n:descriptions:\n```\n\n" + "\n\n".join(
    f"```{{terms}} {taxonomy}\n```" for taxonomy in ("tags", "categories", "series")
)


def test_u5_text_is_escaped_everywhere(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """C01, C02, C17, D11 and E16: every place shows the very text, and none takes it for HTML."""
    files = {"list.md": LISTS, "posts/<b>bold<script>.md": "Body.\n"}
    for number, (name, text) in enumerate(HOSTILE.items(), start=1):
        title, term = quoted(text), quoted(flat(text))
        files[f"posts/{name}.md"] = post(
            f"title: {title}",
            f"date: 2024-01-{number:02}",
            f"tags: [{term}]",
            f"category: [{term}]",
            f"series: [{term}]",
            f"description: {title}",
            body=f"{{post}}`{name}` [](/posts/{name}.md)",
        )
    site = make_site(files, "smartquotes = False")
    build = site.build()
    assert build.status == 0
    told = [line for line in build.warnings if "on Windows" not in line]
    assert told == [NOT_INCLUDED.format("list.md")]
    for path in sorted(site.output().rglob("*.html")):
        name = path.relative_to(site.output()).as_posix().removesuffix(".html")
        with subtests.test("no text became markup", page=name):
            page = site.page(name)
            alerts = page.find_all("script", string=re.compile("alert"))
            assert all(json.loads(one.string) for one in alerts if one.get("type") == JSON_LD)
            assert not [one for one in alerts if one.get("type") != JSON_LD]
            assert not page.select("[onerror], [onmouseover], img[src=x], article b")
    titles = [unescape(text) for text in HOSTILE.values()]  # a title is Markdown
    terms = sorted(map(flat, HOSTILE.values()))
    for selector, page, texts in [
        (".cp-entry a", "list", [*titles, "<b>bold<script>"]),
        (".cp-description", "list", HOSTILE.values()),
        (".cp-entry a", "archive/2024", titles),
        (".cp-description", "archive/2024", HOSTILE.values()),
        (".cp-terms a", "list", 3 * terms),
    ]:
        with subtests.test("a list shows it", page=page, selector=selector):
            found = [one.get_text().strip() for one in site.page(page).select(selector)]
            assert sorted(found) == sorted(texts)
    names = list(HOSTILE)
    for number, (name, text) in enumerate(HOSTILE.items()):
        title = unescape(text)
        with subtests.test("its page shows it", text=text):
            page = site.page(f"posts/{name}")
            assert page.title.get_text() == f"{title} - Test"
            assert page.select_one("h1").contents[0] == title
            assert page.select_one(".cp-standfirst").get_text() == text
            assert [a.get_text() for a in page.select("section p a")[1:]] == [title, title]
            for taxonomy in ("tags", "categories", "series"):
                assert page.select_one(f".cp-{taxonomy} a").get_text() == flat(text)
        with subtests.test("its neighbours show it", text=text):
            for side, other in (("next", number - 1), ("prev", number + 1)):
                if 0 <= other < len(names):
                    page = site.page(f"posts/{names[other]}")
                    assert page.select_one(f".{side}-page .title").get_text() == title
                    assert page.select_one(f"link[rel={side}]")["title"] == title
        with subtests.test("the pages of its terms show it", text=text):
            for taxonomy in ("tags", "categories", "series"):
                (path,) = links(site, f"posts/{name}", f".cp-{taxonomy} a").values()
                page = site.page(path.relative_to(site.output()).as_posix().removesuffix(".html"))
                assert flat(text) in page.select_one("h1").get_text()
                assert flat(text) in page.title.get_text()
                assert page.select_one(".cp-entry a").get_text() == title
    with subtests.test("a file name that becomes a title"):
        page = site.page("posts/<b>bold<script>")
        assert page.select_one("h1").contents[0] == "<b>bold<script>"
        assert page.title.get_text().startswith("<b>bold<script>")


def quoted(text: str) -> str:
    """Return a text as YAML in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def flat(text: str) -> str:
    """Return a text as a term of one level."""
    return text.replace("/", "")


# --- D. Tags -------------------------------------------------------------------------------------


def tagged(*lines: str) -> str:
    """Return a post with these lines at its end of the front matter, the first of them line 4."""
    return post("title: Kept", "date: 2024-01-02", *lines)


def tags(*names: str) -> Shown:
    """Return what a post of those tags shows."""
    return Shown(tags=names)


TAGS = {
    "d01-null": Row(tagged("tags: null"), {}, tags()),
    "d01-nothing": Row(tagged("tags:"), {}, tags()),
    "d01-empty": Row(tagged('tags: ""'), {}, tags()),
    "d01-empty-list": Row(tagged("tags: []"), {}, tags()),
    "d01-list-of-null": Row(tagged("tags: [null, '', ' ']"), {}, tags()),
    "d02-as-written": Row(
        tagged("tags: [1, 2.5, true, 2024-01-02, 007, 0x10, yes, ~]"),
        {},
        tags("1", "2.5", "true", "2024-01-02", "007", "0x10", "yes"),
    ),
    "d03-mapping": Row(tagged("tags: {d03: x}"), {4: "a mapping"}, tags()),
    "d03-nested": Row(
        tagged("tags:", "- [d03a, b]", "- d"), {5: "list within the list"}, tags("d03a", "b", "d")
    ),
    "d04-blanks": Row(tagged("tags: d04 two three"), {4: "taken as one"}, tags("d04 two three")),
    "d04-commas": Row(tagged("tags: d04a, two, , three,"), {}, tags("d04a", "two", "three")),
    "d05-hash": Row(tagged('tags: ["#d05hash"]'), {}, tags("d05hash")),
    "d05-nested": Row(tagged("tags: [d05/tag/deep]"), {}, tags("d05/tag/deep")),
    "d05-lead": Row(tagged("tags: [/d05lead]"), {4: "empty"}, tags("d05lead")),
    "d05-trail": Row(tagged("tags: [d05trail/]"), {4: "empty"}, tags("d05trail")),
    "d05-double": Row(tagged("tags: [d05//b]"), {4: "empty"}, tags("d05/b")),
    "d06-c": Row(
        tagged("tags: [C, C++, 'C#', .NET, NET]"), {}, tags("C", "C++", "C#", ".NET", "NET")
    ),
    "d07-no-letters": Row(tagged("tags: ['!!!', 🎉, …]"), {}, tags("!!!", "🎉", "…")),
    "d09-scripts": Row(tagged("tags: [日本語, العربية]"), {}, tags("日本語", "العربية")),
    "d10-paths": Row(
        tagged(r"tags: [../../../../etc/evil, .., ., con, '%2e%2e%2f', a?b, 'a#b', 'a\b', NUL]"),
        {},
        tags("../../../../etc/evil", "..", ".", "con", "%2e%2e%2f", "a?b", "a#b", r"a\b", "NUL"),
    ),
    "d11-markdown": Row(
        tagged("tags: ['a`b`', '[x](y)', '*x*', '{ref}', a\"b]"),
        {},
        tags("a`b`", "[x](y)", "*x*", "{ref}", 'a"b'),
    ),
    "d12-reserved": Row(
        tagged("tags: [index, tagsindex, feed, search, genindex]"),
        {},
        tags("index", "tagsindex", "feed", "search", "genindex"),
    ),
    "d13-blanks": Row(
        tagged(r'tags: ["  d13   two\tthree\nfour "]'), {}, tags("d13 two three four")
    ),
    "d13-long": Row(tagged(f"tags: [{'d' * 300}]"), {4: "300"}, tags("d" * 300)),
    "d14-zero-width": Row(
        tagged('tags: ["zero\u200bwidth", zerowidth]'), {4: "invisible"}, tags("zerowidth")
    ),
    "d14-override": Row(tagged('tags: ["d14\u202eb"]'), {4: "invisible"}, tags("d14b")),
    "d17-plural": Row(tagged("tags: [d17cat, d17cats]"), {}, tags("d17cat", "d17cats")),
    "d20-shared": Row(tagged("category: &c [d20, e]", "tags: *c"), {}, tags("d20", "e")),
}


def test_tags(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """Each is shown as written, and has a page of its own that lists its post."""
    site = check(make_site, subtests, TAGS)
    owners: dict[Path, str] = {}
    for name in TAGS:
        found = links(site, f"posts/{name}", ".cp-tags a")
        for tag, path in found.items():
            with subtests.test("the page of a tag", tag=tag):
                assert path.is_relative_to(site.output() / "tags")
                assert owners.setdefault(path, tag.casefold()) == tag.casefold()
                assert path.name not in (".html", "index.html")
                assert not re.search(r'[<>:"\\|?*%#]|[. ]$', path.stem)
                assert path.stem.partition(".")[0] not in ("con", "nul")
                assert len(path.name.encode()) <= 240
                page = path.relative_to(site.output()).as_posix().removesuffix(".html")
                assert tag in site.page(page).select_one("h1").get_text()
                hrefs = [link["href"] for link in site.page(page).select(".cp-entry a")]
                assert hrefs.count("../" * page.count("/") + f"posts/{name}.html") == 1
    with subtests.test("d05: parents exist, and count a post once"):
        assert len(site.page("tags/d05").select(".cp-entry")) == 2
        assert len(site.page("tags/d05/tag").select(".cp-entry")) == 1


def test_d08_spellings_of_one_tag(make_site: MakeSite) -> None:
    spellings = ["Machine Learning", "machine-learning", "Machine Learning", "MACHINE learning"]
    files = {f"posts/p{n}.md": post(f"tags: [{name}]") for n, name in enumerate(spellings)}
    site = make_site(files)
    build = site.build()
    (told,) = build.warnings
    assert told.startswith("posts/p1.md:2: WARNING: ")
    for name in spellings:
        assert repr(name) in told
    assert links(site, "posts/p3", ".cp-tags a").keys() == {"Machine Learning"}
    assert len(site.page("tags/machine-learning").select(".cp-entry")) == 4


def test_d09_equal_in_unicode(make_site: MakeSite) -> None:
    """Composed and decomposed letters are equal; other foldings are said."""
    site = make_site(
        {
            "posts/a.md": post("tags: [Caf\u00e9, Straße, İstanbul]"),
            "posts/b.md": post("tags: [Cafe\u0301, STRASSE, istanbul]"),
        }
    )
    build = site.build()
    assert [line for line, _ in said(build, "posts/a.md") + said(build, "posts/b.md")] == [2]
    assert "Straße" in build.warnings[0]
    a, b = (links(site, f"posts/{name}", ".cp-tags a") for name in "ab")
    assert list(a.values())[:2] == list(b.values())[:2]
    assert a["İstanbul"] != b["istanbul"]


def test_d12_an_index_of_tags_is_not_overwritten(make_site: MakeSite) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\ntags\n```\n",
        "tags.md": "# All tags\n\n```{terms} tags\n```\n",
        "posts/a.md": post("tags: [index, tags, search]"),
    }
    site = make_site(files)
    for builder in ("html", "dirhtml"):
        assert site.build(builder).warnings == []
        page = site.page("tags", builder)
        assert page.select_one("h1").contents[0] == "All tags"
        assert [link.get_text() for link in page.select(".cp-terms a")] == [
            "index",
            "search",
            "tags",
        ]


DIRECTIVES = {
    "empty": Row(post("title: Kept", body="```{tags}\n```\n\nBody."), {5: "names no tag"}, NOTHING),
    "commas": Row(post("title: Kept", body="```{tags} , ,\n```"), {5: "names no tag"}, NOTHING),
    "stray": Row(
        post("title: Kept", body="```{tags} a,,b , <b>\n```"),
        {},
        NOTHING._replace(tags=("a", "b", "<b>")),
    ),
    "both": Row(
        post("title: Kept", "tags: [a, d]", body="```{tags} b, a\n```"),
        {},
        NOTHING._replace(tags=("a", "d", "b")),
    ),
    "lines": Row(
        post("title: Kept", body="```{tags}\nx, [y](z)\n*w*\n```"),
        {},
        NOTHING._replace(tags=("x", "[y](z)", "*w*")),
    ),
    "twice": Row(
        post("title: Kept", body="```{tags} k\n```\n\n```{tags} l\n```"),
        {},
        NOTHING._replace(tags=("k", "l")),
    ),
}


def test_d19_the_directive(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    site = check(make_site, subtests, DIRECTIVES)
    assert not site.page("posts/stray").select("article b")
    assert {link.get_text() for link in site.page("posts/both").select("section a.reference")} == {
        "a",
        "b",
    }


# --- E. Files, names and addresses ---------------------------------------------------------------

NAMES = [
    *("a#b", "a?b", "a%20b", "a&b", "a+b", "a'b", 'a"b', "<b>b", "a:b", r"a\b", "a$b", "[x]"),
    *("{x}", "a|b", "a*b", "**", "[!a]", "[^", "red fox", "日本語", "مقال", "🎉", "\u202egnp"),
    *("zero\u200bwidth", " lead", "trail ", "e.g.", "-rf", "con", "%2e%2e", "index.html", "x.md"),
]


def test_e16_e17_e18_odd_names(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """Each page is built, and every link to it leads to it."""
    files = {f"posts/{name}.md": post("date: 2024-01-02", "tags: [t]") for name in NAMES}
    pages = "".join(f"- [{name}](<posts/{name}.md>)\n" for name in ("red fox", "日本語", "a+b"))
    site = make_site({**files, "posts/.hidden.md": "Not a page.\n", "posts/..md": "Nor is this.\n"})
    site.write({"index.md": f"# Home\n\n```{{posts}}\n```\n\n{pages}"})
    build = site.build()
    assert build.status == 0
    assert [line for line in build.warnings if "on Windows" not in line] == []
    built = {path.stem for path in (site.output() / "posts").iterdir()}
    assert built == set(NAMES)
    for page in ("index", "archive/2024", "tags/t"):
        base = site.output() / Path(page).parent
        hrefs = [str(link["href"]) for link in site.page(page).select(".cp-entry a")]
        assert len(hrefs) == len(NAMES)
        for href in hrefs:
            with subtests.test("a listing leads to it", page=page, href=href):
                assert not re.search(r'[?# "<>\\]', href)
                assert (base / unquote(href)).is_file()
    for name in NAMES:
        with subtests.test("its neighbours lead to it", name=name):
            for link in site.page(f"posts/{name}").select("a.next-page, a.prev-page"):
                assert not re.search(r'[?# "<>\\]', str(link["href"]))
                assert (site.output() / "posts" / unquote(str(link["href"]))).is_file()
    with subtests.test("links of the author"):
        found = links(site, "index", "a.reference").values()
        assert len(found) == 3
        assert all(path.is_file() for path in found)


def test_files_that_cannot_become_pages(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """E10, E18, E20, E22 to E26, H02, H03, H05, H08: named, left out, and the rest is built."""
    site = make_site(
        {
            "posts/good.md": "Good.\n",
            "posts/deep/good.md": "Good.\n",
            f"posts/{'n' * 247}.md": "E10\n",
            "posts/latin.md": "# Latin\n\ncaf\u00e9\n".encode("latin-1"),
            "posts/utf16.md": "# UTF-16\n".encode("utf-16"),
            "posts/surrogate.md": b"# S\n\nab\xed\xa0\x80\n",
            "posts/overlong.md": b"# S\n\xc0\xaf\n",
            "posts/cut.md": b"# S\n\xe2\x82",
            "posts/picture.md": PNG,
            "posts/shout.MD": "# Shout\n",
            "posts/good.sync-conflict-20240102-030405-ABCDEFG.md": "Good.\n",
            "posts/good (Ada's conflicted copy 2024-01-02).md": "Good.\n",
            "posts/good~.md": "Good.\n",
            "posts/return\rbreak.md": "E18\n",
        }
    )
    posts = site.source / "posts"
    secret = site.root / "outside.md"
    secret.write_text("# Secret of another folder\n", encoding="utf-8")
    (posts / "outside.md").symlink_to(secret)
    (site.root / "other").mkdir()
    (site.root / "other" / "page.md").write_text("# Secret of another folder\n", encoding="utf-8")
    (posts / "outside").symlink_to(site.root / "other")
    (posts / "within.md").symlink_to("good.md")
    (posts / "loop").symlink_to(".")
    (posts / "deep" / "up").symlink_to("..")
    (posts / "dangling.md").symlink_to("nowhere.md")
    (posts / "line\nbreak.md").write_text("E18\n", encoding="utf-8")
    os.mkfifo(posts / "fifo.md")
    os.close(os.open(os.fsencode(posts) + b"/bad-\xff.md", os.O_CREAT))
    status, text = run(site)
    assert status == 0
    assert is_calm(text)
    lines = text.splitlines()
    for path, line, why in [
        (f"posts/{'n' * 247}.md", 1, "the name is longer than"),
        ("posts/latin.md", 3, "not UTF-8 text, byte 0xE9"),
        ("posts/utf16.md", 1, "not UTF-8 text, byte 0xFF"),
        ("posts/surrogate.md", 3, "not UTF-8 text, byte 0xED"),
        ("posts/overlong.md", 2, "not UTF-8 text, byte 0xC0"),
        ("posts/cut.md", 2, "not UTF-8 text, byte 0xE2"),
        ("posts/picture.md", 1, "not UTF-8 text, byte 0x89"),
        ("posts/outside.md", 1, "the link leads outside the site"),
        ("posts/outside", 1, "the link leads outside the site"),
        ("posts/loop", 1, "the link leads to a folder it lies in"),
        ("posts/deep/up", 1, "the link leads to a folder it lies in"),
        ("posts/dangling.md", 1, "cannot be read (No such file or directory)"),
        (r"posts/line\nbreak.md", 1, "the name holds a line break"),
        (r"posts/return\rbreak.md", 1, "the name holds a line break"),
        ("posts/shout.MD", 1, "its name ends with '.MD', where pages have '.md'"),
        ("posts/good.sync-conflict-20240102-030405-ABCDEFG.md", 1, "a copy that was made of a"),
        ("posts/good (Ada's conflicted copy 2024-01-02).md", 1, "a copy that was made of a"),
        ("posts/good~.md", 1, "a copy that was made of a conflict, or as a backup"),
        (r"posts/bad-\udcff.md", 1, "the name is not UTF-8"),
        ("posts/fifo.md", 1, "not a regular file"),
    ]:
        with subtests.test("it is named once, with the line", path=path):
            found = [one for one in lines if re.match(rf"{re.escape(path)}:\d+: WARNING: ", one)]
            assert len(found) == 1
            assert found[0].startswith(f"{path}:{line}: WARNING: {why}")
            assert "left out" in found[0]
    with subtests.test("nothing else is said, and nothing else built"):
        assert len(lines) == 20
        output = site.root / "output" / "run"
        built = {path.relative_to(output).as_posix() for path in output.glob("posts/**/*.html")}
        assert built == {"posts/good.html", "posts/deep/good.html", "posts/within.html"}
    with subtests.test("E24: nothing from outside is published"):
        files = [path for path in output.rglob("*") if path.is_file()]
        assert not [path for path in files if b"Secret of" in path.read_bytes()]


def test_e23_links_that_lead_to_each_other(make_site: MakeSite) -> None:
    site = make_site({"posts/good.md": "Good.\n"})
    (site.source / "posts" / "one.md").symlink_to("other.md")
    (site.source / "posts" / "other.md").symlink_to("one.md")
    status, text = run(site)
    assert (status, len(text.splitlines()), is_calm(text)) == (0, 2, True)
    for name in ("one", "other"):
        assert f"posts/{name}.md:1: WARNING: cannot be read (Too many levels" in text


def test_e14_e15_twins(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """Two files that would become one page are said, each pair once, with both names."""
    site = make_site(
        {
            "posts/a.md": "# A in Markdown\n",
            "posts/a.rst": "A in reST\n=========\n",
            "posts/b.md": "# B\n",
            "posts/b/index.md": "# Index of B\n",
            "posts/caf\u00e9.md": "# Composed\n",
            "posts/cafe\u0301.md": "# Decomposed\n",
            "posts/Note.md": "# Upper case\n",
            "posts/note.md": "# Lower case\n",
        }
    )
    build = site.build()
    assert build.status == 0
    for one, other in [
        ("a.md", "a.rst"),
        ("Note.md", "note.md"),
        ("caf\u00e9.md", "cafe\u0301.md"),
    ]:
        with subtests.test("both are named, with a line", files=(one, other)):
            found = [
                line
                for line in build.warnings
                if re.match(r"posts/[^:]+:1: WARNING: ", line)
                and all(f"posts/{n}" in line or ascii(f"posts/{n}") in line for n in (one, other))
            ]
            assert len(found) == 1
    with subtests.test("nothing else is said, but by Sphinx of the two forms of one name"):
        assert len(build.warnings) == 4
    with subtests.test("both are reachable"):
        assert site.page("posts/b").select_one("h1").contents[0] == "B"
        assert site.page("posts/b/index").select_one("h1").contents[0] == "Index of B"
        assert site.page("posts/note").select_one("h1").contents[0] == "Lower case"


def test_e11_names_that_windows_keeps(make_site: MakeSite) -> None:
    """Each is said once, of the files in a folder the first, and the pages are built."""
    strange = ("con", "NUL", "aux.txt", "lpt\u00b9", "com1 ")
    plain = ("console", "com", "com0", "a.con", "end.", "end ", "what?", "it's [#1] & {100%}")
    site = make_site(
        {
            **{f"posts/{name}.md": "# Page\n" for name in (*strange, *plain)},
            "posts/dot./a.md": "# Page\n",
            "posts/dot./b.md": "# Page\n",
            "posts/blank /nul.md": "# Page\n",
            "posts/con.png": PNG,
            "posts/con.txt": "Not published.\n",
        }
    )
    named = {f"posts/{name}.md": f"{name}.md" for name in strange}
    named |= {
        "posts/dot./a.md": "dot.",
        "posts/blank /nul.md": "blank ",
        "posts/con.png": "con.png",
    }
    for _ in ("clean", "warm"):
        assert sorted(site.build().warnings) == sorted(
            f"{path}:1: WARNING: {name!r} cannot be checked out on Windows; "
            "here it is used as it is [commonplace.source]"
            for path, name in named.items()
        )
    for path in named:
        assert path.endswith(".png") or site.page(path.removesuffix(".md")).select("h1")


def test_e11_such_a_name_is_told_on_one_line(make_site: MakeSite) -> None:
    """Also where it holds a line break, or bytes that are no text."""
    site = make_site({"aux/a\nb.png": PNG})
    (site.source / "nul").mkdir()
    os.close(os.open(os.fsencode(site.source) + b"/nul/\xff.png", os.O_CREAT))
    for name, path in (("aux", r"aux/a\nb.png"), ("nul", r"nul/\udcff.png")):
        told = f"{path}:1: WARNING: {name!r} cannot be checked out on Windows; "
        assert [line for line in site.build().warnings if line.startswith(told)]


def test_e27_folders_and_files_of_each_others_names(make_site: MakeSite) -> None:
    site = make_site({"posts/x.md/inner.md": "# Inner\n", "posts/y.md": "# Y\n"})
    assert site.build().warnings == []
    assert site.page("posts/x.md/inner").select_one("h1").contents[0] == "Inner"
    site = make_site({"posts": "A file.\n"})
    assert outcome(site.build()) == (0, [])


CLASHES: dict[str, tuple[dict[str, str | bytes], str, list[list[str]]]] = {
    "E14 two files, one page": (
        {"posts/a.md": "# A\n", "posts/a/index.md": "# A\n"},
        "dirhtml",
        [["posts/a.md", "posts/a/index.md"]],
    ),
    "E04 one alias of two posts, however written": (
        {
            "posts/a.md": post("aliases: [/old/x, /old/y.html, /old/z/, a name]"),
            "posts/b.md": post("aliases: [/old/x/, a name]"),
            "posts/c.md": post("aliases: [/old/y]"),
            "posts/d.md": post("aliases: [/old/z/index.html]"),
        },
        "html",
        [[f"posts/{name}.md", "posts/a.md"] for name in "bcd"],
    ),
    "E04 an alias and a page": (
        {"posts/a.md": post("aliases: [/posts/b.html]"), "posts/b.md": "# B\n"},
        "html",
        [["posts/a.md", "posts/b.md"]],
    ),
    "an alias and a term": (
        {"posts/a.md": post("aliases: [/tags/t]"), "posts/b.md": post("tags: [t]")},
        "html",
        [["posts/a.md", "tags/t"]],
    ),
    "an alias and a year": (
        {"posts/a.md": post("aliases: [/archive/2024]", "date: 2024-01-02")},
        "html",
        [["posts/a.md", "archive/2024"]],
    ),
    "E21 pages of Sphinx's names": (
        {
            "search.md": "# My search\n",
            "genindex.md": "# My index\n",
            "_images/a.md": "# A\n",
        },
        "html",
        [["search.md"], ["genindex.md"], ["_images/a.md"]],
    ),
    "two terms of two taxonomies": (
        {"conf.py": 'tags_output_dir = "series"\n', "posts/a.md": post("tags: [x]", "series: x")},
        "html",
        [["Tagged “x”", "The series “x”"]],
    ),
    "a term and a year": (
        {
            "conf.py": 'tags_output_dir = "archive"\n',
            "posts/a.md": post("tags: ['2024']", "date: 2024-01-02"),
        },
        "html",
        [["Tagged “2024”", "'2024'"]],
    ),
    "a term and a post": (
        {"conf.py": 'tags_output_dir = "posts"\n', "posts/a.md": post("tags: [a]")},
        "html",
        [["posts/a.md", "Tagged “a”"]],
    ),
}


@pytest.mark.parametrize("case", CLASHES)
def test_things_that_would_share_an_address(
    make_site: MakeSite, subtests: pytest.Subtests, case: str
) -> None:
    """An error that names both, all such errors at once, and nothing is written."""
    files, builder, expected = CLASHES[case]
    conf = str(files.get("conf.py", ""))
    site = make_site({name: text for name, text in files.items() if name != "conf.py"}, conf)
    status, text = run(site, builder)
    with subtests.test("it is an error that names both"):
        assert status != 0
        for names in expected:
            assert [line for line in text.splitlines() if all(name in line for name in names)]
    with subtests.test("it does not look as if the program had broken"):
        assert is_calm(text)
    with subtests.test("nothing is written"):
        assert not list((site.root / "output" / "run").rglob("*.html"))


@pytest.mark.parametrize(
    ("files", "conf", "told"),
    [
        (
            {"archive/2024.md": post("title: A", "date: 2024-01-02")},
            "commonplace_posts = 'archive'\ntags_output_dir = 'labels'",
            "archive/2024.md:1: ERROR: the generated page '2024' shares the address ",
        ),
        (
            {"labels/a.md": post("title: A", "tags: [a]")},
            "commonplace_posts = 'labels'\ntags_output_dir = 'labels'",
            "conf.py:9: ERROR: the generated page 'Tagged “a”' shares the address ",
        ),
        (
            {"tags/a.md": post("title: A", "tags: [a]")},
            "commonplace_posts = 'tags'",
            "tags/a.md:1: ERROR: the generated page 'Tagged “a”' shares the address ",
        ),
    ],
)
def test_a_generated_page_that_shares_an_address_is_told_where_that_can_be_changed(
    make_site: MakeSite, files: dict[str, str | bytes], conf: str, told: str
) -> None:
    """At the setting that moved it, else in the file of the other page."""
    said = make_site(files, conf).build().warnings
    assert [line for line in said if line.startswith(told)], said


def test_e04_an_alias_of_its_own_address_is_no_clash(make_site: MakeSite) -> None:
    aliases = "aliases: [/posts/a, posts/a.html, /posts/a/, /posts/a/index.html, /old, /old]"
    site = make_site({"posts/a.md": post("title: A", aliases)})
    for builder in ("html", "dirhtml"):
        assert outcome(site.build(builder)) == (0, [])


# --- F. Links and images -------------------------------------------------------------------------


def test_f16_links_that_lead_nowhere(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    targets = [
        *("nofile.md", "b", "/b", "../../../etc/passwd", "/etc/passwd"),
        *("c.md#nope", "#nope", "/../index.md", "../../outside.md"),
    ]
    rows = [f"[word{number}](<{target}>)\n" for number, target in enumerate(targets)]
    site = make_site({"posts/a.md": "# A\n\n" + "\n".join(rows), "posts/c.md": "# C\n"})
    (site.root / "outside.md").write_text("# Secret\n", encoding="utf-8")
    build = site.build()
    told = [line for line, _ in said(build, "posts/a.md")]
    assert len(told) == len(build.warnings)
    page = site.page("posts/a")
    for number, target in enumerate(targets):
        with subtests.test("one warning, and the text is there", target=target):
            assert told.count(3 + 2 * number) == 1
            assert f"word{number}" in page.select_one("article").get_text()
    with subtests.test("no link leads out of the site"):
        hrefs = [str(link["href"]) for link in page.select("article section a:not(.headerlink)")]
        assert [href for href in hrefs if href.startswith(("/", "file:", "../"))] == []
        names = [path.name for path in site.output().rglob("*")]
        assert "passwd" not in names
        assert "outside.md" not in names


SCRIPTS = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x"),
    *("&#106;avascript:alert(1)", "java&Tab;script:alert(1)", "javascript&colon;alert(1)"),
]


def test_f17_addresses_that_are_scripts(make_site: MakeSite) -> None:
    forms = "[w](<{0}>)\n\n![w](<{0}>)\n\n<{0}>\n\n[w][{1}]\n\n[{1}]: <{0}>\n\n"
    text = "".join(forms.format(address, number) for number, address in enumerate(SCRIPTS))
    site = make_site({"posts/a.md": f"# A\n\n{text}"})
    assert site.build().status == 0
    pattern = re.compile(r"^\s*(java\s*script|vbscript|data):", re.IGNORECASE)
    article = site.page("posts/a").select_one("article")
    found = [str(one.get("href") or one.get("src")) for one in article.select("[href], [src]")]
    assert [address for address in found if pattern.match(unquote(address))] == []
    assert article.get_text().count("w") >= len(SCRIPTS)


PICTURES = {
    "missing.png": "missing.png",
    "pictures": "pictures",
    "has space.png": "",
    "wrong.PNG": "wrong.PNG",
    "../../../../../../../../etc/hostname": "hostname",
    "../../outside.png": "outside.png",
    "pointer.png": "not an image",
    "page.jpg": "not an image",
    "text.png": "not an image",
    "empty.png": "is empty",
    "empty.svg": "is empty",
    "half.png": "ends before the picture does; as much of it as there is, is shown",
    "icon.png": "is of no kind that all browsers show; it is shown all the same",
    "really-a-png.jpg": "",
    "https://127.0.0.1:9/x.png": "would ask 'https://127.0.0.1:9'",
}


def test_f18_a_picture_without_words(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": "# A\n\nText.\n\n![](missing.png)\n"})
    (told,) = site.build().warnings
    assert told.startswith("posts/a.md:5: WARNING: ")


def test_f18_pictures(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """F18, F19, H09: each bad picture is said with its line, and leaves its words on the page."""
    lines = [f"![words of {number}](<{name}>)\n" for number, name in enumerate(PICTURES)]
    site = make_site(
        {
            "posts/a.md": "# A\n\n" + "\n".join(lines),
            "posts/pictures/x.png": PNG,
            "posts/has space.png": PNG,
            "posts/wrong.png": PNG,
            "posts/pointer.png": "version https://git-lfs.github.com/spec/v1\nsize 3\n",
            "posts/page.jpg": "<!doctype html><title>404</title>\n",
            "posts/text.png": "A picture\n",
            "posts/empty.png": b"",
            "posts/empty.svg": b"",
            "posts/half.png": PNG[:40],
            "posts/icon.png": b"\0\0\1\0\1\0",
            "posts/really-a-png.jpg": PNG,
        }
    )
    (site.root / "outside.png").write_bytes(PNG)
    build = site.build()
    assert build.status == 0
    told = said(build, "posts/a.md")
    with subtests.test("each warning has a line"):
        assert [line for line in build.warnings if not line.startswith("posts/a.md:")] == []
    words = [str(image["alt"]) for image in site.page("posts/a").select("article img")]
    text = site.page("posts/a").select_one("article").get_text()
    for number, (name, part) in enumerate(PICTURES.items()):
        with subtests.test("one warning with the line", picture=name):
            found = [text for line, text in told if line == 3 + 2 * number]
            assert len(found) == bool(part)
            assert all(part in text for text in found)
        with subtests.test("the words are there", picture=name):
            assert f"words of {number}" in words or f"words of {number}" in text
    with subtests.test("nothing is copied from outside"):
        assert not [
            path for path in site.output().rglob("*") if path.stem in ("hostname", "outside")
        ]


def test_f18_a_picture_that_stands_for_a_page(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": post("title: A", "image: x.png"), "posts/x.png": b""})
    told = "'x.png' is empty; no picture stands for the page"
    for _ in ("clean", "warm"):
        assert site.build().warnings == [f"posts/a.md:3: WARNING: {told} [commonplace.asset]"]
        assert site.page("posts/a").select("meta[property='og:image']") == []
    site.write({"posts/x.png": PNG})
    assert outcome(site.build()) == (0, [])
    assert site.page("posts/a").select("meta[property='og:image']")


def test_f18_a_picture_that_breaks_and_is_mended(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": "# A\n\n![words](x.png)\n", "posts/x.png": PNG})
    assert outcome(site.build()) == (0, [])
    for content, told, count in (
        (b"", "'x.png' is empty; its words are shown instead", 0),
        (PNG[:-9], "'x.png' ends before the picture does; as much of it as there is, is shown", 1),
    ):
        site.write({"posts/x.png": content})
        for _ in ("changed", "warm"):
            assert site.build().warnings == [f"posts/a.md:3: WARNING: {told} [commonplace.asset]"]
            assert len(site.page("posts/a").select("article img")) == count
    site.write({"posts/x.png": PNG})
    assert outcome(site.build()) == (0, [])
    assert len(site.page("posts/a").select("article img")) == 1


BROKEN: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"Not found"),
    "a folder": Path.mkdir,
    "outside": lambda path: path.symlink_to(path.parents[2] / "other.png"),
    "missing": Path.resolve,
}


@pytest.mark.parametrize("page", ["# A\n\n![words](x.png)\n", post("image: x.png")])
@pytest.mark.parametrize("case", BROKEN)
def test_f18_a_picture_is_mended_of_which_nothing_was_said(
    make_site: MakeSite, case: str, page: str
) -> None:
    """The next build finds that it is, even if no warning has it look again."""
    quiet = "suppress_warnings = ['commonplace.asset', 'commonplace.source', 'image.*']"
    site = make_site({"posts/a.md": page}, quiet)
    (site.root / "other.png").write_bytes(PNG)
    picture = site.source / "posts" / "x.png"
    BROKEN[case](picture)
    for _ in ("clean", "warm"):
        assert outcome(site.build()) == (0, [])
    if picture.is_dir():
        picture.rmdir()
    else:
        picture.unlink(missing_ok=True)
    picture.write_bytes(PNG)
    assert outcome(site.build()) == (0, [])
    assert (site.output() / "_images" / "x.png").is_file()
    # For that, it needs not be read again each time.
    assert site.build().written == []


def including(name: str) -> str:
    """Return a text that includes another file at its line 3."""
    return f"Begin.\n\n```{{include}} {name}\n```\n\nEnd.\n"


INCLUDES = {
    "itself": Row(including("itself.md"), {3: "include"}, NOTHING._replace(title="Itself"), "End."),
    "one": Row(including("other.md"), {3: "include"}, NOTHING._replace(title="One"), "End."),
    "other": Row(including("one.md"), {3: "include"}, NOTHING._replace(title="Other"), "End."),
}


def test_f21_includes(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """A file that includes itself, directly or not, is cut off; one warning says where."""
    check(make_site, subtests, INCLUDES)


FILES = {
    "include-missing": "```{include} nowhere.md\n```",
    "include-folder": "```{include} ../posts\n```",
    "include-bytes": "```{include} ../latin.txt\n```",
    "include-nothing": "```{include}\n```",
    "literal-bytes": "```{literalinclude} ../latin.txt\n```",
    "table-folder": "```{csv-table}\n:file: ../posts\n```",
    "raw-bytes": "```{raw} html\n:file: ../latin.txt\n```",
    "download-missing": "{download}`x <nowhere.pdf>`",
}


def test_f21_directives_that_read_what_is_no_text(
    make_site: MakeSite, subtests: pytest.Subtests
) -> None:
    files = {f"posts/{name}.md": f"Begin.\n\n{text}\n\nEnd.\n" for name, text in FILES.items()}
    site = make_site({**files, "latin.txt": "caf\u00e9\n".encode("latin-1")})
    status, text = run(site)
    assert (status, is_calm(text)) == (0, True)
    for name in FILES:
        with subtests.test(name):
            found = [line for line in text.splitlines() if line.startswith(f"posts/{name}.md:")]
            assert len(found) == 1
            assert found[0].startswith(f"posts/{name}.md:3: ")
            page = site.root / "output" / "run" / "posts" / f"{name}.html"
            assert "<p>End.</p>" in page.read_text(encoding="utf-8")


def test_f21_a_table_of_a_file_that_is_no_text(make_site: MakeSite) -> None:
    table = "# A\n\n```{csv-table}\n:file: latin.txt\n```\n"
    site = make_site({"a.md": table, "latin.txt": "caf\u00e9\n".encode("latin-1")})
    status, text = run(site)
    assert (status, is_calm(text)) == (0, True)
    assert "a.md:3: " in text


def test_f22_toctrees(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    tree = "# Page\n\n```{{toctree}}\n{}\n```\n\nEnd.\n"
    site = make_site(
        {
            "index.md": tree.format("itself\nmissing"),
            "itself.md": tree.format("itself"),
            "missing.md": tree.format("no-such-page"),
        }
    )
    status, text = run(site)
    assert status == 0
    assert is_calm(text)
    for name, part in [("itself", "itself"), ("missing", "no-such-page")]:
        with subtests.test(name):
            assert [line for line in text.splitlines() if line.startswith(f"{name}.md:3: WARNING")]
            assert part in text
            page = (site.root / "output" / "run" / f"{name}.html").read_text(encoding="utf-8")
            assert "End." in page


LOOPS = {
    "two": {"index.md": "loop-a", "loop-a.md": "loop-b", "loop-b.md": "loop-a"},
    "glob": {"index.md": "all", "all.md": ":glob:\n\n**"},
}


@pytest.mark.parametrize("case", LOOPS)
def test_f22_toctrees_that_list_each_other(make_site: MakeSite, case: str) -> None:
    tree = "# Page\n\n```{{toctree}}\n{}\n```\n\nEnd.\n"
    site = make_site({name: tree.format(entry) for name, entry in LOOPS[case].items()})
    status, text = run(site)
    assert (status, is_calm(text)) == (0, True)
    assert re.search(r"(loop-[ab]|all)\.md(:\d+)?: WARNING: ", text)


def test_f23_labels_and_roles(make_site: MakeSite) -> None:
    site = make_site(
        {
            "posts/a.md": "# A\n\n(dup)=\n## One\n\n(dup)=\n## Two\n",
            "posts/b.md": "# B\n\n(dup)=\n## Three\n\n{ref}`nothing` and {nonsense}`words`.\n",
        }
    )
    build = site.build()
    assert build.status == 0
    a, b = said(build, "posts/a.md"), said(build, "posts/b.md")
    assert len(a) + len(b) == len(build.warnings)
    (within,) = [text for line, text in a if line == 6]
    assert "dup" in within
    assert sum("nothing" in text for line, text in b if line == 6) == 1
    assert sum("nonsense" in text for line, text in b if line == 6) >= 1
    assert "words" in site.page("posts/b").select_one("article").get_text()


# --- G. The text ---------------------------------------------------------------------------------


def bodied(body: str) -> str:
    """Return a post of that text, which begins at line 6."""
    return post("title: Kept", "date: 2024-01-02", "tags: [kept]", body=body).replace(
        "\n\n", "\n", 1
    )


BODIES = {
    "g02-directive": Row(
        bodied("```{nonsense} arg\nThe body.\n```"), {6: "nonsense"}, text="The body."
    ),
    "g02-role": Row(bodied("A {nonsense}`word` here."), {6: "nonsense"}, text="word"),
    "g02-option": Row(
        bodied("```{note}\n:nonsense: yes\n\nThe body.\n```"), {7: "nonsense"}, text="The body."
    ),
    "g02-value": Row(bodied("```{posts}\n:limit: many\n```\n\nEnd."), {7: "limit"}, text="End."),
    "g02-tab": Row(bodied("```{note}\n---\n\tclass: x\n---\nThe body.\n```"), text="The body."),
    "g02-figure": Row(bodied("```{figure}\n```\n\nEnd."), {6: "figure"}, text="End."),
    "g02-posts-option": Row(bodied("```{posts}\n:tag: kept\n```\n\nEnd."), {7: "tag"}, text="End."),
    "g02-posts-kind": Row(bodied("```{posts}\n:kind: poem\n```\n\nEnd."), {7: "kind"}, text="End."),
    "g02-terms": Row(
        bodied("```{terms} tag\n```\n\nEnd."), {6: "did you mean 'tags'"}, text="End."
    ),
    "g02-posts-numbers": Row(
        bodied("```{posts}\n:year: 99999999999999\n:limit: 0\n:descriptions: x\n```\n\nEnd."),
        {
            7: "'year': 99999999999999: expected a number from 0 to 9999; ignored",
            8: "'limit': 0: expected a number from 1 to 999999; ignored",
            9: "'descriptions': x: no argument is allowed; \"x\" supplied; ignored",
        },
        text="End.",
    ),
    "g02-posts-unknown": Row(
        bodied("```{posts}\n:foo: x\n```\n\nEnd."),
        {7: "posts: unknown option key: 'foo' (allowed: ['category',"},
        text="End.",
    ),
    "g02-related": Row(
        bodied("```{related}\n:margn:\n```\n\nEnd."),
        {7: "related: unknown option key: 'margn' (allowed: ['margin']); ignored [commonplace."},
        text="End.",
    ),
    "g02-related-margin": Row(
        bodied("```{related}\n:margin: x\n```\n\nEnd."),
        {7: "'margin': x: no argument is allowed; \"x\" supplied; ignored"},
        text="End.",
    ),
    "g02-map": Row(
        bodied("```{map}\n:x: y\n```\n\nEnd."),
        {6: "map: has content, but none permitted; ignored [commonplace.directive]"},
        text="End.",
    ),
    "g02-tags": Row(
        bodied("```{tags} kept\n:foo: x\n```\n\nEnd."),
        {7: "tags: ':foo: x' is no tag, and there are no options; ignored"},
        text="End.",
    ),
    "g02-terms-two": Row(
        bodied("```{terms} tags more\n```\n\nEnd."),
        {6: "terms: 'tags more' is no taxonomy; nothing shown"},
        text="End.",
    ),
    "g02-terms-nothing": Row(bodied("```{terms}\n```\n\nEnd."), {6: "terms"}, text="End."),
    "g02-post-role": Row(bodied("See {post}`nowhere`."), {6: "nowhere"}, text="nowhere"),
    "g02-tag-role": Row(bodied("See {tag}`nothing`."), {6: "nothing"}, text="nothing"),
    "g10-unknown": Row(bodied("> [!recipe] Soup\n> Water."), text="Soup"),
    "g10-folded": Row(bodied("> [!my own type]- Fold\n> Water."), text="Water."),
    "g10-nested": Row(bodied(">[!note]\n>> [!tip]+\n>> Inner."), text="Inner."),
    "g10-empty": Row(bodied("> [!note]\n\nEnd."), text="End."),
    "g12-jinja": Row(
        bodied("A {{ undefined }} b {% if x %} c."), text="{{ undefined }} b {% if x %} c"
    ),
    "g12-shortcode": Row(
        bodied("{{< figure src=x >}} and {{% notice %}}."),
        text="{{< figure src=x >}} and {{% notice %}}.",
    ),
    "g13-command": Row(
        bodied('{{ cycler.__init__.__globals__.os.popen("touch pwned").read() }}'),
        text=").read() }}",
    ),
    "g14-front-matter-only": Row("---\ntitle: Kept\ntags: [kept]\n---\n", {}, Shown(date=None)),
}


def test_bodies(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    site = check(make_site, subtests, BODIES)
    assert not list(site.root.rglob("pwned"))
    assert not Path("pwned").exists()


def test_g13_front_matter_cannot_make_a_text_run_commands(make_site: MakeSite) -> None:
    command = '{{ cycler.__init__.__globals__.os.popen("expr 6 \\* 7").read() }}'
    settings = ["title: Kept", "myst:", "  enable_extensions: [substitution]"]
    site = make_site({"posts/a.md": post(*settings, body=f"{command} End.")})
    site.build()
    text = site.page("posts/a").select_one("article").get_text()
    assert "42" not in text
    assert "End." in text


def test_a22_the_settings_of_myst_for_less_markdown_are_passed_over(make_site: MakeSite) -> None:
    dialect = ["title: Kept", "myst:", "  gfm_only: true"]
    page = "Words^[of a note] of [[b]]."
    files = {"posts/a.md": post(*dialect, body=page), "posts/b.md": "# B\n"}
    site = make_site(files, "myst_commonmark_only = True\n")
    told = site.build().warnings
    assert len(told) == 2
    assert re.match(r"conf\.py:\d+: WARNING: myst_commonmark_only: .* taken as False", told[0])
    assert re.search(r"posts/a\.md:\d+: WARNING: 'gfm_only': .* taken as False", told[1])
    assert [link.text for link in site.page("posts/a").select("p a.reference.internal")] == ["b"]


def test_a22_no_time_is_told_for_a_reader_who_reads_nothing(make_site: MakeSite) -> None:
    slow = ["title: Kept", "myst:", "  words_per_minute: 0"]
    site = make_site({"posts/a.md": post(*slow, body="{sub-ref}`wordcount-minutes` minutes.")})
    (told,) = site.build().warnings
    assert re.search(r"posts/a\.md:\d+: WARNING: 'words_per_minute': .* above zero", told)
    assert "0 minutes." in site.page("posts/a").select_one("article").get_text()


# --- H. Bytes ------------------------------------------------------------------------------------

CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> branch\n"

BYTES = {
    "h01-bom": Row(b"\xef\xbb\xbf" + among("description: d").encode(), {}, Shown(description="d")),
    "h04-null": Row(bodied("a\0b\n\n{post}`nowhere`"), {8: "nowhere"}, text="nowhere"),
    "h04-null-above": Row(among("description: a\0b"), {3: "control"}, Shown(description="ab")),
    "h04-separators": Row(
        bodied("a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\n\n{post}`nowhere`"),
        {8: "nowhere"},
        text="nowhere",
    ),
    "h04-separators-above": Row(
        post("title: Kept", 'description: "a\u2028b\u2029c\x85d"', "tags: [kept]", "date: soon"),
        {5: "soon"},
        Shown(date=None, description="a b c d"),
    ),
    "h04-separators-plain": Row(
        post("title: Kept", "description: a\u2028b", "tags: [kept]", "date: soon"),
        {5: "soon"},
        Shown(date=None, description="a b"),
    ),
    "h04-mixed-ends": Row(
        bodied("a\r\nb\n\r\n{post}`nowhere`\r\n").replace("title: Kept\n", "title: Kept\r\n"),
        {9: "nowhere"},
        text="nowhere",
    ),
    "h04-noncharacters": Row(bodied("a\ufffe\uffff\U0001fffe b"), text="b"),
    "h06-marks": Row(bodied("z" + "\u0301" * 5000 + " end"), text="end"),
    "h07-open-fence": Row(
        bodied("```\ncode").rstrip("\n"), {6: "'```' opens is never closed"}, text="code"
    ),
    "h07-carriage-returns": Row(bodied("one\n\ntwo").replace("\n", "\r"), text="two"),
    "h10-body": Row(
        bodied(CONFLICT.format("ours", "theirs")),
        {6: "merge conflict"},
        Shown(title="<<<<<<< HEAD\nours"),  # to Markdown, a line of "=" makes a heading
        text="theirs",
    ),
    "h10-front-matter": Row(
        post(
            "title: Kept",
            "tags: [kept]",
            *CONFLICT.format("id: x", "id: y").splitlines(),
            "date: 2024-01-02",
        ),
        {4: "merge conflict"},
    ),
}


MARKUP = {
    "comment": Row(bodied("%%\nHIDDEN\n\nHIDDEN"), {6: "'%%' opens is never closed"}),
    "comment-in-item": Row(
        bodied("- item\n  %%\n  HIDDEN\n\nAfter."),
        {7: "'%%' opens is never closed; all that follows is left out"},
        text="After.",
    ),
    "comment-around-fence": Row(
        bodied("and\na %%b\n\n```\nSHOWN\n```\n\nc%%"),
        {7: "'%%' opens does not end in its paragraph; shown as it is written"},
        text="SHOWN",
    ),
    "comment-before-words": Row(
        bodied("%% HIDDEN\n\nHIDDEN %% words\n\nAfter."),
        {8: "'words' follows the '%%' that ends a comment"},
        text="After.",
    ),
    "comment-in-directive": Row(
        bodied("```{note}\nSHOWN\n\n%% HIDDEN\n```\n\nAfter."),
        {9: "'%%' opens is never closed"},
        text="After.",
    ),
    "html-comment": Row(
        bodied("<!--\nHIDDEN\n\nHIDDEN"),
        {6: "'<!--' opens is never closed; all that follows is hidden"},
    ),
    "fence": Row(bodied("~~~\nSHOWN\n\n- a"), {6: "'~~~' opens is never closed"}, text="- a"),
    "fence-in-quotation": Row(
        bodied("> ```\n> SHOWN\n\nAfter."), {6: "'```' opens is never closed"}, text="After."
    ),
    "fence-in-fence": Row(bodied("````\n```\nSHOWN\n````\n- ```\n  a\n  ```\n"), text="SHOWN"),
    "formula": Row(
        bodied("$$\na\n\nb"), {6: "'$$' opens is never closed; shown as it is"}, text="$$"
    ),
    "table": Row(
        bodied("| a | b |\n|---|---|\n| 1 | 2 | 3 \\| 4 |\n| 1 |\n| 5 | 6 | |"),
        {8: "'3 | 4' stands beyond the columns of the table's head; left out"},
        text="6",
    ),
    "label": Row(
        bodied("[SHOWN][nowhere]\n*and* ![`x`][gone].\n\n- a\n- b\n  [c][d]\n"),
        {6: "'[nowhere]' is defined nowhere", 7: "'[gone]' is", 11: "'[d]' is"},
        text="[SHOWN][nowhere]",
    ),
    "label-of-no-link": Row(
        bodied(
            "[a][B] [1][2] x[i][j] \\[e][f] [e\\][f] `[e][f]` [e] [f]\n\n[b]: https://b.example/"
        ),
    ),
    "blank": Row(
        bodied("a\n[SHOWN](my note.md)\n![](a b.png#c)"),
        {7: "'my note.md' holds a blank", 8: "'a b.png#c' holds"},
        text="[SHOWN](my note.md)",
    ),
    "blank-of-no-link": Row(
        bodied("[sic](see below) f[0](of x.y) `[a](b c.md)` [a](https://b.example 'c.md')"),
    ),
    "table-bar": Row(
        bodied("| a | b |\n|---|---|\n| `x` | `y` | `z` |\n| [[n|m]] | z |\n| `|` | z |\n"),
        {
            8: "'`z`' stands beyond the columns of the table's head; left out [",
            9: r"left out ('|' in code or in a link is written '\|')",
            10: "in code or in a link",
        },
    ),
    "nested-stars": Row(bodied("*" * 400 + "SHOWN" + "*" * 400), {6: "20 deep"}, text="SHOWN"),
    "nested-more": Row(bodied("*" * 3000 + "SHOWN" + "*" * 3000), {6: "20 deep"}, text="SHOWN"),
    "nested-mixed": Row(
        bodied("==a **b " * 400 + "SHOWN" + "** ==" * 400), {6: "20 deep"}, text="SHOWN"
    ),
    "nested-little": Row(bodied("*a **b ~~c ==d [e](#kept)== ~~ ** *"), text="e"),
}


def test_marks_that_do_not_mean_what_they_seem_to(
    make_site: MakeSite, subtests: pytest.Subtests
) -> None:
    """What is never closed, what no column is for, and marks too deep within marks."""
    rows = {name: row._replace(hides=row.hides or "HIDDEN") for name, row in MARKUP.items()}
    site = check(make_site, subtests, rows)
    with subtests.test("an open comment hides nothing but text"):
        page = (site.output() / "posts/html-comment.html").read_text(encoding="utf-8")
        assert "-->" in page.partition("HIDDEN")[2]


def test_bytes(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    check(make_site, subtests, BYTES)


def test_h06_the_direction_of_a_title_ends_with_it(make_site: MakeSite) -> None:
    title = "\u202eright to left"
    site = make_site(
        {
            "index.md": "# Home\n\n```{posts}\n```\n",
            "posts/a.md": post(f'title: "{title}"', "date: 2024-01-01", "tags: [t]"),
            "posts/b.md": post("title: B", "date: 2024-01-02", "tags: [t]"),
        }
    )
    assert site.build().status == 0
    for page in ("index", "archive/2024", "tags/t"):
        for entry in site.page(page).select('.cp-entry a[href$="a.html"]'):
            assert "\u202e" not in entry.get_text() or entry.select_one("bdi")


# --- I. Settings ---------------------------------------------------------------------------------


def test_i03_options_of_the_wrong_type(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """All of them are named at once, with the value and the form that is accepted."""
    wrong = {o.name: next(v for v in ({"a": 1}, 3.5) if not o.accepts(v)) for o in OPTIONS}
    site = make_site({}, "\n".join(f"{name} = {value!r}" for name, value in wrong.items()))
    status, text = run(site)
    assert status == 2
    lines = [line.strip() for line in text.splitlines()]
    for option in OPTIONS:
        with subtests.test(option.name):
            told = f"{option.name} = {wrong[option.name]!r}: expected {option.form}"
            assert [line for line in lines if line.endswith(told)]
    with subtests.test("it does not look as if the program had broken"):
        assert is_calm(text)


@pytest.mark.parametrize(
    "setting",
    [
        "commonplace_timezone = 'Mars/Olympus'",
        "commonplace_publish = 'some'",
        "commonplace_until = 'tomorrow'",
        "commonplace_until = '2026-02-30'",
        "commonplace_until = '20261129'",
        "commonplace_posts = '/etc'",
        "commonplace_posts = '../other'",
        "commonplace_posts = 'posts/../../other'",
        "commonplace_posts = 'C:/posts'",
        r"commonplace_posts = 'notes\\posts'",
        "commonplace_comments = './'",
        "commonplace_garden_stub = True",
        "commonplace_garden_limits = {'orphans': -1}",
        "commonplace_garden_limits = {'orphans': True}",
        "commonplace_date_format = 'd MMMM'",
        "commonplace_date_format = '%Y'",
        "commonplace_date_format = 'short'",
        f"commonplace_date_format = '{'y' * 5000}'",
        "tags_output_dir = '../x'",
        "tags_output_dir = '/etc'",
        "tags_output_dir = '_static'",
        "tags_output_dir = '.'",
        "tags_output_dir = ''",
        "tags_output_dir = 'a\\x00b'",
        f"tags_output_dir = '{'a' * 300}'",
        "tags_output_dir = 3",
        "html_theme_options = 3",
        "html_theme_options = None",
        "html_theme_options = {'light_css_variables': 'x'}",
        "templates_path = 3",
        "html_static_path = '_static'",
        "html_baseurl = 3",
        "myst_words_per_minute = 0",
    ],
)
def test_i03_options_of_the_wrong_value(make_site: MakeSite, setting: str) -> None:
    site = make_site({"posts/a.md": post("tags: [x]")}, setting)
    status, text = run(site)
    assert status == 2
    assert f"{setting}: expected " in text
    assert is_calm(text)
    assert not list(site.root.rglob("*.html"))


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (
            "commonplace_pst = 'x'",
            "commonplace_pst: there is no such option (did you mean 'commonplace_posts'?); ignored",
        ),
        (
            "language = 'xx'",
            "language = 'xx': not a language that is known; dates are in English",
        ),
    ],
)
def test_i03_settings_that_are_not_known(make_site: MakeSite, setting: str, told: str) -> None:
    status, text = run(make_site({"posts/a.md": post("date: 2024-01-02")}, setting))
    assert status == 0
    assert text.splitlines() == [f"conf.py:8: WARNING: {told} [commonplace.config]"]


GIVEN = {
    "twice": ("commonplace_pst = 1\ncommonplace_pst = 2", 9),
    "with a type": ("commonplace_pst: int\ncommonplace_pst: int = 1\ncommonplace_pst: int", 9),
    "added to": ("commonplace_pst = 1\nx = 2\ncommonplace_pst += x", 10),
    "among others": ("(\n    x,\n    commonplace_pst,\n) = 1, 2", 10),
    "on several lines": ("x = 1\ncommonplace_pst = [\n    1,\n]", 9),
    "under a condition": (
        "try:\n    if True:\n        commonplace_pst = 1\nfinally: x = 1",
        10,
    ),
    "imported": ("x = 1\nfrom sys import path as commonplace_pst", 9),
    "inside a function": (
        "commonplace_pst = 1\ndef f(): commonplace_pst = 2\n{1 for commonplace_pst in ()}",
        8,
    ),
    "by other code": ("exec('commonplace_pst = 1')", ""),
    "by another module": (
        "import sys\nsys.path.insert(0, __file__[:-7])\nfrom settings_of_ours import *",
        "",
    ),
}


@pytest.mark.parametrize("case", GIVEN)
def test_i03_a_setting_is_named_with_its_line(make_site: MakeSite, case: str) -> None:
    setting, line = GIVEN[case]
    (told,) = make_site({"settings_of_ours.py": "commonplace_pst = 1\n"}, setting).build().warnings
    assert told.startswith(f"conf.py:{line}: WARNING: commonplace_pst: there is no such option ")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("def setup(app): app.config.html_baseurl = 'x'", "conf.py:: WARNING: html_baseurl 'x' is"),
        ("exec('html_baseurl = 3')", "conf.py:: ERROR: html_baseurl = 3: expected "),
        ("", "conf.py:1: WARNING: html_baseurl is not set: "),
    ],
)
def test_i03_a_setting_whose_line_is_not_seen_has_none(
    make_site: MakeSite, setting: str, told: str
) -> None:
    conf = f"extensions = ['sphinx_commonplace']\nhtml_theme = 'furo'\n{setting}\n"
    said = make_site({"conf.py": conf, "posts/a.md": "# A\n"}).build().warnings
    assert [one for one in said if one.startswith(told)], said


def test_i03_a_setting_on_another_drive(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From drive to drive of Windows no relative path leads."""

    known = os.path.relpath

    def relpath(path: str, *start: str) -> str:
        if str(path).endswith("conf.py"):
            raise ValueError(path)
        return known(path, *start)

    monkeypatch.setattr("os.path.relpath", relpath)
    site = make_site({}, "commonplace_pst = 1")
    status, text = run(site)
    assert (status, is_calm(text)) == (0, True)
    assert text.startswith("conf.py:8: WARNING: commonplace_pst: ")


def test_i03_a_setting_of_the_command_line(make_site: MakeSite) -> None:
    site = make_site({}, "language = 'de'\nhtml_baseurl = ''")
    (told,) = site.build("html", "-D", "language=xx").warnings
    assert told.startswith("command line: -D language: WARNING: language = 'xx': ")
    wrong = site.build("html", "-D", "tags_output_dir=../x")
    assert wrong.status == 2
    assert wrong.warnings[0].startswith(
        "command line: -D tags_output_dir: ERROR: tags_output_dir = '../x': "
    )


def test_i03_settings_elsewhere_or_none(make_site: MakeSite) -> None:
    """With ``-c`` they are named where they are, with ``-C`` no file is."""
    site = make_site({"posts/a.md": "# A\n"}, "x = 1\ncommonplace_pst = 1")
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    site.write({"../other/conf.py": conf.replace("html_static_path", "x")})
    (told,) = site.build("html", "-c", str(site.root / "other")).warnings
    assert told.startswith("../other/conf.py:9: WARNING: commonplace_pst: ")
    options = "-C", "-D", "extensions=sphinx_commonplace", "-D", "html_theme=furo"
    (told,) = site.build("html", *options).warnings
    assert told.startswith("command line: -C: WARNING: html_baseurl is not set: ")


@pytest.mark.parametrize(
    ("files", "setting", "told"),
    [
        ({}, "tags_create_tags = True", "tags_create_tags: "),
        ({"posts/a.md": post("tags: [x]")}, "html_baseurl = 'x'", "html_baseurl 'x' is no address"),
        (
            {"posts/a.md": post("tags: [x]", "series: x")},
            "tags_output_dir = 'series'",
            "the generated page 'The series “x”' shares ",
        ),
        (
            {"posts/a.md": post("date: 2024-01-02", "tags: [x]", "series: x")},
            "commonplace_feeds = {'tags': ['f/{slug}.xml'], 'series': ['f/{slug}.xml']}",
            "two things would be the file 'f/x.xml' ",
        ),
    ],
)
def test_i03_what_comes_of_a_setting_later_is_told_at_its_line(
    make_site: MakeSite, files: dict[str, str], setting: str, told: str
) -> None:
    said = make_site(files, f"x = 1\n{setting}").build().warnings
    assert [line for line in said if re.match(f"conf.py:9: [A-Z]+: {re.escape(told)}", line)], said


@pytest.mark.parametrize("form", ["./{}", "{}/", ".//{}/./", "x/../{}"])
def test_i03_a_folder_may_be_written_in_several_ways(make_site: MakeSite, form: str) -> None:
    """And what lies in it is what it is: above all, a reader's words are no page."""
    conf = f"""
        commonplace_posts = {form.format("notes/own")!r}
        commonplace_comments = {form.format("said")!r}
        """
    site = make_site(
        {
            "index.md": "# Home\n\n```{posts}\n```\n",
            "notes/own/a.md": post("title: Only", "date: 2024-01-02", "tags: [t]"),
            "said/a/1.md": post("author: Ada", "date: 2024-01-03", body="{strong}`x`"),
        },
        conf,
    )
    assert site.build().warnings == []
    assert [link.get_text() for link in site.page("index").select(".cp-entry a")] == ["Only"]
    assert "{strong}x" in site.page("notes/own/a").select_one(".cp-comments").get_text()
    assert not (site.output() / "said").exists()


def test_i03_a_folder_of_posts_that_is_not_there(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": "# A\n"}, 'commonplace_posts = "./Notes"')
    told = "commonplace_posts = 'Notes': there is no such folder, so there are no posts"
    for _ in range(2):
        assert [line for line in site.build().warnings if told in line] == [
            f"conf.py:8: WARNING: {told} [commonplace.config]"
        ]


HOME_LEFT_OUT = (
    "index.md:1: ERROR: the home page is left out, by exclude_patterns or as was said, "
    "and there is no site without it"
)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"index.md": post("title: Home", "draft: true")},
            "index.md:3: ERROR: the home page is withheld, and there is no site without it",
        ),
        (
            {"index.md": post("title: Home", "draft: perhaps")},
            "index.md:3: ERROR: the home page is withheld, and there is no site without it",
        ),
        (
            {"index.md": b"\xff"},
            HOME_LEFT_OUT,
        ),
    ],
)
@pytest.mark.parametrize("posts", ["", "posts"])
def test_i05_no_home_page(
    make_site: MakeSite, files: dict[str, str | bytes], told: str, posts: str
) -> None:
    """An error of one line; what was built before stays there."""
    site = make_site({"posts/a.md": "# A\n"}, f"commonplace_posts = {posts!r}")
    assert outcome(site.build()) == (0, [])
    before = site.snapshot()
    site.write(files)
    result = site.build()
    assert result.status == 2
    assert result.warnings[-1] == told
    assert is_calm(result.log + "\n".join(result.warnings))
    assert site.snapshot() == before
    assert site.build("html", "-t", "drafts").status == (2 if b"\xff" in files.values() else 0)


HOME_GONE = {
    "there is none": (
        {},
        "",
        "ERROR: there is no home page, 'index.md' or 'index.rst', and no site without it",
    ),
    "a draft in another form": (
        {"index.rst": "Home\n====\n\n:draft: true\n"},
        "",
        "index.rst:4: ERROR: the home page is withheld, and there is no site without it",
    ),
    "it is excluded": (
        {"index.md": "# Home\n"},
        "exclude_patterns = ['index*']",
        HOME_LEFT_OUT,
    ),
    "both are drafts, of which the same is told each time": (
        {"index.md": post("draft: true"), "index.rst": ":draft: true\n"},
        "",
        "index.md:2: ERROR: the home page is withheld, and there is no site without it",
    ),
    "one is excluded and one a draft": (
        {"index.md": "# Home\n", "index.rst": ":draft: true\n"},
        "exclude_patterns = ['index.md']",
        "index.rst:1: ERROR: the home page is withheld, and there is no site without it",
    ),
}


@pytest.mark.parametrize("case", HOME_GONE)
def test_i05_why_there_is_no_home_page(make_site: MakeSite, case: str) -> None:
    files, conf, told = HOME_GONE[case]
    site = make_site({"posts/a.md": "# A\n"}, conf)
    site.remove("index.md")
    site.write(files)
    build = site.build()
    assert (build.status, build.warnings[-1]) == (2, told)


HOLLOW = {
    "no posts": {},
    "every post a draft": {
        f"posts/{name}.md": post("draft: true", "date: 2024-01-02", "tags: [t]") for name in "ab"
    },
}


@pytest.mark.parametrize("case", HOLLOW)
def test_i05_nothing_to_list(make_site: MakeSite, case: str) -> None:
    lists = "# Home\n\n```{posts}\n:group: year\n```\n\n```{terms} tags\n```\n"
    site = make_site({"index.md": lists, **HOLLOW[case]})
    for builder in ("html", "dirhtml", "text"):
        assert outcome(site.build(builder)) == (0, [])
    texts = [one.get_text() for one in site.page("index").select(".cp-empty")]
    assert texts == ["Nothing here yet.", "Nothing here yet."]
    assert not (site.output() / "posts").exists()
    assert not (site.output() / "tags").exists()
    assert not (site.output() / "archive").exists()


def test_i05_one_post(make_site: MakeSite) -> None:
    site = make_site(
        {
            "index.md": "# Home\n\n```{posts}\n```\n",
            "posts/a.md": post("title: Only", "date: 2024-01-02", "tags: [t]"),
        }
    )
    assert site.build().warnings == []
    assert [link.get_text() for link in site.page("index").select(".cp-entry a")] == ["Only"]
    assert site.page("posts/a").select(".next-page, .prev-page") == []


def test_i10_settings_are_escaped(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    site = make_site(
        {
            "index.md": "# Home\n\n```{posts}\n```\n",
            "posts/a.md": post("title: A", "date: 2024-01-02", "tags: [t]"),
        },
        """
        language = "ar"
        html_theme_options = {"nonsense": True}
        commonplace_date_format = "'<b>'y"
        """,
    )
    build = site.build()
    with subtests.test("an unknown theme option is a warning"):
        assert [line for line in build.warnings if "nonsense" in line]
        assert len(build.warnings) == 1
    pages = {name: site.page(name) for name in ("index", "posts/a", "tags/t", "archive/2024")}
    with subtests.test("dates are escaped"):
        assert pages["posts/a"].select_one(".cp-meta a").get_text() == "<b>2024"
        assert pages["index"].select_one("time").get_text() == "<b>2024"
