"""The look: small style sheets over Furo's variables, one for each concern."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.figures import codestyle
from sphinx_commonplace.spine import languages, origins, site
from sphinx_commonplace.spine.diagnostics import Subtype, warn
from sphinx_commonplace.spine.writing import styles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# After Furo's own, before the author's.
_SHEETS = ("tokens", "prose", "frame", "pages")
_PAGES = ("html", "dirhtml", "singlehtml")  # the builders that use the theme
_SCROLLING = {
    '<div class="highlight"><pre>': '<div class="highlight"><pre tabindex="0">',
    "<div><math": '<div tabindex="0"><math',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
}


def _colour_code(_app: Sphinx, config: Config) -> None:
    """Make our colours of code the default in the place of Furo's."""
    if config.html_theme != "furo":
        return
    module = codestyle.__name__
    if config.pygments_style is None:
        config.pygments_style = f"{module}.Light"
    # Furo declares this one, and is loaded later.
    raw = config._raw_config  # noqa: SLF001 - no public way
    raw.setdefault("pygments_dark_style", f"{module}.Dark")


def _name(_app: Sphinx, config: Config) -> None:
    """Call a site what its author calls it, and say nothing of rights that nobody claims.

    Sphinx would add "documentation" to the name, and Furo a copyright of no one.
    """
    if site.chosen(config, "html_title") is None and site.chosen(config, "project"):
        config.html_title = config.project
    if not config.copyright and site.chosen(config, "html_show_copyright") is None:
        config.html_show_copyright = False


def _check_theme(app: Sphinx) -> None:
    """Say that pages are made for Furo, or for a theme that is made from it."""
    builder, name = app.builder, app.config.html_theme
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in _PAGES:
        return
    if all(Path(folder).name != "furo" for folder in builder.theme.get_theme_dirs()):
        told = f"html_theme = {name!r}: our templates and styles are made for 'furo'"
        told += "; pages are built with it as it is, and may come apart"
        warn(Subtype.CONFIG, told, origins.of(app, "html_theme"))


def _turn(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Change the sides of pages that are read from right to left."""
    if languages.direction(languages.of(app.env, page)) == "rtl":
        app.add_css_file("commonplace/rtl.css")


def _reach(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Let the keyboard reach what scrolls by itself."""
    body = context.get("body")
    if body:
        for opening, reachable in _SCROLLING.items():
            body = body.replace(opening, reachable)
        context["body"] = body


def _shrink(app: Sphinx) -> None:
    """Have the copies of our style sheets and scripts made without what only authors read."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    copy = builder.copy_html_static_files

    def copy_and_shrink(context: dict[str, Any]) -> None:
        copy(context)
        static = builder.outdir / "_static"
        ours = ("commonplace/*.css", "commonplace-*.css", "commonplace-*.js")
        for path in (path for pattern in ours for path in static.glob(pattern)):
            text = path.read_text(encoding="utf-8")
            shrink = styles.shrunk if path.suffix == ".css" else styles.without_comments
            path.write_text(shrink(text), encoding="utf-8", newline="\n")

    builder.copy_html_static_files = copy_and_shrink  # type: ignore[method-assign]


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the style sheets to every page."""
    for sheet in _SHEETS:
        app.add_css_file(f"commonplace/{sheet}.css")
    app.add_css_file("commonplace/print.css", media="print")
    app.connect("builder-inited", _check_theme)
    app.connect("builder-inited", _shrink)
    app.connect("html-page-context", _turn)
    app.connect("html-page-context", _reach)
    app.connect("config-inited", _colour_code, priority=100)
    app.connect("config-inited", _name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
