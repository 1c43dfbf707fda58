"""Languages: words of ours in the site's language, a post in its own, from left or from right."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from sphinx_commonplace.spine.languages import direction

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Site

POSTS: dict[str, str | bytes] = {
    "posts/a.md": "---\ndate: 2024-03-02\ntags: x\n---\n# A\n\n[[b]] and [[c]]\n",
    "posts/b.md": "---\ndate: 2024-03-02\nlang: fa\n---\n# ب\n\n> [!tip]\n> x\n",
    "posts/c.md": "---\ndate: 2024-03-02\nlang: de-CH\n---\n# C\n",
    "posts/d.md": "---\ndate: 2024-03-02\nlang: qq\n---\n# D\n\n[[a]]\n",
    "posts/e.md": "---\ndate: 2024-03-02\nlang: xx-Q\n---\n# E\n",
}


def html(site: Site, name: str) -> tuple[str | None, str | None]:
    """Return the language and the direction of a page."""
    found = site.page(name).html
    assert found is not None
    return found.get("lang"), found.get("dir")  # type: ignore[return-value]


def test_a_post_is_in_its_own_language_and_direction(make_site: Callable[..., Site]) -> None:
    site = make_site(POSTS)
    warnings = site.build().warnings
    assert len(warnings) == 1
    assert "posts/e.md:3: WARNING: lang: 'xx-Q' is not a language tag" in warnings[0]
    shown = {name: html(site, f"posts/{name}") for name in "abcde"}
    assert shown == {
        "a": ("en", None),
        "b": ("fa", "rtl"),
        "c": ("de-CH", None),
        "d": ("qq", None),
        "e": ("en", None),
    }
    assert html(site, "index") == ("en", None)
    assert html(site, "tags/x") == ("en", None)


def test_its_dates_and_our_words_are_in_that_language(make_site: Callable[..., Site]) -> None:
    site = make_site(POSTS)
    site.build()
    days = {name: site.page(f"posts/{name}").select_one(".cp-meta time").text for name in "abcd"}
    assert days == {
        "a": "2 March 2024",
        "b": "2 مارس 2024",
        "c": "2 März 2024",
        "d": "2 March 2024",
    }
    feet = {name: site.page(f"posts/{name}").select_one(".cp-linked .cp-heading") for name in "abc"}
    assert [feet[name].text for name in "abc"] == ["Linked from", "پیوند از", "Verlinkt von"]
    assert "دقیقه" in site.page("posts/b").select_one(".cp-meta").text
    # What other pages show of it stays in theirs.
    assert site.page("archive/2024").select_one("time").text == "2 Mar 2024"


@pytest.mark.parametrize(
    ("language", "way", "words"),
    [
        ("de", None, ("Verlinkt von", "1 Beitrag", "2. März 2024", "Mit dem Schlagwort „x“")),
        ("fa", "rtl", ("پیوند از", "1 نوشته", "2 مارس 2024", "با برچسب «x»")),
    ],
)
def test_a_site_speaks_its_language(
    make_site: Callable[..., Site], language: str, way: str | None, words: tuple[str, ...]
) -> None:
    pattern = "d. MMMM y" if language == "de" else "d MMMM y"
    site = make_site(
        {**POSTS, "posts/n.md": "# N\n\n> [!tip]\n> x\n"},
        f"language = {language!r}\ncommonplace_date_format = {pattern!r}\n",
    )
    site.build()
    assert html(site, "index") == (language, way)
    assert html(site, "tags/x") == (language, way)
    page = site.page("posts/a")
    assert page.select_one(".cp-linked .cp-heading").text == words[0]
    assert site.page("tags/x").select_one(".cp-meta").text == words[1]
    assert page.select_one(".cp-meta time").text == words[2]
    title = site.page("tags/x").title
    assert title is not None
    assert title.text.startswith(words[3])
    callout = site.page("posts/n").select_one(".admonition-title")
    assert callout.text == {"de": "Tipp", "fa": "راهنمایی"}[language]


def test_a_post_in_english_on_a_german_site(make_site: Callable[..., Site]) -> None:
    english = "---\ndate: 2024-05-02\nlang: en\n---\n# E\n\n[[e]]\n"
    site = make_site({"posts/e.md": english, "posts/f.md": "# F\n\n[[e]]\n"}, 'language = "de"')
    site.build()
    page = site.page("posts/e")
    assert html(site, "posts/e") == ("en", None)
    assert page.select_one(".cp-linked .cp-heading").text == "Linked from"
    assert page.select_one(".cp-meta time").text == "2 May 2024"


def test_the_language_of_a_post_is_its_own_affair(make_site: Callable[..., Site]) -> None:
    site = make_site(POSTS)
    site.build()
    site.write({"posts/c.md": "---\ndate: 2024-03-02\nlang: he\n---\n# C\n"})
    assert "posts/c" in site.build().written
    assert html(site, "posts/c") == ("he", "rtl")
    assert html(site, "posts/a") == ("en", None)


@pytest.mark.parametrize(
    ("name", "way"),
    [
        *(("fa", "rtl"), ("ar_EG", "rtl"), ("he", "rtl"), ("ur-PK", "rtl"), ("pa-Arab", "rtl")),
        *(("en", "ltr"), ("de_CH", "ltr"), ("az_Latn", "ltr"), ("sr@latin", "ltr"), ("ku", "ltr")),
        *(("ks-Deva", "ltr"), ("az-Arab-IR", "rtl"), ("", "ltr")),
    ],
)
def test_the_direction_follows_script_then_language(name: str, way: str) -> None:
    assert direction(name) == way


TWICE = """
import gc, sys, weakref, warnings
from sphinx.application import Sphinx
warnings.simplefilter("error", ResourceWarning)
seen = []
for language in sys.argv[2:]:
    top = sys.argv[1]
    app = Sphinx(top, top, f"{top}/../{language}", f"{top}/../d-{language}", "html",
                 {"language": language}, status=None, freshenv=True)
    app.build(force_all=True)
    seen.append(weakref.ref(app))
    del app
    gc.collect()
