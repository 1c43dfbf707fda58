"""The old address of each page is one of its aliases, so that no link from elsewhere breaks."""

from __future__ import annotations

import pytest

from tests.core.importing.conftest import Bring, head, told

POST = "_posts/2024-1-2-My-Post.md"


def aliases(text: str) -> str:
    found = [line for line in text.split("\n") if line.startswith("aliases: ")]
    return found[0].removeprefix("aliases: [").removesuffix("]") if found else ""


@pytest.mark.parametrize(
    ("settings", "fields", "old"),
    [
        ("", "", "/2024/01/02/My-Post.html"),
        ("permalink: date", "categories: a B", "/a/b/2024/01/02/My-Post.html"),
        ("permalink: pretty", "", "/2024/01/02/My-Post/"),
        ("permalink: ordinal", "date: 2024-02-01", "/2024/032/My-Post.html"),
        ("permalink: none", "category: Two words", "/two words/My-Post.html"),
        ("permalink: /:title/", "slug: other", "/other/"),
        ("permalink: /:year/:i_month/:slug", "", "/2024/1/my-post"),
        ("permalink: /:categories/:title:output_ext", "", "/My-Post.html"),
        ("", "permalink: /x.html", "/x.html"),
        ("", "permalink: /:short_year/:title", "/24/My-Post"),
        ("timezone: Asia/Tokyo", "date: 2024-01-02 23:00:00 +0000", "/2024/01/03/My-Post.html"),
        (
            "defaults: [{scope: {type: posts}, values: {permalink: '/p/:title/'}}]",
            "",
            "/p/My-Post/",
        ),
        ("", "redirect_from: [/old/, older.html]", "/2024/01/02/My-Post.html, /old/, /older.html"),
    ],
)
def test_a_post_of_jekyll(bring: Bring, settings: str, fields: str, old: str) -> None:
    made = bring({"_config.yml": f"{settings}\n", POST: f"---\n{fields}\n---\nText.\n"})
    assert list(made.pages) == ["My-Post.md"]
    assert aliases(made.pages["My-Post.md"]) == old


@pytest.mark.parametrize(
    ("settings", "path", "name", "old"),
    [
        ("", "about.md", "about.md", "/about.html"),
        ("permalink: pretty", "about.md", "about.md", "/about/"),
        ("permalink: /:year/:title/", "about.md", "about.md", "/about/"),
        ("", "x/index.md", "x/index.md", "/x/"),
        ("", "index.md", "home.md", ""),
        ("collections: {docs: {output: true}}", "_docs/a/b.md", "docs/a/b.md", "/docs/a/b.html"),
        (
            "collections: {docs: {output: true, permalink: '/d/:path/'}}",
            *("_docs/a/b.md", "docs/a/b.md", "/d/a/b/"),
        ),
    ],
)
def test_a_page_of_jekyll(bring: Bring, settings: str, path: str, name: str, old: str) -> None:
    made = bring({"_config.yml": f"{settings}\n", path: "---\n---\nText.\n"})
    assert list(made.pages) == [name]
    assert aliases(made.pages[name]) == old


def test_a_folder_of_posts_of_jekyll_is_a_category(bring: Bring) -> None:
    made = bring({"_config.yml": "", "Code/_posts/2024-01-02-a.md": "---\n---\nA.\n"})
    assert head(made, "Code/a.md") == (
        "date: 2024-01-02\ncategory: [Code]\naliases: [/code/2024/01/02/a.html]\n"
    )


def test_a_date_counts_more_than_the_one_in_the_file_name(bring: Bring) -> None:
    made = bring({"_config.yml": "", POST: "---\ndate: 2023-05-05\n---\nText.\n"})
    assert "date: 2023-05-05\n" in head(made, "My-Post.md")
    assert told(made) == [
        f"{POST}:2: date: 2023-05-05 counts, not 2024-01-02, as the file name has it"
    ]


@pytest.mark.parametrize(
    ("settings", "path", "fields", "name", "old"),
    [
        ("", "content/blog/My Post.md", "", "blog/My Post.md", "/blog/my-post/"),
        ("", "content/posts/a.md", "", "a.md", "/posts/a/"),
        ("", "content/posts/a.md", "slug: b", "a.md", "/posts/b/"),
        ("", "content/posts/a.md", "url: /x/y", "a.md", "/x/y/"),
        ("", "content/posts/a.md", "url: x.html", "a.md", "/x.html"),
        ("", "content/x/pack/index.md", "", "x/pack/index.md", "/x/pack/"),
        ("", "content/x/_index.md", "", "x/index.md", "/x/"),
        ("", "content/_index.md", "", "home.md", ""),
        ("uglyURLs = true", "content/x/a.md", "", "x/a.md", "/x/a.html"),
        ("permalinks.posts = '/:year/:slug/'", "content/posts/a.md", "title: T T", "a.md",
         "/2024/t-t/"),
        (
            "permalinks.page.docs = '/:sections/:month/:filename/'",
            *("content/docs/a/B.md", "", "docs/a/B.md", "/docs/a/01/b/"),
        ),
        ("", "content/posts/a.md", "aliases: [old, ../up, /older, a.html]", "a.md",
         "/posts/a/, /posts/old/, /up/, /older/, /posts/a.html"),
        ("defaultContentLanguage = 'en'\n[languages.en]\n[languages.de]", "content/a.de.md", "",
         "a.de.md", "/de/a/"),
        ("[languages.en]\n[languages.de]\ncontentDir = 'inhalt'", "inhalt/a.md", "", "de/a.md",
         "/de/a/"),
    ],
)  # fmt: skip
def test_a_page_of_hugo(
    bring: Bring, settings: str, path: str, fields: str, name: str, old: str
) -> None:
    tree = {"hugo.toml": settings, path: f"---\ndate: 2024-01-02\n{fields}\n---\nText.\n"}
    made = bring(tree, "hugo")
    assert list(made.pages) == [name]
    assert aliases(made.pages[name]) == old


