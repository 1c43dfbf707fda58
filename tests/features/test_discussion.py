"""Discussion: comments below essays, from files of the site; what they never do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site

ESSAY = "---\ndate: 2024-05-06\n---\n# An essay\n\nWords.\n"
COMMENT = "---\nauthor: Ada\ndate: 2024-06-01\n---\nWell *said*.\n"
REPLY = "---\nauthor: Bob\ndate: 2024-06-02\nreply_to: 1\n---\nIndeed.\n"
CODE = COMMENT.replace("Well *said*.", "```\n1 + 1\n```")
FILES: dict[str, str | bytes] = {
    "posts/essay.md": ESSAY,
    "posts/note.md": "# A note\n\nOther words.\n",
    "comments/essay/1.md": COMMENT,
    "comments/essay/2.md": REPLY,
}
BASE = 'html_baseurl = "https://site.example/"\n'
ATOM = "{http://www.w3.org/2005/Atom}"
Make = Callable[..., "Site"]


def test_an_essay_has_a_closed_block_and_a_count(make_site: Make) -> None:
    site = make_site({**FILES, "posts/silent.md": ESSAY})
    assert site.build("html", "-n").warnings == []
    block = site.page("posts/essay").select_one("article details.cp-comments")
    assert block is not None
    assert not block.has_attr("open")
    assert block.summary.text == "Comments (2)"
    assert block.select_one("#comment-1 #comment-2 .cp-comment").text.strip() == "Indeed."
    assert block.select_one("#comment-1 em").text == "said"
    silent = site.page("posts/silent").select_one("details.cp-comments")
    assert silent.summary.text == "Comments (0)"


def test_the_keyboard_reaches_code_in_a_comment(make_site: Make) -> None:
    site = make_site({**FILES, "comments/essay/1.md": CODE})
    site.build()
    assert site.page("posts/essay").select_one(".cp-comment pre")["tabindex"] == "0"


def test_a_note_has_a_block_only_where_it_has_comments(make_site: Make) -> None:
    site = make_site(FILES)
    site.build()
    assert site.page("posts/note").select(".cp-comments") == []
    site.write({"comments/note/1.md": COMMENT})
    site.build()
    assert site.page("posts/note").select_one(".cp-comments summary").text == "Comments (1)"


def test_a_post_can_be_without(make_site: Make) -> None:
    site = make_site(
        {**FILES, "posts/essay.md": ESSAY.replace("date", "comments: false\ndate")}, BASE
    )
    assert site.build().warnings == []
    assert site.page("posts/essay").select(".cp-comments") == []
    assert not (site.output() / "comments.xml").exists()


def test_a_site_can_be_without(make_site: Make) -> None:
    site = make_site(
        {"posts/essay.md": ESSAY, "comments/essay.md": "# A page\n"}, 'commonplace_comments = ""'
    )
    site.build()
    assert site.page("posts/essay").select(".cp-comments") == []
    assert (site.output() / "comments/essay.html").is_file()


def test_comments_are_no_pages_and_in_no_index(make_site: Make) -> None:
    site = make_site(FILES, BASE)
    site.build()
    files = site.snapshot()
    assert [name for name in files if name.startswith(("comments/", "_sources/comments"))] == []
    with_words = {name for name, content in files.items() if b"Indeed" in content}
    assert with_words == {"posts/essay.html", "comments.xml"}


def test_a_changed_comment_writes_its_post_alone(make_site: Make) -> None:
    site = make_site({**FILES, "posts/other.md": ESSAY, "comments/other/1.md": COMMENT})
    site.build()
    assert site.build().written == []
    site.write({"comments/essay/1.md": COMMENT.replace("Well", "Ill")})
    build = site.build()
    assert "0 added, 0 changed, 0 removed" in build.log
    assert build.written == ["posts/essay"]
    site.write({"comments/other/2.md": REPLY})
    assert site.build().written == ["posts/other"]
    assert site.page("posts/other").select_one(".cp-comments summary").text == "Comments (2)"
    site.remove("comments/other/2.md")
    assert site.build().written == ["posts/other"]


def test_dates_are_those_of_the_sites_zone_and_language(make_site: Make) -> None:
    site = make_site(
        {
            "posts/essay.md": ESSAY,
            "comments/essay/1.md": COMMENT.replace("2024-06-01", "2024-05-31T23:30+00:00"),
        },
        'commonplace_timezone = "Asia/Tokyo"\nlanguage = "fr"\n',
    )
    site.build()
    time = site.page("posts/essay").select_one("#comment-1 time")
    assert (time["datetime"], time.text) == ("2024-06-01", "1 juin 2024")


def test_nothing_a_stranger_writes_runs_or_loads(make_site: Make) -> None:
    evil = (
        COMMENT.replace("Ada", "'<script>alert(1)</script>'")
        + "\n<script>alert(1)</script>\n\n![x](https://t.example/1.png) [y](javascript:x)"
        + "\n\n```{include} ../../conf.py\n```\n\n{download}`conf.py` {raw}`x` [[note]] $x$\n"
    )
    site = make_site({**FILES, "comments/essay/1.md": evil}, BASE)
    assert [line.partition(":")[0] for line in site.build().warnings] == ["comments/essay/1.md"] * 2
    block = site.page("posts/essay").select_one(".cp-comments")
    assert block.select("script, img, iframe, style, math, .cp-missing") == []
    assert {link["href"] for link in block.select(".cp-comment a")} == {"https://t.example/1.png"}
    assert {tuple(link["rel"]) for link in block.select(".cp-comment a")} == {
        ("nofollow", "ugc", "noopener")
    }
    assert "Test" not in block.select_one(".cp-comment").text
    entry = ET.fromstring((site.output() / "comments.xml").read_bytes()).find(f"{ATOM}entry")
    assert entry is not None
    assert "<script" not in str(entry.findtext(f"{ATOM}content"))


@pytest.mark.parametrize(
    ("path", "content", "warning"),
    [
        ("essay/3.md", "---\ndate: 2024-06-01\n---\nx\n", ":1: WARNING: no author"),
        (
            "essay/3.md",
            COMMENT.replace("2024-06-01", "2024-06-31"),
            ":3: WARNING: date: '2024-06-31' is not a day",
        ),
        ("essay/3.md", f"{COMMENT}<b>x</b>\n", ":6: WARNING: HTML is not read, '<b>' is shown"),
        ("essay/3.md", REPLY.replace("1\n", "9\n"), ":4: WARNING: replies to '9', which is not"),
        ("esay/1.md", COMMENT, ":1: WARNING: no post is called 'esay' (did you mean 'essay'?)"),
        ("posts/essay/1.md", COMMENT, ":1: WARNING: 'comments/essay/1.md' has this name already"),
        ("readme.md", "Words.\n", ":1: WARNING: a comment lies in a folder"),
        ("essay/3.md", b"\xff", ":1: WARNING: not UTF-8 text"),
        ("about/1.md", COMMENT, ":1: WARNING: no post is called 'about'"),
    ],
)
def test_what_cannot_be_shown_is_said_in_every_build(
    make_site: Make, path: str, content: str | bytes, warning: str
) -> None:
    site = make_site({**FILES, f"comments/{path}": content, "about.md": "# About\n"})
    first = [line for line in site.build().warnings if "toctree" not in line]
    assert [line[: len(f"comments/{path}{warning}")] for line in first] == [
        f"comments/{path}{warning}"
    ]
    assert [line for line in site.build().warnings if "toctree" not in line] == first


def test_the_name_of_two_posts_is_not_guessed(make_site: Make) -> None:
    site = make_site(
        {"posts/a/one.md": ESSAY, "posts/b/one.md": ESSAY, "comments/one/1.md": COMMENT}
    )
    (warning,) = site.build().warnings
    assert "'one' may be 'posts/a/one' or 'posts/b/one'; name its whole path" in warning
    site.remove("comments/one/1.md")
    site.write({"comments/b/one/1.md": COMMENT})
    assert site.build().warnings == []
    assert site.page("posts/b/one").select(".cp-comments #comment-1")
    assert not site.page("posts/a/one").select(".cp-comments #comment-1")


def test_comments_follow_a_post_to_its_new_address(make_site: Make) -> None:
    moved = ESSAY.replace("date", "aliases: [/posts/essay/]\ndate")
    site = make_site({**FILES, "posts/moved.md": moved})
    site.remove("posts/essay.md")
    assert site.build().warnings == []
    assert site.page("posts/moved").select_one(".cp-comments summary").text == "Comments (2)"


def test_comments_on_a_draft_leave_no_trace(make_site: Make) -> None:
    site = make_site(FILES, BASE)
    site.build()
    site.write({"posts/essay.md": ESSAY.replace("date", "draft: true\ndate")})
    assert site.build().warnings == []
    assert [name for name, content in site.snapshot().items() if b"Indeed" in content] == []
    assert not (site.output() / "comments.xml").exists()


def test_the_feed_has_the_newest_first_with_absolute_addresses(make_site: Make) -> None:
    site = make_site(FILES, BASE)
    for builder, address in (("html", "posts/essay.html"), ("dirhtml", "posts/essay/")):
        site.build(builder)
        feed = ET.fromstring((site.output(builder) / "comments.xml").read_bytes())
        entries = feed.findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
            f"https://site.example/comments/essay/{name}" for name in "21"
        ]
        assert [entry.findtext(f"{ATOM}updated") for entry in entries] == [
            f"2024-06-0{day}T00:00:00+00:00" for day in "21"
        ]
        assert feed.findtext(f"{ATOM}updated") == "2024-06-02T00:00:00+00:00"
        assert entries[0].find(f"{ATOM}link").get("href") == (
            f"https://site.example/{address}#comment-2"
        )
        feeds = site.page("posts/essay", builder).select('link[type="application/atom+xml"]')
        assert any(link["href"].endswith("../comments.xml") for link in feeds)


def test_the_feed_is_called_as_the_others_are(make_site: Make) -> None:
    ids = 'commonplace_feeds = {"ids": "tag:site.example,2020:"}\n'
    site = make_site(FILES, f'{BASE}\n{ids}html_title = "My  notes"\n')
    site.build()
    feed = ET.fromstring((site.output() / "comments.xml").read_bytes())
    assert feed.findtext(f"{ATOM}title") == "Comments: My notes"
    assert [one.text for one in feed.iter(f"{ATOM}id")] == [
        f"tag:site.example,2020:comments{name}" for name in (".xml", "/essay/2", "/essay/1")
    ]


def test_the_feed_is_well_formed_whatever_a_title_holds(make_site: Make) -> None:
    title = "]]> </script> & \" ' \x01 \uffff"
    site = make_site({**FILES, "posts/essay.md": ESSAY.replace("An essay", title)}, BASE)
    site.build()
    feed = ET.fromstring((site.output() / "comments.xml").read_bytes())
    assert "]]>" in str(feed.findtext(f"{ATOM}entry/{ATOM}title"))


@pytest.mark.parametrize(
    "conf", [f'html_baseurl = "{a}"' for a in ("", "site.example", "/", "https://si te.example/")]
)
def test_without_an_address_of_the_site_there_is_no_feed(make_site: Make, conf: str) -> None:
    site = make_site(FILES, conf)
    site.build()
    assert not (site.output() / "comments.xml").exists()
    assert "comments.xml" not in (site.output() / "posts/essay.html").read_text()


def test_a_reply_is_an_email_or_a_pull_request(make_site: Make) -> None:
    site = make_site(FILES, 'commonplace_comments_reply = "me@site.example"')
    site.build()
    to_all, to_one = (
        urlsplit(site.page("posts/essay").select_one(where)["href"])
        for where in (".cp-answer a", "#comment-1 > .cp-comment-by a[href^=mailto]")
    )
    assert parse_qs(to_all.query)["subject"] == ["Comment on “An essay”"]
    assert parse_qs(to_one.query)["subject"] == ["Comment on “An essay” (1)"]
    site.write(
        {
            "conf.py": (site.source / "conf.py")
            .read_text()
            .replace("me@site.example", "https://github.com/o/r")
        }
    )
    site.build()
    link = site.page("posts/essay").select("#comment-1 > .cp-comment-by a")[-1]
    asked = parse_qs(urlsplit(link["href"]).query)
    assert asked["filename"] == ["comments/essay/your-name.md"]
    assert "reply_to: 1\n" in asked["value"][0]


def test_giscus_is_asked_for_by_what_the_post_is_known_by(make_site: Make) -> None:
    site = make_site(
        {"posts/moved.md": ESSAY.replace("date", "aliases: [/posts/essay.html]\ndate")},
        'commonplace_giscus = dict(repo="o/r", repo_id="R", category="C", category_id="D")\n',
    )
    assert site.build().warnings == []
    page = site.page("posts/moved")
    place = page.select_one("details.cp-comments:not([open]) .cp-giscus")
    assert (place["data-term"], place["data-mapping"]) == ("posts/essay", "specific")
    assert [script for script in page.select("script[src]") if "//" in script["src"]] == []


@pytest.mark.parametrize(
    "conf",
    [
        'commonplace_giscus = {"repo": "o/r"}',
        'commonplace_comments_reply = "nowhere"',
        'commonplace_comments = "../comments"',
    ],
)
def test_an_option_that_cannot_be_is_refused(make_site: Make, conf: str) -> None:
    build = make_site(FILES, conf).build()
    assert build.status == 2
    assert conf.partition(" ")[0] in build.warnings[0]
