"""Visibility: posts that the settings withhold are absent as drafts are, and shown as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Site
from tests.test_drafts import READ, traces

MakeSite = Callable[..., Site]

HIDDEN = "---\ntitle: Zanzibar\ndate: 2024-02-02\ntags: [quokka]\n---\nThe [](a.md) of echidna.\n"
MARKED = 'commonplace_publish = "marked"\n'
WORDS = ["zanzibar", "quokka", "echidna", "posts/hidden"]

SITE: dict[str, str | bytes] = {
    "index.md": "# Home\n\n```{posts}\n```\n",
    "about.md": "---\norphan: true\n---\n# About\n",
    "posts/a.md": "---\ndate: 2024-02-01\npublish: true\n---\n# Before\n",
    "posts/b.md": "---\ndate: 2024-02-03\npublished: True\n---\n# After\n",
    "posts/hidden.md": HIDDEN,
}


def of_clean(site: Site, *options: str) -> dict[str, bytes]:
    """Return the output of a clean build of the same source."""
    clean = site.copy(site.root / f"clean-{len(list(site.root.iterdir()))}")
    assert clean.build("html", *options).warnings == []
    return clean.snapshot()


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_what_is_not_marked_is_nowhere(make_site: MakeSite, builder: str) -> None:
    site = make_site(SITE, MARKED)
    build = site.build(builder)
    assert (build.status, build.warnings) == (0, [])
    assert traces(site, builder, WORDS) == []
    names = site.snapshot(builder)
    for name in ("posts/a", "posts/b", "about"):
        assert names.keys() & {f"{name}.html", f"{name}/index.html", f"{name}.txt"}


def test_what_is_not_marked_is_looked_for_as_drafts_are(make_site: MakeSite) -> None:
    site = make_site(
        {**SITE, "extra/x.html": "<p>Of Zanzibar"}, MARKED + 'html_extra_path = ["extra"]\n'
    )
    build = site.build()
    assert build.status == 2
    assert (
        "x.html:1: ERROR: the output holds the title of the draft posts/hidden.md"
        in (build.warnings[0])
    )


def test_a_link_to_what_is_not_marked_is_told(make_site: MakeSite) -> None:
    site = make_site({**SITE, "about.md": "---\norphan: true\n---\n# About\n\n[x](posts/hidden)\n"})
    build = site.build("html", "-D", "commonplace_publish=marked")
    assert [told.partition(" WARNING")[0] for told in build.warnings] == ["about.md:6:"]


UNCLEAR = {
    "maybe": ("publish: maybe", "publish: 'maybe' is neither true nor false"),
    "capital": ("Publish: true", "Publish: does not say 'publish: true'"),
    "misspelt": ("pubish: true", "pubish: does not say 'publish: true'"),
}


def test_what_is_unclear_is_told_and_withheld(make_site: MakeSite) -> None:
    files = {f"posts/{name}.md": f"---\n{key}\n---\n# X\n" for name, (key, _) in UNCLEAR.items()}
    files["posts/toml.md"] = "+++\npublish = true\n+++\n# X\n"
    files["posts/date.md"] = "---\npublished: 2024-01-02\n---\n# X\n"
    files["posts/draft.md"] = "---\npublish: true\ndraft: true\n---\n# X\n"
    site = make_site(files, MARKED)
    told = sorted(site.build().warnings)
    wanted = [(name, 2, what) for name, (_, what) in UNCLEAR.items()]
    wanted.append(("toml", 2, "publish: does not say 'publish: true'"))
    assert len(told) == len(wanted)
    for line, (name, number, what) in zip(told, sorted(wanted), strict=True):
        assert line.startswith(f"posts/{name}.md:{number}: WARNING: {what}")
        assert "the page is withheld [commonplace.draft]" in line
    assert [name for name in site.snapshot() if name.startswith("posts/")] == []


def test_what_is_not_meant_to_be_public_is_withheld_without_a_word(make_site: MakeSite) -> None:
    """A vault holds many notes that nobody will tidy."""
    files = {
        "posts/date.md": "---\ndate: 31/12/2024\n---\n# X\n",
        "posts/date-too.md": "---\ndate: 31/12/2024\npublished: 2024-01-02\n---\n# X\n",
        "posts/tags.md": "---\ntags: [a\n---\n# X\n",
    }
    site = make_site(files, MARKED + 'commonplace_until = "2024-02-01"\n')
    assert site.build("text").warnings == []


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("X\n=\n\nText.\n", False),
        (":publish: true\n\nX\n=\n", True),
        (":published: 2024-01-02\n\nX\n=\n", False),
        (":publish: maybe\n\nX\n=\n", False),
        (":publish: true\n:draft: true\n\nX\n=\n", False),
        (":publish: true\n:draft: false\n\nX\n=\n", True),
    ],
)
def test_restructuredtext_is_marked_by_a_field(
    make_site: MakeSite,
    text: str,
    is_shown: bool,  # noqa: FBT001
) -> None:
    site = make_site({"posts/x.rst": text}, MARKED)
    site.build("text")
    assert (site.output("text") / "posts/x.txt").exists() == is_shown


def test_restructuredtext_is_a_draft_that_says_so(make_site: MakeSite) -> None:
    said = {"a": ":publish: false", "b": ":published: 2024-01-02", "c": ":draft: false"}
    files = {f"posts/{name}.rst": f"{line}\n\nX\n=\n" for name, line in said.items()}
    site = make_site(files)
    site.build("text")
    there = {path.stem for path in (site.output("text") / "posts").iterdir()}
    assert there == {"b", "c"}


RST = {
    "book": "X\n=\n\n:Author: Y\n:Published: March 2020\n",
    "command": "X\n=\n\nText.\n\n:publish: sends the message\n",
    "crlf": ":publish: true\r\n\r\nX\r\n=\r\n",
    "maybe": "X\n=\n\n:publish: maybe\n",
    "no": "X\n=\n\n:publish: false\n",
}


def test_restructuredtext_is_withheld_only_by_its_first_fields(make_site: MakeSite) -> None:
    site = make_site({f"posts/{name}.rst": text.encode() for name, text in RST.items()})
    (told,) = site.build("text").warnings
    assert told.startswith("posts/maybe.rst:4: WARNING: publish: 'maybe' is neither true nor false")
    assert told.endswith("; the page is withheld [commonplace.draft]")
    there = {path.stem for path in (site.output("text") / "posts").iterdir()}
    assert there == {"book", "command", "crlf"}


def test_restructuredtext_is_marked_only_by_its_first_fields(make_site: MakeSite) -> None:
    files = {**RST, "text": "X\n=\n\nText.\n\n:publish: true\n"}
    site = make_site({f"posts/{name}.rst": text.encode() for name, text in files.items()}, MARKED)
    told = sorted(line.partition(" WARNING")[0] for line in site.build("text").warnings)
    assert told == ["posts/book.rst:5:", "posts/maybe.rst:4:"]
    assert [path.stem for path in (site.output("text") / "posts").iterdir()] == ["crlf"]


def test_asked_for_drafts_what_is_not_marked_is_marked_as_one(make_site: MakeSite) -> None:
    site = make_site(SITE, MARKED)
    assert site.build("html", "-t", "drafts").warnings == []
    assert site.page("posts/hidden").select_one(".cp-draft")
    assert site.page("index").select('li.is-draft a[href$="hidden.html"]')
    assert not site.page("posts/a").select(".cp-draft")
    assert not site.page("about").select(".cp-draft")


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_asked_for_drafts_restructuredtext_is_marked_as_one(make_site: MakeSite, jobs: str) -> None:
    """By what it says or for want of a mark, and no more once it is published."""
    files = {f"posts/{name}.rst": f":publish: true\n\nOf {name}\n====\n" for name in "abcd"}
    files["posts/said.rst"] = ":draft: true\n:publish: true\n\nSaid\n====\n"
    files["posts/unmarked.rst"] = "Unmarked\n========\n\nText.\n"
    site = make_site({**files, "index.md": SITE["index.md"]})
    options = "-t", "drafts", "-j", jobs
    for publish, drafts in (("marked", {"said", "unmarked"}), ("all", {"said"})):
        setting = "-D", f"commonplace_publish={publish}"
        assert site.build("html", *options, *setting).warnings == []
        for path in files:
            page = path.removesuffix(".rst")
            is_draft = page.rpartition("/")[2] in drafts
            assert bool(site.page(page).select(".cp-draft")) == is_draft
            assert (
                bool(site.page("index").select(f'li.is-draft a[href$="{page}.html"]')) == is_draft
            )
        assert site.snapshot() == of_clean(site, *options, *setting)


@pytest.mark.parametrize("drafts", [(), ("-t", "drafts")])
def test_a_changed_setting_gives_what_a_clean_build_gives(
    make_site: MakeSite, drafts: tuple[str, ...]
) -> None:
    """And no page is read again that does not come, go or become a draft."""
    site = make_site({**SITE, "posts/other.md": "---\npublish: true\n---\n# Quite other\n"})
    site.build("html", *drafts)
    for value in ("marked", "all", "marked"):
        options = (*drafts, "-D", f"commonplace_publish={value}")
        build = site.build("html", *options)
        assert (build.status, build.warnings) == (0, [])
        is_read = bool(drafts) or value == "all"
        assert READ.findall(build.log) == (["posts/hidden"] if is_read else [])
        assert "posts/other" not in build.written
        assert site.snapshot() == of_clean(site, *options)
        if not drafts:
            assert bool(traces(site, words=WORDS)) == (value == "all")


# --- Until a day ---------------------------------------------------------------------------------

DATED: dict[str, str | bytes] = {
    "index.md": "# Home\n\n```{posts}\n```\n",
    "about.md": "---\norphan: true\n---\n# About\n",
    "posts/a.md": "---\ndate: 2024-02-01\n---\n# Before\n",
    "posts/note.md": "# Of no date\n",
    "posts/hidden.md": HIDDEN,
}
UNTIL = "-D", "commonplace_until=2024-02-01"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_what_lies_after_the_day_is_nowhere(make_site: MakeSite, builder: str) -> None:
    site = make_site(DATED)
    build = site.build(builder, *UNTIL)
    assert (build.status, build.warnings) == (0, [])
    assert traces(site, builder, WORDS) == []
    for name in ("posts/a", "posts/note", "about"):
        assert site.snapshot(builder).keys() & {f"{name}.html", f"{name}/index.html"}


def test_without_a_day_a_post_of_the_future_is_published(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": "---\ndate: 9999-12-31\n---\n# Far\n"})
    assert site.build("text").warnings == []
    assert (site.output("text") / "posts/a.txt").exists()


def test_the_day_is_one_of_the_time_zone(make_site: MakeSite) -> None:
    moments = {
        "a": "2024-02-01T23:30-02:00",
        "b": "2024-02-01T23:30",
        "c": "2024-02-02T01:00+09:00",
    }
    files = {f"posts/{name}.md": f"---\ndate: {at}\n---\n# X\n" for name, at in moments.items()}
    site = make_site(files, 'commonplace_timezone = "Europe/Paris"\n')
    assert site.build("text", *UNTIL).warnings == []
    assert {path.stem for path in (site.output("text") / "posts").iterdir()} == {"b", "c"}


def test_a_date_that_cannot_be_read_may_lie_after_the_day(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": "---\ntitle: X\ndate: 31/12/2024\n---\nText.\n"})
    (told,) = site.build("text", *UNTIL).warnings
    assert told.startswith(
        "posts/a.md:3: WARNING: date: '31/12/2024' is not a date, write 2024-12-"
    )
    assert told.endswith("; the page is withheld [commonplace.draft]")
    assert not (site.output("text") / "posts").exists()


UNREAD_DATES = {
    "capital": ("---\nDate: 2030-01-01\n---\n", 2, "unknown key 'Date', did you mean 'date'? The"),
    "capitals": ("---\nDATE: 2030-01-01\n---\n", 2, "unknown key 'DATE', did you mean 'date'? The"),
    "misspelt": ("---\ndat: 2030-01-01\n---\n", 2, "unknown key 'dat', did you mean 'date'? The"),
    "toml": ("+++\ntitle = 'X'\ndate = 2030-01-01\n+++\n", 3, "date: cannot be read; the"),
    "json": ('{"date": "2030-01-01"}\n', 1, "date: cannot be read; the"),
    "quote": ("---\ntags: a\ndate: '2030-01-01\n---\n", 3, "date: cannot be read; the"),
    "unclosed": ("---\ndate: 2030-01-01\n\n# X\n", 2, "date: cannot be read; the"),
    "second": ("---\ntags: a\n---\n---\ndate: 2030-01-01\n---\n", 5, "date: cannot be read; the"),
    "both": ("---\ndate: 2024-01-01\nrate: 5\n---\n", None, "unknown key 'rate', did you mean"),
    "later": ("---\ndated: x\ndate: 9999-01-01\n---\n", 0, ""),
}


def test_what_may_be_a_date_may_lie_after_the_day(make_site: MakeSite) -> None:
    """In a key that is misspelt, or in front matter that is not read."""
    names = {f"posts/{name}.md": text for name, (text, *_) in UNREAD_DATES.items()}
    site = make_site(names)
    told = dict(line.split(" WARNING: ", 1) for line in site.build("text", *UNTIL).warnings)
    for name, (_, line, what) in UNREAD_DATES.items():
        is_there = (site.output("text") / f"posts/{name}.txt").exists()
        assert is_there == (line is None), name
        if line:
            message = told[f"posts/{name}.md:{line}:"]
            assert message.startswith(what)
            assert message.endswith("he page is withheld [commonplace.draft]")
    assert not any(where.startswith("posts/later.md:") for where in told)
    site.build("text")
    assert all((site.output("text") / name).with_suffix(".txt").exists() for name in names)


def test_what_is_no_day_is_told(make_site: MakeSite) -> None:
    wrong = make_site({}).build("text", "-D", "commonplace_until=tomorrow")
    assert wrong.status == 2
    (told,) = wrong.warnings
    where, _, what = told.partition(" ERROR: ")
    assert where == "command line: -D commonplace_until:"
    assert what.startswith("commonplace_until = 'tomorrow': expected a day such as '2026-11-29'")


@pytest.mark.parametrize("drafts", [(), ("-t", "drafts")])
def test_another_day_gives_what_a_clean_build_gives(
    make_site: MakeSite, drafts: tuple[str, ...]
) -> None:
    """And reads no page again that does not come, go or become a draft."""
    site = make_site(DATED)
    site.build("html", *drafts)
    for day in ("2024-02-01", "2024-02-02", "2024-01-31", ""):
        options = (*drafts, "-D", f"commonplace_until={day}")
        build = site.build("html", *options)
        assert (build.status, build.warnings) == (0, [])
        assert not {"posts/note", "about"} & {*READ.findall(build.log), *build.written}
        assert site.snapshot() == of_clean(site, *options)
        is_ahead = "" < day < "2024-02-02"
        if drafts:
            assert bool(site.page("posts/hidden").select(".cp-draft")) == is_ahead
            assert bool(site.page("index").select("li.is-draft a[href$='hidden.html']")) == is_ahead
        else:
            assert bool(traces(site, words=WORDS)) != is_ahead
