"""What was hidden stays hidden: the strictest of all that a page says counts."""

from __future__ import annotations

import pytest

from tests.core.importing.conftest import Bring, head, told

HIDDEN = [
    "draft: true",
    "draft: yes",
    "draft:",
    "draft: maybe",
    "Draft: True",
    "draf: true",
    "published: false",
    "publish: no",
    "publish: true\ndraft: true",
    "publish: true\npublished: false",
    "private: true",
    "unlisted: true",
    "hidden: 1",
    "password: swordfish",
    "noindex: true",
    "robots: noindex, nofollow",
    "sitemap: false",
    "headless: true",
    "status: private",
    "visibility: friends",
    "listed: false",
    "expiryDate: 2030-01-01",
    "build: {list: never}",
    "_build: {render: link}",
    "outputs: [json]",
    "params: {private: true}",
    "date: 2024-01-02\npublishDate: 2024-01-09",
    "publishDate: soon",
    "draft: true: false",  # which cannot be read
]
PUBLIC = [
    "draft: false",
    "draft: 'false'",
    "published: true",
    "published: 2024-01-02",
    "private: false",
    "password:",
    "status: published",
    "build: {list: always}",
    "sitemap: {priority: 0.5}",
    "outputs: [HTML, json]",
    "date: 2024-01-02\npublishDate: 2024-01-02",
    "hide_toc: true",
    "hide: [toc]",
    "index: 3",
    "status: seedling",
    "title: Drafts",
]


@pytest.mark.parametrize("said", HIDDEN)
@pytest.mark.parametrize("place", ["a.md", "content/a.md", "_posts/2024-01-02-a.md"])
def test_a_page_that_was_hidden_is_a_draft(bring: Bring, said: str, place: str) -> None:
    tree = {place: f"---\n{said}\n---\nText.\n", **({"hugo.toml": ""} if "/a" in place else {})}
    made = bring(tree)
    assert "draft: true\n" in head(made, "a.md")
    assert "publish: true" not in head(made, "a.md").replace("# publish", "#")
    assert [line for line in told(made) if line.endswith("; written as a draft")]


@pytest.mark.parametrize("said", PUBLIC)
def test_a_page_that_was_public_is_none(bring: Bring, said: str) -> None:
    assert "draft: true" not in head(bring({"a.md": f"---\n{said}\n---\nText.\n"}), "a.md")


def test_each_cause_is_told(bring: Bring) -> None:
    made = bring({"a.md": "---\npublish: true\ndraft: true\npassword: x\n---\n"})
    assert told(made) == [
        "a.md:3: draft: true; written as a draft",
        "a.md:4: password: x; written as a draft",
    ]
    assert head(made, "a.md") == "draft: true\n# publish: true\n# password: x\n"


def test_who_says_that_a_page_is_public_still_does(bring: Bring) -> None:
    assert head(bring({"a.md": "---\npublish: true\n---\n"}), "a.md") == "publish: true\n"


@pytest.mark.parametrize("settings", ["", "future: false\n"])
def test_a_day_to_come_hides_a_post_of_jekyll(bring: Bring, settings: str) -> None:
    made = bring({"_config.yml": settings, "_posts/2999-01-01-a.md": "---\n---\n"})
    assert head(made, "a.md").startswith("date: 2999-01-01\ndraft: true\n")
    assert told(made) == [
        "_posts/2999-01-01-a.md:1: date: 2999-01-01 is to come; written as a draft"
    ]


def test_a_day_to_come_hides_nothing_where_the_tool_showed_it(bring: Bring) -> None:
    made = bring({"_config.yml": "future: true\n", "_posts/2999-01-01-a.md": "---\n---\n"})
    assert "draft" not in head(made, "a.md")
    made = bring({"v/b.md": "---\ndate: 2999-01-01\n---\n"}, "folder")
    assert "draft" not in head(made, "v/b.md")


