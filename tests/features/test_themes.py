"""Themes: what a page shows as related, where, with which reasons, and what authors say of it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace.core.related.reasons import explaining
from sphinx_commonplace.spine.writing import programs

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.conftest import Site

SEA: dict[str, str | bytes] = {
    **{
        f"posts/filler{n}.md": f"# Filler {'abcdefghijklmnop'[n]}\n\nNothing to see here.\n"
        for n in range(12)
    },
    "posts/tides.md": "# Tides\n\nThe moon and the moon again. Tides.\n",
    "posts/moon.md": '# The far moon\n\nTides, tides and the <moon> of "A & B".\n',
    "posts/essay.md": """\
        ---
        date: 2024-05-06
        ---
        # Essay

        ## On the sea

        Of tides. I saw [the far moon](moon.md) when it rose over the tides.

        ```{related}
        ```

        ## On bread

        Flour and flour.

        ### On salt

        It mentions the far moon, and flour.
        """,
    "posts/bread.md": "# Bread\n\nFlour, flour and salt.\n",
}


def titles(node: Tag | BeautifulSoup, selector: str) -> list[str]:
    return [link.text for link in node.select(f"{selector} a")]


@pytest.fixture
def sea(make_site: Callable[..., Site]) -> Site:
    """A site of posts that have to do with one another."""
    return make_site(SEA)


def test_each_theme_has_what_it_links_to_and_what_is_related(sea: Site) -> None:
    build = sea.build("html", "-W", "--keep-going")
    assert (build.status, build.warnings) == (0, [])
    page = sea.page("posts/essay")
    themes = page.select(".cp-themes .cp-theme-of")
    assert [theme.select_one(".cp-theme-title a")["href"] for theme in themes[:2]] == [
        "#on-the-sea",
        "#on-bread",
    ]
    assert titles(themes[0], ".cp-is-linked") == ["The far moon"]
    assert "Tides" in titles(themes[0], ".cp-theme")
    assert "Bread" in titles(themes[1], ".cp-theme")
    bread = next(item for item in themes[1].select("li") if titles(item, "")[0] == "Bread")
    reason = bread.select_one(".cp-reason")
    assert reason is not None
    assert next(word.text for word in reason.select("em")) == "flour"


@pytest.mark.parametrize(("number", "folded"), [(6, 0), (7, 7)])
def test_many_themes_are_folded(make_site: Callable[..., Site], number: int, folded: int) -> None:
    sections = "".join(f"## Part {n}\n\nOf [[bread]].\n\n" for n in range(number))
    site = make_site({**SEA, "posts/long.md": f"# Long\n\n{sections}## Without links\n"})
    assert site.build("html", "-W", "--keep-going").warnings == []
    themes = site.page("posts/long").select(".cp-themes .cp-theme-of:has(.cp-is-linked)")
    assert len(themes) == number
    assert [theme.name for theme in themes].count("details") == folded
    title = themes[0].select_one("summary, .cp-theme-title")
    assert title.text == ("Part 0 1 ¶" if folded else "Part 0")
    assert title.select_one("a")["href"] == "#part-0"


def test_the_directive_shows_the_theme_it_stands_in(sea: Site) -> None:
    sea.build()
    here = sea.page("posts/essay").select_one("#on-the-sea .cp-related-here")
    assert here is not None
    assert "Tides" in titles(here, ".cp-theme")


def test_a_post_without_sections_has_just_the_list(sea: Site) -> None:
    sea.build()
    block = sea.page("posts/tides").select_one(".cp-themes")
    assert block is not None
    assert block.select(".cp-theme-title") == []
    assert "The far moon" in titles(block, ".cp-theme")


def test_pins_come_first_and_in_order(sea: Site) -> None:
    sea.write({"posts/tides.md": '---\nrelated: [Bread, "[[filler3]]"]\n---\n# Tides\n\nMoon.\n'})
    assert sea.build("html", "-W", "--keep-going").status == 0
    assert titles(sea.page("posts/tides"), ".cp-themes")[:2] == ["Bread", "Filler d"]


def test_pins_leave_room_for_what_was_found(sea: Site) -> None:
    sea.write({"posts/tides.md": "---\nrelated: [filler3]\n---\n# Tides\n\nThe moon, the moon.\n"})
    sea.build()
    assert titles(sea.page("posts/tides"), ".cp-themes") == ["Filler d", "The far moon", "Essay"]


def test_bans_hold_both_ways(sea: Site) -> None:
    sea.write({"posts/tides.md": "---\nunrelated: [[moon]]\n---\n# Tides\n\nThe moon, the moon.\n"})
    assert sea.build("html", "-W", "--keep-going").status == 0
    assert "The far moon" not in titles(sea.page("posts/tides"), ".cp-themes")
    assert "Tides" not in titles(sea.page("posts/moon"), ".cp-themes")


def test_related_false_leaves_the_block_out(sea: Site) -> None:
    sea.write({"posts/tides.md": "---\nrelated: false\n---\n# Tides\n\nThe moon, the moon.\n"})
    assert sea.build("html", "-W", "--keep-going").status == 0
    assert sea.page("posts/tides").select(".cp-themes") == []


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        ("related", "nowhere", "no page is called 'nowhere'"),
        ("unrelated", "nowhere", "no page is called 'nowhere'"),
        ("related", "tides", "'tides' is this post itself"),
        ("related", "hidden", "no page is called 'hidden'"),
        ("related", "index", "'index' is no post"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_warning_at_its_line(
    sea: Site, key: str, name: str, told: str
) -> None:
    sea.write(
        {
            "posts/tides.md": f"---\n{key}:\n  - bread\n  - {name}\n---\n# Tides\n",
            "posts/hidden.md": "---\ndraft: true\n---\n# Hidden\n",
        }
    )
    for _ in ("clean", "warm"):
        (warning,) = sea.build().warnings
        assert warning.startswith(f"posts/tides.md:4: WARNING: {key}: {told}")


def test_a_post_that_is_pinned_and_banned_is_not_shown(sea: Site) -> None:
    names = "related: [moon, bread]\nunrelated:\n  - filler0\n  - moon"
    sea.write({"posts/tides.md": f"---\n{names}\n---\n# Tides\n\nThe moon, the moon.\n"})
    told = "related: 'moon' is unrelated, as posts/tides.md:5 says; not shown"
    for _ in ("clean", "warm"):
        assert sea.build().warnings == [
            f"posts/tides.md:2: WARNING: {told} [commonplace.reference]"
        ]
    shown = titles(sea.page("posts/tides"), ".cp-themes")
    assert shown[0] == "Bread"
    assert "The far moon" not in shown


def test_a_pin_that_its_post_does_not_want_is_not_shown(sea: Site) -> None:
    moon = str(SEA["posts/moon.md"])
    sea.write(
        {
            "posts/tides.md": "---\nrelated: [moon]\n---\n# Tides\n\nThe moon, the moon.\n",
            "posts/moon.md": f"---\nunrelated: tides\n---\n{moon}",
        }
    )
    told = "related: 'moon' is unrelated, as posts/moon.md:2 says; not shown"
    for _ in ("clean", "warm"):
        assert sea.build().warnings == [
            f"posts/tides.md:2: WARNING: {told} [commonplace.reference]"
        ]
        assert "The far moon" not in titles(sea.page("posts/tides"), ".cp-themes")
    sea.write({"posts/moon.md": moon})
    assert sea.build().warnings == []
    assert titles(sea.page("posts/tides"), ".cp-themes")[0] == "The far moon"


def test_a_directive_where_nothing_is_related_is_a_warning(sea: Site) -> None:
    sea.write(
        {
            "posts/tides.md": (
                "---\ntitle: Tides\nrelated: false\n---\nThe moon.\n\n```{related}\n```\n"
            )
        }
    )
    told = "related: 'related' is false on line 3; nothing shown"
    for _ in ("clean", "warm"):
        assert sea.build().warnings == [
            f"posts/tides.md:7: WARNING: {told} [commonplace.directive]"
        ]
    assert sea.page("posts/tides").select(".cp-related-here, .cp-themes") == []


def test_a_directive_outside_posts_is_a_warning(sea: Site) -> None:
    sea.write({"index.md": "# Home\n\n```{related}\n```\n"})
    (warning,) = sea.build().warnings
    assert "index.md:3: WARNING: related: this page is no post" in warning


def test_drafts_are_related_to_nothing(sea: Site) -> None:
    sea.write({"posts/secret.md": "---\ndraft: true\n---\n# Secret\n\nTides, tides, the moon.\n"})
    sea.build()
    assert not [name for name, text in sea.snapshot().items() if b"ecret" in text and "/" in name]


def test_what_programs_get(sea: Site) -> None:
    sea.write({"posts/bread.md": "---\ncreated: 2024-02-03\n---\n# Bread\n\nFlour, flour.\n"})
    sea.build("dirhtml")
    notes = json.loads((sea.output("dirhtml") / "notes.json").read_text(encoding="utf-8"))
    found = {note["page"]: note for note in notes["notes"]}
    assert found["posts/essay"]["links"] == ["posts/moon"]
    assert found["posts/moon"]["backlinks"] == ["posts/essay"]
    assert found["posts/essay"]["url"] == "posts/essay/"
    assert found["posts/essay"]["date"] == "2024-05-06T00:00:00+00:00"
    assert found["posts/bread"]["created"] == "2024-02-03T00:00:00+00:00"
    assert "posts/tides" in [hit["page"] for hit in found["posts/essay"]["related"]]


def test_the_garden_names_pairs_to_link(sea: Site) -> None:
    sea.build("garden")
    report = json.loads((sea.output("garden") / "garden.json").read_text(encoding="utf-8"))
    pairs = [(entry["page"], entry["other"]) for entry in report["unlinked_pairs"]]
    assert ("posts/moon", "posts/tides") in pairs
    assert ("posts/essay", "posts/moon") not in pairs


def test_an_edit_rewrites_only_what_shows_it(sea: Site) -> None:
    sea.build()
    sea.write({"posts/filler3.md": "# Filler d\n\nNothing to see here, at all.\n"})
    assert sea.build().written == ["posts/filler3"]


@pytest.mark.parametrize(("head", "others"), [("created: 2024-12-30", False), ("", True)])
def test_a_new_note_that_says_when_it_was_begun_rewrites_only_what_shows_it(
    make_site: Callable[..., Site],
    head: str,
    others: bool,  # noqa: FBT001
) -> None:
    chance = random.Random(1)
    words = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(400)]

    def post(head: str, among: list[str], title: str = "") -> str:
        said = chance.sample(among, 2 * len(among) // 3)
        text = f"{' '.join(said)}\n\n{' '.join(said)}"
        return f"---\n{head}\n---\n# {title or said[0]}\n\n{text}\n"

    notes: dict[str, str | bytes] = {}
    for number, first in enumerate(chance.choices(range(340), k=120)):
        day = date(2024, 1, 1) + timedelta(number)
        notes[f"posts/n{number}.md"] = post(f"created: {day}", words[first : first + 60])
    site = make_site({"index.md": "# Home\n", **notes})
    site.build()
    site.write({"posts/new.md": post(head, words, "An unheard-of title")})
    written = set(site.build().written) - {"index", "posts/new"}
    showing = {name for name in written if "new.html" in str(site.page(name))}
    assert (written != showing) is others


def test_words_that_are_a_link_in_one_post_name_its_target_in_another(
    make_site: Callable[..., Site],
) -> None:
    site = make_site(
        {
            **SEA,
            "posts/one.md": "# One\n\nSee the [lantern of night](moon.md), and so on.\n",
            "posts/two.md": "# Two\n\nBelow the lantern of night.\n",
        }
    )
    site.build()
    block = site.page("posts/two").select_one(".cp-themes")
    assert block is not None
    assert "The far moon" in titles(block, ".cp-theme")


def test_other_programs_make_all_lists_anew(sea: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed() -> int:
        sea.build()
        notes = json.loads((sea.output() / "notes.json").read_text())["notes"]
        return sum(len(note.get("related", ())) for note in notes)

    before = listed()
    monkeypatch.setattr(explaining, "WHOLE", 0)
    assert listed() == before > 0
    monkeypatch.setattr(programs, "version", lambda _name: "another")
    assert listed() == 0


def test_a_post_is_listed_in_each_section_that_links_to_it(sea: Site) -> None:
    essay = (
        "# Essay\n\n## One\n\n[Here](moon.md).\n\n## Two\n\n[There](moon.md), of tides, tides.\n"
    )
    sea.write({"posts/essay.md": essay})
    sea.build()
    themes = sea.page("posts/essay").select(".cp-themes .cp-theme-of")
    assert [titles(theme, ".cp-is-linked") for theme in themes[:2]] == [["The far moon"]] * 2
    assert titles(themes[1], "li").count("The far moon") == 1


def test_sections_with_nothing_but_links_are_themes_and_the_whole_has_its_title(sea: Site) -> None:
    sea.write({"posts/essay.md": "# Essay\n\nTides, tides.\n\n## One\n\n[Moon](moon.md).\n"})
    sea.build()
    shown = sea.page("posts/essay").select(".cp-themes .cp-theme-title")
    assert [title.text for title in shown] == ["One", "The whole page"]
    sea.write({"posts/essay.md": "# Essay\n\n## One\n\n[Moon](moon.md).\n"})
    sea.build()
    assert titles(sea.page("posts/essay"), ".cp-themes .cp-theme") == ["The far moon"]


def told(site: Site, page: str, title: str) -> list[str]:
    """Return the reasons why a page leads to another, as they are shown."""
    items = site.page(page).select(".cp-themes li")
    return [item.select_one(".cp-reason").text for item in items if titles(item, "") == [title]]


def test_a_mention_is_told_as_the_words_that_stand_there(sea: Site) -> None:
    calls = {f"posts/call{n}.md": f"# Call {n * 'x'}\n\n[pale stone](moon.md)\n" for n in (1, 2)}
    sea.write(
        {**calls, "posts/night.md": "# Night\n\n## Late\n\nA pale stone above; a pale stone.\n"}
    )
    sea.build()
    (section, *whole) = told(sea, "posts/night", "The far moon")
    assert section.startswith("this section mentions pale stone")
    assert all(reason.startswith("this page mentions pale stone") for reason in whole)
    (back,) = told(sea, "posts/moon", "Night")
    assert back.startswith("mentions this page as pale stone")


def test_a_page_that_is_mentioned_by_its_title_is_told_so(sea: Site) -> None:
    sea.write({"posts/night.md": "# Night\n\nThe Far Moon stood there; the far moon.\n"})
    sea.build()
    (reason,) = told(sea, "posts/moon", "Night")
    assert "mentions this page;" in f"{reason};"


@pytest.mark.parametrize(("words", "is_named"), [("pale stone", False), ("pale moon", True)])
def test_words_of_a_link_to_a_section_name_the_page_if_its_title_has_one_of_them(
    sea: Site, words: str, *, is_named: bool
) -> None:
    moon = "# The far moon\n\n## Part\n\nTides, tides and the moon.\n"
    calls = {f"posts/call{n}.md": f"# Call {n * 'x'}\n\n[{words}](moon.md#part)\n" for n in (1, 2)}
    night = f"# Night\n\nA {words} above; a {words}.\n"
    sea.write({**calls, "posts/moon.md": moon, "posts/night.md": night})
    sea.build()
    reasons = told(sea, "posts/night", "The far moon")
    assert any(f"mentions {words}" in reason for reason in reasons) is is_named


def test_reasons_are_in_the_language_of_the_page(sea: Site) -> None:
    sea.write(
        {"posts/tides.md": "---\nlang: de\n---\n# Tides\n\nThe moon and the moon again. Tides.\n"}
    )
    sea.build()
    (reason, *_others) = told(sea, "posts/tides", "The far moon")
    assert "diese Seite erwähnt " in reason
    assert "this page" not in reason


def test_pages_with_one_title_are_told_apart_by_their_files(sea: Site) -> None:
    twin = "# The far moon\n\nTides, tides and the moon.\n"
    sea.write({"posts/moon.md": twin, "posts/old/moon.md": twin})
    sea.build()
    reasons = told(sea, "posts/tides", "The far moon")
    assert [reason.partition(";")[0] for reason in reasons] == ["posts/moon", "posts/old/moon"]
