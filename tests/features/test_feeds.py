"""Feeds: valid whatever is in them, complete in themselves, and the same wherever a post moves."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.publishing import atom, json_feed
from tests.sample import CONFIGURATION, FILES, PNG

if TYPE_CHECKING:
    from tests.conftest import Site

BUILDERS = ("html", "dirhtml")
ADDRESS = {"html": "https://example.org/posts/a.html", "dirhtml": "https://example.org/posts/a/"}


def post(*fields: str, text: str = "Text.", title: str = "A title") -> str:
    return "\n".join(("---", "date: 2024-05-06", *fields, "---", f"# {title}", "", text, ""))


def content(site: Site, builder: str = "html") -> BeautifulSoup:
    """Return the content of the first entry, which is the same in both formats."""
    html = atom(site, builder=builder).entries[0].content[0].value
    assert json_feed(site, builder=builder)["items"][0]["content_html"] == html
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("builder", BUILDERS)
def test_an_entry_says_what_the_post_says(make_site: Callable[..., Site], builder: str) -> None:
    text = post(
        "updated: 2024-06-07T10:00+02:00",
        "tags: [One, two]",
        "author: [Ann, Bo]",
        "description: Of something.",
        "image: dot.png",
        text="The *text*.",
    )
    site = make_site({"posts/a.md": text, "posts/dot.png": PNG}, 'author = "Someone"')
    assert site.build(builder).warnings == []
    feed = atom(site, builder=builder)
    assert feed.feed.title == "Test"
    assert feed.feed.author == "Someone"
    assert feed.feed.id == "https://example.org/"
    assert feed.feed.language == "en"
    (entry,) = feed.entries
    assert entry.title == "A title"
    assert entry.link == ADDRESS[builder]
    assert entry.id == "https://example.org/posts/a"
    assert (entry.published, entry.updated) == (
        "2024-05-06T00:00:00+00:00",
        "2024-06-07T08:00:00+00:00",
    )
    assert feed.feed.updated == entry.updated
    assert [author.name for author in entry.authors] == ["Ann", "Bo"]
    assert [tag.term for tag in entry.tags] == ["One", "two"]
    assert entry.summary == "Of something."
    assert entry.content[0].value.strip().replace("\n", "") == (
        "<section><p>The <em>text</em>.</p></section>"
    )
    (item,) = json_feed(site, builder=builder)["items"]
    assert (item["id"], item["url"], item["title"]) == (entry.id, entry.link, entry.title)
    assert item["image"] == "https://example.org/_images/dot.png"
    assert (site.output(builder) / "_images/dot.png").is_file()


HOSTILE = [
    "]]> and </title>",
    "</script><script>alert(1)</script>",
    "\"double\" & 'single' <!-- open",
    "tab\tand &amp; &lt;b&gt;",
    "{{ 7*7 }} %(x)s ${y}",
    "Ünïcode 日本 🎉",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_spoils_a_feed(make_site: Callable[..., Site], title: str) -> None:
    written = json.dumps(title, ensure_ascii=False)
    fields = [f"{key}: {written}" for key in ("title", "description", "author")]
    site = make_site({"posts/a.md": post(*fields, f"tags: [{written}]")})
    site.build()
    shown = " ".join(title.split())
    (entry,) = atom(site).entries
    assert entry.title == shown
    (item,) = json_feed(site)["items"]
    assert item["title"] == shown
    assert item["summary"] == shown
    assert item["authors"] == [{"name": shown}]


def test_control_characters_are_dropped(make_site: Callable[..., Site]) -> None:
    odd = "a\x01b\x08c\ufffed"
    site = make_site({"posts/a.md": f"---\ndate: 2024-05-06\n---\n# {odd}\n\n{odd} ]]> &lt;\n"})
    site.build()
    assert json_feed(site)["items"][0]["title"] == "abcd"
    assert "]]>" in content(site).get_text()


def test_the_content_stands_alone(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "posts/a.md": post(
                text="[[b]], [](b.md#part), [x](https://elsewhere.example/), ![pic](dot.png)\n\n"
                "## Part\n\n[[a#Part]]\n\n"
                "<script>alert(1)</script><p onclick='x()'>raw <a href='javascript:x()'>y</a>\n\n"
                '<iframe src="https://video.example/1"></iframe>\n\n'
                "{nosuchrole}`x`\n\n"
                "> [!tip] Callout\n> of words\n\n- [x] done\n\n$x^2$ and a note[^1].\n\n"
                "```python\nprint(1)\n```\n\n```{posts}\n```\n\n[^1]: Below."
            ),
            "posts/b.md": "# Bee\n\n[[a#Part]]\n\n## Part\n\nText.\n",
            "posts/dot.png": PNG,
        }
    )
    site.build()
    html = content(site)
    links = {link.get_text(): link["href"] for link in html.select("a")}
    assert links["b"] == "https://example.org/posts/b.html"
    assert links["Part"] == "https://example.org/posts/b.html#part"
    assert links["a > Part"] == "https://example.org/posts/a.html#part"
    assert html.img["src"] == "https://example.org/_images/dot.png"
    assert html.select("h1, nav, .headerlink") == []
    assert "¶" not in html.get_text()
    assert "page links here" not in html.get_text()
    assert "alert" not in html.get_text()
    assert "1 min" not in html.get_text()
    assert html.select_one("pre code.language-python").get_text() == "print(1)\n"
    assert html.select_one("math msup")
    assert "☑ done" in html.get_text()
    assert "of words" in html.get_text()
    assert "https://video.example/1" in links
    assert "System Message" not in html.get_text()


def test_links_in_a_folder_lead_on_from_there(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {"posts/a.md": post(text="[](deep/b.md) ![](dot.png)"), "posts/deep/b.md": "# Bee\n"}
        | {"posts/dot.png": PNG},
        'html_baseurl = "https://example.org/sub/path"',
    )
    site.build("dirhtml")
    html = content(site, "dirhtml")
    assert html.a["href"] == "https://example.org/sub/path/posts/deep/b/"
    assert html.img["src"] == "https://example.org/sub/path/_images/dot.png"


def test_summaries_by_option(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "posts/a.md": post("description: Of A."),
            "posts/b.md": post(text="> quoted\n\n" + "word " * 200),
            "posts/c.md": "---\ndate: 2024-01-01\n---\n",
        },
        'commonplace_feeds = {"content": "summary"}',
    )
    site.build()
    shown = {entry.link[-6]: entry for entry in atom(site).entries}
    assert not any("content" in entry for entry in shown.values())
    assert shown["a"].summary == "Of A."
    assert shown["b"].summary == "quoted"
    assert json_feed(site)["items"][0]["content_text"] == "Of A."


def test_each_term_has_feeds_of_its_own_which_its_page_names(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(
        {
            "posts/a.md": post("tags: [C++, x/y]", "series: Begin", "category: Craft"),
            "posts/b.md": "---\ntags: [quiet]\n---\n# B\n",
        }
    )
    assert site.build().warnings == []

    def named(page: str) -> list[str]:
        return [link["href"] for link in site.page(page).select("link[rel=alternate]")]

    whole = ["https://example.org/atom.xml", "https://example.org/feed.json"]
    for page in ("index", "posts/a", "archive/2024", "search", "tags/quiet"):
        assert named(page) == whole
    for page in ("tags/x/y", "tags/x", "series/begin", "categories/craft"):
        own = [f"https://example.org/{page}/{name}" for name in ("atom.xml", "feed.json")]
        assert named(page) == own + whole
        assert [entry.title for entry in atom(site, f"{page}/atom.xml").entries] == ["A title"]
        assert len(json_feed(site, f"{page}/feed.json")["items"]) == 1
    assert not (site.output() / "tags/quiet/atom.xml").exists()


def test_feeds_stay_where_their_subscribers_look(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {"posts/a.md": post("tags: [x]")},
        """
        commonplace_feeds = {
            "site": ["blog/index.xml", "old.rss", "blog/feed.json"],
            "tags": ["feeds/{slug}.atom.xml"],
            "series": [],
        }
        """,
    )
    assert site.build().warnings == []
    links = [link["href"] for link in site.page("tags/x").select("link[rel=alternate]")]
    assert links == [
        "https://example.org/feeds/x.atom.xml",
        "https://example.org/blog/index.xml",
        "https://example.org/blog/feed.json",
    ]
    for path in ("blog/index.xml", "old.rss", "feeds/x.atom.xml"):
        assert len(atom(site, path).entries) == 1
    assert not (site.output() / "atom.xml").exists()


@pytest.mark.parametrize(
    "value",
    [
        '"atom.xml"',
        '{"sites": []}',
        '{"site": "atom.xml"}',
        '{"site": ["/atom.xml"]}',
        '{"site": ["../atom.xml"]}',
        '{"site": ["index.html"]}',
        '{"tags": ["atom.xml"]}',
        '{"tags": ["{nothing}/atom.xml"]}',
        '{"entries": "ten"}',
        '{"entries": 0}',
        '{"content": "some"}',
    ],
)
def test_a_wrong_choice_stops_the_build(make_site: Callable[..., Site], value: str) -> None:
    result = make_site({}, f"commonplace_feeds = {value}").build()
    assert result.status == 2
    (told,) = result.warnings
    assert told.startswith("conf.py:8: ERROR: commonplace_feeds = ")


def test_two_feeds_of_one_address_stop_the_build(make_site: Callable[..., Site]) -> None:
    conf = 'commonplace_feeds = {"tags": ["f/{slug}.xml"], "series": ["f/{slug}.xml"]}'
    site = make_site({"posts/a.md": post("tags: [x]", "series: x")}, conf)
    result = site.build()
    assert result.status == 2
    assert [line for line in result.warnings if "f/x.xml" in line]


def test_an_id_outlives_a_rename(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": post(), "posts/own.md": post("id: urn:x:1")})
    site.build()
    before = {entry.id for entry in atom(site).entries}
    site.remove("posts/a.md")
    site.write({"posts/renamed.md": post("aliases: [A name, /posts/a.html, /later]")})
    site.build()
    site.build("dirhtml")
    assert {entry.id for entry in atom(site).entries} == before
    assert {entry.id for entry in atom(site, builder="dirhtml").entries} == before
    assert before == {"https://example.org/posts/a", "urn:x:1"}


def test_ids_below_another_address(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {"posts/a.md": post(), "posts/b.md": post("id: 2024 01")},
        'commonplace_feeds = {"ids": "tag:old.example,2020:"}',
    )
    site.build()
    feed = atom(site)
    assert [entry.id for entry in feed.entries] == [
        "tag:old.example,2020:posts/a",
        "tag:old.example,2020:2024%2001",
    ]


def test_an_id_that_is_taken(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": post("id: x"), "posts/b.md": post("id: x")})
    (told,) = site.build().warnings
    assert told.startswith("posts/b.md:3: WARNING: id: 'x' is that of 'posts/a' already")
    assert [entry.id[-7:] for entry in atom(site).entries] == ["e.org/x", "posts/b"]


def test_the_newest_posts_only_and_no_note_and_no_draft(make_site: Callable[..., Site]) -> None:
    files = {
        f"posts/p{number:02}.md": f"---\ndate: 2024-01-{number:02}\n---\n# {number}\n"
        for number in range(1, 29)
    }
    files["posts/note.md"] = "# Note\n"
    files["posts/draft.md"] = post("draft: true")
    site = make_site(files)
    site.build("html", "-t", "drafts")
    assert [entry.title for entry in atom(site).entries] == [str(n) for n in range(28, 8, -1)]


def test_a_feed_of_notes_by_option(make_site: Callable[..., Site]) -> None:
    """Of those that say when they were changed, by that; every page names it."""
    note = "---\nupdated: {}\n---\n# {}\n\nText.\n"
    files = {
        "posts/old.md": note.format("2023-01-02", "Old"),
        "posts/new.md": note.format("2024-01-02", "New"),
        "posts/draft.md": note.format("2025-01-02\ndraft: true", "Draft"),
        "posts/undated.md": "# Undated\n",
        "posts/a.md": post("updated: 2024-06-07"),
    }
    site = make_site(files, 'commonplace_feeds = {"notes": ["notes.xml", "garden.json"]}')
    assert site.build().warnings == []
    feed = atom(site, "notes.xml")
    assert feed.feed.title == "Test: Notes"
    assert feed.feed.id == "https://example.org/notes"
    assert [(entry.title, entry.updated[:10]) for entry in feed.entries] == [
        ("New", "2024-01-02"),
        ("Old", "2023-01-02"),
    ]
    assert [item["title"] for item in json_feed(site, "garden.json")["items"]] == ["New", "Old"]
    assert [entry.title for entry in atom(site).entries] == ["A title"]
    named = site.page("posts/undated").select("link[rel='alternate'][type*='atom']")
    assert [link["title"] for link in named] == ["Test", "Test: Notes"]


@pytest.mark.parametrize("files", [{}, {"posts/a.md": "# Note\n"}])
def test_a_feed_without_entries_is_valid(make_site: Callable[..., Site], files: dict) -> None:
    site = make_site(files)
    site.build()
    assert atom(site).entries == []
    assert json_feed(site)["items"] == []


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31T23:59:59-12:00", "1890-01-01"])
def test_a_far_date(make_site: Callable[..., Site], date: str) -> None:
    site = make_site(
        {"posts/a.md": f"---\ndate: {date}\n---\n# A\n"}, 'commonplace_timezone = "Europe/Paris"'
    )
    site.build()
    moments = [entry.published for entry in atom(site).entries]
    assert [item["date_published"] for item in json_feed(site)["items"]] == moments


def test_a_post_in_another_language(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": post("lang: pt_BR"), "posts/b.md": post()}, 'language = "de"')
    site.build()
    assert atom(site).feed.language == "de"
    items = json_feed(site)["items"]
    assert [item.get("language") for item in items] == ["pt-BR", None]
    assert content(site).section["lang"] == "pt-BR"


def test_an_edit_makes_only_the_feeds_that_show_it(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": post("tags: [x]"), "posts/b.md": post("tags: [y]")})
    site.build()
    result = site.build()
    assert "other files" not in result.log
    before = {path: path.stat().st_mtime_ns for path in site.output().rglob("*.xml")}
    site.write({"posts/a.md": post("tags: [x]", text="Changed.")})
    site.build()
    changed = {
        path.relative_to(site.output()).as_posix()
        for path, moment in before.items()
        if path.stat().st_mtime_ns != moment
    }
    assert changed == {"atom.xml", "tags/x/atom.xml"}
    assert "Changed." in content(site).get_text()


def test_an_entry_names_related_notes(make_site: Callable[..., Site]) -> None:
    conf = """
    def setup(app):
        def data(app, docname, library):
            return {"themes": {"whole": [{"page": "posts/b", "title": "Bee & <b>"}]}}
        app.connect("commonplace-page-data", data)
    """
    site = make_site({"posts/a.md": post(), "posts/b.md": "# Bee\n"}, conf)
    site.build()
    (entry,) = atom(site).entries
    related = [link for link in entry.links if link.rel == "related"]
    assert [(link.href, link.title) for link in related] == [
        ("https://example.org/posts/b.html", "Bee & <b>")
    ]
    link = content(site).select("p a")[-1]
    assert (link["href"], link.get_text()) == ("https://example.org/posts/b.html", "Bee & <b>")


@pytest.mark.parametrize("written", ["", "example.org", "/", "ftp://example.org/"])
def test_no_base_address_is_one_warning_and_no_feed(
    make_site: Callable[..., Site], written: str
) -> None:
    site = make_site({"posts/a.md": post("tags: [x]")}, f"html_baseurl = {written!r}")
    for _ in range(2):
        (told,) = site.build().warnings
        assert told.startswith("conf.py:8: WARNING: html_baseurl ")
        assert told.endswith("[commonplace.baseurl]")
    assert {path.name for path in site.output().rglob("*.*ml")}.isdisjoint(
        {"atom.xml", "sitemap.xml", "404.html", "feed.json"}
    )
    assert not list(site.output().rglob("feed.json"))
    assert site.page("posts/a").select("link[rel=alternate], link[rel=canonical]") == []
    assert make_site({}, 'html_baseurl = ""').build().warnings == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_feed_of_the_sample_site_is_valid(
    make_site: Callable[..., Site], builder: str
) -> None:
    site = make_site(FILES, CONFIGURATION)
    site.build(builder)
    top = site.output(builder)
    feeds = [path.relative_to(top).as_posix() for path in top.rglob("atom.xml")]
    assert len(feeds) > 8
    for path in feeds:
        assert atom(site, path, builder).entries
        assert json_feed(site, path.replace("atom.xml", "feed.json"), builder)["items"]
