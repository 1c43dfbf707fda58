"""The search index of a site: what is in it, what never is, and what a build does with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace.features import search, search_page

if TYPE_CHECKING:
    from tests.conftest import Site

FILES = {
    "posts/note.md": """\
        ---
        tags: [Career, nested/one]
        description: Describedword.
        unknown: frontmatterword
        ---
        # Titleword

        Textword with `codeword`. %%commentword%% $x_{mathword}$ ![[other]]

        ## Headingword

        ```python
        blockword
        ```

        ```{posts}
        :tags: career
        ```

        ```{toctree}
        /about
        ```

        <div>rawword</div>

        ![altword](data:image/png;base64,AAAA)
        """,
    "posts/other.md": "# Other\n\nEmbeddedword.\n",
    "posts/draft.md": "---\ndraft: true\n---\n# Draftword\n",
    "posts/hidden.md": "---\nsearch: false\n---\n# Hiddenword\n",
    "posts/nosearch.md": "---\nnosearch: true\n---\n# Nosearchword\n",
    "about.md": "# About\n\nPageword.\n",
}


def index(site: Site, builder: str = "html") -> str:
    """Return all files of the index as one text."""
    found = site.snapshot(builder)
    return "".join(found[name].decode() for name in sorted(found) if name.startswith("_search/"))


def texts(site: Site) -> str:
    """Return the texts of the index."""
    found = site.snapshot()
    return "".join(found[name].decode() for name in sorted(found) if name.startswith("_search/t/"))


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_what_is_in_the_index(make_site: Callable[..., Site], jobs: str) -> None:
    site = make_site(FILES)
    site.build("html", "-j", jobs)
    made = index(site).lower()
    words = ["title", "text", "code", "heading", "block", "described", "embedded", "page"]
    assert [word for word in words if f"{word}word" not in made] == []
    never = ["frontmatter", "comment", "math", "raw", "alt", "draft", "hidden", "nosearch"]
    assert [word for word in never if f"{word}word" in made] == []
    assert "base64" not in made
    assert texts(site).count("Embeddedword") == 1


def test_a_break_of_a_line_stands_between_two_words(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/note.md": "# Note\n\nRoses\\\nare<br>red  \nhere\n"})
    site.build("html")
    assert "Roses are red here" in texts(site)


def test_addresses_are_those_of_the_builder(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES)
    for builder, address in (("html", "posts/note.html"), ("dirhtml", "posts/note/")):
        site.build(builder)
        assert f'"{address}","Titleword"' in index(site, builder)


def test_sphinxs_own_index_is_made_only_when_it_is_asked_for(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(FILES)
    site.build()
    assert not (site.output() / "searchindex.js").exists()
    page = site.page("search").article
    asked = make_site(FILES, "commonplace_sphinx_search = True\n")
    asked.build()
    assert (asked.output() / "searchindex.js").is_file()
    assert asked.page("search").article == page
    assert asked.build().written == []


def test_other_ways_to_find_a_post_without_scripts(make_site: Callable[..., Site]) -> None:
    site = make_site({**FILES, "tags.md": "# By tag\n", "archive.md": "# By date\n"})
    site.build()
    links = site.page("search").select("noscript a")
    assert [(link["href"], link.text) for link in links] == [
        ("tags.html", "By tag"),
        ("archive.html", "By date"),
        ("search/all.html", "All posts"),
    ]
    posts = site.page("search/all").select(".cp-listing li a")
    assert [link.text for link in posts] == ["Hiddenword", "Nosearchword", "Other", "Titleword"]


def test_browsers_are_told_of_the_search(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES, 'html_baseurl = "https://a.example/notes"\nproject = "A & B"\n')
    site.build("dirhtml")
    (link,) = site.page("posts/note", "dirhtml").select('link[rel="search"]')
    assert link["href"] == "../../_search/opensearch.xml"
    told = (site.output("dirhtml") / "_search/opensearch.xml").read_text()
    assert 'template="https://a.example/notes/search/?q={searchTerms}"' in told
    assert "<ShortName>A &amp; B</ShortName>" in told
    assert "<Description>A &amp; B</Description>" in told


def test_a_build_that_changes_nothing_leaves_it_alone(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES)
    site.build()
    folder = site.output() / "_search"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.js")}
    site.build()
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.js")} == before
    site.write({"posts/other.md": "# Other\n\nAnotherword.\n"})
    site.build()
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*.js")}
    assert len(set(after.items()) - set(before.items())) <= 5
    assert "Embeddedword" not in index(site)


def test_an_index_made_from_what_was_kept_equals_a_new_one(make_site: Callable[..., Site]) -> None:
    long = "# A {0} title\n\nBefore.\n\n## A {0} heading\n\n" + "And so on.\n" * 200
    files = {**FILES, "posts/long.md": long.format("long")}
    site = make_site(files)
    for builder in ("html", "dirhtml"):
        site.build(builder)
    changed = {
        "posts/note.md": "---\ntags: else\n---\n# Titleword\n\nFewer.\n",
        "posts/long.md": long.format("very long"),
    }
    site.write(changed)
    for builder in ("html", "dirhtml"):
        site.build(builder)
        clean = make_site({**files, **changed})
        clean.build(builder)
        assert index(site, builder) == index(clean, builder)


def test_what_is_missing_in_the_output_is_made_again(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES)
    site.build()
    before = index(site)
    for path in (site.output() / "_search").rglob("*.js"):
        path.unlink()
    site.build()
    assert index(site) == before


def test_a_page_of_ones_own_in_its_place_is_refused(make_site: Callable[..., Site]) -> None:
    site = make_site({"search.md": "# Mine\n"})
    result = site.build()
    assert result.status == 2
    assert "a page of Sphinx's own" in result.warnings[0]


def test_the_script_says_what_can_be_translated() -> None:
    said = set(re.findall(r'say\("([^"]*)"\)', search_page.script().decode()))
    assert said == search.SAID.keys()


def test_the_languages_of_the_site_and_of_posts_count(make_site: Callable[..., Site]) -> None:
    site = make_site(
        {
            "posts/a.md": "---\nlang: de\n---\n# Haus\n\nHäuser\n",
            "posts/b.md": "# Indexing\n\nindexes\n",
        }
    )
    site.build()
    assert "haus:/er" in index(site)
    assert "index:es/ing" in index(site)


def test_the_script_is_small_and_whole() -> None:
    text = search_page.script().decode()
    assert not re.search(r"^(\s|//|/\*)", text, re.MULTILINE)
    assert json.dumps(text)
