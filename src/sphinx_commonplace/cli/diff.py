"""``commonplace diff``: what a reader would notice between two builds."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from sphinx_commonplace.cli import report
from sphinx_commonplace.cli.trouble import TroubleError

_DESCRIPTION = """\
Say what a reader would notice between two output folders: pages, titles, text, links, anchors,
redirects, feeds and pictures that were added, removed or changed. Nothing is printed when nothing
has changed. Checksums of assets, search indexes and the like are passed over.
"""
_EXAMPLES = """\
examples:
  commonplace diff published _build/html
  commonplace diff --format markdown published _build/html > comment.md
"""


def add(commands: Any, epilog: str) -> None:
    """Add the command to the parser's."""
    parser = commands.add_parser(
        "diff",
        help="say what a reader would notice between two builds",
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n{epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", type=Path, metavar="OLD", help="the output folder of the one build")
    parser.add_argument("new", type=Path, metavar="NEW", help="the output folder of the other")
    parser.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text for a terminal (the default), json for programs, markdown for a pull request",
    )
    parser.add_argument(
        "--exit-code",
        action="store_true",
        help="exit with 1 if anything has changed",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Compare two output folders and print what has changed."""
    from sphinx_commonplace.core.output import changes  # noqa: PLC0415 - the parser of HTML takes its time

    for folder in (chosen.old, chosen.new):
        if not folder.is_dir():
            raise TroubleError(f"{folder} is no folder")
        if not (folder / "index.html").is_file():
            raise TroubleError(f"{folder} holds no site: there is no index.html")
    try:
        found = changes.compare(chosen.old, chosen.new)
    except OSError as error:
        raise TroubleError(f"{error.filename} cannot be read ({error.strerror})") from None
    if not found:
        return 0
    if chosen.format == "json":
        shown = json.dumps(found, ensure_ascii=False, indent=1)
    elif chosen.format == "markdown":
        shown = report.markdown(found)
    else:
        shown = "\n".join(report.text(found))
    print(shown)  # noqa: T201 - it is a command
    return 1 if chosen.exit_code else 0
