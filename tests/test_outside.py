"""Outside: no page shows a file that lies outside the site, in whatever way it asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]

SECRET = "secretofthemachine"
FORMS = {
    "include": "```{include} ../../elsewhere/outside.txt\n```",
    "include as code": "```{include} ../../elsewhere/outside.txt\n:code: text\n```",
    "literal include": "```{literalinclude} ../../elsewhere/outside.txt\n```",
    "difference": "```{literalinclude} open.txt\n:diff: ../../elsewhere/outside.txt\n```",
    "raw": "```{raw} html\n:file: ../../elsewhere/outside.txt\n```",
    "raw, absolute": "```{raw} html\n:file: ROOT/elsewhere/outside.txt\n```",
    "table": "```{csv-table}\n:file: ../../elsewhere/outside.txt\n```",
    "table, absolute": "```{csv-table}\n:file: ROOT/elsewhere/outside.txt\n```",
    "picture": "![words](../../elsewhere/outside.png)",
    "figure": "```{figure} ../../elsewhere/outside.png\nwords\n```",
    "figure with a link": "```{figure} ../../elsewhere/outside.png\n:target: open.txt\n```",
    "image": "```{image} ../../elsewhere/outside.png\n```",
    "download": "{download}`words <../../elsewhere/outside.txt>`",
    "reStructuredText": "```{eval-rst}\n.. include:: ../../elsewhere/outside.txt\n```",
    "reStructuredText, raw": (
        "```{eval-rst}\n.. raw:: html\n   :file: ROOT/elsewhere/outside.txt\n```"
    ),
    "by a link": "```{literalinclude} linked/outside.txt\n```",
    "picture by a link": "![words](linked/outside.png)",
}


def make(make_site: MakeSite, conf: str = "") -> Site:
    site = make_site({"posts/open.txt": "open\n"}, conf)
    elsewhere = site.root / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "outside.txt").write_text(f"{SECRET}\n")
    (elsewhere / "outside.png").write_bytes(PNG + SECRET.encode())
    (site.source / "posts/linked").symlink_to(elsewhere)
    for number, text in enumerate(FORMS.values()):
        text = text.replace("ROOT", str(site.root))  # noqa: PLW2901
        site.write({f"posts/p{number}.md": f"# P\n\n{text}\n"})
    return site


def shown(site: Site) -> set[str]:
    return {name for name, content in site.snapshot().items() if SECRET.encode() in content}


def test_nothing_of_it_is_shown(make_site: MakeSite, subtests: pytest.Subtests) -> None:
    """One warning says so, at the line; the rest of the page is there."""
    site = make(make_site)
    build = site.build()
    assert build.status == 0
    for number, name in enumerate(FORMS):
        with subtests.test(name):
            told = [line for line in build.warnings if line.startswith(f"posts/p{number}.md:")]
            assert len(told) == 1
            line = 4 if name.startswith("reStr") else 3
            assert told[0].startswith(f"posts/p{number}.md:{line}: WARNING: ")
            assert "lies outside the site" in told[0]
            assert site.page(f"posts/p{number}").select_one("h1")
    assert shown(site) == set()


def test_what_is_allowed_is_shown(make_site: MakeSite) -> None:
    site = make(make_site, 'commonplace_outside = ["../elsewhere"]')
    told = [line for line in site.build().warnings if line.startswith("posts/p")]
    assert [line for line in told if "outside the site" in line] == []
    pages = {f"posts/p{number}.html" for number, name in enumerate(FORMS) if "include" in name}
    assert pages <= shown(site)


def test_links_are_followed_only_where_that_is_wanted(make_site: MakeSite) -> None:
    site = make(make_site, "commonplace_follow_symlinks = True")
    site.build()
    numbers = [number for number, name in enumerate(FORMS) if name.endswith("by a link")]
    assert f"posts/p{numbers[0]}.html" in shown(site)
    assert "posts/p0.html" not in shown(site)


@pytest.mark.parametrize("directive", ["{raw} html", "{csv-table}"])
def test_nothing_is_fetched(make_site: MakeSite, directive: str) -> None:
    text = f"# A\n\n```{directive}\n:url: http://127.0.0.1:9/x\n```\n"
    (told,) = make_site({"posts/a.md": text}).build().warnings
    assert told.startswith("posts/a.md:3: WARNING: ")
    assert "a build uses no network" in told


@pytest.mark.parametrize("folder", ["_static", "extra"])
def test_a_link_among_files_that_are_copied(make_site: MakeSite, folder: str) -> None:
    site = make_site(
        {"_static/own.txt": "own", "extra/own.txt": "own"}, 'html_extra_path = ["extra"]'
    )
    site.build()
    (site.root / "outside.txt").write_text(SECRET)
    (site.source / folder / "link.txt").symlink_to(site.root / "outside.txt")
    build = site.build()
    assert build.status == 2
    assert build.warnings == [f"{folder}/link.txt:1: ERROR: the link leads outside the site"]
    assert shown(site) == set()
