"""Entries: what a post is in a feed, its content taken from the page that was written."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx.locale import get_translation

from sphinx_commonplace.core.feeds import portable
from sphinx_commonplace.core.feeds.syndication import Entry
from sphinx_commonplace.spine import site, state
from sphinx_commonplace.spine.reading import pictures
from sphinx_commonplace.spine.writing import bodies, channels

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_commonplace.core.library.library import Library

_ = get_translation("sphinx_commonplace")

_LONGEST = 500_000  # characters of content; of a longer text the summary is given
_REMEMBERED = 4_000  # contents, some 40 MB: most posts are in several feeds


class Entries:
    """The entries of one build; each is made once, however many feeds it is in."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder, library: Library) -> None:
        self.builder = builder
        self.library = library
        self.shown = state.of(app.env).shown
        self.language = site.language(app.config)
        self.is_full = channels.settings(app.config)["content"] == "full"
        self.bare = lru_cache(None)(lambda docname: self._bare(app, docname))
        self.text = lru_cache(_REMEMBERED)(self._text)

    def whole(self, docname: str) -> Entry:
        """Return an entry with its content or its summary."""
        bare: Entry = self.bare(docname)
        content, summary = self.text(docname)
        related = _related_html(bare.related) if content else ""
        return replace(bare, content=content + related, summary=bare.summary or summary)

    def _bare(self, app: Sphinx, docname: str) -> Entry:
        """Return an entry without its content: all that can be said without reading the page."""
        post, config = self.library.posts[docname], app.config
        date = post.date or post.updated
        assert date is not None  # noqa: S101 - feeds hold what has one
        language = site.language(config, post)
        return Entry(
            id=channels.identifier(config, self.library, post),
            url=site.permalink(self.builder, docname),
            title=post.title,
            published=date,
            updated=max(date, post.updated or date),
            summary=post.description,
            authors=site.authors(config, post),
            tags=self.library.labels(post, "tags"),
            language=language if language != self.language else "",
            image=site.absolute(config, pictures.published(app, docname)),
            related=tuple(
                (site.permalink(self.builder, item["page"]), str(item["title"]))
                for item in related(self.shown[docname])
            ),
        )

    def _text(self, docname: str) -> tuple[str, str]:
        post = self.library.posts[docname]
        body = bodies.read(self.builder, docname)
        if self.is_full and len(body) <= _LONGEST:
            return portable.content(body, site.permalink(self.builder, docname), post.title), ""
        return "", post.description or portable.summary(body)


def related(shown: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the notes related to a page as a whole, by its page data, if anyone looks for them."""
    found: list[dict[str, Any]] = (shown.get("themes") or {}).get("whole") or []
    return found


def _related_html(found: tuple[tuple[str, str], ...]) -> str:
    if not found:
        return ""
    links = ", ".join(f'<a href="{escape(url)}">{escape(title)}</a>' for url, title in found)
    told = escape(_("Related:"))
    return f"\n<p>{told} {links}</p>"