def test_what_hugo_hides_in_a_whole_section(bring: Bring) -> None:
    made = bring(
        {
            "hugo.toml": "[[cascade]]\ndraft = true\n[cascade._target]\npath = '/secret/**'\n",
            "content/secret/a.md": "A.\n",
            "content/plan/_index.md": "---\ncascade:\n  - build: {list: never}\n---\n",
            "content/plan/deep/b.md": "---\ndraft: false\n---\nB.\n",
            "content/plans/c.md": "C.\n",
        }
    )
    drafts = [name for name in made.pages if "draft: true\n" in head(made, name)]
    assert sorted(drafts) == ["plan/deep/b.md", "plan/index.md", "secret/a.md"]
    assert told(made)[0] == (
        "content/plan/_index.md:1: content/plan/_index.md:2 has for all pages below it "
        "build: {list: never}; written as a draft"
    )


def test_a_language_that_hugo_leaves_out(bring: Bring) -> None:
    settings = "disableLanguages = ['de']\n[languages.en]\n[languages.de]\n[languages.fr]\n"
    made = bring(
        {
            "hugo.toml": f"{settings}disabled = true\n",
            **{f"content/a.{lang}.md": "A.\n" for lang in ("en", "de", "fr")},
        }
    )
    assert sorted(name for name in made.pages if "draft: true\n" in head(made, name)) == [
        *("a.de.md", "a.fr.md"),
    ]


@pytest.mark.parametrize("written", ["02/03/2999", "02/03/2024", "soon"])
def test_a_date_that_is_not_clear_may_be_to_come(bring: Bring, written: str) -> None:
    made = bring({"_posts/2023-01-02-a.md": f"---\ndate: {written}\n---\n"})
    assert "draft: true\n" in head(made, "a.md")
    assert f"_posts/2023-01-02-a.md:2: date: {written} may be to come; written as a draft" in told(
        made
    )
    made = bring({"_posts/2023-01-02-a.md": "---\ndate: 02/03/2021\n---\n"})
    assert "draft" not in head(made, "a.md")


def test_what_a_template_language_may_have_hidden(bring: Bring) -> None:
    made = bring(
        {
            "_config.yml": "",
            "a.md": "---\n---\n\n{% if site.all %}Hush.{% endif %}\n",
            "b.md": "---\n---\n`{% if x %}` and {% assign x = 1 %}\n",
        }
    )
    assert "draft: true\n" in head(made, "a.md")
    assert "draft: true\n" not in head(made, "b.md")
    assert told(made) == [
        "a.md:4: what stands in {% if %} may have been hidden; written as a draft"
    ]
    made = bring(
        {
            "hugo.toml": "",
            "content/c.md": "A {{% comment %}}Hush.{{% /comment %}}B.\n",
            "content/d.md": "{{< private >}}Hush.{{< /private >}}\n",
        },
        "hugo",
    )
    assert "A B.\n" in made.pages["c.md"]
    assert "draft: true\n" in head(made, "d.md")


def test_where_some_notes_are_marked_as_public_a_setting_hides_the_others(bring: Bring) -> None:
    made = bring({"a.md": "---\npublish: true\n---\n", "b.md": "B.\n"})
    assert "publish: true\n" in head(made, "a.md")
    assert "draft" not in head(made, "b.md")
    (hint,) = made.hints
    assert hint == (
        "1 of 2 notes say 'publish: true': if the others are not for everyone, "
        "set commonplace_publish = 'marked'."
    )


def test_where_all_notes_are_marked_as_public_there_is_no_hint(bring: Bring) -> None:
    assert bring({"a.md": "---\npublish: true\n---\n"}).hints == []


def test_folders_of_a_vault_that_are_private_by_name(bring: Bring) -> None:
    made = bring({"Private/a.md": "A.\n", "x/_drafts/b.md": "B.\n", "privately/c.md": "C.\n"})
    drafts = [name for name in made.pages if "draft: true\n" in head(made, name)]
    assert sorted(drafts) == ["Private/a.md", "x/_drafts/b.md"]


def test_what_the_settings_of_jekyll_leave_out(bring: Bring) -> None:
    """They leave out whatever begins with what they name."""
    pages = ("drafts.md", "a.tmp.md", "deep/er/b.md", "deep/c.md")
    settings = "exclude: [draft, '*.tmp.md', /deep/er/]\n"
    tree = {"_config.yml": settings, **dict.fromkeys(pages, "---\n---\n")}
    made = bring(tree)
    assert list(made.pages) == ["deep/c.md"]
    assert made.left_out == [("deep/er", "left out by _config.yml")]


