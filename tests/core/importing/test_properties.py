"""What holds of any text: nothing fails, nothing is lost, code stays as it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_commonplace.core.frontmatter import frontmatter
from sphinx_commonplace.core.importing import importing
from sphinx_commonplace.core.importing.frontmatter import moments
from sphinx_commonplace.core.importing.text.code import code
from sphinx_commonplace.core.importing.tools import tool
from tests.core.importing.conftest import plant

NOW = datetime(2024, 12, 30, tzinfo=timezone.utc)
PARTS = """\
--- +++ { } title: draft: true date: 2024-1-2 02/03/2024 tags: [a, "b] 'c aliases: /x - # ## & * !
{% %} raw endraw comment endcomment highlight ruby endhighlight if endif post_url link include
{{ }} site.baseurl | relative_url {{< >}} {{% %}} {{</* */>}} ref figure src="a.png" / \x00 \x01
{: .x} {:toc} {#a} * TOC ` `` ``` ~~~ ```{note} {ref}`x` ::: % (a)= [[b]] ![[b]] [b](b.md) \x02
![](a.png) [x]: <a> <!-- --> <div> $$ %% == > | \\ \u00e9 \u200b"""
WORDS = st.sampled_from([*PARTS.split(), " ", "\n", "\n\n", "    "])
TEXTS = st.lists(WORDS, max_size=40).map("".join)
OPENINGS = st.sampled_from(["---\n", "+++\n", '{"', ""])


@pytest.mark.parametrize("kind", tool.KINDS)
@settings(max_examples=300, deadline=None)
@given(opening=OPENINGS, head=TEXTS | st.text(), text=TEXTS)
def test_no_text_makes_an_import_fail(kind: str, opening: str, head: str, text: str) -> None:
    page = f"{opening}{head}\n{opening}{text}".encode(errors="replace")
    with TemporaryDirectory() as folder:
        plant(Path(folder), {"content/a.md": page, "content/b.md": "B.\n", "content/a.png": b""})
        made = importing.read(Path(folder), kind, NOW)
    assert made.found == len(made.pages) + len(made.copies) + len(made.skipped)
    for written in made.pages.values():
        assert frontmatter.parse(written, timezone.utc)[2] == []
        assert not set("\x00\x01\x02") & set(written)


@settings(max_examples=150, deadline=None)
@given(text=st.text())
def test_a_date_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(ValueError):
        assert moments.iso(text)[:1].isdigit()


LINES = [
    "% x",
    "(a)=",
    "{{ site.title }}",
    "{: .x}",
    "[b](/b/)",
    '{{< ref "b" >}}',
    "{note}`x`",
    "```{note}",
    "[[c]]",
]
FENCED = ["```\n{}\n```\n", "> ~~~ x\n> {}\n> ~~~\n", "- x\n\n      {}\n", "`` {} ``\n", "    {}\n"]


@pytest.mark.parametrize("kind", tool.KINDS)
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("fence", FENCED)
def test_code_stays_as_it_is(tmp_path: Path, kind: str, line: str, fence: str) -> None:
    text = fence.format(line)
    plant(tmp_path, {"content/a.md": text, "content/b.md": "B.\n"})
    made = importing.read(tmp_path, kind, NOW)
    (page,) = (page for name, page in made.pages.items() if name.endswith("a.md"))
    assert page.endswith(text)


def test_where_code_is() -> None:
    text = "a `b` \\`c ``d ` e`` f ` g\n\nh ` i\n\n```\nj\n```\n\n    k\n"
    found = [text[start:end] for start, end in code(text).spans]
    assert found == ["`b`", "``d ` e``", "```\nj\n```\n", "    k\n"]
