"""Anchors: what a heading was called before leads to it, from outside and from other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]

PAGE = """\
---
aliases:
  - "#old-part -> #new-part"
  - '#older -> #new-part'
  - "#gone"
  - A name
---
# Page

## New part

Words. ^block

(by-target)=
## Another
"""


def test_an_old_anchor_leads_to_the_heading(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": PAGE})
    assert site.build().warnings == []
    page = site.page("posts/a")
    heading = page.find("h2")
    for name in ("old-part", "older"):
        (found,) = page.select(f'[id="{name}"]')
        assert found.find_next("h2") is heading
        assert heading not in found.find_all_previous("h2")
    (gone,) = page.select("#gone")
    assert gone.find_next("h1") is page.h1
    assert page.select_one(".toc-tree a:not([href='#'])")["href"] == "#new-part"
    assert page.select_one("#by-target").find_next("h2").contents[0] == "Another"


BODY = PAGE.rpartition("---\n")[2]
LINKS = """\
# Links

[](a.md#old-part) [words](a.md#older) [[a#Old part]] [[a#Old part|x]] [](a.md#by-target)
"""


def test_links_of_other_pages_find_it(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": PAGE, "posts/b.md": LINKS})
    assert site.build().warnings == []
    links = site.page("posts/b").select("article section a.reference.internal")
    leads = [(link["href"], link.get_text()) for link in links]
    assert [href for href, _ in leads[:4]] == ["a.html#new-part"] * 4
    assert leads[0][1] == "New part"
    assert leads[4] == ("a.html#another", "Another") or leads[4][0] == "a.html#by-target"


def test_without_its_alias_the_link_is_a_warning(make_site: MakeSite) -> None:
    site = make_site({"posts/a.md": PAGE, "posts/b.md": "# B\n\n[](a.md#older)\n"})
    assert site.build().warnings == []
    site.write({"posts/a.md": PAGE.replace("  - '#older -> #new-part'\n", "")})
    (told,) = site.build().warnings
    assert told.startswith("posts/b.md:3: WARNING: 'posts/a' has no heading 'older'")
    assert not site.page("posts/a").select("#older")


def test_what_cannot_be_an_anchor_is_said(make_site: MakeSite) -> None:
    aliases = ["#x -> #new-prt", "#new-part -> #another", "#two words -> #x", "#"]
    lines = "".join(f"  - '{alias}'\n" for alias in aliases)
    site = make_site({"posts/a.md": f"---\naliases:\n{lines}---\n{BODY}"})
    told = site.build().warnings
    for line, part in (
        (3, "no anchor '#new-prt' (did you mean 'new-part'?)"),
        (4, "'#new-part' is an anchor of the page already"),
        (5, "not of the form"),
        (6, "not of the form"),
    ):
        (found,) = [one for one in told if one.startswith(f"posts/a.md:{line}: WARNING: ")]
        assert part in found
        assert "ignored [commonplace.address]" in found
