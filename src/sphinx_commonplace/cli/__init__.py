"""The command ``commonplace``: what is done to a site outside of a build."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sphinx_commonplace import __version__
from sphinx_commonplace.cli import check, diff, import_, new
from sphinx_commonplace.cli.trouble import TroubleError

_EPILOG = "Exit codes: 0, all is well; 1, it is not; 2, the command could not do its work."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="commonplace",
        description="Begin posts, bring posts along, and look after a site of sphinx-commonplace.",
        epilog=f"{_EPILOG} 'commonplace COMMAND --help' says more of each.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (new, import_, check, diff):
        command.add(commands, _EPILOG)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except TroubleError as trouble:
        print(f"commonplace: {trouble}", file=sys.stderr)  # noqa: T201 - it is a command
        return 2
    except BrokenPipeError:  # the reader has seen enough
        sys.stderr.close()
        return 0
