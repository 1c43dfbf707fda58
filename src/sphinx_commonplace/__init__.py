"""Commonplace: a personal knowledge site on Sphinx.

Three layers, of which each knows only those before it:

- the core, which imports neither Sphinx nor docutils: ``files``, ``dates``, ``yamlvalue``,
  ``yamlload``, ``fields``, ``fences``, ``keys``, ``frontmatter``, ``taxonomy``, ``excerpts``,
  ``post``, ``names``, ``library``, ``wikisyntax``, ``garden``, ``latex``, ``mathml``,
  ``searchwords``, ``searchindex``, ``searchfiles``;
- the spine, which ties the core to Sphinx: ``state``, ``config``, ``diagnostics``, ``sources``,
  ``renderer``, ``markdown``, ``assets``, ``attachments``, ``fragments``,
  ``mentions``, ``collector``, ``addresses``, ``links``, ``domain``, ``listing``,
  ``passages``, ``ledger``,
  ``references``, ``graph``, ``copies``, ``transclusion``, ``surroundings``, ``emission``,
  ``pages``;
- the features, each a Sphinx extension of its own and none needed by another.
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
    "markdown",
    "assets",
    "attachments",
    "fragments",
    "collector",
    "domain",
    "transclusion",
    "pages",
)

FEATURES = (
    "drafts",
    "posts_directive",
    "wikilinks",
    "comments",
    "blocks",
    "embeds",
    "callouts",
    "marks",
    "tasks",
    "footnotes",
    "mathematics",
    "terms",
    "years",
    "post_page",
    "neighbours",
    "backlinks",
    "previews",
    "search",
    "garden",
    "tags_directive",
    "sphinx_search",
    "garbage",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the spine, then the features."""
    app.require_sphinx("9.0")
    for part in SPINE:
        # Imported here, so that the core can be used where Sphinx is not.
        import_module(f"{__name__}.{part}").setup(app)
    for feature in FEATURES:
        app.setup_extension(f"{__name__}.features.{feature}")
    return {
        "version": __version__,
        "env_version": import_module(f"{__name__}.state").VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
