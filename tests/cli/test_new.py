"""``commonplace new``: a post is begun, and nothing that is there is written over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace import cli
from sphinx_commonplace.cli.new import file_name
from sphinx_commonplace.core.frontmatter import frontmatter

if TYPE_CHECKING:
    from tests.conftest import Site

NAMES = {
    "On keeping a book": "on-keeping-a-book",
    "What\u2019s new in C++?": "whats-new-in-c",
    "  \xc9t\xe9 / hiver ": "\xe9t\xe9-hiver",
    "e\u0301t\xe9": "\xe9t\xe9",
    "\u0939\u093f\u0928\u094d\u0926\u0940": "\u0939\u093f\u0928\u094d\u0926\u0940",
    "\u624b\u672d": "\u624b\u672d",
    "word " * 100: "-".join(["word"] * 48),
    "\u624b" * 100: "\u624b" * 80,
    "!?": "",
}


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the posts of a site in which the commands are given, on a certain day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735560000")  # noon of 30 December 2024
    (tmp_path / "posts").mkdir()
    return tmp_path / "posts"


@pytest.mark.parametrize(("title", "name"), NAMES.items())
def test_a_title_gives_the_name_of_the_file(title: str, name: str) -> None:
    assert file_name(title) == name


def test_an_essay_has_the_date_of_the_day(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "On  keeping\na book", "--tags", "books, to be: read"]) == 0
    assert capsys.readouterr().out == "posts/on-keeping-a-book.md\n"
    text = (posts / "on-keeping-a-book.md").read_text(encoding="utf-8")
    assert text == (
        '---\ndate: 2024-12-30\ntags: ["books", "to be: read"]\ndraft: true\n---\n'
        "# On keeping a book\n\n"
    )
    fields, _block, problems = frontmatter.parse(text, timezone.utc)
    assert problems == []
    assert (fields.tags, fields.draft) == (("books", "to be: read"), True)


def test_a_note_has_none_but_says_when_it_was_begun(posts: Path) -> None:
    assert cli.main(["new", "Ink", "--note", "--name", "iron-gall.md"]) == 0
    text = (posts / "iron-gall.md").read_text()
    assert text == "---\ncreated: 2024-12-30\ndraft: true\n---\n# Ink\n\n"
    fields, _block, problems = frontmatter.parse(text, timezone.utc)
    assert problems == []
    assert fields.date is None
    assert str(fields.created) == "2024-12-30 00:00:00+00:00"


def test_without_an_epoch_it_is_the_day_it_is_here(
    posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    cli.main(["new", "Today"])
    fields, _block, problems = frontmatter.parse((posts / "today.md").read_text(), timezone.utc)
    assert problems == []
    assert fields.date is not None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Ink"], "posts/Ink.md is there already; nothing is written"),
        (["!?"], "no name can be made from the title; give one with --name"),
        (["Index"], "'index' is no name for a post; give another with --name"),
        (["Con"], "'con' is no name for a post; give another with --name"),
        (["A", "--name", "../a"], "'../a' is no name for a post; give another with --name"),
        (["A", "--name", ".a"], "'.a' is no name for a post; give another with --name"),
        (["A", "--posts", "notes"], "there is no folder 'notes'; name it with --posts"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    posts: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    (posts / "Ink.md").write_text("# Mine\n")
    assert cli.main(["new", *arguments]) == 2
    assert capsys.readouterr().err == f"commonplace: {told}\n"
    assert [(path.name, path.read_text()) for path in posts.iterdir()] == [("Ink.md", "# Mine\n")]


def test_what_is_begun_is_built_without_a_warning(
    make_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site({"posts/other.md": "# Other\n"})
    monkeypatch.chdir(site.source)
    cli.main(["new", "On keeping a book", "--tags", "books"])
    assert site.build("html", "-W", "-n", "-t", "drafts").warnings == []
    assert site.page("posts/on-keeping-a-book").h1.text.startswith("On keeping a book")
    assert site.build("html", "-W", "-n").warnings == []
    assert "posts/on-keeping-a-book.html" not in site.snapshot()
