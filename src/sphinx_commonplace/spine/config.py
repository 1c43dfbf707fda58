"""The options: each declared once, with its type, its check and its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.comments import reply_links
from sphinx_commonplace.core.library import garden
from sphinx_commonplace.core.output import origins
from sphinx_commonplace.spine import forms
from sphinx_commonplace.spine.option import Option
from sphinx_commonplace.spine.writing import channels

if TYPE_CHECKING:
    from sphinx.application import Sphinx


# What Obsidian adds to Markdown.
SYNTAX = (
    *("blocks", "callouts", "comments", "embeds", "footnotes"),
    *("highlights", "math", "strikethrough", "tasks", "wikilinks"),
)
ASKED_FOR = ("line_breaks", "tags")  # so does this, but elsewhere it means another thing
PUBLISH = ("all", "marked")
GISCUS = ("repo", "repo_id", "category", "category_id")
HEADERS = ("meta", "netlify", "nginx")
COPIES = ("llms.txt", "markdown")

OPTIONS = (
    Option(
        "commonplace_posts",
        "posts",
        forms.is_folder,
        "a folder of the source tree, such as 'posts', or '' for all of it",
        "Where the posts are. Pages outside it are in no index.",
    ),
    Option(
        "commonplace_publish",
        "all",
        PUBLISH.__contains__,
        " or ".join(map(repr, PUBLISH)),
        "Which posts are published: all, or those marked by `publish: true`; others are drafts.",
        rebuild="",
    ),
    Option(
        "commonplace_until",
        "",
        forms.is_day_or_none,
        "a day such as '2026-11-29', or '' for all posts",
        "The last day whose posts are published; those dated later are drafts.",
        rebuild="",
    ),
    Option(
        "commonplace_timezone",
        "UTC",
        forms.is_zone,
        "the name of a time zone, such as 'Europe/Paris'",
        "The time zone of dates that name none, and the one in which dates are shown.",
    ),
    Option(
        "commonplace_date_format",
        "d MMMM y",
        forms.is_date_pattern,
        "a CLDR date pattern that shows the year, such as 'd MMMM y'",
        "How dates are shown; the names of months are those of the site's language.",
    ),
    Option(
        "commonplace_follow_symlinks",
        default=False,
        accepts=forms.is_flag,
        form="True or False",
        meaning="Whether files outside the source folder, to which symbolic links lead, are used.",
    ),
    Option(
        "commonplace_outside",
        [],
        forms.is_texts,
        "a list of paths, relative to conf.py",
        "Files and folders outside the source folder that pages may show.",
    ),
    Option(
        "commonplace_origins",
        [],
        origins.are_origins,
        "a list of origins, such as 'https://example.org', or 'https:' for all of them",
        "Other servers from which pages may show pictures, videos and frames.",
    ),
    Option(
        "commonplace_syntax",
        list(SYNTAX),
        forms.list_of((*SYNTAX, *ASKED_FOR)),
        f"a list of any of {', '.join(map(repr, (*SYNTAX, *ASKED_FOR)))}",
        "Which marks of Obsidian's are read; the others are text. There are also `'tags'` "
        "(`#career` in the text is a tag) and `'line_breaks'` (a new line is one on the page).",
    ),
    Option(
        "commonplace_comments",
        "comments",
        forms.is_folder_or_none,
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
        forms.texts_by(GISCUS),
        f"texts by all of {', '.join(map(repr, GISCUS))}",
        "The repository and category of giscus, which a reader's click then loads.",
        rebuild="html",
    ),
    Option(
        "commonplace_headers",
        [],
        forms.list_of(HEADERS),
        f"a list of any of {', '.join(map(repr, HEADERS))}",
        "For which hosts headers with a strict content security policy are written.",
        rebuild="html",
    ),
    Option(
        "commonplace_leaks_allow",
        [],
        forms.is_texts,
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
        forms.is_links,
        "a list of addresses that begin with 'https:', 'http:' or 'mailto:'",
        "Your pages elsewhere, which each page names with `rel=me`.",
        rebuild="html",
    ),
    Option(
        "commonplace_plain_copies",
        [],
        forms.list_of(COPIES),
        f"a list of any of {', '.join(map(repr, COPIES))}",
        "Which plain forms of the posts are published as well.",
        rebuild="html",
    ),
    Option(
        "commonplace_sphinx_search",
        default=False,
        accepts=forms.is_flag,
        form="True or False",
        meaning="Whether Sphinx's own index, `searchindex.js`, is written as well.",
        rebuild="html",
    ),
    Option(
        "commonplace_garden_stub",
        50,
        forms.is_count,
        "a number of words",
        "A post of fewer words is a stub in the garden report.",
        rebuild="",
    ),
    Option(
        "commonplace_garden_limits",
        {},
        forms.counts_by(garden.KINDS),
        f"numbers by any of {', '.join(map(repr, garden.KINDS))}",
        "How many of each kind the garden report allows; with more of them it fails.",
        rebuild="",
    ),
)


def setup(app: Sphinx) -> None:
    """Declare the options."""
    for option in OPTIONS:
        types = frozenset({type(option.default)})
        app.add_config_value(option.name, option.default, option.rebuild, types)
