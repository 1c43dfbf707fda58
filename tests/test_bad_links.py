"""Bad links of every kind: what is wrong is said with its line, and nothing of it is published."""

from __future__ import annotations

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
    site.build("html", "-D", "html_copy_source=0")
    (warning,) = site.build("html", "-D", "html_copy_source=0").warnings
    assert "index.md:3: WARNING: " in warning
    article = site.page("index").select_one("article")
    assert article is not None
    assert "words" in article.text
    for part in ("script:", "data:", "passwd", "outside", "svg+xml"):
        assert part not in str(article)


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


@pytest.mark.parametrize("text", ["%% open", "==open", "~~open", "$open", "[^open", "> [!open"])
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
