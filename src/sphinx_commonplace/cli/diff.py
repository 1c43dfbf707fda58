"""``commonplace diff``: what a reader would notice between two builds."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any, epilog: str) -> None:
    """Add the command to the parser's."""


def run(chosen: argparse.Namespace) -> int:
    """Compare two output folders."""
    return 0
