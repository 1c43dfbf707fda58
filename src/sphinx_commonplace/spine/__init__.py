"""The spine: the core tied to Sphinx."""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]  # where the templates, styles, scripts and catalogues are
