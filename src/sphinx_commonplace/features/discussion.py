"""Discussion: the comments below an essay, kept as files of the site or, if wanted, by giscus.

The files lie outside what Sphinx reads. What a page shows of them is page data like any other, so
that a comment rewrites the page of its post and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import get_translation

from sphinx_commonplace.core.comments import replies, reply_links
from sphinx_commonplace.core.feeds import syndication
from sphinx_commonplace.spine import site, state
from sphinx_commonplace.spine.diagnostics import Subtype, warn
from sphinx_commonplace.spine.reading import sources
from sphinx_commonplace.spine.writing import channels, comment_files, listing, styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.comments.replies import Comment, Reply
    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post
    from sphinx_commonplace.spine.writing.comment_files import Filed

_ = get_translation("sphinx_commonplace")
NAME = "comments"
FEED = "comments.xml"
_NEWEST = 50  # comments in the feed


class Discussion:
    """The comments of one build."""

    def __init__(self) -> None:
        self.filed: dict[str, list[Filed]] = {}
        self.threads: dict[str, list[Reply]] = {}

    def connect(self, app: Sphinx) -> None:
        """Keep Sphinx from the files, read them, and answer what pages and the feed show."""
        app.connect("config-inited", self.exclude)
        app.connect("builder-inited", self.add_script)
        app.connect("env-get-updated", self.read, priority=800)
        app.connect("commonplace-page-data", self.page_data)
        app.connect("commonplace-files", self.feed)

    def exclude(self, _app: Sphinx, config: Config) -> None:
        """Keep comments from becoming pages."""
        if folder := config.commonplace_comments:
            config.exclude_patterns = [*config.exclude_patterns, sources.escape(folder)]

    def add_script(self, app: Sphinx) -> None:
        """Add the script that asks for giscus when a reader does."""
        if app.config.commonplace_giscus:
            app.add_js_file("commonplace-discussion.js", loading_method="defer")

    def read(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Read the comments and put them in threads; documents are not read again for them."""
        library = state.library_of(env)
        library.forget_views()
        self.filed = comment_files.of_posts(app, library)
        self.threads = {}
        for docname, known in self.filed.items():
            self.threads[docname], problems = replies.thread(one.comment for one in known)
            paths = {one.comment.name: one.path for one in known}
            for comment, told in problems:
                warn(Subtype.COMMENT, told, f"{paths[comment.name]}:{comment.line}")
        return []

    def page_data(self, app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
        """Return the comments of an essay, and of a note that has any."""
        post = library.posts.get(docname)
        threads = self.threads.get(docname, [])
        if post is None or not post.comments or not (post.is_essay or threads):
            return {}
        if not app.config.commonplace_comments and not app.config.commonplace_giscus:
            return {}
        data = {
            "count": len(self.filed.get(docname, ())),
            "replies": [_shown(app, library, post, reply) for reply in threads],
            "answer": _answer(app.config, library, post, None),
            "giscus": _giscus(app.config, post),
            "feed": FEED if threads and site.base(app.config) else "",
        }
        return {NAME: data}

    def feed(self, app: Sphinx, library: Library) -> Iterator[tuple[str, bytes]]:
        """Yield the feed of the newest comments, if there are any and the site has an address."""
        found = [
            (library.posts[docname], one)
            for docname, known in self.filed.items()
            if library.posts[docname].comments
            for one in known
        ]
        if found and site.base(app.config):
            found.sort(key=lambda pair: (pair[1].comment.date, pair[1].path), reverse=True)
            yield FEED, _feed(app, found[:_NEWEST])


def _shown(app: Sphinx, library: Library, post: Post, reply: Reply) -> dict[str, Any]:
    comment = reply.comment
    return {
        "name": comment.name,
        "author": comment.author,
        "url": comment.url,
        "date": listing.day(app.config, comment.date),
        "html": comment.html,
        "to": reply.to and {"name": reply.to.name, "author": reply.to.author},
        "answer": _answer(app.config, library, post, comment),
        "replies": [_shown(app, library, post, below) for below in reply.replies],
    }


def _answer(config: Config, library: Library, post: Post, comment: Comment | None) -> str:
    """Return the address by which a reader replies to a post, or to a comment on it."""
    subject = _("Comment on “%(title)s”") % {"title": post.title}
    lines = ["---", "author: " + _("Your name"), "date: YYYY-MM-DD"]
    if comment is not None:
        subject = f"{subject} ({comment.name})"
        lines.append(f"reply_to: {comment.name}")
    text = "\n".join([*lines, "---", "", str(_("Your comment, in Markdown.")), ""])
    path = f"{comment_files.folder_for(config, library, post)}/your-name.md"
    letter = reply_links.Letter(subject, path, text)
    return reply_links.link(config.commonplace_comments_reply, letter)


def _giscus(config: Config, post: Post) -> dict[str, str] | None:
    if not config.commonplace_giscus:
        return None
    known_by = post.id or post.first_address
    return {**config.commonplace_giscus, "term": known_by, "lang": site.language(config)}


def _feed(app: Sphinx, found: list[tuple[Post, Filed]]) -> bytes:
    config = app.config
    entries = [
        syndication.Entry(
            id=channels.below(config, path.removesuffix(comment_files.SUFFIX)),
            url=f"{site.permalink(app.builder, post.docname)}#comment-{quote(comment.name)}",
            title=_("%(author)s on “%(title)s”") % {"author": comment.author, "title": post.title},
            published=comment.date,
            updated=comment.date,
            content=comment.html,
            authors=(comment.author,),
            homepage=comment.url,
        )
        for post, (path, comment) in found
    ]
    feed = syndication.Feed(
        id=channels.below(config, FEED),
        url=site.absolute(config, FEED),
        page=site.permalink(app.builder, config.root_doc),
        title=_("Comments: %(site)s") % {"site": site.title(config)},
        language=site.language(config),
        entries=tuple(entries),
    )
    return syndication.atom(feed)


def setup(app: Sphinx) -> dict[str, bool]:
    """Follow the build."""
    Discussion().connect(app)
    styles.link_with(app, "comments", NAME, "replies")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
