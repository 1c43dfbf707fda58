"""Bad links of every kind: what is wrong is said with its line, and nothing of it is published."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site


@pytest.mark.parametrize(
    "text",
    [
        "[words](javascript:alert(1))",
        "[words](JaVaScRiPt:alert(1))",
        "[words](<java&#115;cript:alert(1)>)",
        "[words](&#x6A;avascript&colon;alert(1))",
        "[words](vbscript:x)",
        "[words](data:text/html,<script>alert(1)</script>)",
        "[words](file:///etc/passwd)",
        "[words][ref]\n\n[ref]: javascript:alert(1)",
        "words <javascript:alert(1)>",
        "![words](javascript:alert(1))",
        "![words](data:image/svg+xml;base64,PHN2Zz4=)",
        "[words](../../../../etc/passwd)",
        "[words](../outside.md)",
    ],
)
def test_a_dangerous_address_is_not_published(make_site: Callable[..., Site], text: str) -> None:
    site = make_site({"index.md": f"# Home\n\nBefore. {text}\n"})
    site.build()
    (warning,) = site.build().warnings
    assert "index.md:3: WARNING: " in warning
    article = site.page("index").select_one("article")
    assert article is not None
    assert "words" in article.text
    for part in ("script:", "data:", "passwd", "outside", "svg+xml"):
        assert part not in str(article)


LONG = "n" * 300


NO_NAMES = {
    f"[words]({LONG}.txt)": "there is no page",
    f"[words]({LONG}.md)": "no page",
    f"[words]({LONG}/a.md#b)": "no page",
    f"[words](path:{LONG}.txt)": "download file not readable",
    f"![words]({LONG}.png)": "image file not readable",
    f"![[{LONG}.png|words]]": "no file is called",
    f"![[{LONG}.mp3|words]]": "no file is called",
    f"[[{LONG}|words]]": "no page",
    f"words\n\n```{{include}} {LONG}.txt\n```": "error reading file",
    f"words\n\n```{{literalinclude}} {LONG}.txt\n```": "not found or reading it failed",
    f"words {{download}}`x <{LONG}.txt>`": "download file not readable",
    "[words](a%00b.txt)": "no address that a page may hold",
    "[words](a%00b.md)": "no address that a page may hold",
    "[words](path:a%00b.txt)": "no address that a page may hold",
    "![words](a%00b.png)": "no address that a page may hold",
    "words\n\n```{image} a%00b.png\n```": "image file not readable",
    "![[a%00b.png|words]]": "no file is called",
    "[[a%00b|words]]": "no page",
}
PIPES = (
    "![words](pipe)",
    "![[pipe.png|words]]",
    "![[pipe.mp3|words]]",
    "[words](path:pipe)",
    "words\n\n```{include} pipe\n```",
    "words\n\n```{literalinclude} pipe\n```",
    "words\n\n```{raw} html\n:file: pipe\n```",
    "words\n\n```{eval-rst}\n.. include:: pipe\n```",
    "words {download}`x <pipe>`",
)


@pytest.mark.parametrize(
    "told", [NO_NAMES, dict.fromkeys(PIPES, "is not a regular file")], ids=["no name", "pipes"]
)
def test_what_is_no_file(
    make_site: Callable[..., Site], subtests: pytest.Subtests, told: dict[str, str]
) -> None:
    """Neither a name that no file can have, nor a pipe, which would be waited for for ever."""
    site = make_site({f"posts/{n}.md": f"# Page\n\n{text}\n" for n, text in enumerate(told)})
    for name in ("pipe", "pipe.png", "pipe.mp3"):
        os.mkfifo(site.source / "posts" / name)
    build = site.build(sabotage=lambda: signal.alarm(60))
    assert build.status == 0
    for number, (text, part) in enumerate(told.items()):
        with subtests.test(text):
            (warning,) = (one for one in build.warnings if one.startswith(f"posts/{number}.md:"))
            line = 3 if "```" not in text else 6 if "rst}" in text else 5
            assert warning.startswith(f"posts/{number}.md:{line}: ")
            assert part in warning
            article = site.page(f"posts/{number}").select_one("article")
            assert article is not None
            assert "words" in str(article)


def test_comments_are_in_no_folder_of_a_name_that_none_can_have(
    make_site: Callable[..., Site],
) -> None:
    site = make_site({}, f"commonplace_comments = {LONG!r}")
    assert site.build("html", "-W").warnings == []


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/",
        "obsidian://open?vault=x",
        "tel:+4912345",
    ],
)
def test_other_addresses_are_links(make_site: Callable[..., Site], address: str) -> None:
    site = make_site({"index.md": f"# Home\n\n[words]({address})\n"})
    assert site.build("html", "-W").warnings == []
    link = site.page("index").select_one("article p a")
    assert link is not None
    assert link["href"] == address


@pytest.mark.parametrize("mark", ["", "!"])
@pytest.mark.parametrize(
    "text",
    ["[[]]", "[[ ]]", "[[#]]", "[[^]]", "[[a|]]", "[[|b]]", "[[[x]]]", "[[a", "]] [[", "[[", "a]]"],
)
def test_what_is_hardly_a_link_is_text(
    make_site: Callable[..., Site], mark: str, text: str
) -> None:
    site = make_site({"index.md": f"# Home\n\n{mark}{text} and `code` *after*\n"})
    build = site.build("html")
    assert build.status == 0
    article = site.page("index").select_one("article p")
    assert article is not None
    assert f"{mark}{text}" in article.text or "x" in text
    assert [node.name for node in article.select("code, em")] == ["code", "em"]


@pytest.mark.parametrize("text", ["50 %% open", "==open", "~~open", "$open", "[^open", "> [!open"])
def test_what_is_not_closed_is_text(make_site: Callable[..., Site], text: str) -> None:
    site = make_site({"index.md": f"# Home\n\n{text} and `code` *after*\n\nNext.\n"})
    assert site.build("html", "-W").warnings == []
    article = site.page("index").select_one("article")
    assert article is not None
    assert text.removeprefix("> ") in article.text
    assert [node.name for node in article.select("code, em")] == ["code", "em"]
    assert "Next." in article.text


def test_twenty_thousand_links_in_one_page(make_site: Callable[..., Site]) -> None:
    links = "\n\n".join("[[target]] " * 100 for _ in range(200))
    site = make_site({"posts/target.md": "# Target\n", "posts/many.md": f"# Many\n\n{links}\n"})
    assert site.build("html", "-W").warnings == []
    assert len(site.page("posts/many").select("article p a.internal")) == 20_000
    assert len(site.page("posts/target").select(".cp-backlinks li")) == 1
