"""The garden report as a builder."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.sample import CONFIGURATION, FILES

if TYPE_CHECKING:
    from tests.conftest import Site

LONG = "Words and words. " * 40
GARDEN: dict[str, str | bytes] = {
    "index.md": "# Home\n\n[[Alone]] and ![[pictured]]\n\n```{posts}\n```\n",
    "posts/hub.md": (
        "---\ntags: [notes, once]\n---\n# The hub\n\n"
        f"{LONG}\n\n[[Nowhere]], [[nowhere]] and [x](none.md).\n\n[[leaf#No heading]] [](leaf.md)\n"
    ),
    "posts/leaf.md": (
        f"---\ntags: [note, notes]\n---\n# Leaf\n\n{LONG}\n\n"
        "Of the\nhub, `The hub` and [the hub](hub.md#nope).\n"
    ),
    "posts/alone.md": f"---\ntags: note\n---\n# Alone\n\nOn the hub: {LONG}\n\n[[#Alone]]\n",
    "posts/pictured.md": "# Pictured\n\nShort, by the hub.\n",
    "posts/unseen.md": f"# Unseen\n\n{LONG}\n\n![[leaf]]\n",
    "posts/draft.md": "---\ndraft: true\n---\n# Draft\n\n[[Nothing]] [[unseen]]\n",
}


def report(site: Site) -> dict[str, Any]:
    """Return what was written."""
    text = (site.output("garden") / "garden.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def pages(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["page"].removeprefix("posts/") for entry in entries]


def test_the_report(make_site: Callable[..., Site]) -> None:
    site = make_site(GARDEN)
    build = site.build("garden", "-W", "--keep-going")
    assert (build.status, build.warnings) == (0, [])
    found = report(site)
    assert [(entry["name"], entry["mentions"]) for entry in found["wanted"]] == [
        ("Nowhere", 2),
        ("posts/hub#nope", 1),
        ("posts/leaf#No heading", 1),
        ("posts/none", 1),
    ]
    assert found["wanted"][0]["places"] == [{"page": "posts/hub", "line": 8}] * 2
    assert pages(found["orphans"]) == ["unseen"]
    assert pages(found["dead_ends"]) == ["alone", "pictured"]
    assert pages(found["stubs"]) == ["pictured"]
    mentions = [
        (entry["page"], entry["line"], entry["target"]) for entry in found["unlinked_mentions"]
    ]
    assert mentions == [
        ("posts/alone", 6, "posts/hub"),
        ("posts/pictured", 3, "posts/hub"),
    ]
    assert found["similar_tags"] == [["note", "notes"]]
    assert found["tags_used_once"] == [{"tag": "once", "page": "posts/hub"}]
    assert "Nowhere (2): posts/hub.md:8" in build.log
    assert "Draft" not in json.dumps(found)
    assert [path.name for path in site.output("garden").iterdir()] == ["garden.json"]


@pytest.mark.parametrize(
    ("limits", "status", "told"),
    [
        ({}, 0, []),
        ({"wanted": 4, "stubs": 1}, 0, []),
        ({"wanted": 3, "stubs": 1}, 1, ["wanted: 4, and no more than 3 are allowed"]),
        ({"orphans": 0, "dead_ends": 1}, 1, ["orphans: 1, and", "dead_ends: 2, and"]),
    ],
)
def test_limits_decide_the_exit_code(
    make_site: Callable[..., Site], limits: dict[str, int], status: int, told: list[str]
) -> None:
    site = make_site(GARDEN, f"commonplace_garden_limits = {limits}")
    build = site.build("garden")
    assert build.status == status
    assert len(build.warnings) == len(told)
    for line, words in zip(build.warnings, told, strict=True):
        assert words in line


@pytest.mark.parametrize("limits", [{"weeds": 1}, {"wanted": "1"}])
def test_limits_are_checked(make_site: Callable[..., Site], limits: dict[str, Any]) -> None:
    build = make_site(GARDEN, f"commonplace_garden_limits = {limits}").build("garden")
    assert build.status == 2
    assert "commonplace_garden_limits" in build.warnings[0]


def test_what_is_a_stub_is_an_option(make_site: Callable[..., Site]) -> None:
    site = make_site(GARDEN, "commonplace_garden_stub = 0")
    site.build("garden")
    assert report(site)["stubs"] == []


def test_a_warm_report_equals_a_clean_one_and_leaves_the_site_alone(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(FILES, CONFIGURATION)
    site.build("html")
    site.build("garden")
    before = site.snapshot("html")
    assert site.build("html").written == []
    assert site.snapshot("html") == before
    site.write({"posts/note.md": "# A note\n\nOn [[Nowhere]] and the third.\n"})
    site.build("garden")
    clean = site.copy(site.root.parent / "clean")
    clean.build("garden")
    assert report(site) == report(clean)
    assert site.build("html").written != []
    clean.build("html")
    assert site.snapshot("html") == clean.snapshot("html")
