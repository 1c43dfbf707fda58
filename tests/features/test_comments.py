"""What an author leaves in a comment is nowhere in the site."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site


def text(make_site: Callable[..., Site], body: str, conf: str = "") -> str:
    """Return the words of the home page."""
    site = make_site({"index.md": f"# Home\n\n{body}\n\nAfter.\n"}, conf)
    assert site.build("html", "-W", "--keep-going").warnings == []
    article = site.page("index").select_one("article")
    assert "After." in article.text
    return str(article.text)


@pytest.mark.parametrize(
    "body",
    [
        *("%% SECRET %%", "%%\nSECRET\n%%", "%%\nSECRET\n\n# SECRET\n\n- SECRET\n%%"),
        *("%% SECRET\nSECRET %%", "Some %%SECRET%% words.", "Some %%SECRET\nSECRET%% words."),
        *("%%SECRET%% some words.", "> %%\n> SECRET\n> %%", "- an item\n\n  %%\n  SECRET\n  %%"),
        *("Words\n%%\nSECRET\n%%\nwords", "%% [[SECRET]] ![[SECRET]] [x](SECRET.md) %%"),
        "%%\n[[SECRET]] and [x](SECRET.md)\n%%",
    ],
)
def test_a_comment_is_not_published(make_site: Callable[..., Site], body: str) -> None:
    site = make_site({"index.md": f"# Home\n\n{body}\n\nAfter.\n"})
    assert site.build("html", "-W", "--keep-going").warnings == []
    assert "After." in site.page("index").select_one("article").text
    assert [name for name, data in site.snapshot().items() if b"SECRET" in data] == []


def test_sources_are_not_copied_since_they_hold_comments(make_site: Callable[..., Site]) -> None:
    site = make_site({"index.md": "# Home\n\n%%SECRET%%\n"}, "html_copy_source = True\n")
    (told,) = site.build().warnings
    assert "WARNING: html_copy_source: sources hold what is never published" in told
    assert [name for name, data in site.snapshot().items() if b"SECRET" in data] == []


@pytest.mark.parametrize(
    "body",
    [
        *("50 %% of them SHOWN", "`%% SHOWN %%`", "```text\n%% SHOWN %%\n```"),
        *("    %% SHOWN %%", r"a \%% SHOWN", "```text\n%%\nSHOWN\n%%\n```", "100% or 50% SHOWN"),
    ],
)
def test_what_is_no_comment_stays(make_site: Callable[..., Site], body: str) -> None:
    assert "SHOWN" in text(make_site, body)


def test_what_stands_around_a_comment_stays(make_site: Callable[..., Site]) -> None:
    shown = text(make_site, "Words %%hidden%% and *words*, 5 %% and on.\n\n%%\nhidden\n%%\n\nLast.")
    assert "Words  and words, 5 %% and on." in shown
    assert "Last." in shown
    assert "hidden" not in shown


def test_each_syntax_can_be_left_out(make_site: Callable[..., Site]) -> None:
    shown = text(make_site, "A %%comment%% and [[Home]].", "commonplace_syntax = []\n")
    assert "A %%comment%% and [[Home]]." in shown
