"""``commonplace diff``: what a reader would notice between two builds, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_commonplace import cli
from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]
Capture = pytest.CaptureFixture[str]

# Without what shows on a page that others have changed.
NOWHERE = """
html_baseurl = ""
suppress_warnings = ["commonplace.baseurl"]
import sphinx_commonplace
others = ("themes", "neighbourhood", "search")
sphinx_commonplace.FEATURES = tuple(n for n in sphinx_commonplace.FEATURES if n not in others)
"""
PROSE = (
    "Whoever keeps a commonplace book copies into it what is, as far as he can tell, worth it.\n"
)
FILES: dict[str, str | bytes] = {
    "posts/a.md": f"# Of books\n\n## Paper\n\n{PROSE}\n[Bees](b.md) fly. ![x](x.png)\n",
    "posts/b.md": "# Bees\n\nThey fly.\n\n```python\nif fly:\n    sting()\n```\n",
    "posts/c.md": "# Cows\n\nThey stand.\n",
    "posts/x.png": PNG,
}


def diff(capsys: Capture, old: Path, new: Path, *options: str) -> tuple[int, str]:
    status = cli.main(["diff", str(old), str(new), *options])
    return status, capsys.readouterr().out


def changes(capsys: Capture, old: Path, new: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(diff(capsys, old, new, "--format", "json")[1])
    return found


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A site that was built, its output kept as ``old`` and ``old-dirhtml``."""
    site = make_site(FILES, NOWHERE)
    for builder, name in (("html", "old"), ("dirhtml", "old-dirhtml")):
        site.build(builder)
        shutil.copytree(site.output(builder), site.root / name)
    return site


def edit(site: Site) -> None:
    """Make all kinds of changes."""
    new = PROSE.replace("copies", "writes")
    site.write(
        {
            "posts/a.md": f"# Of books\n\n## Papyrus\n\n{new}\n[Ants](d.md) walk. ![x](x.png)\n",
            "posts/b.md": "# Bumblebees\n\nThey fly.\n\n```python\nif fly:\n    hum()\n```\n",
            "posts/d.md": "---\naliases: [/posts/c]\n---\n# Ants & *more* @all\n\nThey walk.\n",
            "posts/x.png": PNG + b"1",
        }
    )
    site.remove("posts/c.md")


def test_nothing_has_changed(site: Site, capsys: Capture) -> None:
    clean = site.copy(site.root / "clean")
    clean.build()
    for form in ("text", "json", "markdown"):
        assert diff(capsys, site.root / "old", clean.output(), "--format", form) == (0, "")


def test_what_no_reader_notices(site: Site, capsys: Capture) -> None:
    """A style sheet gives every page another checksum; a template may move what stands around."""
    site.write({"_static/own.css": "p { color: red }\n", "conf.py": _conf(site, "x = 1\n")})
    site.write(
        {"_templates/page.html": '{% extends "!page.html" %}{% block footer %}{% endblock %}'}
    )
    site.build()
    old = site.root / "old"
    assert (old / "posts/a.html").read_bytes() != (site.output() / "posts/a.html").read_bytes()
    assert diff(capsys, old, site.output(), "--exit-code") == (0, "")


def _conf(site: Site, more: str) -> str:
    return (site.source / "conf.py").read_text() + more


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_all_that_a_reader_notices(site: Site, capsys: Capture, builder: str) -> None:
    edit(site)
    site.build(builder)
    old = site.root / ("old" if builder == "html" else "old-dirhtml")
    end = ".html" if builder == "html" else "/"
    found = changes(capsys, old, site.output(builder))
    assert set(found) == {"pages", "files"}
    pages = {page.pop("address"): page for page in found["pages"]}
    assert pages[f"/posts/d{end}"] == {"change": "added", "title": "Ants & more @all"}
    moved = {"change": "moved", "title": "Cows", "to": f"/posts/d{end}"}
    assert pages[f"/posts/c{end}"] == moved
    page = pages[f"/posts/b{end}"]
    assert (page["old_title"], page["title"]) == ("Bees", "Bumblebees")
    assert page["text"][:3] == ["- Bees", "+ Bumblebees", "- sting()"]
    assert {"+ hum()", "- Linked from"} <= set(page["text"])
    assert page["anchors"] == {"removed": ["bees"], "added": ["bumblebees"]}
    page = pages[f"/posts/a{end}"]
    assert page["text"][:4] == [
        "- Paper",
        "+ Papyrus",
        "- Whoever keeps a commonplace book copies into it what is, as ...",
        "+ Whoever keeps a commonplace book writes into it what is, as ...",
    ]
    assert page["links"]["removed"] == [["Bees", f"/posts/b{end}"]]
    assert page["links"]["added"] == [["Ants", f"/posts/d{end}"]]
    assert page["anchors"] == {"removed": ["paper"], "added": ["papyrus"]}
    assert {"address": "/_images/x.png", "change": "changed"} in found["files"]


