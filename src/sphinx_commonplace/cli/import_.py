"""``commonplace import``: a Hugo or Jekyll site, a vault or plain Markdown becomes posts."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from datetime import date, datetime, time, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_commonplace.cli import clock, import_report
from sphinx_commonplace.cli.trouble import TroubleError, plain
from sphinx_commonplace.core.importing.tools import tool

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.importing import Import

_DESCRIPTION = """\
Bring what you have: a site of Hugo's or Jekyll's, an Obsidian vault or a folder of Markdown becomes
a folder of posts. Without --write nothing is written, and only the report is printed. What is
imported is never changed, and nothing in it is ever run.
"""
_EXAMPLES = """\
examples:
  commonplace import ~/old-blog posts
  commonplace import ~/old-blog posts --write
"""
_EVERY = 200  # pages between two words on how far it is


def add(commands: Any, epilog: str) -> None:
    """Add the command to the parser's."""
    parser = commands.add_parser(
        "import",
        help="make posts of a site of Hugo's or Jekyll's, a vault, or a folder of Markdown",
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n{epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, metavar="FROM", help="the folder that is imported")
    parser.add_argument("target", type=Path, metavar="TO", help="the folder for the posts")
    parser.add_argument(
        "--kind",
        choices=tool.KINDS,
        help="for which tool FROM was written (default: by the files in it)",
    )
    parser.add_argument(
        "--until",
        type=_day,
        metavar="DAY",
        help="where the tool hides posts of days to come, the last day that is no such day, as in"
        " 2024-12-30 (default: SOURCE_DATE_EPOCH, else now)",
    )
    parser.add_argument("--write", action="store_true", help="write TO, which must be empty or new")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Import, or say what an import would do."""
    from sphinx_commonplace.core.importing import importing  # noqa: PLC0415 - what reads texts takes its time

    source, target = chosen.source, chosen.target
    if not source.is_dir():
        raise TroubleError(f"{source} is {'no folder' if source.exists() else 'not there'}")
    if importing.is_within(target, source) or importing.is_within(source, target):
        raise TroubleError(f"{target} cannot be in {source}, around it, or the same")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise TroubleError(f"{target} is there and is not an empty folder")
    kind = chosen.kind or importing.kind_of(source)
    made = importing.read(source, kind, chosen.until or clock.now(), _progress())
    if chosen.write:
        _write(made, source, target)
    for line in import_report.lines(made, str(source), str(target), is_written=chosen.write):
        print(plain(line))  # noqa: T201 - it is a command
    return 0


def _day(text: str) -> datetime:
    """Return the end of a day."""
    try:
        return datetime.combine(date.fromisoformat(text), time.max, timezone.utc)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-12-30") from None


def _progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def show(done: int, number: int) -> None:
        if done % _EVERY == 0 or done == number:
            end = "\n" if done == number else ""
            sys.stderr.write(f"\r{done} of {number} pages{end}")
            sys.stderr.flush()

    return show


def _write(made: Import, source: Path, target: Path) -> None:
    """Write a folder beside the target and give it that name when all is in it."""
    above = target.absolute().parent
    try:
        above.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=above) as folder:
            top = Path(folder) / target.name
            top.mkdir()
            for name, text in made.pages.items():
                path = top / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            for name, copied in made.copies.items():
                (top / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / copied, top / name)
            if target.exists():
                target.rmdir()
            top.rename(target)
    except OSError as error:
        raise TroubleError(
            f"{error.filename or target} cannot be written ({error.strerror})"
        ) from None
