"""The properties of section 3.1 of the design: what always holds, whatever is edited and how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.spine import processes
from sphinx_commonplace.spine.writing import emission
from tests.sample import CONFIGURATION, EDITS, FILES, PNG, Edit, Gardener, removing, replacing

if TYPE_CHECKING:
    from tests.conftest import Site

BUILDERS = ("html", "dirhtml")


@pytest.fixture
def sample(make_site: Callable[..., Site]) -> Site:
    """The sample site, not yet built."""
    return make_site(FILES, CONFIGURATION)


def assert_equals_clean(site: Site, builder: str, told: str = "", *options: str) -> None:
    """Compare an output byte by byte with that of a clean build of the same source."""
    clean_root = site.root.parent / "clean"
    shutil.rmtree(clean_root, ignore_errors=True)
    clean = site.copy(clean_root)
    clean.build(builder, *options)
    differing = differences(site.snapshot(builder), clean.snapshot(builder))
    assert not differing, f"after {told}: {differing}"


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of files that are not the same in both."""
    names = sorted(one.keys() | other.keys())
    return [name for name in names if one.get(name) != other.get(name)]


@pytest.mark.parametrize("name", EDITS)
def test_an_incremental_build_equals_a_clean_one(sample: Site, name: str) -> None:
    sample.build()
    before = sample.snapshot()
    EDITS[name](sample.source)
    sample.build()
    assert differences(before, sample.snapshot()), "the edit shows nowhere"
    assert_equals_clean(sample, "html", name)


@pytest.mark.parametrize(
    "name",
    [
        *("retitle", "remove a target", "style sheet", "retag", "draft"),
        *("conf.py, code", "conf.py, a setting of reading"),
    ],
)
def test_two_builders_share_one_doctree_folder(sample: Site, name: str) -> None:
    for builder in BUILDERS:
        sample.build(builder)
    EDITS[name](sample.source)
    for builder in BUILDERS:
        sample.build(builder)
    for builder in BUILDERS:
        assert_equals_clean(sample, builder, name)


@pytest.mark.parametrize("setting", ["rst_epilog=Lighthouses.", "smartquotes=0"])
def test_a_setting_of_the_command_line_comes_and_goes(sample: Site, setting: str) -> None:
    sample.write({"posts/quote.rst": 'Quote\n=====\n\n"Of lighthouses"\n'})
    with (sample.source / "conf.py").open("a") as conf:
        conf.write('source_suffix = {".md": "markdown", ".rst": "restructuredtext"}\n')
    sample.build()
    before = sample.snapshot()
    sample.build("dirhtml", "-D", setting)
    sample.build("html", "-D", setting)
    assert differences(before, sample.snapshot()), "the setting shows nowhere"
    assert_equals_clean(sample, "html", setting, "-D", setting)
    sample.build("dirhtml")
    sample.build()
    assert not differences(before, sample.snapshot())


@pytest.mark.parametrize(
    "setting",
    [
        *("html_use_index=0", "html_split_index=1", "html_additional_pages.more=page.html"),
    ],
)
def test_what_a_setting_has_sphinx_add_goes_with_it(
    make_site: Callable[..., Site], setting: str
) -> None:
    site = make_site({"posts/a.md": "# A\n\n```{index} Lamp\n```\n"})
    site.build()
    before = site.snapshot()
    site.build("html", "-D", setting)
    assert_equals_clean(site, "html", setting, "-D", setting)
    site.build()
    assert not differences(before, site.snapshot())