def test_the_language_of_a_page_of_hugo(bring: Bring) -> None:
    settings = "defaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\n"
    made = bring({"hugo.toml": settings, "content/a.de.md": "A.\n", "content/a.en.md": "A.\n"})
    assert "lang: de\n" in head(made, "a.de.md")
    assert "lang: en\n" in head(made, "a.md")


def test_addresses_of_a_sphinx_site(bring: Bring) -> None:
    page = "---\nredirect: blog/old, older\n---\nA.\n"
    made = bring({"conf.py": "", "index.md": "Home.\n", "blog/a.md": page})
    assert aliases(made.pages["blog/a.md"]) == "/blog/a.html, /blog/old, /older"
    assert aliases(made.pages["home.md"]) == ""
    assert told(made) == [
        "conf.py:1: conf.py is not run: what its exclude_patterns left out is brought along"
    ]


def test_an_address_that_is_not_clear(bring: Bring) -> None:
    made = bring({"_config.yml": "", "a.md": "---\npermalink: /:nonsense/\n---\n"})
    assert head(made, "a.md") == "permalink: /:nonsense/\n"
    assert told(made) == ["a.md:2: the address it had is not clear; it has no alias for it"]


def test_names_and_addresses_of_a_vault(bring: Bring) -> None:
    made = bring({"a.md": "---\naliases: [Alpha, A/B]\npermalink: alpha\n---\n", "b.md": "B.\n"})
    assert head(made, "a.md") == "aliases: [/alpha, Alpha, A/B]\npermalink: alpha\n"
    assert made.pages["b.md"] == "B.\n"


def test_an_address_that_two_pages_ask_for_is_that_of_the_first(bring: Bring) -> None:
    made = bring({"a.md": "---\npermalink: /x\n---\n", "b.md": "---\npermalink: /x/\n---\n"})
    assert head(made, "a.md") == "aliases: [/x]\npermalink: /x\n"
    assert head(made, "b.md") == "permalink: /x/\n"
    assert told(made) == ["b.md:1: the old address '/x/' is that of a.md; left out"]


def test_its_own_address_is_a_page_s_before_any_alias(bring: Bring) -> None:
    tree = {
        "hugo.toml": "",
        "content/a/one.md": "---\naliases: [/a/, /a/two/, /a/index/]\n---\n",
        "content/a/_index.md": "---\ntitle: A\n---\n",
        "content/a/two.md": "Two.\n",
    }
    made = bring(tree)
    assert aliases(made.pages["a/one.md"]) == "/a/one/"
    assert aliases(made.pages["a/index.md"]) == "/a/"
    assert aliases(made.pages["a/two.md"]) == "/a/two/"


@pytest.mark.parametrize(
    ("alias", "wrong"),
    [
        ("/posts/b/", "is that of b.md"),
        ("/tags/", "is one that the site itself may have"),
        ("/a.xml", "is reserved: a page cannot redirect what asks for such a file"),
        ("/x?y=1", "holds ? or #, which no file can answer"),
        ("https://example.net/", "leads to another origin"),
        ("/../x", "leaves the site"),
    ],
)
def test_an_address_that_the_site_cannot_keep(bring: Bring, alias: str, wrong: str) -> None:
    made = bring({"a.md": f"---\naliases: ['{alias}']\n---\n", "b.md": "B.\n"})
    assert head(made, "a.md") == ""
    assert told(made) == [f"a.md:2: the old address {alias!r} {wrong}; left out"]


def test_names_that_are_one_on_some_machines(bring: Bring) -> None:
    tree = {
        "Note.md": "See [[note]] and [that](note.md).\n",
        "note.md": "Not [[Note]].\n",
        "x.md": "X.\n",
        "x/index.md": "Index.\n",
    }
    made = bring(tree)
    assert made.renamed == [("note.md", "note-2.md"), ("x/index.md", "x-2/index.md")]
    assert made.pages["Note.md"] == "See [[note-2|note]] and [that](note-2.md).\n"
    assert made.pages["note-2.md"] == "Not [[Note]].\n"


def test_names_that_no_link_can_hold(bring: Bring) -> None:
    tree = {
        "a#b?.md": "A.\n",
        "x&y.md": "X.\n",
        "u:v.md": "U.\n",
        "c.md": "[a](a%23b%3F.md) [x](x%26y.md) [u](u%3Av.md) ![p](50%25.png)\n",
        "50%.png": b"png",
    }
    made = bring(tree)
    assert made.renamed == [("a#b?.md", "a-b-.md")]
    assert made.pages["c.md"] == "[a](a-b-.md) [x](x&y.md) [u](./u:v.md) ![p](50-.png)\n"
    assert made.copies == {"50-.png": "50%.png"}


def test_posts_of_one_name(bring: Bring) -> None:
    tree = {
        "_posts/2024-01-02-a.md": "---\n---\nSee {% post_url 2024-02-03-a %}.\n",
        "_posts/2024-02-03-a.md": "---\n---\n[First]({% post_url 2024-01-02-a %})\n",
    }
    made = bring(tree)
    assert made.renamed == [("_posts/2024-02-03-a.md", "a-2.md")]
    assert "See /2024/02/03/a.html.\n" in made.pages["a.md"]
    assert "[First](a.md)\n" in made.pages["a-2.md"]
