"""Commonplace: a personal knowledge site on Sphinx.

Three layers, each a folder that knows only those before it:

- ``core``, which imports neither Sphinx nor docutils;
- ``spine``, which ties the core to Sphinx;
- ``features``, each a Sphinx extension of its own and none needed by another.

The command ``commonplace``, in ``cli``, needs the core alone. ``tests/test_architecture.py`` holds
them to it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.1.0"

SPINE = (
    "state",
    "config",
    "settings",
    "reading.outside",
    "languages",
    "reading.unfinished",
    "reading.markdown",
    "reading.breaks",
    "reading.assets",
    "reading.attachments",
    "writing.fragments",
    "collector",
    "linking.domain",
    "linking.equations",
    "linking.paths",
    "linking.transclusion",
    "writing.pages",
    "site",
    "writing.bodies",
    "reading.pictures",
)

FEATURES = (
    "look",
    "drafts",
    "posts_directive",
    "wikilinks",
    "comments",
    "blocks",
    "embeds",
    "callouts",
    "marks",
    "hashtags",
    "line_breaks",
    "tasks",
    "footnotes",
    "losses",
    "unmade_links",
    "directions",
    "sidenotes",
    "mathematics",
    "code_languages",
    "terms",
    "years",
    "post_page",
    "outline",
    "neighbours",
    "themes",
    "notes_json",
    "redirects",
    "anchors",
    "urls",
    "navigation",
    "backlinks",
    "discussion",
    "previews",
    "head",
    "feeds",
    "sitemap",
    "not_found",
    "plain_copies",
    "elsewhere",
    "html_media",
    "picture_sizes",
    "map",
    "neighbourhood",
    "timeline",
    "search",
    "search_page",
    "garden",
    "tags_directive",
    "sphinx_search",
    "headers",
    "leaks",
    "garbage",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the spine, then the features."""
    app.require_sphinx("9.0")
    for part in SPINE:
        # Imported here, so that the core can be used where Sphinx is not.
        import_module(f"{__name__}.spine.{part}").setup(app)
    for feature in FEATURES:
        app.setup_extension(f"{__name__}.features.{feature}")
    return {
        "version": __version__,
        "env_version": import_module(f"{__name__}.spine.state").VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