THEME: dict[str, str | bytes] = {
    "themes/mine/theme.toml": '[theme]\ninherit = "basic"\nstylesheets = ["mine.css"]\n',
    "themes/mine/page.html": '{% extends "basic/page.html" %}{% block footer %}x{% endblock %}',
    "themes/mine/static/mine.css": "p { color: red }\n",
}
IN_THEME = '\nhtml_theme = "mine"\nhtml_theme_path = ["themes"]\n'
LOGO = '\nhtml_logo = "posts/logo.png"\n'
OWN = """
def setup(app):
    app.connect("source-read", lambda app, name, text: text.append(text.pop() + " one"))
"""
CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "A"
msgstr "eins"
"""
AROUND: dict[str, tuple[dict[str, str | bytes], str, Edit]] = {
    "template of a theme of the site": (
        THEME,
        IN_THEME,
        replacing("themes/mine/page.html", "}x{", "}y{"),
    ),
    "style sheet of a theme of the site": (
        THEME,
        IN_THEME,
        replacing("themes/mine/static/mine.css", "red", "blue"),
    ),
    "another ending of addresses": (
        {},
        "",
        replacing("conf.py", r"\Z", '\nhtml_file_suffix = ".htm"\n'),
    ),
    "another theme": ({}, "", replacing("conf.py", "furo", "basic")),
    "no logo": ({"posts/logo.png": PNG}, LOGO, replacing("conf.py", LOGO, "")),
    "template of a style sheet": (
        {"_static/more.css_t": "p { color: red }\n"},
        '\nhtml_css_files = ["more.css"]\n',
        replacing("_static/more.css_t", "red", "blue"),
    ),
    "style sheet without a folder": (
        {"more.css": "p { color: red }\n"},
        '\nhtml_static_path = ["more.css"]\nhtml_css_files = ["more.css"]\n',
        replacing("more.css", "red", "blue"),
    ),
    "extension of the site": (
        {"own.py": OWN},
        "import os, sys\nsys.path.insert(0, os.path.abspath('.'))\nextensions.append('own')\n",
        replacing("own.py", "one", "two"),
    ),
    "catalogue of the site": (
        {"locale/de/LC_MESSAGES/posts/a.po": CATALOGUE},
        '\nlanguage = "de"\nlocale_dirs = ["locale"]\ngettext_compact = False\n',
        replacing("locale/de/LC_MESSAGES/posts/a.po", "eins", "zwei"),
    ),
    "no file in the place of a page": (
        {"extra/posts/a.html": "Other.\n", "extra/b.txt": "b"},
        '\nhtml_extra_path = ["extra"]\n',
        removing("extra/posts/a.html"),
    ),
}


@pytest.mark.parametrize("name", AROUND)
def test_what_all_pages_are_made_with_may_change(make_site: Callable[..., Site], name: str) -> None:
    files, conf, edit = AROUND[name]
    site = make_site({"posts/a.md": "# A\n", **files}, conf)
    site.build()
    before = site.snapshot()
    edit(site.source)
    site.build()
    assert differences(before, site.snapshot()), "the edit shows nowhere"
    assert_equals_clean(site, "html", name)


def test_a_warm_build_that_is_told_to_be_nitpicky_warns_as_a_clean_one(
    make_site: Callable[..., Site],
) -> None:
    site = make_site({"posts/a.md": "# A\n\n{py:func}`none`\n"})
    assert not site.build().warnings
    assert site.build("html", "-n").warnings == [
        "posts/a.md:3: WARNING: py:func reference target not found: none [ref.func]"
    ]
    assert not site.build().warnings


@pytest.mark.parametrize("seed", [1])
def test_any_sequence_of_edits_ends_as_a_clean_build(sample: Site, seed: int) -> None:
    gardener = Gardener(sample.source, seed)
    done: list[str] = []
    for step in range(200):
        done.append(gardener.edit())
        if step % 20 == 7:
            interrupted_build(sample, BUILDERS[step % 2], pages=step % 5)
        sample.build(BUILDERS[step % 2])
        if step % 10 == 9:
            for builder in BUILDERS:
                sample.build(builder)
                assert_equals_clean(sample, builder, f"edits {step - 9} to {step}: {done[-10:]}")


def interrupted_build(site: Site, builder: str, pages: int) -> None:
    """Begin a build that dies while it writes a page, after some others."""

    def sabotage() -> None:
        whole, left = StandaloneHTMLBuilder.handle_page, [pages]

        def handle_page(self: Any, page: str, *arguments: Any, **more: Any) -> None:
            whole(self, page, *arguments, **more)
            left[0] -= 1
            if left[0] < 0:
                path = self.get_output_path(page)
                path.write_text(path.read_text()[:100])
                os._exit(9)

        StandaloneHTMLBuilder.handle_page = handle_page  # type: ignore[method-assign]

    result = site.build(builder, sabotage=sabotage)
    assert result.status == 9 or len(result.written) <= pages


@pytest.mark.parametrize("builder", BUILDERS)
def test_an_interrupted_build_is_made_good(sample: Site, builder: str) -> None:
    sample.build(builder)
    original = (sample.source / "posts/first.md").read_text()
    EDITS["retitle"](sample.source)
    interrupted_build(sample, builder, pages=3)
    (sample.source / "posts/first.md").write_text(original)
    sample.build(builder)
    assert_equals_clean(sample, builder)


def interrupted_reading(site: Site, documents: int) -> None:
    """Begin a build that dies while it reads, when it has kept some documents."""

    def sabotage() -> None:
        whole, left = Builder.write_doctree, [documents]

        def write_doctree(self: Any, *arguments: Any, **more: Any) -> None:
            whole(self, *arguments, **more)
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)

        Builder.write_doctree = write_doctree  # type: ignore[method-assign]

    assert site.build(sabotage=sabotage).status == 9


def test_a_build_that_dies_while_it_reads_is_made_good(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# A\n", "posts/b.md": "# B\n"})
    site.build()
    site.write({"posts/a.md": "# Another\n"})
    interrupted_reading(site, 1)
    site.write({"posts/a.md": "# A\n", "_static/own.css": "p { color: red }\n"})
    site.build()
    assert_equals_clean(site, "html")


def interrupted_emission(site: Site, files: int) -> None:
    """Begin a build that dies while it writes a file that is no page, after some others."""

    def sabotage() -> None:
        whole, left = emission._write_if_changed, [files]

        def write(file: Path, content: Any) -> bool:
            changed = whole(file, content)
            left[0] -= changed
            if left[0] < 0:
                file.write_bytes(file.read_bytes()[:10])
                os._exit(9)
            return changed

        emission._write_if_changed = write  # type: ignore[assignment]

    assert site.build(sabotage=sabotage).status == 9


NEW = "---\ndate: 2022-04-20\ntags: fresh\naliases: [/newly]\n---\n# Fresh\n\n![](new.png)\n"


@pytest.mark.parametrize(("then", "files"), [("deleted", 0), ("a draft", 4)])
def test_what_an_interrupted_build_has_added_is_known_to_the_next(
    sample: Site, then: str, files: int
) -> None:
    sample.build()
    sample.write({"posts/new.md": NEW, "posts/new.png": PNG + b"\7"})
    EDITS["retitle"](sample.source)
    interrupted_emission(sample, files)
    if then == "a draft":
        sample.write({"posts/new.md": NEW.replace("date:", "draft: true\ndate:")})
    else:
        sample.remove("posts/new.md")
    sample.build()
    assert_equals_clean(sample, "html")


def test_an_interrupted_build_of_copies_alone_is_made_good(make_site: Callable[..., Site]) -> None:
    """No page says that anything is to be done."""
    site = make_site({"extra/a.txt": "a"}, 'html_extra_path = ["extra"]\n')
    site.build()
    site.write({"extra/b.txt": "b"})
    interrupted_emission(site, 0)
    site.build()
    assert_equals_clean(site, "html")


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes share the work on related posts, however few there are."""
    monkeypatch.setattr(processes, "_WORTH", 2)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("builder", BUILDERS)
