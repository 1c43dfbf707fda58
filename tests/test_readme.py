"""The README: its tables say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_commonplace.core.frontmatter import frontmatter
from sphinx_commonplace.features.posts_directive import Posts
from sphinx_commonplace.spine.config import OPTIONS, Option
from sphinx_commonplace.spine.diagnostics import MEANINGS, Subtype

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_in_its_table(option: Option) -> None:
    default = f'"{option.default}"' if isinstance(option.default, str) else repr(option.default)
    assert f"| `{option.name}` | `{default}` | {option.meaning} |" in README


def test_every_warning_is_in_its_table() -> None:
    listed = re.findall(r"^\| `commonplace\.(\w+)` \| (.*) \|$", README, re.MULTILINE)
    assert dict(listed) == {kind.value: MEANINGS[kind] for kind in Subtype}


def test_every_key_of_front_matter_and_every_option_of_a_listing_is_named() -> None:
    keys = set(frontmatter.FrontMatter.__dataclass_fields__) - {"other", "lines", "alias_lines"}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", README)] == []
    assert [name for name in Posts.option_spec if f"`:{name}:`" not in README] == []
