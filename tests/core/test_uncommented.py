"""Comments are taken out of a text as the parser would, without a parser."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.markup.uncommented import uncommented


@pytest.mark.parametrize(
    "text",
    [
        *("%% X %%", "%%\nX\n\n# X\n%%", "a %%X%% b", "a %%X\nX%% b", "%% X", "> %%\n> X"),
        "- ```\n  a\n  ```\n\n%% X %%\n\n```\nb\n```",
        *("<!-- X -->", "a <!-- X\n\nX -->", "<!-- X", "% X", "  % X\nb", "> % X"),
    ],
)
def test_a_comment_goes(text: str) -> None:
    assert b"X" not in uncommented(text.encode())


def test_many_marks_take_linear_time() -> None:
    for mark in ("`", "` ", "%%", "<!--", "```\n", "> "):
        assert len(uncommented(mark.encode() * 50_000)) <= len(mark) * 50_000


@pytest.mark.parametrize(
    "text",
    [
        *("`%%` X `%%`", "``%% ` X %%``", "```\n%% X %%\n```", "~~~\n<!-- X -->\n~~~"),
        *("50 %% of\n\nX 50 %%", "> ```\n> % X\n> ```", "a % X", "%% a %% X", "% a\nX"),
        *("    % X", "1. ```sh\n\n   % X\n   ```"),
        *("```\n``\n% X\n```", "`a\n\n`X"),
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert b"X" in uncommented(text.encode())
