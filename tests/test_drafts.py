"""Drafts: no trace of them in any output, unless the build is asked for them; doubt withholds."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence

import pytest

from tests.conftest import Site
from tests.sample import PNG

MakeSite = Callable[..., Site]

DRAFT = """\
---
title: Zanzibar
date: 2024-02-02
tags: [quokka, shared]
category: wombat
series: numbat
description: A bandicoot.
aliases: [/old/bilby]
draft: true
---

(dibbler)=
## Potoroo

The echidna. ![kowari](kowari.png) {download}`kultarr <kultarr.pdf>`
```{tags} mulgara
```
"""
# Of the draft's own words none may be found, in whatever form.
WORDS = [
    *("zanzibar", "quokka", "wombat", "numbat", "bandicoot", "bilby", "potoroo", "echidna"),
    *("kowari", "kultarr", "mulgara", "2023"),
]

SITE: dict[str, str | bytes] = {
    "index.md": """\
        # Home

        ```{posts}
        :group: tag
        :descriptions:
        ```

        ```{terms} tags
        ```

        ```{terms} categories
        ```

        ```{terms} series
        ```

        ```{toctree}
        list
        ```
        """,
    "list.md": "# List\n\n```{posts}\n:group: year\n```\n",
    "posts/a.md": "---\ndate: 2024-02-01\ntags: [shared]\n---\n# Before\n",
    "posts/hidden.md": DRAFT,
    "posts/old.md": "---\ntitle: Zanzibar\ndate: 2023-01-01\ntags: [quokka]\ndraft: true\n---\n",
    "posts/kowari.png": PNG,
    "posts/kultarr.pdf": "%PDF kultarr\n",
    "posts/z.md": "---\ndate: 2024-02-03\ntags: [shared]\n---\n# After\n",
    "about.md": "---\ndraft: true\norphan: true\n---\n# Zanzibar\n",
}


def traces(site: Site, builder: str = "html", words: Sequence[str] = WORDS) -> list[str]:
    """Return the files of an output whose name or content holds one of the words."""
    pattern = re.compile("|".join(words).encode(), re.IGNORECASE)
    return [
        name
        for name, content in site.snapshot(builder).items()
        if not name.startswith("_static/")
        and pattern.search(f"{name}\n".encode() + content + _inventory(name, content))
    ]


def _inventory(name: str, content: bytes) -> bytes:
    return zlib.decompress(content.split(b"\n", 4)[4]) if name == "objects.inv" else b""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text", "xml"])
def test_a_draft_is_nowhere(make_site: MakeSite, builder: str) -> None:
    site = make_site(SITE)
    build = site.build(builder)
    assert (build.status, build.warnings) == (0, [])
    assert traces(site, builder) == []
    assert not [name for name in site.snapshot(builder) if "hidden" in name or "about" in name]


# Everything through which something of a draft could come into the output, from the draft's side
# and, without a word of the draft, from that of pages which are published.
DOORS: dict[str, str | bytes] = {
    "posts/hidden.md": DRAFT.replace(
        "## Potoroo",
        "## Potoroo\n\nLinks to [](a.md), [[Before]] and ![[Before]]. ^bettong\n\n"
        "![[kowari.png]] ![[kultarr.pdf]] <img src='kowari.png'>\n\n{index}`dunnart`\n",
    ),
    "posts/a.md": "---\ndate: 2024-02-01\ntags: [shared]\n---\n# Before\n\n## Part\n\nText. ^b\n",
    "posts/asks.md": """\
        ---
        tags: [shared]
        related: [hidden]
        aliases: [/old/asks]
        ---
        # Asks

        [](hidden.md) [[hidden]] ![[hidden]] [[hidden#^bettong]] {post}`hidden` {doc}`hidden`

        {download}`file <hidden.md>`

        ```{include} hidden.md
        ```
        ```{toctree}
        hidden
        ```
        ```{posts}
        ```
        """,
}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_door_is_open(make_site: MakeSite, builder: str) -> None:
    """Pages, indexes, lists, feeds and all files for machines know nothing of a draft."""
    conf = 'html_baseurl = "https://example.org/"\nmyst_heading_anchors = 3\n'
    site = make_site(SITE | DOORS, conf)
    build = site.build(builder)
    assert build.status == 0, build.warnings
    words = [*WORDS, "bettong", "dunnart"]
    written = [word for word in words if word in str(DOORS["posts/asks.md"])]
    assert traces(site, builder, [word for word in words if word not in written]) == []
    assert "bettong" in written
    there = site.snapshot(builder)
    doors = ("objects.inv", "urls.json", ".commonplace.json")
    assert set(doors) <= there.keys()
    for name in doors:
        assert b"posts/hidden" not in there[name] + _inventory(name, there[name])
    assert not [name for name in there if "hidden" in name]
    assert not site.page("posts/a", builder).select(".cp-linked")
    assert PNG not in there.values()


def test_counts_and_neighbours_do_not_know_of_drafts(make_site: MakeSite) -> None:
    site = make_site(SITE)
    site.build()
    counts = {line.a.get_text(): line.select_one(".cp-count").get_text() for line in lines(site)}
    assert counts == {"shared": "2"}
    assert len(site.page("tags/shared").select(".cp-entry")) == 2
    assert len(site.page("archive/2024").select(".cp-entry")) == 2
    assert site.page("posts/z").select_one("a.prev-page")["href"] == "a.html"
    assert site.page("posts/a").select_one("a.next-page")["href"] == "z.html"


def lines(site: Site) -> list:
    """Return the lines of the index of terms."""
    return site.page("index").select(".cp-terms li:not(.cp-empty)")


LINKED = {
    "text": "[some words](posts/hidden.md)",
    "inserted text": "[](posts/hidden.md)",
    "without ending": "[](posts/hidden)",
    "absolute": "[](/posts/hidden.md)",
    "heading": "[](posts/hidden.md#potoroo)",
    "label": "[](#dibbler)",
    "reference": "{ref}`dibbler`",
    "document": "{doc}`posts/hidden`",
    "post": "{post}`hidden`",
    "tag": "{tag}`quokka`",
    "any": "{any}`posts/hidden`",
    "reference definition": "[][one]\n\n[one]: posts/hidden.md",
}
SHOWN = {
    "download": "{download}`posts/hidden.md`",
    "image": "![words](posts/hidden.md)",
    "include": "```{include} posts/hidden.md\n```",
    "literal include": "```{literalinclude} posts/hidden.md\n```",
    "raw": "```{raw} html\n:file: posts/hidden.md\n```",
}


def test_links_to_a_draft(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """The author of a link learns of it; the reader sees at most what the author wrote there."""
    pages = {name: f"links{number}" for number, name in enumerate(LINKED)}
    files = {
        f"{page}.md": f"---\norphan: true\n---\n# Links\n\n{LINKED[name]}\n"
        for name, page in pages.items()
    }
    site = make_site(SITE | files)
    build = site.build()
    assert build.status == 0
    written = "".join(LINKED.values())
    leaks = traces(site, words=[word for word in WORDS if word not in written])
    for name, page in pages.items():
        with subtests.test("one warning", form=name):
            told = [line for line in build.warnings if line.startswith(f"{page}.md:")]
            assert len(told) == 1
            assert told[0].startswith(f"{page}.md:6: WARNING: ")
        with subtests.test("nothing of the draft", form=name):
            text = site.page(page).select_one("article").get_text().lower()
            assert [word for word in WORDS if word in text and word not in LINKED[name]] == []
            assert not site.page(page).select('article a[href*="hidden"]:not([href^="#"])')
    with subtests.test("nor anywhere else"):
        assert leaks == []
        assert not [name for name in site.snapshot() if "hidden" in name]


@pytest.mark.parametrize("form", SHOWN)
def test_what_would_show_or_copy_a_draft(make_site: MakeSite, form: str) -> None:
    site = make_site(SITE | {"show.md": f"---\norphan: true\n---\n# Show\n\n{SHOWN[form]}\n"})
    build = site.build()
    assert traces(site) == []
    assert not [name for name in site.snapshot() if "hidden" in name]
    assert build.status == 0
    (told,) = build.warnings
    assert told.startswith("show.md:6: WARNING: ")


def test_a_draft_in_a_toctree(make_site: MakeSite) -> None:
    tree = "# Home\n\n```{toctree}\n:titlesonly:\n\nposts/hidden\nabout\nlist\n```\n"
    site = make_site(SITE | {"index.md": tree})
    told = site.build().warnings
    assert [line.partition(" WARNING")[0] for line in told] == ["index.md:3:", "index.md:3:"]
    assert traces(site) == []
    entries = site.page("index").select(".toctree-wrapper a, .sidebar-tree a")
    assert {entry.get_text() for entry in entries} == {"List"}


def test_a_post_that_becomes_a_draft_leaves_no_trace(make_site: MakeSite) -> None:
    published = {name: public(text) for name, text in SITE.items()}
    site = make_site(published)
    site.build()
    assert "posts/hidden.html" in traces(site)
    assert "_images/kowari.png" in site.snapshot()
    site.write(SITE)
    assert site.build().warnings == []
    assert traces(site) == []
    assert not [name for name in site.snapshot() if "hidden" in name or "about" in name]
    site.write(published)
    site.build()
    assert "posts/hidden.html" in traces(site)


READ = re.compile(r"reading sources\.\.\. \[ *\d+%\] ([^\r\n]+)")


def test_a_draft_that_comes_or_goes_has_no_other_document_read(make_site: MakeSite) -> None:
    """And only pages that show something of it are written."""
    site = make_site(SITE | {"posts/other.md": "# Quite other\n"})
    site.build()
    hidden = str(SITE["posts/hidden.md"])
    shows = ["index", "list", "posts/a", "posts/z"]
    for text, read, written in (
        (public(hidden), ["posts/hidden"], sorted([*shows, "posts/hidden"])),
        (hidden, [], shows),
    ):
        site.write({"posts/hidden.md": text})
        build = site.build()
        assert (READ.findall(build.log), build.warnings) == (read, [])
        assert build.written == written
        clean = site.copy(site.root / f"clean-{len(read)}")
        clean.build()
        assert site.snapshot() == clean.snapshot()
    site.write({"posts/new.md": hidden, "posts/unfit.md": b"\xff"})
    build = site.build()
    assert (READ.findall(build.log), build.written, len(build.warnings)) == ([], [], 1)
    site.remove("posts/unfit.md")
    build = site.build()
    assert (READ.findall(build.log), build.written, build.warnings) == ([], [], [])


@pytest.mark.parametrize("conf", ["", 'suppress_warnings = ["commonplace", "image"]\n'])
def test_who_takes_in_a_draft_is_read_again_when_it_comes_or_goes(
    make_site: MakeSite, conf: str
) -> None:
    show = {
        f"show{number}.md": f"---\norphan: true\n---\n# Show\n\n{text}\n"
        for number, text in enumerate(SHOWN.values())
    }
    site = make_site(SITE | show, conf)
    for options in ((), ("-t", "drafts"), ()):
        build = site.build("html", *options)
        clean = site.copy(site.root / f"clean-{len(list(site.root.iterdir()))}")
        assert sorted(build.warnings) == sorted(clean.build("html", *options).warnings)
        assert site.snapshot() == clean.snapshot()
    assert traces(site) == []


def test_a_toctree_warns_of_a_draft_however_it_became_one(make_site: MakeSite) -> None:
    tree = "# Home\n\n```{toctree}\nposts/hidden\nlist\n```\n"
    site = make_site(SITE | {"index.md": tree})
    hidden = str(SITE["posts/hidden.md"])
    for text in (hidden, public(hidden), hidden):
        site.write({"posts/hidden.md": text})
        build = site.build()
        clean = site.copy(site.root / f"clean-{len(list(site.root.iterdir()))}")
        assert sorted(build.warnings) == sorted(clean.build().warnings)
        assert site.snapshot() == clean.snapshot()


def public(text: str | bytes) -> str | bytes:
    """Return a source without its word that it is a draft."""
    return text if isinstance(text, bytes) else text.replace("draft: true\n", "")


def test_asked_for_drafts_are_there_and_marked(make_site: MakeSite) -> None:
    site = make_site(SITE)
    assert site.build("html", "-t", "drafts").warnings == []
    page = site.page("posts/hidden")
    assert page.select_one("h1").contents[0] == "Zanzibar"
    assert page.select_one(".cp-draft").get_text() == "Draft"
    for name in ("index", "list", "tags/quokka", "tags/shared", "archive/2024"):
        marked = site.page(name).select('li.is-draft a[href$="hidden.html"]')
        assert marked, name
        assert all(link.find_parent("li").em.get_text() == "draft" for link in marked)
        assert not site.page(name).select('li.is-draft a[href$="posts/a.html"]')
    assert not site.page("posts/a").select(".cp-draft")
    assert "_images/kowari.png" in site.snapshot()
    with_about = site.page("about").select_one("article").get_text()
    assert "draft" in with_about.lower()


def test_a_build_with_drafts_leaves_nothing_to_the_next_without(make_site: MakeSite) -> None:
    site, clean = make_site(SITE), make_site(SITE)
    site.build("html", "-t", "drafts")
    site.build()
    clean.build()
    assert traces(site) == []
    assert site.snapshot() == clean.snapshot()


# --- Doubt ---------------------------------------------------------------------------------------


def front(*lines: str) -> str:
    return "\n".join(["---", "title: Echidna", *lines, "---", "", "The numbat.", ""])


# The source, and the line of the one warning (none where the author was clear).
WITHHELD: dict[str, tuple[str | bytes, int | range | None]] = {
    "true": (front("draft: true"), None),
    "capital": (front("draft: True"), None),
    "comment": (front("draft: true # for now"), None),
    "blank-before-colon": (front("draft : true"), None),
    "quoted-key": (front('"draft": true'), None),
    "escaped-key": (front(r'"dr\u0061ft": true'), None),
    "tagged-key": (front("!!str draft: true"), None),
    "next-line": (front("draft:", "  true"), None),
    "complex-key": (front("? draft", ": true"), None),
    "crlf": (front("draft: true").replace("\n", "\r\n").encode(), None),
    "carriage-returns": (front("draft: true").replace("\n", "\r").encode(), None),
    "bom": ("\ufeff" + front("draft: true"), None),
    "blanks-after-fence": (front("draft: true").replace("---", "--- "), None),
    "all-indented": ("---\n  title: Echidna\n  draft: true\n---\n", None),
    "flow": ("---\n{title: Echidna, draft: true}\n---\n", None),
    "flow-on-lines": ("---\n{\n  title: Echidna,\n  draft: true\n}\n---\n", None),
    "merged": (front("<<: {draft: true}"), 3),
    "quoted-no": (front('draft: "no"'), 3),
    "quoted-true": (front('draft: "true"'), 3),
    "zero": (front("draft: 0"), 3),
    "yes": (front("draft: yes"), 3),
    "no": (front("draft: no"), 3),
    "perhaps": (front("draft: perhaps"), 3),
    "empty": (front("draft:"), 3),
    "null": (front("draft: null"), 3),
    "list": (front("draft: [true]"), 3),
    "mapping": (front("draft: {until: 2024-01-02}"), 3),
    "template": (front("draft: {{draft}}"), 3),
    "date": (front("draft: 2024-01-02"), 3),
    "tagged-value": (front("draft: !!python/none ''"), 3),
    "misspelt": (front("draf: true"), 3),
    "plural": (front("drafts: true"), 3),
    "swapped": (front("darft: true"), 3),
    "capitals": (front("DRAFT: true"), 3),
    "published-no": (front("published: false"), None),
    "publish-no": (front("publish: false"), None),
    "publish-maybe": (front("publish: maybe"), 3),
    "publish-empty": (front("publish:"), 3),
    "published-text": (front('published: "false"'), 3),
    "publish": (front("publish: no"), 3),
    "private": (front("private: yes"), 3),
    "hidden": (front("hidden: true"), 3),
    "unlisted": (front("unlisted: true"), 3),
    "unpublished": (front("unpublished: true"), 3),
    "unpublish": (front("Unpublish: yes"), 3),
    "unpublish-date": (front("unpublish: 2024-01-02"), 3),
    "nopublish": (front("nopublish: true"), 3),
    "no-publish": (front("no-publish: true"), 3),
    "depublish": (front("depublish: true"), 3),
    "not-public": (front("not_public: true"), 3),
    "negated-and-misspelt": (front("unpublised: true"), 3),
    "negated-in-toml": ("+++\nunpublished = true\n+++\n", 2),
    "twice-true-first": (front("draft: true", "draft: false"), 4),
    "twice-true-last": (front("draft: false", "draft: true"), 4),
    "published-and-draft": (front("published: true", "draft: true"), None),
    "no-blank": (front("draft:true"), 3),
    "wide-colon": (front("draft\uff1a true"), 3),
    "equals-sign": (front("draft = true"), 3),
    "in-a-list": ("---\n- draft: true\n---\n\nThe numbat.\n", 2),
    "tab-before": (front("\tdraft: true"), 3),
    "blank-before": (front(" draft: true"), 3),
    "below-another": (front("tags:", "  - a", "  draft: true"), 5),
    "after-a-text": (front("description: |", "  a", " draft: true"), 5),
    "after-an-error": (front("tags: [a", "draft: true"), None),
    "after-a-quote": (front("description: 'a", "draft: true"), None),
    "before-an-error": (front("draft: true", "tags: [a"), None),
    "never-closed": ("---\ntitle: Echidna\ndraft: true\n\nThe numbat.\n", 3),
    "never-closed-and-long": ("---\n" + 400 * "id: xx\n" + "draft: true\n\nThe numbat.\n", 402),
    "blank-lines-above": ("\n\n" + front("draft: true"), 5),
    "comment-above": ("<!-- mine -->\n" + front("draft: true"), 4),
    "zero-width-above": ("\u200b" + front("draft: true"), 3),
    "four-dashes": (front("draft: true").replace("---", "----"), 3),
    "toml": ('+++\ntitle = "Echidna"\ndraft = true\n+++\n', 3),
    "toml-false-later": ("+++\ndraft = true\ndraft = false\n+++\n", 2),
    "json": ('{\n  "title": "Echidna",\n  "draft": true\n}\n', 3),
    "json-on-a-line": ('{"title": "Echidna", "draft": true}\n\nThe numbat.\n', 1),
    "merge-conflict": (
        front("<<<<<<< HEAD", "draft: true", "=======", "draft: false", ">>>>>>> other"),
        range(3, 8),
    ),
}
PUBLISHED: dict[str, tuple[str, int | None]] = {
    "false": (front("draft: false"), None),
    "capital": (front("draft: False"), None),
    "published": (front("published: true"), None),
    "published-at": (front("published: 2024-01-02"), None),
    "unpublished-no": (front("unpublished: false"), None),
    "in-the-text": ("# Echidna\n\n```yaml\ndraft: true\n```\n", None),
    "in-the-text-below": (front("id: x") + "\n---\n\ndraft: true\n", None),
    "in-a-comment": (front("# draft: true"), None),
    "in-a-value": (front("description: 'draft: true'"), None),
    "in-a-long-value": (front("description: |", "  draft: true"), None),
}


def test_doubt_withholds(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """One warning says so at the very line; of the page there is nothing."""
    files = {f"posts/{name}.md": as_bytes(source) for name, (source, _) in WITHHELD.items()}
    site = make_site({**files, "index.md": "# Home\n\n```{posts}\n```\n"})
    build = site.build()
    assert build.status == 0
    names = site.snapshot()
    for name, (_, line) in WITHHELD.items():
        with subtests.test("it is withheld", name=name):
            assert f"posts/{name}.html" not in names
            assert f"_sources/posts/{name}.md.txt" not in names
        with subtests.test("it is said", name=name):
            told = [one for one in build.warnings if one.startswith(f"posts/{name}.md:")]
            if line is None:
                assert told == []
            else:
                assert len(told) == 1
                where, _, what = told[0].partition(" WARNING: ")
                assert int(where.split(":")[1]) in (line if isinstance(line, range) else [line])
                assert "withheld" in what
    with subtests.test("no trace"):
        assert traces(site, words=["echidna", "numbat"]) == []


def test_no_doubt_publishes(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    files = {f"posts/{name}.md": source for name, (source, _) in PUBLISHED.items()}
    site = make_site(files)
    build = site.build()
    assert build.status == 0
    for name, (_, line) in PUBLISHED.items():
        with subtests.test(name):
            told = [one for one in build.warnings if one.startswith(f"posts/{name}.md:")]
            assert [one.split(":")[1] for one in told] == ([str(line)] if line else [])
            assert site.page(f"posts/{name}").select_one("h1").contents[0] == "Echidna"


def as_bytes(text: str | bytes) -> bytes:
    """Return a source exactly as it stands in the table."""
    return text if isinstance(text, bytes) else text.encode()
