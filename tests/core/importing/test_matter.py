"""Front matter in YAML, TOML and JSON becomes fields of ours; nothing is lost, nothing guessed."""

from __future__ import annotations

import pytest

from tests.core.importing.conftest import Bring, body, head, told

YAML = "---\nTitle: 'A: b'\ndate: 2024-1-2\nTAGS: [one, 007]\nlastmod: Jan 5 2024\n---\nText.\n"
TOML = """\
+++
title = "A: b"
date = 2024-01-02
lastmod = "Jan 5 2024"
[taxonomies]
tags = ["one", "007"]
+++
Text.
"""
JSON = """\
{"title": "A: b", "date": "2024-1-2", "lastmod": "Jan 5 2024",
 "tags": ["one", "007"]}
Text.
"""
FIELDS = "title: 'A: b'\ndate: 2024-01-02\nupdated: 2024-01-05\ntags: [one, {}]\n"


@pytest.mark.parametrize(("text", "number"), [(YAML, "'007'"), (TOML, "'007'"), (JSON, "'007'")])
def test_the_three_formats(bring: Bring, text: str, number: str) -> None:
    made = bring({"a.md": text})
    assert head(made, "a.md") == FIELDS.format(number)
    assert body(made, "a.md") == "Text.\n"
    assert told(made) == []


def test_a_page_without_front_matter_stays_as_it_is(bring: Bring) -> None:
    assert bring({"a.md": "# A\n\nText.\n"}).pages == {"a.md": "# A\n\nText.\n"}


SYNONYMS = """\
---
created: 2024-01-02
modified: 2024-01-05
tag: one
categories: [Essays]
summary: |
  Two
  lines.
cover: {image: https://example.net/a.png, alt: A}
language: pt_BR
authors: [{name: Ada, url: https://example.net}]
nocomments: true
search: {exclude: true}
---
"""


def test_synonyms(bring: Bring) -> None:
    assert head(bring({"a.md": SYNONYMS}), "a.md") == (
        "date: 2024-01-02\nupdated: 2024-01-05\ntags: [one]\ncategory: [Essays]\n"
        "description: Two lines.\nimage: https://example.net/a.png\nlang: pt-BR\nauthor: [Ada]\n"
        "comments: false\nsearch: false\n"
    )


def test_keys_of_others_are_kept_as_they_were_written(bring: Bring) -> None:
    made = bring({"a.md": "---\nversion: 1.10\nmenu: {main: yes}\nog:title: x\n---\n"})
    assert head(made, "a.md") == "version: 1.10\nmenu: {main: yes}\nog:title: x\n"
    assert made.notes.counts("keys kept") == [("menu", 1, 1), ("og:title", 1, 1), ("version", 1, 1)]


def test_comments_are_kept(bring: Bring) -> None:
    made = bring({"a.md": "---\n# of 2023\ntitle: A\n---\n"})
    assert head(made, "a.md") == "title: A\n# of 2023\n"


def test_a_date_that_is_not_clear_leaves_a_post_undated(bring: Bring) -> None:
    made = bring({"a.md": "---\ntitle: A\ndate: 02/03/2024\n---\n"})
    assert head(made, "a.md") == "title: A\n# date: 02/03/2024\n"
    assert told(made) == [
        ("a.md:3: date: '02/03/2024' is ambiguous, 2024-02-03 or 2024-03-02; kept as a comment")
    ]


def test_yaml_of_which_a_part_cannot_be_read(bring: Bring) -> None:
    made = bring({"a.md": "---\ntitle: A: b\ndate: 2024-01-02\n---\nText.\n"})
    assert head(made, "a.md") == "date: 2024-01-02\n# title: A: b\n"
    assert told(made) == [
        "a.md:2: not YAML (a colon in the value: put the value in quotes); 'title: A: b' ignored"
    ]


def test_toml_of_which_a_part_cannot_be_read(bring: Bring) -> None:
    made = bring({"a.md": "+++\ntitle = A\ndate = 2024-01-02\n[x]\ny = 1\n+++\nText.\n"})
    assert head(made, "a.md") == "date: 2024-01-02\nx: {y: 1}\n# title = A\n"
    assert told(made) == ["a.md:2: not TOML (Invalid value); 'title = A' ignored"]


def test_json_that_is_none_is_shown_as_text(bring: Bring) -> None:
    made = bring({"a.md": '{"title": A}\nText.\n'})
    assert "Text.\n" in made.pages["a.md"]
    assert told(made) == ["a.md:1: not JSON (Expecting value); shown as text"]


def test_what_the_site_would_complain_of_is_a_comment(bring: Bring) -> None:
    made = bring({"a.md": "---\ntitle: '{{title}}'\ndate: 2024-01-02\nupdated: 2023-01-01\n---\n"})
    assert head(made, "a.md") == "date: 2024-01-02\n# title: '{{title}}'\n# updated: 2023-01-01\n"
    assert told(made) == [
        "a.md:2: title: \"'{{title}}'\" is an unfilled template; kept as a comment",
        "a.md:4: updated: lies before the date; ignored; kept as a comment",
    ]


def test_what_the_site_can_read_a_part_of_is_kept_beside_the_whole(bring: Bring) -> None:
    made = bring({"a.md": '---\ntags: ["a\u200bb", c]\n---\n'})
    assert head(made, "a.md") == "tags: [ab, c]\n# tags: [a\u200bb, c]\n"
    assert told(made) == ["a.md:2: tags: invisible characters in 'ab' dropped; kept as a comment"]


def test_yaml_tags_are_not_followed(bring: Bring) -> None:
    made = bring({"a.md": '---\nx: !!python/object/apply:os.system ["touch pwned"]\n---\nText.\n'})
    assert head(made, "a.md").startswith("# x: tag:yaml.org,2002:python")
    assert "not allowed; ignored" in told(made)[0]


def test_a_bomb_of_aliases_is_left_out(bring: Bring) -> None:
    rows = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 8))
    made = bring({"a.md": f"---\nk0: &k0 [x]\n{rows}\ntags: *k7\n---\nText.\n"})
    assert "tags: too large with its aliases written out" in "\n".join(told(made))


def test_text_that_begins_like_front_matter_stays_text(bring: Bring) -> None:
    made = bring({"content/a.md": '+++\ntitle = "A"\n+++\n---\nkey: value\n---\n', "hugo.toml": ""})
    assert "---\nkey: value\n---\n" in body(made, "a.md")


def test_windows_line_ends_and_a_mark_of_the_byte_order(bring: Bring) -> None:
    made = bring({"a.md": "\ufeff---\r\ntitle: A\r\n---\r\nText.\r\n"})
    assert made.pages["a.md"] == "---\ntitle: A\n---\nText.\n"
