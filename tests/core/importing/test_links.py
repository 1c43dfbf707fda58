"""Links between pages, and to files, lead to where these are now; the others are told."""

from __future__ import annotations

from tests.core.importing.conftest import Bring, Tree, body, told

JEKYLL: Tree = {
    "_config.yml": "url: https://example.net\nbaseurl: /blog\n",
    "_posts/2024-01-02-a.md": "---\n---\nA.\n",
    "about.md": "---\n---\nAbout.\n",
    "assets/my chart.png": b"png",
    "assets/unused.png": b"png",
    "_includes/x.html": "x",
}


def links(bring: Bring, text: str, others: Tree = JEKYLL, path: str = "b.md") -> str:
    made = bring({**others, path: f"---\n---\n{text}"})
    return body(made, path.removeprefix("content/"))


def test_links_by_the_address_a_page_had(bring: Bring) -> None:
    text = """\
[root](/2024/01/02/a.html#part), [base](/blog/2024/01/02/a.html),
[whole](http://example.net/blog/2024/01/02/a.html), [relative](2024/01/02/a.html "A title"),
[tag]({% post_url 2024-01-02-a %}), [about]({% link about.md %}),
[about]({{ site.baseurl }}/about.html),
[about]({{ '/about.html' | relative_url }}) and [by reference][1].

[1]: /about.html
"""
    assert (
        links(bring, text)
        == """\
[root](a.md#part), [base](a.md),
[whole](a.md), [relative](a.md "A title"),
[tag](a.md), [about](about.md),
[about](about.md),
[about](about.md) and [by reference][1].

[1]: about.md
"""
    )


def test_files_that_pages_use_are_brought_along(bring: Bring) -> None:
    text = "![A chart](/assets/my%20chart.png) <img src='/assets/my chart.png'>\n"
    made = bring({**JEKYLL, "deep/b.md": f"---\nimage: /assets/my chart.png\n---\n{text}"})
    moved = "../files/assets/my%20chart.png"
    assert body(made, "deep/b.md") == f"![A chart]({moved}) <img src='{moved}'>\n"
    assert "image: ../files/assets/my chart.png\n" in made.pages["deep/b.md"]
    assert made.copies == {"files/assets/my chart.png": "assets/my chart.png"}
    assert ("assets/unused.png", "no page uses it") in made.skipped


def test_links_by_an_alias(bring: Bring) -> None:
    page = "---\nredirect_from: /older/\n---\nC.\n"
    made = bring({**JEKYLL, "c.md": page, "b.md": "---\n---\n[x](/older/#part)\n"})
    assert body(made, "b.md") == "[x](c.md#part)\n"


def test_what_leads_to_nothing_is_told_and_stays(bring: Bring) -> None:
    text = "One.\n\n[gone](/gone/) and ![no](no.png)\n[on]({% post_url 2020-01-01-gone %})\n"
    made = bring({**JEKYLL, "b.md": f"---\n---\n{text}"})
    assert body(made, "b.md") == text
    assert told(made) == [
        "b.md:5: '/gone/' leads to nothing that is here; left as it is",
        "b.md:5: 'no.png' leads to nothing that is here; left as it is",
        "b.md:6: post_url '2020-01-01-gone' leads to nothing that is here; left as it is",
    ]


def test_what_is_elsewhere_or_code_is_left_alone(bring: Bring) -> None:
    text = """\
[x](https://example.org/about.html) [x](#part) [x](mailto:a@example.net) <https://example.net/>
`[x](/about.html)` and ``` [x](/about.html) ```

    [x](/about.html)

```md
[x](/about.html) <img src="/assets/unused.png">
```
"""
    assert links(bring, text) == text


def test_a_file_that_html_links_to_is_told(bring: Bring) -> None:
    made = bring({**JEKYLL, "b.md": "---\n---\n<a href='/assets/my chart.png'>x</a>\n"})
    assert told(made) == ["b.md:3: '/assets/my chart.png' is not followed in HTML; left as it is"]


def test_a_link_in_html_leads_to_the_old_address(bring: Bring) -> None:
    """Nobody follows the name of a file there, and the old address leads on."""
    text = '<a href="/blog/about.html#x">About</a> <a href="about.html">About</a>\n'
    about = "/about.html"
    assert links(bring, text) == f'<a href="{about}#x">About</a> <a href="{about}">About</a>\n'


