"""The README: its tables say what the code says, and its examples work."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace.core.frontmatter import frontmatter
from sphinx_commonplace.features.posts_directive import Posts
from sphinx_commonplace.spine.config import OPTIONS
from sphinx_commonplace.spine.diagnostics import MEANINGS, Subtype

if TYPE_CHECKING:
    from sphinx_commonplace.spine.option import Option
    from tests.conftest import Site

README_FILE = Path(__file__).parent.parent / "README.md"
README = README_FILE.read_text(encoding="utf-8")
BLOCK = re.MULTILINE | re.DOTALL


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_in_its_table(option: Option) -> None:
    default = f'"{option.default}"' if isinstance(option.default, str) else repr(option.default)
    assert f"| `{option.name}` | `{default}` | {option.meaning} |" in README


def test_every_warning_is_in_its_table() -> None:
    listed = re.findall(r"^\| `commonplace\.(\w+)` \| (.*) \|$", README, re.MULTILINE)
    assert dict(listed) == {kind.value: MEANINGS[kind] for kind in Subtype}


def test_every_key_of_front_matter_and_every_option_of_a_listing_is_named() -> None:
    keys = set(frontmatter.FrontMatter.__dataclass_fields__) - {
        "other",
        "lines",
        "alias_lines",
        "unclear_date",
    }
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", README)] == []
    assert [name for name in Posts.option_spec if f"`:{name}:`" not in README] == []


def example(language: str, after: str) -> str:
    """Return the first block of a language below a place in the text."""
    found = re.search(rf"^(`{{3,4}}){language}\n(.*?)^\1$", README[README.index(after) :], BLOCK)
    assert found is not None
    return found[2]


def test_the_whole_post_links_to_what_is_there(make_site: Callable[..., Site]) -> None:
    posts = README_FILE.parent / "posts"
    site = make_site({f"posts/{path.name}": path.read_text() for path in posts.glob("*.md")})
    before = site.build().warnings
    site.write({"posts/whole.md": example("markdown", "This is a whole post")})
    assert [line for line in site.build().warnings if line not in before] == []


def test_what_a_site_needs_is_enough(make_site: Callable[..., Site]) -> None:
    place = "Use it in a Sphinx site"
    site = make_site({"posts/a.md": "---\ndate: 2024-12-30\n---\n# First\n"})
    site.write({"conf.py": example("python", place), "index.md": example("markdown", place)})
    shutil.rmtree(site.source / "_static")
    shutil.rmtree(site.source / "_templates")
    build = site.build()
    assert (build.status, build.warnings) == (0, [])
    assert site.page("index").select_one(".cp-entry a").text == "First"
