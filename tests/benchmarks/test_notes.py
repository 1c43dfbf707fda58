"""Any folder of Markdown becomes the notes that every tool builds; the folder is only read."""

from __future__ import annotations

from pathlib import Path

from retrieval.notes import add_word, prepared, write


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_notes_are_copied_and_the_source_is_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "below").mkdir(parents=True)
    (source / ".obsidian").mkdir()
    (source / "one.md").write_text("# One\n")
    (source / "below/two.md").write_text("Two words.\n")
    (source / "copy.md").write_text("# One\n")
    (source / "latin.md").write_bytes(b"# Caf\xe9\n")
    (source / ".obsidian/hidden.md").write_text("# Hidden\n")
    before = _tree(source)
    assert write(tmp_path / "notes", [source], None, "a") == ["posts/below/two", "posts/copy"]
    assert _tree(source) == before
    assert _tree(tmp_path / "notes")["posts/below/two.md"] == b"# two\n\nTwo words.\n"
    assert write(tmp_path / "notes", [source], 1, "a") == write(
        tmp_path / "notes", [source], 1, "a"
    )
    assert len(_tree(tmp_path / "notes")) == 2


def test_long_notes_are_cut_at_their_headings_and_lose_links_to_each_other(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    more = " more" * 40
    text = f"# One\n\n## Short\n\nA [[b|bee]], [sea](c.md), ![d](d.png) {more}\n"
    text += f"```sh\n## no heading\n```\n\n## Second ##\n\n[[e]] [f](https://f.example){more}\n"
    (source / "one.md").write_text(text + "\n### Third\n\nText.\n")
    names = write(tmp_path / "notes", [source], None, "a", split=True)
    assert names == ["posts/one", "posts/one-1", "posts/one-2"]
    made = [(tmp_path / "notes" / f"{name}.md").read_text() for name in names]
    assert made[0].startswith("# One\n\n## Short\n\nA bee, sea, ![d](d.png) ")
    assert "## no heading" in made[0]
    assert made[1].startswith("# Second\n\ne [f](https://f.example) more")
    assert made[2] == "# Third\n\nText.\n"
    assert write(tmp_path / "notes", [source], None, "a") == ["posts/one"]
    assert "[[b|bee]]" in (tmp_path / "notes/posts/one.md").read_text()


def test_a_note_has_a_heading_and_front_matter_that_can_be_read() -> None:
    assert prepared("---\ntitle: Its title\n---\nText.\n", "name") == (
        "---\ntitle: Its title\n---\n\n# Its title\n\nText.\n"
    )
    assert prepared("---\n: [\n---\nText.\n", "name") == "# name\n\nText.\n"
    assert prepared("# There\n\nText.\n", "name") == "# There\n\nText.\n"
    assert prepared("There\n=====\n\nText.\n", "name") == "There\n=====\n\nText.\n"


def test_drafts_and_empty_notes_are_left_out() -> None:
    assert prepared("---\ndraft: true\n---\nText.\n", "name") is None
    assert prepared("---\npublished: false\n---\nText.\n", "name") is None
    assert prepared("---\ntitle: It\n---\n\n", "name") is None


def test_a_word_goes_into_the_last_prose(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# Note\n\nSome prose.\n\n```\ncode\n```\n")
    add_word(path, "more")
    assert path.read_text() == "# Note\n\nSome prose. more\n\n```\ncode\n```\n"
