"""``commonplace import``: what people have becomes posts, with nothing lost and nothing let out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace import cli
from tests.core.importing.conftest import Tree, plant
from tests.sample import PNG

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]
Capture = pytest.CaptureFixture[str]

BLOG: Tree = {
    "_config.yml": "timezone: Europe/Paris\ncollections: {notes: {output: true}}\n",
    "_posts/2024-01-02-first.md": """\
---
title: First
tags: one two
version: 2
---
## On {#on}

See [the other](/2024/02/03/second.html), [gone](/gone/) and [[x]].
{: .wide}
![A chart](/assets/chart.png)

% of all, {% include x.html %} ![no](/no.png)
""",
    "_posts/2024-02-03-second.markdown": "---\ntitle: Second\npublished: false\n---\nHush.\n",
    "_notes/Bees.md": """\
---
created: Jan 5 2023
---
# Bees

[First]({% post_url 2024-01-02-first %}#on)
""",
    "_notes/bees.md": "---\ndate: 02/03/2024\n---\n# More bees\n",
    "assets/chart.png": PNG,
    "assets/other.png": PNG,
    "assets/site.css": "",
    "feed.html": "",
    "_site/index.html": "",
    "_layouts/post.html": "",
    ".git/config": "",
    "bad.md": b"---\n---\nGood.\n\xff\n",
}
REPORT = """\
{top}/from is a site of Jekyll's.

_notes/bees.md:1: the old address '/notes/bees.html' is that of _notes/Bees.md; left out
_notes/bees.md:2: date: '02/03/2024' is ambiguous, 2024-02-03 or 2024-03-02; kept as a comment
_posts/2024-01-02-first.md:8: '/gone/' leads to nothing that is here; left as it is
_posts/2024-01-02-first.md:12: '/no.png' leads to nothing that is here; left as it is
_posts/2024-02-03-second.markdown:3: published: false; written as a draft
bad.md:4: not UTF-8 text, byte 0xFF at line 4; skipped

Converted:
  {{#name}} of headings: 1, in 1 file
  {{% post_url %}}: 1, in 1 file

Left in the text as it was, where readers see it:
  {{% include x.html %}}: 1, in 1 file

Dropped:
  {{: ... }}: 1, in 1 file

Written so that it stays text:
  % at the beginning of a line: 1, in 1 file
  [[...]]: 1, in 1 file

Keys of front matter that were kept as they are:
  version: 1, in 1 file

Renamed, since the name is taken, or no link can hold it:
  _notes/bees.md -> notes/bees-2.md

Folders that were not looked into:
  .git: hidden
  _layouts: no folder of pages
  _site: built by Jekyll

Skipped:
  bad.md: not UTF-8 text, byte 0xFF at line 4
  feed.html: not Markdown
  1 file, begins with _, which Jekyll leaves out: 1 .yml
  2 files, no page uses it: 1 .css, 1 .png

Set commonplace_timezone = 'Europe/Paris': dates without an offset are of that zone.

10 files found = 4 pages (1 of them a draft) + 1 other file {done} + 5 skipped.
"""
FIRST = """\
---
title: First
date: 2024-01-02
tags: [one, two]
aliases: [/2024/01/02/first.html]
version: 2
---
(on)=
## On

See [the other](second.md), [gone](/gone/) and \\[[x]].
![A chart](files/assets/chart.png)

\\% of all, {% include x.html %} ![no](/no.png)
"""


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog of Jekyll's, with what a blog of ten years has."""
    plant(tmp_path / "from", BLOG)
    return tmp_path / "from"


def run(capsys: Capture, *arguments: str | Path) -> tuple[int, str]:
    status = cli.main(["import", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out + err


def content(top: Path) -> dict[str, bytes]:
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def test_without_write_it_only_says_what_it_would_do(blog: Path, capsys: Capture) -> None:
    before = content(blog)
    status, said = run(capsys, blog, blog.parent / "to")
    end = f"Nothing was written. With --write it is, to {blog.parent}/to.\n"
    assert (status, said) == (0, REPORT.format(top=blog.parent, done="to be written") + end)
    assert (content(blog), sorted(path.name for path in blog.parent.iterdir())) == (
        before,
        ["from"],
    )


def test_what_is_written(blog: Path, capsys: Capture) -> None:
    before = content(blog)
    to = blog.parent / "to"
    status, said = run(capsys, blog, to, "--write")
    assert (status, said) == (
        0,
        REPORT.format(top=blog.parent, done="written") + f"All is in {to}.\n",
    )
    written = content(to)
    assert list(written) == [
        *("files/assets/chart.png", "first.md", "notes/Bees.md", "notes/bees-2.md", "second.md"),
    ]
    assert written["first.md"].decode() == FIRST
    assert b"draft: true\n" in written["second.md"]
    assert content(blog) == before
    assert sorted(path.name for path in blog.parent.iterdir()) == ["from", "to"]


def test_twice_is_the_same(blog: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        code = "import sys; from sphinx_commonplace.cli import main; sys.exit(main())"
        arguments = ["import", str(blog), str(tmp_path / f"to{number}"), "--write"]
        env = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": ("UTC", "Asia/Tokyo")[number - 1]}
        command = [sys.executable, "-c", code, *arguments]
        subprocess.run(command, check=True, env=env, capture_output=True)
    assert content(tmp_path / "to1") == content(tmp_path / "to2")


def test_an_imported_site_builds_without_a_warning(
    blog: Path, make_site: MakeSite, capsys: Capture
) -> None:
    first = blog / "_posts/2024-01-02-first.md"
    mended = re.sub(r"\[[a-z ]+\]\(/(?:gone|2024)[^)]*\)|!\[no\]\S*", "mended", first.read_text())
    first.write_text(mended)
    site = make_site({})
    assert run(capsys, blog, site.source / "posts", "--write")[0] == 0
    build = site.build("dirhtml", "-W", "--keep-going", "-n")
    assert build.warnings == []
    assert build.status == 0
    page = site.page("posts/first", "dirhtml")
    assert page.select_one("article h2#on, article #on h2") is not None
    assert page.select_one("article img")["src"].endswith("chart.png")
    assert "% of all" in page.text
    assert not (site.output("dirhtml") / "posts/second").exists()
    for old in ("2024/01/02/first.html", "notes/Bees.html"):
        assert "refresh" in (site.output("dirhtml") / old).read_text()
    assert page.select_one("a[href*='bees']") is None
    links = site.page("posts/notes/Bees", "dirhtml").select("article a")
    assert "../../first/#on" in [link["href"] for link in links]


OTHERS: dict[str, Tree] = {
    "hugo": {
        "hugo.toml": "baseURL = 'https://example.net/'\n",
        "content/_index.md": "+++\ntitle = 'Home'\n+++\n",
        "content/posts/_index.md": "+++\ntitle = 'Posts'\n+++\n",
        "content/posts/a.md": "+++\ntitle = 'A'\ndate = 2024-01-02\ntags = ['x']\n+++\n"
        '[b]({{< ref "b#two" >}}) ![p](/p.png) {{< youtube abc >}}\n\n'
        "{{</* x */>}} 100%% ==sure==\n",
        "content/posts/b/index.md": '{"title": "B"}\n![q](q.png)\n\n'
        "## Two {#two}\n\n[a](../a/)\n",
        "content/posts/b/q.png": PNG,
        "static/p.png": PNG,
    },
    "folder": {
        ".obsidian/app.json": "{}",
        "index.md": "[[a]], [[b#Two|two]], [[Bee]], ![[p.png|100]] and [a](deep/a.md).\n",
        "deep/a.md": "---\ntags: '#x'\ncreated: '[[2024-01-02]]'\n---\n"
        "%%hush%%\n\n> [!note] N\n> x\n",
        "b.md": "---\naliases: [Bee]\n---\n# B\n\n## Two\n\n"
        "% of all {x}`y` [home](index.md) [[index]]\n",
        "p.png": PNG,
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_other_imported_sites_build_without_a_warning(
    tmp_path: Path, make_site: MakeSite, capsys: Capture, kind: str
) -> None:
    plant(tmp_path / "from", OTHERS[kind])
    site = make_site({})
    said = run(capsys, tmp_path / "from", site.source / "posts", "--write")[1]
    assert "leads to nothing" not in said
    build = site.build("dirhtml", "-W", "--keep-going", "-n")
    assert build.warnings == []
    assert build.status == 0


def test_comments_of_a_vault_are_not_published(
    tmp_path: Path, make_site: MakeSite, capsys: Capture
) -> None:
    text = (
        "A <!-- hush1 --> b.\n\n<!--\nhush2\n\nhush3\n-->\n\n<div>\n<!-- hush4 -->\n</div>\n\n- c\n"
    )
    plant(
        tmp_path / "from", {"a.md": f"{text}\n  <!-- hush5 -->\n\n> <!-- hush6 -->\n\n<!-- hush7\n"}
    )
    site = make_site({})
    assert run(capsys, tmp_path / "from", site.source / "posts", "--write")[0] == 0
    assert site.build().status == 0
    found = [path for path, data in content(site.output()).items() if re.search(rb"hush\d", data)]
    assert found == []


KINDS: list[tuple[str, Tree]] = [
    ("a site of Hugo's", {"hugo.toml": "", "content/a.md": ""}),
    ("a site of Hugo's", {"config.yaml": "", "content/a.md": ""}),
    ("a site of Hugo's", {"config/_default/hugo.toml": "", "content/a.md": ""}),
    ("a site of Jekyll's", {"_config.yml": "", "a.md": ""}),
    ("a site of Jekyll's", {"_posts/2024-01-02-a.md": ""}),
    ("a folder", {".obsidian/app.json": "{}", "a.md": ""}),
    ("a folder", {"config.toml": "", "a.md": ""}),
]


@pytest.mark.parametrize(("kind", "tree"), KINDS)
def test_the_kind_is_found_from_the_files(
    tmp_path: Path, capsys: Capture, kind: str, tree: Tree
) -> None:
    plant(tmp_path / "from", tree)
    assert run(capsys, tmp_path / "from", tmp_path / "to")[1].startswith(
        f"{tmp_path}/from is {kind}.\n"
    )


def test_the_kind_may_be_said(blog: Path, capsys: Capture) -> None:
    assert "is a folder.\n" in run(capsys, blog, blog.parent / "to", "--kind", "folder")[1]


def test_until(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts of days to come were hidden; which days those are is said, or is of the environment."""
    plant(tmp_path / "from", {"_posts/2024-03-01-a.md": "---\n---\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709164800")  # the day before
    told = "_posts/2024-03-01-a.md:1: date: 2024-03-01 is to come; written as a draft\n"
    assert told in run(capsys, tmp_path / "from", tmp_path / "to")[1]
    assert (
        "draft" not in run(capsys, tmp_path / "from", tmp_path / "to", "--until", "2024-03-01")[1]
    )


WRONG = [
    ("nothing", "to", "{top}/nothing is not there"),
    ("file.md", "to", "{top}/file.md is no folder"),
    ("from", "from", "{top}/from cannot be in {top}/from, around it, or the same"),
    ("from", "from/to", "{top}/from/to cannot be in {top}/from, around it, or the same"),
    ("from", ".", "{top} cannot be in {top}/from, around it, or the same"),
    ("from", "link", "{top}/link cannot be in {top}/from, around it, or the same"),
    ("from", "full", "{top}/full is there and is not an empty folder"),
    ("from", "file.md", "{top}/file.md is there and is not an empty folder"),
    ("from", "file.md/to", "{top}/file.md cannot be written (File exists)"),
]


@pytest.mark.parametrize(("source", "target", "wrong"), WRONG)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    tmp_path: Path, capsys: Capture, source: str, target: str, wrong: str
) -> None:
    plant(tmp_path, {"from/a.md": "A.\n", "full/b.md": "B.\n", "file.md": "F.\n"})
    (tmp_path / "link").symlink_to("from")
    before = content(tmp_path)
    told = run(capsys, tmp_path / source, tmp_path / target, "--write")
    assert told == (2, f"commonplace: {wrong.format(top=tmp_path)}\n")
    assert content(tmp_path) == before


def test_an_empty_folder_is_filled(blog: Path, capsys: Capture) -> None:
    (blog.parent / "to").mkdir()
    assert run(capsys, blog, blog.parent / "to", "--write")[0] == 0
    assert (blog.parent / "to/first.md").is_file()


def test_an_import_that_fails_leaves_nothing(
    blog: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", "chart.png")

    monkeypatch.setattr(shutil, "copyfile", fail)
    told = run(capsys, blog, blog.parent / "to", "--write")
    assert told == (2, "commonplace: chart.png cannot be written (No space left on device)\n")
    assert [path.name for path in blog.parent.iterdir()] == ["from"]


def test_an_import_that_is_interrupted_leaves_nothing(
    blog: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "copyfile", interrupt)
    with pytest.raises(KeyboardInterrupt):
        cli.main(["import", str(blog), str(blog.parent / "to"), "--write"])
    assert [path.name for path in blog.parent.iterdir()] == ["from"]


def test_on_a_terminal_it_says_how_far_it_is(
    blog: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "4 of 4 pages" not in run(capsys, blog, blog.parent / "to")[1]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(capsys, blog, blog.parent / "to")[1].endswith("\r4 of 4 pages\n")


@pytest.mark.parametrize("wrong", [["--until", "soon"], ["--kind", "pelican"], []])
def test_wrong_arguments(wrong: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["import", *wrong])
    assert stop.value.code == 2
    assert "usage: commonplace import" in capsys.readouterr().err


def test_links_out_of_the_folder_are_refused(tmp_path: Path, capsys: Capture) -> None:
    plant(tmp_path, {"from/a.md": "![x](secret.png)\n", "secret.png": PNG, "notes/n.md": "N.\n"})
    (tmp_path / "from/secret.png").symlink_to("../secret.png")
    (tmp_path / "from/notes").symlink_to("../notes")
    (tmp_path / "from/gone.md").symlink_to("nowhere.md")
    _status, said = run(capsys, tmp_path / "from", tmp_path / "to", "--write")
    assert "secret.png:1: the link leads outside the site; skipped\n" in said
    assert "notes:1: the link leads outside the site; skipped\n" in said
    assert "gone.md:1: cannot be read (No such file or directory); skipped\n" in said
    assert list(content(tmp_path / "to")) == ["a.md"]


def test_odd_names_and_files(tmp_path: Path, capsys: Capture) -> None:
    long = "x" * 241
    tree: Tree = {
        **{
            f"{name}.md": "A.\n"
            for name in ("a b", "ä?#%", "e.g", " lead", "con", "$x", "日本語", long)
        },
        "a.MD": "B.\n",
        "x.sync-conflict-20240102-101010-ABC.md": "C.\n",
        "d.md/e.md": "E.\n",
        "f.canvas": "{}",
    }
    plant(tmp_path / "from", tree)
    os.mkfifo(tmp_path / "from/pipe.md")
    os.mkfifo(tmp_path / "from/pipe.png")
    (tmp_path / "from/loop").symlink_to(".")
    status, said = run(capsys, tmp_path / "from", tmp_path / "to", "--write")
    assert status == 0
    assert list(content(tmp_path / "to")) == sorted(
        [
            " lead.md",
            "$x.md",
            "a b.md",
            "a.md",
            "con-2.md",
            "d.md/e.md",
            "e.g.md",
            "ä---.md",
            "日本語.md",
        ]
    )
    for told in (
        f"{long}.md:1: the name is longer than 240 bytes; skipped",
        "pipe.md:1: not a regular file; skipped",
        "pipe.png:1: not a regular file; skipped",
        "loop:1: the link leads to a folder it lies in; skipped",
        (
            "x.sync-conflict-20240102-101010-ABC.md:1: "
            "a copy that was made of a conflict, or as a backup; skipped"
        ),
        "  1 file, no page uses it: 1 .canvas",
    ):
        assert f"{told}\n" in said


def test_a_report_is_only_text(tmp_path: Path, capsys: Capture) -> None:
    plant(tmp_path / "from", {"a.md": "---\ndraft: \x1b[31m\n---\n[x](\x1b[31m.md)\n"})
    assert "\x1b" not in run(capsys, tmp_path / "from", tmp_path / "to")[1]


def test_nothing_that_is_imported_is_run(
    tmp_path: Path, capsys: Capture, make_site: MakeSite
) -> None:
    text = """\
---
x: !!python/object/apply:os.system ["touch pwned"]
myst: {enable_extensions: [substitution]}
substitutions: {x: "{{ cycler.__init__.__globals__.os.system('touch pwned') }}"}
---
{{ x }} <% tp.system %> {{ 7 * 7 }}

```{include} /etc/hostname
```

```{raw} html
:file: /etc/hostname
```

:::{include} /etc/hostname
:::
"""
    plant(tmp_path / "from", {"_config.yml": "", "a.md": text})
    site = make_site({})
    run(capsys, tmp_path / "from", site.source / "posts", "--write")
    # Substitutions would run what stands between braces.
    with (site.source / "conf.py").open("a") as conf:
        conf.write("myst_enable_extensions = ['substitution']\n")
    build = site.build()
    host = Path("/etc/hostname").read_text().strip()
    assert build.status == 0
    assert "49" not in site.page("posts/a").select_one("article").text
    assert not re.search(rf"\b{re.escape(host)}\b", site.page("posts/a").select_one("article").text)
    assert not list(tmp_path.rglob("pwned"))


MANUAL = Path(__file__).parents[2] / "docs/importing.md"


def test_the_example_of_the_manual(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree: Tree = {
        "_config.yml": "timezone: Europe/Paris\n",
        "_posts/2024-01-02-bees.md": "---\ntitle: Bees\ntags: garden summer\n---\n"
        "![A comb](/assets/comb.png)\n\n[Honey](/honey/) {% include map.html %}\n",
        "_posts/2024-02-03-wasps.md": "---\ntitle: Wasps\npublished: false\n---\n",
        "assets/comb.png": PNG,
        "assets/site.css": "",
    }
    plant(tmp_path / "old-blog", tree)
    monkeypatch.chdir(tmp_path)
    said = run(capsys, "old-blog", "posts", "--write")[1]
    manual = MANUAL.read_text(encoding="utf-8")
    assert f"$ commonplace import old-blog posts --write\n{said}```\n" in manual
    fields = (tmp_path / "posts/bees.md").read_text().split("---\n")[1]
    assert f"```yaml\n{fields}```\n" in manual