print(seen[0]() is None)
"""


@pytest.mark.parametrize("languages", ["de de", "de en", "fa de"])
def test_builds_in_one_process_know_nothing_of_each_other(
    make_site: Callable[..., Site], languages: str
) -> None:
    site = make_site(POSTS)
    first, second = languages.split()
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", TWICE, str(site.source), first, second],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr
    assert "ResourceWarning" not in done.stderr
    words = {"de": "Verlinkt von", "en": "Linked from"}
    for name in ("a", "d"):
        page = BeautifulSoup((site.root / second / f"posts/{name}.html").read_text(), "html.parser")
        said = page.select_one(".cp-meta").text
        assert ("Min" in said) is (second == "de"), said
    page = BeautifulSoup((site.root / second / "posts/a.html").read_text(), "html.parser")
    assert page.select_one(".cp-linked .cp-heading").text == words[second]


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ('language = "de"', "_static/translations.js"),
        ("commonplace_sphinx_search = True", "searchindex.js"),
    ],
)
def test_nothing_is_left_of_a_setting_that_is_gone(
    make_site: Callable[..., Site], tmp_path: Path, line: str, file: str
) -> None:
    """Sphinx keeps the words of its scripts in another language, and the index of its search."""
    own = {"_static/own-stemmer.js": "// mine", "_static/b/translations.js": "// mine"}
    site = make_site({"posts/a.md": "# A\n", **own})
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    site.write({"conf.py": f"{conf}{line}\n"})
    site.build()
    assert file in site.snapshot()
    site.write({"conf.py": conf})
    site.build()
    clean = site.copy(tmp_path / "clean")
    clean.build()
    assert site.snapshot() == clean.snapshot()
