"""Settings of Sphinx's and of other extensions that ours are built on: of which form each must be.

Sphinx says of most only that their type is another than its own, and uses them nevertheless.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_commonplace.spine.linking import addresses

if TYPE_CHECKING:
    from sphinx.config import Config


class Setting(NamedTuple):
    """A setting, whether it can have a value, and the form of those it can have, in words."""

    name: str
    accepts: Callable[[Any], bool]
    form: str


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _are_paths(value: Any) -> bool:
    is_collection = isinstance(value, (list, tuple, set, frozenset))
    return is_collection and all(isinstance(path, (str, PathLike)) for path in value)


def _are_theme_options(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(f"{scheme}_css_variables") or {}, dict) for scheme in ("light", "dark")
    )


_PATHS = "a list of paths"
_SETTINGS = (
    Setting("tags_output_dir", addresses.is_folder, "a folder of the output, such as 'tags'"),
    Setting("html_baseurl", _is_text, "an address, such as 'https://example.org/'"),
    Setting(
        "html_theme_options",
        _are_theme_options,
        "a mapping, in which 'light_css_variables' and 'dark_css_variables' are mappings, too",
    ),
    Setting("exclude_patterns", _are_paths, "a list of patterns"),
    Setting("html_extra_path", _are_paths, _PATHS),
    Setting("html_static_path", _are_paths, _PATHS),
    Setting("templates_path", _are_paths, _PATHS),
)


def wrong(config: Config) -> Iterator[tuple[str, Any, str]]:
    """Yield the settings that have a value they cannot have: name, value and form."""
    for setting in _SETTINGS:
        if setting.name in config and not setting.accepts(config[setting.name]):
            yield setting.name, config[setting.name], setting.form
