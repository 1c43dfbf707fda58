"""Pages: what a built page says, read from its HTML as a reader sees it, section by section."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

DEEPEST = 3  # the level of headings below which an engine may name the section above
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r'<article[^>]*\brole="main".*?</article>', re.DOTALL)
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = {"p", "li", "dt", "dd", "td", "th", "div", "pre", "blockquote", "section", *_HEADINGS}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_SILENT = {"script", "style", "svg", "math", "template"}


def fold(text: str) -> str:
    """Return the text without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _WORD.findall(fold(text))


@dataclass
class Section:
    """A heading and the prose below it, without that of the sections in it."""

    anchor: str
    level: int
    above: Section | None = None
    heading: str = ""
    prose: list[str] = field(default_factory=list)

    @property
    def anchors(self) -> tuple[str, ...]:
        """The anchors that an engine may give: of what is very deep, also the one above."""
        deep = self.level > DEEPEST and self.above is not None
        return (self.anchor, *(self.above.anchors if deep and self.above else ()))


@dataclass
class Page:
    """A page, by its address below the root of the site."""

    url: str
    sections: list[Section]
    text: str

    @property
    def title(self) -> str:
        """The first heading."""
        return self.sections[0].heading if self.sections else ""

    @cached_property
    def words(self) -> list[str]:
        """All words of the page in their order, folded."""
        return words(self.text)


def read(output: Path, names: list[str]) -> Iterator[Page]:
    """Read the pages of these notes, but those that the tool has left out."""
    for name in names:
        path = output / f"{name}.html"
        if path.is_file():
            page = parse(path.read_text(encoding="utf-8"), f"{name}.html")
            if page.title:
                yield page


def parse(html: str, url: str) -> Page:
    """Read the article of a page."""
    article = _ARTICLE.search(html)
    reader = _Reader()
    reader.feed(article[0] if article else html)
    reader.close()
    return Page(url, reader.sections, " ".join("".join(reader.everything).split()))


class _Reader(HTMLParser):
    """Follows the nesting of sections; text belongs to the innermost that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[Section] = []
        self.everything: list[str] = []
        self._open: list[tuple[str, Section | None]] = []
        self._silent = 0
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_data(" ")
            return
        values = dict(attrs)
        section = None
        if tag == "section":
            above = self._current()
            level = above.level + 1 if above else 1
            section = Section(values.get("id") or "", level, above)
            self.sections.append(section)
        self._open.append((tag, section))
        if self._silent or tag in _SILENT or "headerlink" in (values.get("class") or ""):
            self._silent += 1
            return
        if tag in _BLOCKS:
            self.everything.append(" ")
        if tag == "p" or (tag in _HEADINGS and self._into is None):
            self._into = []

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        while self._open:
            name, _section = self._open.pop()
            if self._silent:
                self._silent -= 1
            else:
                self._close(name)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.everything.append(data)
        if self._into is not None:
            self._into.append(data)

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.everything.append(" ")
        if self._into is None or (tag != "p" and tag not in _HEADINGS):
            return
        text, self._into = " ".join("".join(self._into).split()), None
        section = self._current()
        if section is None or not text:
            return
        if tag == "p":
            section.prose.append(text)
        elif not section.heading:
            section.heading = text

    def _current(self) -> Section | None:
        return next((found for _, found in reversed(self._open) if found), None)
