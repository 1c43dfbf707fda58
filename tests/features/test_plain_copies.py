"""Plain copies: what is published and no more, as Markdown and as an index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.conftest import Site

FILES = {
    "index.md": "---\ndescription: A site.\n---\n# Home\n",
    "posts/a.md": "---\ndate: 2024-05-06\ntags: [One]\ndescription: Of A.\n---\n# A [title]\n\n"
    "See [[b]], [[secret]] and ![[c#Part]] %%hidden%%\n\n%%\nalso hidden\n%%\n\n"
    "% MyST's comment\n\n- [x] done\n\n```python\nprint(1)\n```\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "posts/b.md": "# Bee\n\n> [!tip]- Callout\n> words\n\n$x^2$\n",
    "posts/c.md": "# C\n\n## Part\n\nEmbedded.\n",
    "posts/secret.md": "---\ndraft: true\n---\n# Secret title\n\nSecret words.\n",
}
BOTH = 'commonplace_plain_copies = ["markdown", "llms.txt"]\n'


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_copy_holds_the_text_of_its_page(make_site: Callable[..., Site], builder: str) -> None:
    site = make_site(FILES, BOTH)
    site.build(builder)
    text = (site.output(builder) / "posts/a.md").read_text()
    _, front, body = text.split("---\n", 2)
    page = "https://example.org/posts/a" + {"html": ".html", "dirhtml": "/"}[builder]
    assert yaml.safe_load(front) == {
        "title": "A [title]",
        "url": page,
        "date": "2024-05-06",
        "tags": ["One"],
        "description": "Of A.",
        "lang": "en",
    }
    assert body.startswith("\n# A \\[title\\]\n\nSee [b](https://example.org/posts/b")
    assert "Embedded." in body
    assert "```python\nprint(1)\n```" in body
    assert "| 1 | 2 |" in body
    assert "- ☑ done" in body
    for hidden in ("hidden", "MyST's", "Secret", "%%", "draft", "¶"):
        assert hidden not in text
    other = (site.output(builder) / "posts/b.md").read_text()
    assert "<msup>" in other
    link = site.page("posts/a", builder).select_one('link[type="text/markdown"]')
    assert link["href"] == "https://example.org/posts/a.md"


@pytest.mark.parametrize("tags", [(), ("-t", "drafts")])
def test_the_index_names_what_is_published(
    make_site: Callable[..., Site], tags: tuple[str, ...]
) -> None:
    site = make_site(FILES, BOTH)
    site.build("html", *tags)
    assert (site.output() / "llms.txt").read_text() == (
        "# Test\n\n> A site.\n\n## Essays\n\n"
        "- [A \\[title\\]](https://example.org/posts/a.md): Of A.\n\n"
        "## Notes\n\n"
        "- [Bee](https://example.org/posts/b.md)\n"
        "- [C](https://example.org/posts/c.md)\n"
    )
    assert sorted(path.name for path in site.output().rglob("*.md")) == ["a.md", "b.md", "c.md"]


def test_each_is_made_only_if_asked_for(make_site: Callable[..., Site]) -> None:
    site = make_site(FILES, 'commonplace_plain_copies = ["llms.txt"]\n')
    site.build()
    assert "(https://example.org/posts/a.html)" in (site.output() / "llms.txt").read_text()
    assert not list(site.output().rglob("*.md"))
    assert site.page("posts/a").select('link[type="text/markdown"]') == []
    none = make_site(FILES)
    none.build()
    assert not (none.output() / "llms.txt").exists()
