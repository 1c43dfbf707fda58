"""Leaks: what must not be in the output ends the build, with the file and the line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx_commonplace.features import leaks
from tests.sample import PNG

if TYPE_CHECKING:
    import pytest

    from tests.conftest import Build, Site

MakeSite = Callable[..., "Site"]

DRAFT = """\
---
title: Über Zanzibar & more
aliases: [/old/bilby]
draft: true
---
# The question of Zanzibar

Of the echidna nobody *knows* what it dreams, but it's sure that
it [dreams](https://example.org/) of the numbat, at night and by day.

![](pictures/kowari.png)

針鼠は何の夢を見るのか誰も知らないが夜も昼も夢を見ていることは確かである。
"""
PICTURE = PNG + b"kowari"
# Made here, so that no scanner takes this file for a leak.
AWS = f"AKIA{'Z7Q2M4X9B1C8D5E3'}"
GITHUB = f"ghp_{'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}"
KEY = f"-----BEGIN {'RSA'} PRIVATE KEY-----\n{'MIIEpAIBAAKCAQEA7bq0' * 3}\n"
JWT = f"eyJhbGciOiJIUzI1NiJ9.{'eyJzdWIiOiIxMjM0NTY3ODkwIn0'}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9"

SITE: dict[str, str | bytes] = {
    "posts/hidden.md": DRAFT,
    "posts/pictures/kowari.png": PICTURE,
    "posts/open.md": "# Open\n\nWrite to me@my.org, on /home/user/notes/ or otherwise.\n",
}
CONF = 'html_extra_path = ["extra"]\nhtml_baseurl = "https://my.org/"\n'
TITLE = "the title of the draft posts/hidden.md"
TEXT = "the text of the draft posts/hidden.md"
ADDRESS = "the address of the draft posts/hidden.md"

# A file, its content, and what is said of which line.
LEAKS: dict[str, tuple[str | bytes, int, str]] = {
    "extra/copy.md": (DRAFT, 2, f"{TITLE} (line 2)"),
    "extra/list.html": ("<p>\n<a href='x'>The question of\n Zanzibar</a>", 2, f"{TITLE} (line 6)"),
    "extra/data.json": (json.dumps({"t": "Über Zanzibar & more"}), 1, f"{TITLE} (line 2)"),
    "extra/feed.xml": ("<a>\n<t>Über Zanzibar &amp; more</t></a>", 2, f"{TITLE} (line 2)"),
    "extra/prose.html": (
        "<p>\n\n<p>Of the echidna nobody <em>knows</em> what it dreams, but it\u2019s sure</p>",
        3,
        f"{TEXT} (line 8)",
    ),
    "extra/prose.ja.html": (
        "<p>針鼠は何の夢を見るのか誰も知らないが夜も昼も夢を見ていることは確かである。</p>",
        1,
        f"{TEXT} (line 13)",
    ),
    "extra/links.html": ('\n<a href="/posts/hidden.html">x</a>', 2, ADDRESS),
    "extra/old.txt": ("https://my.org/old/bilby/ moved", 1, ADDRESS),
    "extra/picture.png": (
        PICTURE,
        1,
        "the file 'posts/pictures/kowari.png', which only drafts use",
    ),
    "_static/kowari2.png": (PICTURE, 1, "the file 'posts/pictures/kowari.png'"),
    "extra/packed.txt.gz": (gzip.compress(DRAFT.encode()), 2, f"{TITLE} (line 2)"),
    "extra/aws.txt": (f"a\nb\nid = {AWS}\n", 3, "an AWS access key (AKIA...)"),
    "extra/github.bin": (b"\0\n" + GITHUB.encode(), 2, "a GitHub token (ghp_...)"),
    "extra/key.pem": (KEY, 1, "a private key (----...)"),
    "extra/key.json": (json.dumps({"key": KEY}), 1, "a private key (----...)"),
    "extra/jwt.html": (f"<code>{JWT}</code>", 1, "a JSON web token (eyJh...)"),
    "extra/large.bin": (
        b" " * ((1 << 22) - 10) + GITHUB.encode() + b" " * (1 << 22),
        1,
        "a GitHub token",
    ),
    "extra/home.js": ('x = "C:\\\\Users\\\\ada\\\\site"', 1, "a path of a machine"),
    "extra/mail.json": ('{\n"by": "ada@my.org"}', 2, "an e-mail address where no reader sees it"),
    "posts/token.md": (
        f"# Token\n\n`{GITHUB}`\n",
        0,
        "a GitHub token (ghp_...), written in posts/token.md:3",
    ),
    "posts/head.md": (
        "---\nmyst: {html_meta: {author: ada@my.org}}\n---\n# Head\n",
        0,
        "an e-mail address where no reader sees it, 'ada@my.org'",
    ),
    "posts/raw.md": ("# Raw\n\n```{raw} html\n:file: part.html\n```\n", 0, TEXT),
}
PART = "<p>of the numbat, at night and by day.</p>"


def output_of(name: str) -> str:
    own = name.removeprefix("extra/")
    return own.replace(".md", ".html") if own.startswith("posts/") else own


def errors(build: Build) -> list[str]:
    return [line for line in build.warnings if "ERROR" in line]


def test_each_leak_is_found_where_it_is(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    files = {name: content for name, (content, _, _) in LEAKS.items()}
    site = make_site(SITE | files | {"posts/part.html": PART}, CONF)
    build = site.build(sabotage=say_all)
    assert build.status == 2
    told = errors(build)
    for name, (_, line, what) in LEAKS.items():
        file = output_of(name)
        with subtests.test(name):
            here = [one for one in told if one.startswith(f"{file}:") and what in one]
            assert len(here) == 1
            assert f"ERROR: the output holds {what}" in here[0]
            assert not line or here[0].startswith(f"{file}:{line}: ")
    with subtests.test("no secret is said"):
        assert not [one for one in told if AWS in one or GITHUB in one or JWT in one]
    with subtests.test("nothing else is said"):
        assert not [one for one in told if one.startswith(("posts/open.html", "index.html"))]
    with subtests.test("the next build says the same, though nothing has changed"):
        again = site.build(sabotage=say_all)
        assert (again.status, sorted(errors(again))) == (2, sorted(told))
    with subtests.test("without the leaks all is well"):
        for name in LEAKS:
            site.remove(name)
        assert (site.build().status, errors(site.build())) == (0, [])


def say_all() -> None:
    leaks._MOST = 1000


def test_what_is_no_leak(make_site: MakeSite) -> None:
    """Titles that are words of every page, and what the author has published elsewhere."""
    prose = "Whoever keeps a commonplace book copies into it what he thinks is worth keeping.\n"
    draft = "---\ntitle: {}\ndraft: true\n---\n\n{}"
    site = make_site(
        {
            "posts/n.md": draft.format("Notes", ""),
            "posts/c.md": draft.format("Contents", ""),
            "posts/m.md": draft.format("December 2024", ""),
            "posts/new.md": draft.format("Keeping books", prose + "Not yet."),
            "posts/old.md": f"---\ndate: 2024-12-30\n---\n# Keeping books\n\n## Notes\n\n{prose}",
            "posts/said.md": "# Said\n\nSoon there will be [Great thoughts](great.md).\n",
            "posts/great.md": draft.format("Great thoughts", "![](shared.png)"),
            "posts/shared.png": PICTURE,
            "posts/uses.md": "# Uses\n\n![shared](shared.png)\n\nMail me@my.org.\n",
            "posts/machine.md": f"# Tokens\n\nAKIAIOSFODNN7EXAMPLE, ghp_{'x' * 36}\n",
            "posts/home.md": "# Home\n\nIt is at /home/ada/x/y.\n",
            "posts/windows.md": r"Put it on `C:\Users\Username\Desktop`, `C:\Users\Me.too\x`.",
            "posts/escaped.md": r"Put it into /home/my\_name/bin or C:\\Users\\bob there.",
            "posts/include.md": "# Include\n\n```{include} part.txt\n```\n",
            "posts/part.txt": "See /home/bea/work there.\n",
            "posts/literal.md": "# Literal\n\n```{literalinclude} run.sh\n```\n",
            "posts/run.sh": "cd /home/cy/work\n",
            "posts/target.md": "# Target\n\n## Strict line breaks\n\nWords.\n",
            "posts/link.md": draft.format(
                "Quite other", "[[target#Strict line breaks|Strict line breaks]]"
            ),
            "posts/begin.md": "# Keys\n\nThey begin with `-----BEGIN PRIVATE KEY-----`.\n",
            "posts/topic.pods.builtin.graphviz.export.md": "# Export\n",
            "posts/list.md": draft.format("List", "topic.pods.builtin.graphviz.export.md: x\n\n"),
            "home/diary/day.md": "---\norphan: true\n---\n# Day\n",
            "index.md": "# Home\n\n```{posts}\n:group: month\n```\n",
        }
    )
    for builder in ("html", "dirhtml"):
        assert (site.build(builder).status, errors(site.build(builder))) == (0, [])


def test_what_readers_wrote_is_public_where_it_is_shown(make_site: MakeSite) -> None:
    """Wherever their comments are; one that is a draft itself excuses nothing."""
    said = "---\nauthor: Ada\ndate: 2024-01-02\n{}---\nOn The question of Zanzibar I agree.\n"
    files = {**SITE, "replies/open/1.md": said.format("")}
    site = make_site(files, f'{CONF}commonplace_comments = "replies"\n')
    build = site.build()
    assert (build.status, errors(build)) == (0, [])
    site.write({"replies/open/1.md": said.format("draft: true\n")})
    assert (site.build().status, errors(site.build())) == (0, [])
    site.write({"extra/list.html": LEAKS["extra/list.html"][0]})
    (told,) = errors(site.build())
    assert told.startswith(f"list.html:2: ERROR: the output holds {TITLE}")


def test_what_stands_in_a_comment_is_not_public(make_site: MakeSite) -> None:
    """But what looks like a comment in code is."""
    run = "Of the echidna nobody knows what it dreams"
    texts = {"hidden": f"%% {run} %%", "shown": f"```\n%% {run} %%\n```"}
    for name, text in texts.items():
        files = {**SITE, "posts/open.md": f"# Open\n\n{text}\n", "extra/copy.txt": run}
        assert make_site(files, CONF).build().status == (2 if name == "hidden" else 0)


def test_a_file_to_download_is_no_text_of_a_page(make_site: MakeSite) -> None:
    files = {"posts/a.md": "# A\n\n[Log](log.txt)\n", "posts/log.txt": "In /home/ada/x.\n"}
    (told,) = errors(make_site(files).build())
    assert told.startswith("_downloads/")
    assert "log.txt:1: ERROR: the output holds a path of a machine, '/home/ada/'" in told


def test_an_odd_draft_is_read_in_linear_time(make_site: MakeSite) -> None:
    odd = ("a" * 2_000_000, "](" * 50_000, "<" * 50_000, "[[" * 50_000, "x." * 50_000, "\0.png")
    site = make_site(
        {f"posts/{n}.md": f"---\ndraft: true\n---\n{text}\n" for n, text in enumerate(odd)}
    )
    assert site.build().status == 0


def test_what_is_allowed(make_site: MakeSite) -> None:
    files = {name: LEAKS[name][0] for name in ("extra/aws.txt", "extra/mail.json", "extra/copy.md")}
    site = make_site(SITE | files, CONF)
    allowed = [AWS, "ada@my.org", "posts/hidden.md"]
    site.write({"conf.py": (site.source / "conf.py").read_text() + f"allow = {allowed!r}\n"})
    assert len(errors(site.build())) >= 3
    with (site.source / "conf.py").open("a") as conf:
        conf.write("commonplace_leaks_allow = allow\n")
    assert site.build().status == 0
    with (site.source / "conf.py").open("a") as conf:
        conf.write("commonplace_leaks_allow = ['copy.md', '*.txt', 'mail.json']\n")
    assert site.build().status == 0
    with (site.source / "conf.py").open("a") as conf:
        conf.write("commonplace_leaks_allow = []\n")
    assert site.build().status == 2


def test_a_page_that_becomes_a_draft(make_site: MakeSite) -> None:
    """What quotes it was no leak before, and is one now, though it was not written again."""
    public = DRAFT.replace("draft: true\n", "").replace("/old/bilby", "Bilby")
    site = make_site(
        {"posts/hidden.md": public, "extra/quote.txt": LEAKS["extra/prose.html"][0]}, CONF
    )
    assert site.build().status == 0
    assert site.build().status == 0
    site.write({"posts/hidden.md": DRAFT})
    (told,) = errors(site.build())
    assert told.startswith("quote.txt:3: ERROR: the output holds the text of the draft")


def test_built_with_drafts_nothing_is_searched_for(make_site: MakeSite) -> None:
    site = make_site(SITE | {"extra/copy.md": DRAFT}, CONF)
    assert site.build("html", "-t", "drafts").status == 0
    assert site.build().status == 2


def test_a_local_path_is_found(make_site: MakeSite) -> None:
    site = make_site(SITE, CONF)
    site.write(
        {"_templates/page.html": '{% extends "!page.html" %}{% block footer %}{% endblock %}'}
    )
    site.write({"extra/log.txt": f"built in\n{site.source}/posts\n"})
    (told,) = errors(site.build())
    assert told.startswith("log.txt:2: ERROR: the output holds a path of a machine")


def test_only_what_has_changed_is_read_again(make_site: MakeSite) -> None:
    site = make_site(SITE, CONF)
    site.build()
    read: list[str] = []

    def listen() -> None:
        look = leaks.Search._look
        log = site.root / "looked.txt"

        def noted(self: object, path: str, traces: object) -> object:
            with log.open("a") as file:
                file.write(f"{path}\n")
            return look(self, path, traces)  # type: ignore[arg-type]

        leaks.Search._look = noted  # type: ignore[assignment,method-assign]

    site.write({"posts/open.md": "# Open\n\nOther words.\n"})
    site.build(sabotage=listen)
    read = (site.root / "looked.txt").read_text().split()
    assert "posts/open.html" in read
    assert "index.html" not in read
    assert not [path for path in read if path.startswith("_static/")]
