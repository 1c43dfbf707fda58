"""Commonplace: a personal knowledge site on Sphinx.

Three layers, of which each knows only those before it:

- the core, which imports neither Sphinx nor docutils: ``dates``, ``yamlload``, ``fields``,
  ``frontmatter``, ``taxonomy``, ``post``, ``library``;
- the spine, which ties the core to Sphinx: ``state``, ``config``, ``diagnostics``, ``sources``,
  ``markdown``, ``fragments``, ``collector``, ``addresses``, ``domain``, ``listing``, ``ledger``,
  ``references``, ``surroundings``, ``pages``;
- the features, each a Sphinx extension of its own and none needed by another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__version__ = "0.1.0"

FEATURES = (
    "drafts",
    "posts_directive",
    "terms",
    "years",
    "post_page",
    "neighbours",
    "tags_directive",
    "sphinx_search",
    "garbage",
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the spine, then the features."""
    from sphinx_commonplace import collector, config, domain, fragments, markdown, state
    from sphinx_commonplace.diagnostics import Recall
    from sphinx_commonplace.pages import Pages
    from sphinx_commonplace.sources import Sources

    app.require_sphinx("9.0")
    app.add_event("commonplace-withhold")
    sources, recall = Sources(), Recall(app)
    recall.attend()
    app.connect("source-read", recall.attend)
    app.connect("build-finished", recall.leave)
    for part in (config, state, markdown, fragments, collector, domain):
        part.setup(app)
    app.connect("config-inited", sources.survey, priority=900)
    Pages(sources, recall).connect(app)
    app.add_css_file("commonplace.css")
    for feature in FEATURES:
        app.setup_extension(f"{__name__}.features.{feature}")
    return {
        "version": __version__,
        "env_version": state.VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
