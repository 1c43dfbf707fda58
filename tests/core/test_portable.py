"""Portable: what is left of a page's HTML when it has to stand on its own."""

from __future__ import annotations

import time

import pytest

from sphinx_commonplace.core.feeds import portable
from sphinx_commonplace.core.feeds.tomarkdown import convert

PAGE = "https://example.org/posts/a.html"

EXAMPLES = {
    "relative link": (
        '<a href="../b.html#x">b</a>',
        '<a href="https://example.org/b.html#x">b</a>',
    ),
    "link on the page": ('<a href="#x">b</a>', f'<a href="{PAGE}#x">b</a>'),
    "script address": ('<a href=" java\nscript:x()">b</a>', "b"),
    "no address": ('<a href="http://[x">b</a>', "b"),
    "image": (
        '<img src="i.png" alt="i" class="x">',
        '<img src="https://example.org/posts/i.png" alt="i">',
    ),
    "sized image": (
        '<img src="/i.png" style="width: 20px;">',
        '<img src="https://example.org/i.png" width="20">',
    ),
    "data image": (
        '<p><img src="data:image/png;base64,AAAA" alt="words"> on</p>',
        "<p>words on</p>",
    ),
    "image set": (
        '<img srcset="a.png, b.png 2x">',
        '<img srcset="https://example.org/posts/a.png, https://example.org/posts/b.png 2x">',
    ),
    "script": ("<p>a<script>x</script>b</p>", "<p>ab</p>"),
    "handler": ('<p onclick="x()" style="color: red" id="i" data-x="1">a</p>', "<p>a</p>"),
    "frame": (
        '<iframe src="https://v.example/1"></iframe>c',
        '<a href="https://v.example/1">https://v.example/1</a>c',
    ),
    "permalink": ('<h2>A<a class="headerlink" href="#a">¶</a></h2>', "<h2>A</h2>"),
    "message": ('<p>a</p><aside class="system-message"><p>ERROR</p></aside>', "<p>a</p>"),
    "comment": ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
    "ticked": ('<ul><li><input type="checkbox" checked> a</li></ul>', "<ul><li>☑ a</li></ul>"),
    "left open": ("<div><b>a", "<div><b>a</b></div>"),
    "text": ("a &lt; b ]]&gt;", "a &lt; b ]]&gt;"),
    "formula": (
        '<math display="block" onclick="x"><mi class="c">x</mi></math>',
        '<math display="block"><mi>x</mi></math>',
    ),
    "own title": ("<section><h1>A title</h1><p>a</p></section>", "<section><p>a</p></section>"),
    "other title": ("<h1>Another</h1>", "<h1>Another</h1>"),
    "code": (
        (
            '<div class="highlight-c++ notranslate"><div class="highlight"><pre><span></span>'
            '<span class="linenos">1</span><span class="k">int</span> a;\n</pre></div></div>'
        ),
        '<div><div><pre><code class="language-c++">int a;\n</code></pre></div></div>',
    ),
    "characters": ("<p>a\x01\ufffeb</p>", "<p>ab</p>"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_left(name: str) -> None:
    given, expected = EXAMPLES[name]
    assert portable.content(given, PAGE, "A title") == expected


def test_many_links_in_one_paragraph_are_a_matter_of_moments() -> None:
    link, word = '<a class="x" href="b"><span class="x">b</span></a>', '<span class="x">c</span>'
    start = time.monotonic()
    found = portable.content(f"<p>{(link + word) * 8000}</p>", PAGE)
    assert time.monotonic() - start < 8
    assert found == f'<p>{"""<a href="https://example.org/posts/b">b</a>c""" * 8000}</p>'


def test_a_summary_is_the_first_paragraph_that_says_something() -> None:
    body = '<p class="headerlink">¶</p><p> </p><p>One <b>two</b>\nthree.</p><p>Four.</p>'
    assert portable.summary(body) == "One two three."
    assert portable.summary("<p>one two three</p>", 9) == "one two…"
    assert portable.summary(f"<p>{'x' * 300}</p>", 50) == "x" * 49 + "…"
    assert portable.summary("<ul></ul>") == ""


def test_markdown() -> None:
    html = portable.content(
        '<h2>A</h2><p>a <em>b</em> <a href="c">d</a> <math><mi>x</mi></math></p>'
        '<div class="highlight-python"><pre>x = 1\n</pre></div>',
        PAGE,
    )
    assert convert(html) == (
        "## A\n\na *b* [d](https://example.org/posts/c) <math><mi>x</mi></math>\n\n"
        "```python\nx = 1\n```"
    )
