"""Texts: what other tools alone read is converted or stays in sight; what was text stays text."""

from __future__ import annotations

import pytest

from tests.core.importing.conftest import Bring, body, told

JEKYLL = {"_config.yml": "title: Mine\nsecret: [x]\n"}
HUGO = {"hugo.toml": "", "content/_index.md": "Home.\n"}


def jekyll(bring: Bring, text: str) -> str:
    return body(bring({**JEKYLL, "a.md": f"---\ntitle: A\n---\n{text}"}), "a.md")


def hugo(bring: Bring, text: str) -> str:
    return body(bring({**HUGO, "content/a.md": f"+++\ntitle = 'A'\n+++\n{text}"}), "a.md")


LIQUID = [
    ("{% raw %}{{ page.title }}{% endraw %}\n", "\\{{ page.title }}\n"),
    ("`{% raw %}{{ x }}{% endraw %}`\n", "`{{ x }}`\n"),
    ("```liquid\n{% raw %}\n{% if x %}\n{% endraw %}\n```\n", "```liquid\n\n{% if x %}\n\n```\n"),
    ("a{% comment %} one\ntwo {% endcomment %}b\n", "ab\n"),
    ("{% highlight ruby linenos %}\nx = 1\n{% endhighlight %}\n", "```ruby\nx = 1\n```\n"),
    ("{% highlight md %}\n```\n{% endhighlight %}\n", "````md\n```\n````\n"),
    ("{%- highlight sh -%}ls{%- endhighlight -%}\n", "```sh\nls\n```\n"),
    ("{{ site.title }} and {{ site.secret }}\n", "Mine and \\{{ site.secret }}\n"),
    ("{% include x.html a=1 %} {% if x %}\n", "{% include x.html a=1 %} {% if x %}\n"),
    ("`{{ site.title }}`\n", "`{{ site.title }}`\n"),
    ("Before.\n<!--more-->\nAfter.\n", "Before.\n<!--more-->\nAfter.\n"),
]


@pytest.mark.parametrize(("text", "new"), LIQUID)
def test_liquid(bring: Bring, text: str, new: str) -> None:
    assert jekyll(bring, text) == new


KRAMDOWN = [
    ("Text.\n{: .class #id}\n", "Text.\n"),
    ('[x](https://example.net){:target="_blank"} `x`{:.ruby}\n', "[x](https://example.net) `x`\n"),
    ("* TOC\n{:toc}\n\n# One\n", "\n# One\n"),
    ("1. Contents\n{:toc .x}\n", ""),
    ("## Two {#deux}\n\n[x](#deux)\n", "(deux)=\n## Two\n\n[x](#deux)\n"),
    ("## Two\n{: #deux .x}\n\nText.\n", "(deux)=\n## Two\n\nText.\n"),
    ("## Two {: .x}\n", "## Two\n"),
    ("## A {set}\n", "## A {set}\n"),
    ("{::nomarkdown}x{:/nomarkdown}\n", "{::nomarkdown}x{:/nomarkdown}\n"),
    ("`{: .class}`\n\n    {: .class}\n", "`{: .class}`\n\n    {: .class}\n"),
]


@pytest.mark.parametrize(("text", "new"), KRAMDOWN)
def test_kramdown(bring: Bring, text: str, new: str) -> None:
    assert jekyll(bring, text) == new