def test_parts_of_a_bundle_were_never_pages(bring: Bring) -> None:
    made = bring({"hugo.toml": "", "content/x/index.md": "X.\n", "content/x/notes.md": "N.\n"})
    assert "draft" not in head(made, "x/index.md")
    assert "draft: true\n" in head(made, "x/notes.md")


def test_what_jekyll_does_not_publish(bring: Bring) -> None:
    made = bring(
        {
            "_config.yml": "collections: {shown: {output: true}, unseen: {}}\n"
            "defaults: [{scope: {path: wip}, values: {published: false}}]\n",
            "_drafts/a.md": "---\n---\nA.\n",
            "_posts/undated.md": "---\n---\nU.\n",
            "_posts/2024-02-30-bad.md": "---\n---\nB.\n",
            "_posts/2024-01-02-bare.md": "No front matter.\n",
            "_shown/c.md": "---\n---\nC.\n",
            "_unseen/d.md": "---\n---\nD.\n",
            "wip/e.md": "---\n---\nE.\n",
        }
    )
    drafts = {name for name in made.pages if "draft: true\n" in head(made, name)}
    assert drafts == set(made.pages) - {"shown/c.md"}
    assert told(made) == [
        "_drafts/a.md:1: it is in _drafts; written as a draft",
        (
            "_posts/2024-01-02-bare.md:1: it has no front matter, without which it is no post; "
            "written as a draft"
        ),
        (
            "_posts/2024-02-30-bad.md:1: its name has no date, without which it is no post; "
            "written as a draft"
        ),
        (
            "_posts/2024-02-30-bad.md:1: the name: '2024-02-30' is not a day in the calendar or a "
            "time of day; the name stays as it is"
        ),
        (
            "_posts/undated.md:1: its name has no date, without which it is no post; "
            "written as a draft"
        ),
        "_unseen/d.md:1: _config.yml has no 'output: true' for 'unseen'; written as a draft",
        "wip/e.md:1: published: false; written as a draft",
    ]


COMMENTS = [
    ("A <!-- hush --> b.\n", "A %% hush %% b.\n"),
    ("<!--\nhush\n\nhush\n-->\n\nB.\n", "%%\nhush\n\nhush\n%%\n\nB.\n"),
    ("<!-- 100%% -->\n", "%% 100% %%\n"),
    ("A.\n\n<!--more-->\n\nB.\n", "A.\n\n<!--more-->\n\nB.\n"),
    ("<div>\n<!-- hush -->\n</div>\n", "<div>\n\n</div>\n"),
    ("A.\n\n<!-- hush\n\nhush\n", "A.\n\n%% hush\n\nhush\n%%"),
    ("`<!-- x -->`\n\n```\n<!-- x -->\n```\n", "`<!-- x -->`\n\n```\n<!-- x -->\n```\n"),
]


@pytest.mark.parametrize(("text", "new"), COMMENTS)
def test_comments_that_were_not_published(bring: Bring, text: str, new: str) -> None:
    assert bring({"v/a.md": text}, "folder").pages["v/a.md"] == new
    assert bring({"hugo.toml": "", "content/a.md": text}, "hugo").pages["a.md"].endswith(new)


def test_html_that_hugo_left_out_is_told(bring: Bring) -> None:
    made = bring(
        {"hugo.toml": "", "content/a.md": "A <b>b</b>.\n\n<!-- c -->\n\n<p>d</p>\n"}, "hugo"
    )
    assert told(made) == ["content/a.md:5: HTML, which Hugo left out, is shown from here on"]


def test_comments_that_were_published_stay(bring: Bring) -> None:
    text = "A <!-- b --> c.\n"
    unsafe = "[markup.goldmark.renderer]\nunsafe = true\n"
    assert bring({"hugo.toml": unsafe, "content/a.md": text}, "hugo").pages["a.md"].endswith(text)
    assert bring({"_config.yml": "", "b.md": text}, "jekyll").pages["b.md"].endswith(text)
    assert bring({"conf.py": "", "v/c.md": text}, "folder").pages["v/c.md"].endswith(text)
