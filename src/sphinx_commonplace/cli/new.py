"""``commonplace new``: a post, begun."""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from sphinx_commonplace.cli import clock
from sphinx_commonplace.cli.trouble import TroubleError, plain
from sphinx_commonplace.core.library import files

_MARKS = re.compile("['\u2019]")  # within a word
_INDEX = "index"  # the page of a folder, which is no post
_DESCRIPTION = """\
Begin a post: write a file with the head of an essay of today, or of a note, and say where it is. It
is a draft, which 'make serve' shows and nobody else sees, until you take that line out.
"""
_EXAMPLES = """\
examples:
  commonplace new "On keeping a book" --tags "books, habits"
  commonplace new "Iron gall ink" --note
"""


def add(commands: Any, epilog: str) -> None:
    """Add the command to the parser's."""
    parser = commands.add_parser(
        "new",
        help="begin a post: an essay of today, or a note",
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n{epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("title", help="its title; the name of the file is made from it")
    parser.add_argument("--note", action="store_true", help="a note: with 'created' for 'date'")
    parser.add_argument("--tags", default="", help="its tags, with commas between them")
    parser.add_argument("--name", help="the name of the file, if not made from the title")
    parser.add_argument(
        "--posts",
        type=Path,
        default=Path("posts"),
        metavar="FOLDER",
        help="the folder of the posts (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the file, unless there is one of that name."""
    title = " ".join(chosen.title.split())
    path = chosen.posts / f"{_name(title, chosen.name)}.md"
    if not chosen.posts.is_dir():
        raise TroubleError(f"there is no folder {str(chosen.posts)!r}; name it with --posts")
    for other in chosen.posts.iterdir():
        if other.stem.casefold() == path.stem.casefold():  # one file, on some machines
            raise TroubleError(f"{other} is there already; nothing is written")
    try:
        path.write_text(_begun(title, chosen), encoding="utf-8")
    except OSError as error:
        raise TroubleError(f"{path} cannot be written ({error.strerror})") from None
    print(plain(str(path)))  # noqa: T201 - it is a command
    return 0


def _name(title: str, given: str | None) -> str:
    name = file_name(title) if given is None else given.removesuffix(".md")
    if not name and given is None:
        raise TroubleError("no name can be made from the title; give one with --name")
    is_kept = any(files.kept_by_windows([f"{name}.md"]))
    if name in ("", _INDEX) or name.startswith(".") or "/" in name or "\\" in name or is_kept:
        raise TroubleError(f"{name!r} is no name for a post; give another with --name")
    return name


def file_name(title: str) -> str:
    """Return the name of a file for a title: its words in small letters, with hyphens between.

    It is cut where file systems would not take it.
    """
    text = _MARKS.sub("", unicodedata.normalize("NFC", title).lower())
    name = "-".join("".join(char if _is_of_word(char) else " " for char in text).split())
    if len(name.encode()) > files.LONGEST_NAME:
        name = name.encode()[: files.LONGEST_NAME].decode(errors="ignore")
        name = name.rpartition("-")[0] or name
    return name


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _begun(title: str, chosen: argparse.Namespace) -> str:
    tags = [tag.strip() for tag in chosen.tags.split(",") if tag.strip()]
    head = [f"{'created' if chosen.note else 'date'}: {clock.now().date()}"]
    if tags:
        head.append(f"tags: {json.dumps(tags, ensure_ascii=False)}")
    return "\n".join(["---", *head, "draft: true", "---", f"# {title}", "", ""])