SHORTCODES = [
    ('{{< figure src="a.png" alt="[b]" caption="Words." >}}\n', "![\\[b\\]](a.png)\n\nWords.\n"),
    ('{{< figure src="a b.png" link="/x" >}}\n', "[![](<a b.png>)](/x)\n"),
    ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n", "```go\nx := 1\n```\n"),
    ("{{< youtube abc >}}\n", "[YouTube: abc](https://www.youtube.com/watch?v=abc)\n"),
    ('{{< youtube id="abc" >}}\n', "[YouTube: abc](https://www.youtube.com/watch?v=abc)\n"),
    ("{{< gist ada 123 >}}\n", "[Gist: ada/123](https://gist.github.com/ada/123)\n"),
    ('{{</* figure src="a.png" */>}}\n', '\\{{< figure src="a.png" >}}\n'),
    ("```\n{{%/* x */%}}\n```\n", "```\n{{% x %}}\n```\n"),
    ('`{{< ref "x" >}}`\n', '`{{< ref "x" >}}`\n'),
    ("{{<note>}}Careful.{{</note>}}\n", "\\{{\\<note>}}Careful.\\{{\\</note>}}\n"),
    ("{{% tabs %}}\n**x**\n{{% /tabs %}}\n", "\\{{% tabs %}}\n**x**\n\\{{% /tabs %}}\n"),
    ("{{< unclosed \n", "\\{{< unclosed \n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "new"), SHORTCODES)
def test_shortcodes(bring: Bring, text: str, new: str) -> None:
    assert hugo(bring, text) == new


MARKS = [
    ("% of all\n", "\\% of all\n"),
    ("> % of all\n", "> \\% of all\n"),
    ("- % of all\n", "- \\% of all\n"),
    ("(label)=\n", "\\(label)=\n"),
    ("+++\n", "\\+++\n"),
    ("::: note\nx\n:::\n", "\\::: note\nx\n\\:::\n"),
    ("```{note}\nx\n```\n", "```text\nx\n```\n"),
    ("```{r, echo=FALSE}\nx\n```\n", "```r\nx\n```\n"),
    ("~~~ {include} /etc/passwd\n~~~\n", "~~~text\n~~~\n"),
    ("Run {eval}`x`.\n", "Run \\{eval}`x`.\n"),
    ("{{ 7 * 7 }} $a_{{b}}$\n", "\\{{ 7 * 7 }} $a_{{b}}$\n"),
    ('<a href="{{ x }}">\n', '<a href="{{ x }}">\n'),
    ("`% x` and `{x}`\n", "`% x` and `{x}`\n"),
    ("```\n% x\n(a)=\n```\n", "```\n% x\n(a)=\n```\n"),
    ("    % x\n", "    % x\n"),
    ("<div>\n% x\n</div>\n", "<div>\n% x\n</div>\n"),
    ("$$\n% x\n$$\n", "$$\n% x\n$$\n"),
    ("100 % of (all)= it\n", "100 % of (all)= it\n"),
    ("```{.python .wide}\nx\n```\n", "```{.python .wide}\nx\n```\n"),
]


@pytest.mark.parametrize(("text", "new"), MARKS)
def test_what_would_be_marks_of_myst_stays_text(bring: Bring, text: str, new: str) -> None:
    assert jekyll(bring, text) == new
    assert bring({"v/a.md": text}, "folder").pages["v/a.md"] == new


def test_marks_of_obsidian_stay_text_where_they_were(bring: Bring) -> None:
    text = "a %%b%% ==c== x == y\nfrom 2 to ^16\n"
    assert jekyll(bring, text) == "a \\%%b\\%% \\==c== x == y\nfrom 2 to \\^16\n"
    assert bring({"v/a.md": text}, "folder").pages["v/a.md"] == text


def test_text_of_sphinx_is_myst_already(bring: Bring) -> None:
    text = "% a comment\n(label)=\n```{note}\nx\n```\n{ref}`x`\n"
    assert bring({"conf.py": "", "v/a.md": text}, "folder").pages["v/a.md"].endswith(text)


def test_what_is_left_in_sight_is_counted(bring: Bring) -> None:
    made = bring(
        {**JEKYLL, "a.md": "---\n---\n{% include x %} {% if y %}{% endif %}{{ page.z }}\n"}
    )
    assert made.notes.counts("left") == [
        ("{% if %}", 1, 1),
        ("{% include x %}", 1, 1),
        ("{{ page.z }}", 1, 1),
    ]
    made = bring({**HUGO, "content/b.md": "{{< x >}}{{< /x >}} {{< y >}}\n"}, "hugo")
    assert made.notes.counts("left") == [("{{< x }}", 1, 1), ("{{< y }}", 1, 1)]


def test_the_line_is_right_whatever_was_dropped_before(bring: Bring) -> None:
    text = (
        "{% comment %}\n\n{% endcomment %}\n{% highlight sh %}x{% endhighlight %}\n\n[x](no.md)\n"
    )
    made = bring({**JEKYLL, "a.md": f"---\n---\n{text}"})
    assert told(made) == ["a.md:8: 'no.md' leads to nothing that is here; left as it is"]


def test_a_heading_s_name_that_is_given_twice(bring: Bring) -> None:
    tree = {"content/b.md": "## B {#x}\n", "content/c.md": "\n## C {#x}\n"}
    made = bring({**HUGO, **tree})
    assert made.pages["c.md"].endswith("\n## C\n")
    assert told(made) == [
        "content/b.md:1: {#x} is the name of another heading; dropped",
        "content/c.md:2: {#x} is the name of another heading; dropped",
    ]
