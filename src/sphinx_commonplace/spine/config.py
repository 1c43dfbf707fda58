"""The options: each declared once, with its type, its check and its meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Literal

from sphinx_commonplace.core.comments import reply_links
from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.library import garden
from sphinx_commonplace.spine.diagnostics import stop
from sphinx_commonplace.spine.writing import channels

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


@dataclass(frozen=True)
class Option:
    """One option of ``conf.py``.

    ``accepts`` tells whether a value is of the right form, ``form`` says that form in words, and
    ``meaning`` is the sentence the manual's table shows.
    """

    name: str
    default: Any
    accepts: Callable[[Any], bool]
    form: str
    meaning: str
    # What a change of it does: documents are read again, or pages are written again, or nothing.
    rebuild: Literal["", "html", "env"] = "env"


def _is_folder(value: Any) -> bool:
    return isinstance(value, str) and not value.startswith("/") and ".." not in value.split("/")


def _is_zone(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(dates.time_zone(value))
    except ValueError:
        return False


def _is_pattern(value: Any) -> bool:
    # Tried out, since a field of the clock, for instance, is an error when a day is formatted.
    try:
        day = datetime(2024, 5, 6, tzinfo=timezone.utc)
        return isinstance(value, str) and "24" in dates.show(day, value, "en")
    except (ValueError, KeyError, AttributeError, TypeError):
        return False


# What Obsidian adds to Markdown.
SYNTAX = (
    "blocks",
    "callouts",
    "comments",
    "embeds",
    "footnotes",
    "highlights",
    "math",
    "strikethrough",
    "tasks",
    "wikilinks",
)


def _is_limits(value: Any) -> bool:
    return isinstance(value, dict) and all(
        kind in garden.KINDS and isinstance(number, int) for kind, number in value.items()
    )


GISCUS = ("repo", "repo_id", "category", "category_id")


def _is_giscus(value: Any) -> bool:
    return isinstance(value, dict) and (
        not value
        or (set(value) == set(GISCUS) and all(isinstance(v, str) and v for v in value.values()))
    )


HEADERS = ("meta", "netlify", "nginx")


def _list_of(names: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(name in names for name in value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_links(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(link, str) and link.partition(":")[0] in ("http", "https", "mailto")
        for link in value
    )


COPIES = ("llms.txt", "markdown")


OPTIONS = (
    Option(
        "commonplace_posts",
        "posts",
        _is_folder,
        "a folder of the source tree, such as 'posts', or '' for all of it",
        "Where the posts are. Pages outside it are in no index.",
    ),
    Option(
        "commonplace_timezone",
        "UTC",
        _is_zone,
        "the name of a time zone, such as 'Europe/Paris'",
        "The time zone of dates that name none, and the one in which dates are shown.",
    ),
    Option(
        "commonplace_date_format",
        "d MMMM y",
        _is_pattern,
        "a CLDR date pattern that shows the year, such as 'd MMMM y'",
        "How dates are shown; the names of months are those of the site's language.",
    ),
    Option(
        "commonplace_follow_symlinks",
        default=False,
        accepts=lambda value: isinstance(value, bool),
        form="True or False",
        meaning="Whether files outside the source folder, to which symbolic links lead, are used.",
    ),
    Option(
        "commonplace_outside",
        [],
        _is_texts,
        "a list of paths, relative to conf.py",
        "Files and folders outside the source folder that pages may show.",
    ),
    Option(
        "commonplace_syntax",
        list(SYNTAX),
        _list_of(SYNTAX),
        f"a list of any of {', '.join(map(repr, SYNTAX))}",
        "Which marks of Obsidian's are read; the others are text.",
    ),
    Option(
        "commonplace_comments",
        "comments",
        _is_folder,
        "a folder of the source tree, such as 'comments', or '' for no comments",
        "Where readers' comments are, in a folder for each post; with `''` no post has any.",
        rebuild="html",
    ),
    Option(
        "commonplace_comments_reply",
        "",
        reply_links.is_destination,
        "an e-mail address, or https://github.com/OWNER/REPOSITORY",
        "Where replies go: an e-mail address, or a repository on GitHub for pull requests.",
        rebuild="html",
    ),
    Option(
        "commonplace_giscus",
        {},
        _is_giscus,
        f"texts by all of {', '.join(map(repr, GISCUS))}",
        "The repository and category of giscus, which a reader's click then loads.",
        rebuild="html",
    ),
    Option(
        "commonplace_headers",
        [],
        _list_of(HEADERS),
        f"a list of any of {', '.join(map(repr, HEADERS))}",
        "For which hosts headers with a strict content security policy are written.",
        rebuild="html",
    ),
    Option(
        "commonplace_leaks_allow",
        [],
        _is_texts,
        "a list of texts",
        "What the search for leaks lets pass: texts, drafts and files, or patterns of their paths.",
        rebuild="",
    ),
    Option(
        "commonplace_feeds",
        {},
        channels.is_choice,
        channels.FORM,
        "Where the feeds are, and what is in them.",
        rebuild="html",
    ),
    Option(
        "commonplace_me",
        [],
        _is_links,
        "a list of addresses that begin with 'https:', 'http:' or 'mailto:'",
        "Your pages elsewhere, which each page names with `rel=me`.",
        rebuild="html",
    ),
    Option(
        "commonplace_plain_copies",
        [],
        lambda value: isinstance(value, list) and all(name in COPIES for name in value),
        f"a list of any of {', '.join(map(repr, COPIES))}",
        "Which plain forms of the posts are published as well.",
        rebuild="html",
    ),
    Option(
        "commonplace_sphinx_search",
        default=False,
        accepts=lambda value: isinstance(value, bool),
        form="True or False",
        meaning="Whether Sphinx's own index, `searchindex.js`, is written as well.",
        rebuild="html",
    ),
    Option(
        "commonplace_garden_stub",
        50,
        lambda value: isinstance(value, int) and value >= 0,
        "a number of words",
        "A post of fewer words is a stub in the garden report.",
        rebuild="",
    ),
    Option(
        "commonplace_garden_limits",
        {},
        _is_limits,
        f"numbers by any of {', '.join(map(repr, garden.KINDS))}",
        "How many of each kind the garden report allows; with more of them it fails.",
        rebuild="",
    ),
)


def check(_app: Sphinx, config: Config) -> None:
    """Say of all options at once which have a value they cannot have.

    :raises Stop: after naming each option, its value and the form it takes.
    """
    wrong: list[tuple[str, str | None]] = [
        (f"{option.name} = {config[option.name]!r}: expected {option.form}", "conf.py:1")
        for option in OPTIONS
        if not option.accepts(config[option.name])
    ]
    if wrong:
        stop(wrong)


def setup(app: Sphinx) -> None:
    """Declare the options."""
    for option in OPTIONS:
        types = frozenset({type(option.default)})
        app.add_config_value(option.name, option.default, option.rebuild, types)
    app.connect("config-inited", check, priority=100)
