"""Plain copies, by option: each post as Markdown, and an index of them all in ``llms.txt``.

A copy is made from the page that was written, not from its source: so there is nothing in it that
is not published, and its links lead where those of the page lead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import yaml
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation

from sphinx_commonplace.core.feeds import portable
from sphinx_commonplace.core.library import query
from sphinx_commonplace.spine import site
from sphinx_commonplace.spine.writing import bodies
from sphinx_commonplace.spine.writing.emission import Recipe

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post

_ = get_translation("sphinx_commonplace")

NAME = "plain"
_BRACKETS = str.maketrans({"[": r"\[", "]": r"\]", "\\": r"\\"})


def _path(docname: str) -> str:
    return f"{docname}.md"


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    post = library.posts.get(docname)
    if post is None or post.draft or "markdown" not in app.config.commonplace_plain_copies:
        return {}
    return {NAME: site.absolute(app.config, _path(docname))}


def _files(app: Sphinx, library: Library) -> Iterator[tuple[str, bytes | Recipe]]:
    config, builder = app.config, app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not site.base(config):
        return
    posts = [post for post in library.posts.values() if not post.draft]
    if "markdown" in config.commonplace_plain_copies:
        for post in posts:
            head, name = _front_matter(builder, library, post), post.docname
            yield _path(name), Recipe(head, partial(_copy, builder, post, head), (name,))
    if "llms.txt" in config.commonplace_plain_copies:
        yield "llms.txt", _index(app, library, posts)


def _front_matter(builder: StandaloneHTMLBuilder, library: Library, post: Post) -> dict[str, Any]:
    found = {
        "title": post.title,
        "url": site.permalink(builder, post.docname),
        "date": post.date and post.date.date().isoformat(),
        "updated": post.updated and post.updated.date().isoformat(),
        "author": list(site.authors(builder.config, post)),
        "tags": list(library.labels(post, "tags")),
        "description": post.description,
        "lang": site.language(builder.config, post),
    }
    return {key: value for key, value in found.items() if value}


def _copy(builder: StandaloneHTMLBuilder, post: Post, head: dict[str, Any]) -> bytes:
    body = bodies.read(builder, post.docname)
    from sphinx_commonplace.core.feeds.tomarkdown import convert  # noqa: PLC0415 - few sites need it

    text = convert(portable.content(body, head["url"], post.title))
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1_000)
    title = post.title.translate(_BRACKETS)
    return f"---\n{front}---\n\n# {title}\n\n{text}\n".encode()


def _index(app: Sphinx, library: Library, posts: list[Post]) -> bytes:
    """Write what llmstxt.org proposes: the site's name, what it is, and a list of links."""
    config = app.config
    lines = [f"# {site.title(config)}"]
    if about := site.description(app.env):
        lines += ["", f"> {about}"]
    essays = [post for post in library.essays if not post.draft]
    notes = query.ordered((post for post in posts if not post.is_essay), "title")
    for heading, listed in ((_("Essays"), essays), (_("Notes"), notes)):
        if listed:
            lines += ["", f"## {heading}", "", *map(_line(app), listed)]
    return ("\n".join(lines) + "\n").encode()


def _line(app: Sphinx) -> Callable[[Post], str]:
    is_copied = "markdown" in app.config.commonplace_plain_copies

    def line(post: Post) -> str:
        page = site.permalink(app.builder, post.docname)
        url = site.absolute(app.config, _path(post.docname)) if is_copied else page
        about = f": {post.description}" if post.description else ""
        return f"- [{post.title.translate(_BRACKETS)}]({url}){about}"

    return line


def setup(app: Sphinx) -> dict[str, bool]:
    """Write the copies, and name each on its page."""
    app.connect("commonplace-page-data", _page_data)
    app.connect("commonplace-files", _files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
