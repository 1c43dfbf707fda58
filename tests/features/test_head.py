"""The head: what a page says of itself, well-formed and harmless whatever its title is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Site

BUILDERS = ("html", "dirhtml")


def said(page: BeautifulSoup) -> dict[str, str]:
    """Return what the head says by name or property."""
    return {
        str(node.get("property") or node.get("name")): node["content"]
        for node in page.select("head meta[content]")
        if node.get("name") not in ("viewport", "theme-color")
    }


def linked(page: BeautifulSoup) -> dict[str, Any]:
    """Return the things that the page describes in JSON-LD, by their types."""
    (script,) = page.select('head script[type="application/ld+json"]')
    graph = json.loads(script.string)["@graph"]
    return {thing["@type"]: thing for thing in graph}


POST = """\
---
date: 2024-05-06
updated: 2024-06-07T10:00+02:00
tags: [One, two]
category: Craft
author: Ann
description: Of something.
image: dot.png
lang: pt_BR
---
# A title

Text.
"""


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_post_says_what_it_is(make_site: Callable[..., Site], builder: str) -> None:
    site = make_site({"posts/a.md": POST, "posts/dot.png": PNG})
    assert site.build(builder).warnings == []
    page = site.page("posts/a", builder)
    url = "https://example.org/posts/a" + {"html": ".html", "dirhtml": "/"}[builder]
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [url]
    assert said(page) == {
        "color-scheme": "light dark",
        "description": "Of something.",
        "author": "Ann",
        "og:title": "A title",
        "og:type": "article",
        "og:url": url,
        "og:site_name": "Test",
        "og:locale": "pt_BR",
        "og:description": "Of something.",
        "og:image": "https://example.org/_images/dot.png",
        "article:published_time": "2024-05-06T00:00:00+00:00",
        "article:modified_time": "2024-06-07T08:00:00+00:00",
        "article:section": "Craft",
        "article:tag": "two",
        "twitter:card": "summary_large_image",
    }
    assert len(page.select('meta[property="article:tag"]')) == 2
    things = linked(page)
    assert things["BlogPosting"] == {
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": "A title",
        "description": "Of something.",
        "inLanguage": "pt-BR",
        "author": [{"@type": "Person", "name": "Ann"}],
        "keywords": ["One", "two"],
        "image": "https://example.org/_images/dot.png",
        "datePublished": "2024-05-06T00:00:00+00:00",
        "dateModified": "2024-06-07T08:00:00+00:00",
    }
    steps = things["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [
        (1, "Test"),
        (2, "Craft"),
        (3, "A title"),
    ]
    assert steps[0]["item"] == "https://example.org/"
    assert steps[2]["item"] == url
    assert page.select_one("article > section")["lang"] == "pt-BR"


HOSTILE = [
    "]]> and </title>",
    "</script><script>alert(1)</script>",
    "\"double\" & 'single' <!-- open",
    "&amp; &lt;b&gt; \u2028",
    "{{ 7*7 }} %(x)s ${y}",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_spoils_the_head(make_site: Callable[..., Site], title: str) -> None:
    written = json.dumps(title, ensure_ascii=False)
    keys = ("title", "description", "category", "author", "tags")
    fields = "\n".join(
        f"{key}: [{written}]" if key == "tags" else f"{key}: {written}" for key in keys
    )
    site = make_site({"posts/a.md": f"---\ndate: 2024-05-06\n{fields}\n---\n# A\n"})
    site.build()
    page = site.page("posts/a")
    shown = " ".join(title.split())
    assert "alert(1)" not in [script.string for script in page.select("script")]
    assert said(page)["og:title"] == said(page)["description"] == said(page)["author"] == shown
    things = linked(page)
    assert things["BlogPosting"]["headline"] == shown
    assert things["BreadcrumbList"]["itemListElement"][-1]["name"] == shown
    for name in site.output().glob("tags/*.html"):
        assert linked(BeautifulSoup(name.read_text(), "html.parser"))["BreadcrumbList"]


def test_a_heading_with_control_characters(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# a\x01b\x08c\n\nText\x02.\n"})
    site.build()
    page = site.page("posts/a")
    assert said(page)["og:title"] == linked(page)["BlogPosting"]["headline"] == "abc"
    assert said(page)["description"] == "Text."


def test_a_listing_is_described_by_what_it_lists(make_site: Callable[..., Site]) -> None:
    posts = {
        f"posts/{n}.md": f"---\ndate: 2024-01-{n}\ntags: [t]\n---\n# Title number {n}\n"
        for n in range(10, 30)
    }
    site = make_site(posts)
    site.build()
    for page in ("tags/t", "archive/2024"):
        found = str(said(site.page(page))["description"])
        assert found.startswith("Title number 29 · Title number 28 · ")
        assert found.endswith("…")
        assert len(found) <= 200


def test_a_post_without_a_description_is_described_by_its_beginning(
    make_site: Callable[..., Site],
) -> None:
    text = "# A\n\n![](dot.png)\n\n> [!tip] Title\n\nBegins *here* with [[b]]. " + "word " * 80
    site = make_site(
        {"posts/a.md": text, "posts/b.md": "# B\n\n[[a]]\n", "posts/dot.png": PNG}
        | {"posts/c.md": '---\nhtml_meta: {"description": "By MyST"}\n---\n# C\n\nText.\n'}
    )
    site.build()
    found = said(site.page("posts/a"))["description"]
    assert found.startswith("Begins here with b. word")
    assert found.endswith("word…")
    assert len(found) <= 200
    assert [node["content"] for node in site.page("posts/c").select("meta[name=description]")] == [
        "By MyST"
    ]


def test_pages_that_are_no_posts(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "index.md": "---\ndescription: A site.\n---\n# Home\n",
            "about.md": "---\norphan: true\n---\n# About\n",
            "posts/a.md": "---\ntags: [x/y]\n---\n# A\n",
        },
        """
        html_title = "A name"
        commonplace_me = ["https://elsewhere.example/@me", "mailto:me@example.org"]
        html_theme_options = {"light_css_variables": {"color-background-primary": "ivory"}}
        """,
    )
    assert site.build("dirhtml").warnings == []
    home = site.page(".", "dirhtml")
    assert linked(home) == {
        "WebSite": {
            "@type": "WebSite",
            "@id": "https://example.org/",
            "url": "https://example.org/",
            "name": "A name",
            "description": "A site.",
            "inLanguage": "en",
        }
    }
    assert said(home)["og:type"] == "website"
    assert said(home)["og:title"] == "A name"
    term = site.page("tags/x/y", "dirhtml")
    names = [step["name"] for step in linked(term)["BreadcrumbList"]["itemListElement"]]
    assert names == ["A name", "x", "Tagged “x/y”"]
    for page in (".", "about", "tags/x/y", "search"):
        (canonical,) = site.page(page, "dirhtml").select("link[rel=canonical]")
        assert canonical["href"] == "https://example.org/" + page.strip(".") + "/" * (page != ".")
    for page in (".", "about", "tags/x/y"):
        found = site.page(page, "dirhtml")
        assert [link["href"] for link in found.select("link[rel=me]")] == [
            "https://elsewhere.example/@me",
            "mailto:me@example.org",
        ]
        assert [(m["media"], m["content"]) for m in found.select("meta[name=theme-color]")] == [
            ("(prefers-color-scheme: light)", "ivory"),
            ("(prefers-color-scheme: dark)", "#161514"),
        ]


def test_an_odd_file_name_has_an_address_that_works(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a #1?%20 é.md": "# A\n"}, 'html_baseurl = "http://exämple.org:8000/ü"')
    for builder in BUILDERS:
        site.build(builder)
        (canonical,) = site.page("posts/a #1?%20 é", builder).select("link[rel=canonical]")
        assert canonical["href"].removesuffix(".html").removesuffix("/") == (
            "http://xn--exmple-cua.org:8000/%C3%BC/posts/a%20%231%3F%2520%20%C3%A9"
        )


def test_an_image_that_is_not_there_and_one_from_elsewhere(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "posts/a.md": "---\nimage: none.png\n---\n# A\n",
            "posts/b.md": "---\nimage: https://elsewhere.example/x.png\n---\n# B\n",
            "posts/c.md": "---\nimage: ../../secret.png\n---\n# C\n",
        }
    )
    (site.root / "secret.png").write_bytes(PNG)
    first, second = site.build().warnings
    assert first.startswith("posts/a.md:2: WARNING: ")
    assert "none.png" in first
    assert second.startswith("posts/c.md:2: WARNING: ")
    assert "lies outside the site" in second
    assert "og:image" not in said(site.page("posts/a"))
    assert said(site.page("posts/b"))["og:image"] == "https://elsewhere.example/x.png"
    assert "og:image" not in said(site.page("posts/c"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_page_that_is_no_post_holds_its_image(
    make_site: Callable[..., Site], builder: str
) -> None:
    about = "---\norphan: true\nimage: https://elsewhere.example/x.png\n---\n# About\n"
    home = "---\nimage: posts/dot.png\n---\n# Home\n"
    site = make_site({"index.md": home, "about.md": about, "posts/dot.png": PNG})
    assert site.build(builder).warnings == []
    shown = said(site.page("." if builder == "dirhtml" else "index", builder))
    assert shown["og:image"] == "https://example.org/_images/dot.png"
    assert shown["twitter:card"] == "summary_large_image"
    assert "_images/dot.png" in site.snapshot(builder)
    assert said(site.page("about", builder))["og:image"] == "https://elsewhere.example/x.png"
    site.write({"index.md": "# Home\n"})
    assert site.build(builder).written == ["index"]
    assert "og:image" not in said(site.page("." if builder == "dirhtml" else "index", builder))


def test_other_builders_know_nothing_of_it(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": POST, "posts/dot.png": PNG, "index.md": "# Home\n\n![[a]]\n"})
    for builder in ("text", "latex", "xml"):
        build = site.build(builder)
        assert (build.status, build.warnings) == (0, [])