def test_as_text(site: Site, capsys: Capture) -> None:
    edit(site)
    site.build()
    status, told = diff(capsys, site.root / "old", site.output())
    assert status == 0
    assert told.startswith("pages: 1 added, 2 changed, 1 moved; files: 1 changed\n")
    assert "\n> /posts/c.html  Cows  leads to /posts/d.html\n" in told
    assert "\n+ /posts/d.html  Ants & more @all\n" in told
    assert "\n    title: 'Bees' is now 'Bumblebees'\n" in told
    assert "\n    link removed: 'Bees' /posts/b.html\n" in told
    assert "\n    - Paper\n    + Papyrus\n" in told
    assert diff(capsys, site.root / "old", site.output(), "--exit-code")[0] == 1


def test_as_markdown_no_word_of_a_page_acts(site: Site, capsys: Capture) -> None:
    edit(site)
    fences = "````\n```\n</details> @all\n```\n````\n"
    site.write({"posts/b.md": f"# <img src=x> @all [x](y)\n\n{fences}"})
    site.build()
    _, told = diff(capsys, site.root / "old", site.output(), "--format", "markdown")
    assert told.startswith("**pages: 1 added, 2 changed, 1 moved; files: 1 changed**\n\n")
    assert "- moved: `/posts/c.html`  Cows  leads to /posts/d.html\n" in told
    outside, inside = [], False
    for line in told.splitlines():
        if line.strip().strip("`").strip() in ("", "diff") and "```" in line:
            inside = not inside
        elif not inside:
            outside.append(line)
    assert not [line for line in outside if "<" in line or "@" in line or "](" in line]
    assert "  ````diff\n" in told


def test_redirects_and_navigation_and_the_name_of_the_site(site: Site, capsys: Capture) -> None:
    site.write(
        {
            "index.md": "# Home\n\n```{toctree}\n:hidden:\nabout\n```\n",
            "about.md": "---\naliases: [/me]\n---\n# About\n",
            "conf.py": _conf(site, 'html_title = "Other"\n'),
        }
    )
    site.build()
    found = changes(capsys, site.root / "old", site.output())
    assert found["site"]["navigation"] == {"added": [["About", "/about.html"]]}
    assert found["site"]["title"]["added"] == ["Other"]
    assert found["redirects"] == [{"address": "/me.html", "change": "added", "to": "/about.html"}]
    assert found["pages"] == [{"address": "/about.html", "change": "added", "title": "About"}]
    _, told = diff(capsys, site.root / "old", site.output())
    assert "\n~ every page\n" in told


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><updated>{0}</updated><entry><id>a</id>'
    "<title>A</title><content type='html'>&lt;p&gt;{1}&lt;/p&gt;</content></entry>{2}</feed>"
)
ENTRY = "<entry><id>b</id><title>B</title><summary>x</summary></entry>"


def test_feeds(site: Site, capsys: Capture) -> None:
    new = site.root / "new"
    shutil.copytree(site.root / "old", new)
    (site.root / "old/atom.xml").write_text(ATOM.format("2024", "one", ""))
    (new / "atom.xml").write_text(ATOM.format("2025", "one", ""))
    assert diff(capsys, site.root / "old", new) == (0, "")
    (new / "atom.xml").write_text(ATOM.format("2025", "two", ENTRY))
    item = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "title": "One"}]}
    (new / "feed.json").write_text(json.dumps(item))
    (new / "other.json").write_text("[1]")
    (new / "sitemap.xml").write_text("<urlset/>")
    assert changes(capsys, site.root / "old", new) == {
        "feeds": [
            {
                "address": "/atom.xml",
                "change": "changed",
                "entries": [
                    {"title": "A", "change": "changed"},
                    {"title": "B", "change": "added"},
                ],
            },
            {"address": "/feed.json", "change": "added"},
        ]
    }


def test_broken_pages_do_no_harm(site: Site, capsys: Capture) -> None:
    new = site.root / "new"
    shutil.copytree(site.root / "old", new)
    odd = [b"", b"<div>" * 5000 + b"deep", b"\xff\xfe<p>x", b"<p <<a href='http://[x'>y</a> <!-- "]
    for number, content in enumerate(odd):
        (new / f"odd{number}.html").write_bytes(content)
    found = changes(capsys, site.root / "old", new)
    assert [page["change"] for page in found["pages"]] == ["added"] * len(odd)


def test_what_is_no_site(site: Site, tmp_path: Path, capsys: Capture) -> None:
    for old, told in ((tmp_path / "none", "is no folder"), (site.source, "holds no site")):
        assert cli.main(["diff", str(old), str(site.root / "old")]) == 2
        assert told in capsys.readouterr().err