def test_a_parallel_build_equals_a_serial_one(sample: Site, builder: str) -> None:
    sample.build(builder)
    parallel = sample.copy(sample.root.parent / "parallel")
    result = parallel.build(builder, "-j", "3")
    assert "not safe for parallel" not in result.log
    assert not differences(sample.snapshot(builder), parallel.snapshot(builder))


@pytest.mark.usefixtures("shared")
def test_a_parallel_incremental_build_equals_a_clean_one(sample: Site) -> None:
    sample.build("html", "-j", "3")
    for name in ("retitle", "remove a target", "rename", "retag"):
        if name != "rename":
            EDITS[name](sample.source)
            sample.build("html", "-j", "3")
    assert_equals_clean(sample, "html")


def test_the_output_depends_on_nothing_but_the_source(sample: Site) -> None:
    outputs = []
    worlds = [
        {"TZ": "Asia/Kolkata", "LANG": "C", "PYTHONHASHSEED": "1", "HOME": "/nowhere"},
        {"TZ": "America/Los_Angeles", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
    ]
    for number, world in enumerate(worlds):
        site = sample.copy(sample.root.parent / f"world-{number}" / ("deeper" * number or "here"))
        for path in site.source.rglob("*"):
            os.utime(path, (number * 10**9 + 1, number * 10**9 + 1))
        clock = f"import time; real = time.time; time.time = lambda: real() + {number} * 40_000_000"
        run = "import sys; from sphinx.cmd.build import build_main; build_main(sys.argv[1:])"
        subprocess.run(
            [sys.executable, "-c", f"{clock}; {run}", "-q", str(site.source), str(site.output())],
            env={**os.environ, **world},
            check=True,
            stderr=subprocess.DEVNULL,
        )
        shutil.rmtree(site.output() / ".doctrees")
        outputs.append(site.snapshot())
    assert outputs[0]
    assert not differences(*outputs)


def test_a_build_leaves_the_source_as_it_was(sample: Site) -> None:
    def state() -> dict[Path, tuple[int, bytes]]:
        paths = [sample.source, *sample.source.rglob("*")]
        return {p: (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in paths}

    before = state()
    for builder in BUILDERS:
        sample.build(builder, "-j", "2")
    assert state() == before


def test_what_is_deleted_leaves_the_output(sample: Site) -> None:
    sample.build()
    sample.build("dirhtml")
    there = ("posts/third.html", "tags/gamma.html")
    assert all((sample.output() / name).is_file() for name in there)
    assert (sample.output("dirhtml") / "archive/2021").is_dir()
    sample.remove("posts/third.md")
    EDITS["last post of a tag"](sample.source)
    EDITS["redate"](sample.source)
    sample.build()
    sample.build("dirhtml")
    assert not any((sample.output() / name).exists() for name in there)
    assert not (sample.output("dirhtml") / "posts/third").exists()
    assert not (sample.output("dirhtml") / "archive/2021").exists()


def test_what_is_wrong_with_a_page_says_nothing_of_where_its_site_stands(
    make_site: Callable[..., Site],
) -> None:
    words = " ".join(f"word{n}" for n in range(30))
    text = f"# Page\n\n{words}\n\n```{{include}} absent.md\n```\n"
    site = make_site({"posts/page.md": text})
    assert site.build().warnings
    other = site.copy(site.root.parent / "elsewhere")
    other.build()
    assert differences(site.snapshot(), other.snapshot()) == []


WARNING_FILES = {
    "index.md": "# Home\n\n```{toctree}\nabsent\n```\n",
    "posts/front.md": "---\ndate: 2024-02-30\ntag: x\n---\n# Front\n",
    "posts/link.md": "# Link\n\n[](absent.md) and [](other.md#none) and {tag}`none`.\n",
    "posts/other.md": "# Other\n\n## Part\n\n{unknown}`role`\n\n![](absent.png)\n",
    "posts/code.md": "# Code\n\n```nolanguage\nx\n```\n",
    "posts/doubt.md": "---\ndraft: perhaps\n---\n# Doubt\n",
    "posts/a.md": "---\ntags: [Tag]\n---\n# A\n",
    "posts/b.md": "---\ntags: [tag]\n---\n# B\n",
    "alone.md": "# Alone\n",
}


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_warm_build_warns_as_a_clean_one(make_site: Callable[..., Site], jobs: str) -> None:
    site = make_site(WARNING_FILES)
    clean = site.build("html", "-j", jobs)
    assert len(clean.warnings) >= 10
    assert sorted(site.build("html", "-j", jobs).warnings) == sorted(clean.warnings)
    site.write({"posts/new.md": "# New\n"})
    assert sorted(site.build("html", "-j", jobs).warnings) == sorted(clean.warnings)
    assert site.build("html", "-W", "--keep-going", "-j", jobs).status == 1


def test_a_warm_build_fails_when_a_heading_others_link_to_is_renamed(sample: Site) -> None:
    strict = ("-W", "--keep-going")
    assert sample.build("html", *strict).status == 0
    EDITS["rename a heading others link to"](sample.source)
    warm = sample.build("html", *strict)
    assert warm.status == 1
    clean = sample.copy(sample.root.parent / "clean")
    assert sorted(warm.warnings) == sorted(clean.build("html", *strict).warnings)
    assert {line.split(":")[0] for line in warm.warnings} == {
        f"posts/{name}.md" for name in ("first", "note", "second")
    }
    replacing("posts/third.md", "Another heading", "A heading")(sample.source)
    assert sample.build("html", *strict).status == 0


def test_an_edit_writes_only_the_pages_that_show_it(sample: Site) -> None:
    sample.build()
    assert sample.build().written == []
    EDITS["body"](sample.source)
    assert sample.build().written == ["posts/second"]
    EDITS["describe"](sample.source)
    assert sample.build().written == ["index", "posts/third"]
    EDITS["retitle"](sample.source)
    assert sample.build().written == [
        *("about", "archive", "index", "map"),
        *("posts/deep/other", "posts/first", "posts/note", "posts/second", "posts/third"),
    ]


def test_a_fresh_clone_with_a_restored_cache_is_no_work(sample: Site) -> None:
    sample.build()
    for path in sample.source.rglob("*"):
        os.utime(path)
    result = sample.build()
    assert "0 added, 0 changed, 0 removed" in result.log
    assert result.written == []


def test_a_change_that_the_clock_hides_is_seen(sample: Site) -> None:
    sample.build()
    path = sample.source / "posts/note.md"
    times = (path.stat().st_atime, path.stat().st_mtime - 10**6)
    path.write_text(path.read_text().replace("A note", "B note"))
    os.utime(path, times)
    sample.build()
    assert_equals_clean(sample, "html")


def test_a_page_that_someone_deleted_is_written_again(sample: Site) -> None:
    sample.build()
    before = sample.snapshot()
    for name in ("posts/note.html", "tags/beta.html"):
        (sample.output() / name).unlink()
    sample.build()
    assert not differences(before, sample.snapshot())