def test_a_site_whose_source_is_a_folder_in_it(bring: Bring) -> None:
    made = bring(
        {
            "_config.yml": "source: src\n",
            "src/a.md": "---\n---\n[b]({% link b.md %}) ![c]({% link c.png %}) {% link d.md %}\n",
            "src/b.md": "---\n---\nB.\n",
            "src/c.png": b"png",
            "README.md": "R.\n",
        }
    )
    assert body(made, "a.md") == "[b](b.md) ![c](files/c.png) {% link d.md %}\n"
    assert made.copies == {"files/c.png": "src/c.png"}
    assert ("README.md", "no page of the site") in made.skipped


HUGO: Tree = {
    "hugo.toml": "baseURL = 'https://example.net/'",
    "content/notes/a.md": "A.\n",
    "content/notes/pack/index.md": "![in](in.png) [next](../a/) [next](../a.md)\n",
    "content/notes/pack/in.png": b"png",
    "static/img/out.png": b"png",
}


def test_references_of_hugo(bring: Bring) -> None:
    text = """\
[a]({{< ref "notes/a.md" >}}) [a]({{< relref "a#part" >}}) [a]({{% ref "/notes/a" %}})
[pack]({{< ref "notes/pack" >}}) ![out](/img/out.png) ![in](notes/pack/in.png)
[x]({{< ref "x" >}})
"""
    made = bring({**HUGO, "content/b.md": text})
    assert (
        body(made, "b.md")
        == """\
[a](notes/a.md) [a](notes/a.md#part) [a](notes/a.md)
[pack](notes/pack/index.md) ![out](files/img/out.png) ![in](notes/pack/in.png)
[x](\\{{< ref "x" >}})
"""
    )
    assert body(made, "notes/pack/index.md") == "![in](in.png) [next](../a.md) [next](../a.md)\n"
    assert made.copies == {
        "files/img/out.png": "static/img/out.png",
        "notes/pack/in.png": "content/notes/pack/in.png",
    }
    assert told(made) == ["content/b.md:3: ref 'x' leads to nothing that is here; left as it is"]


VAULT: Tree = {
    "Deep/My note.md": "N.\n",
    "media/pic.png": b"png",
    "media/doc.pdf": b"pdf",
    "other/pic.png": b"png",
}


def test_wikilinks_stay_and_their_files_are_brought_along(bring: Bring) -> None:
    text = "[[My note#Part|x]] ![[pic.png|100]] [[doc.pdf#page=3]] [[Nowhere]] `[[code.pdf]]`\n"
    made = bring({**VAULT, "a.md": text})
    assert made.pages["a.md"] == text
    assert list(made.copies) == ["media/doc.pdf", "media/pic.png"]
    assert made.skipped == [("other/pic.png", "no page uses it")]


def test_links_of_a_vault(bring: Bring) -> None:
    text = "[x](Deep/My%20note.md#part) [x](My%20note.md) [x](<Deep/My note>) ![x](pic.png)\n"
    made = bring({**VAULT, "a.md": text})
    note = "Deep/My%20note.md"
    assert told(made) == []
    assert made.pages["a.md"] == f"[x]({note}#part) [x]({note}) [x]({note}) ![x](media/pic.png)\n"


def test_addresses_for_obsidian(bring: Bring) -> None:
    note = "obsidian://open?vault=v&file=Deep%2FMy%20note"
    made = bring({**VAULT, "a.md": f"[x]({note}) [y](obsidian://open?vault=v&file=gone)\n"})
    assert made.pages["a.md"] == ("[x](Deep/My%20note.md) [y](obsidian://open?vault=v&file=gone)\n")


def test_brackets_that_are_no_link(bring: Bring) -> None:
    text = (
        "[x]( /about.html ) [x](</about.html>) [x][/about.html] [a](the words) (x)(/about.html)\n"
    )
    made = bring({**JEKYLL, "b.md": f"---\n---\n{text}"})
    new = "[x]( about.md ) [x](about.md) [x][/about.html] [a](the words) (x)(/about.html)\n"
    assert (body(made, "b.md"), told(made)) == (new, [])
