"""Settings: whether our options, and what of others they are built on, have values they can have.

Sphinx says of most of its own only that their type is another, and uses them nevertheless.
"""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.spine import forms, origins, site
from sphinx_commonplace.spine.config import OPTIONS
from sphinx_commonplace.spine.diagnostics import Subtype, nearest, stop, warn
from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


class Setting(NamedTuple):
    """A setting of Sphinx or of another extension.

    ``accepts`` tells whether it can have a value, ``form`` says of which form that must be.
    """

    name: str
    accepts: Callable[[Any], bool]
    form: str


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and value > 0


def _are_paths(value: Any) -> bool:
    is_collection = isinstance(value, (list, tuple, set, frozenset))
    return is_collection and all(isinstance(path, (str, PathLike)) for path in value)


def _are_theme_options(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(f"{scheme}_css_variables") or {}, dict) for scheme in ("light", "dark")
    )


DIALECTS = "commonmark_only", "gfm_only"  # settings of MyST
ALL_OF_MYST = "pages are written in all of MyST, on which our own marks are built"
_OVERRULED = {  # what is taken as False, and why
    "tags_create_tags": "its pages would be written into the source tree",
    "html_copy_source": "sources hold what is never published, such as comments",
    **{f"myst_{dialect}": ALL_OF_MYST for dialect in DIALECTS},
}
_PATHS = "a list of paths"
_OTHERS = (
    Setting("tags_output_dir", addresses.is_folder, "a folder of the output, such as 'tags'"),
    Setting("html_baseurl", _is_text, "an address, such as 'https://example.org/'"),
    Setting(
        "html_theme_options",
        _are_theme_options,
        "a mapping, in which 'light_css_variables' and 'dark_css_variables' are mappings, too",
    ),
    Setting("myst_words_per_minute", _is_count, "a number above zero"),
    Setting("exclude_patterns", _are_paths, "a list of patterns"),
    Setting("html_extra_path", _are_paths, _PATHS),
    Setting("html_static_path", _are_paths, _PATHS),
    Setting("templates_path", _are_paths, _PATHS),
)


def check(app: Sphinx, config: Config) -> None:
    """Say of all options at once which have a value they cannot have; warn of unknown ones.

    Folders are written in one way from then on, and what cannot be true is not.

    :raises Stop: after naming each option, its value and the form it takes.
    """
    wrong = [
        (one.name, config[one.name], one.form)
        for one in (*OPTIONS, *_OTHERS)
        if one.name in config and not one.accepts(config[one.name])
    ]
    if wrong:
        stop(
            (f"{name} = {value!r}: expected {form}", origins.of(app, name))
            for name, value, form in wrong
        )
    for name in config._raw_config:  # noqa: SLF001 - no public way to ask
        if name.startswith("commonplace_") and name not in config:
            hint = nearest(name, (option.name for option in OPTIONS))
            told = f"{name}: there is no such option{hint}; ignored"
            warn(Subtype.CONFIG, told, origins.of(app, name))
    for name in filter(config.__contains__, _OVERRULED):
        if site.chosen(config, name):
            told = f"{name}: {_OVERRULED[name]}; taken as False"
            warn(Subtype.CONFIG, told, origins.of(app, name))
        config[name] = False
    language = config.language
    if not dates.knows(language):
        told = f"language = {language!r}: not a language that is known; dates are in English"
        warn(Subtype.CONFIG, told, origins.of(app, "language"))
    config.commonplace_comments = forms.folder(config.commonplace_comments)
    config.commonplace_posts = forms.folder(config.commonplace_posts)
    chosen = site.chosen(config, "commonplace_posts")
    if chosen and not (app.srcdir / chosen).is_dir():
        told = f"commonplace_posts = {chosen!r}: there is no such folder, so there are no posts"
        warn(Subtype.CONFIG, told, origins.of(app, "commonplace_posts"))


def setup(app: Sphinx) -> None:
    """Check the settings before they are used."""
    app.connect("config-inited", check, priority=100)
