"""Inert Markdown: what a stranger wrote, as HTML in which nothing runs, loads or leads astray.

Only CommonMark is read, without raw HTML. A link keeps its address only if that is one of the web
or of mail; a picture becomes a link to it; no heading enters the outline of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

REL = "nofollow ugc noopener"
_ADDRESS = re.compile(r"https?://[^/?#\s\\]+|mailto:[^?\s]", re.IGNORECASE)
_SHOWN = 60  # characters of what was written, in a message


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name there
        """Take every address for one: which are dropped is decided, and said, below."""
        return True


@cache
def _parser(*, html: bool) -> _Parser:
    return _Parser("commonmark", {"html": html})


def is_address(text: str) -> bool:
    """Whether an address is one that a reader may be led to."""
    return _ADDRESS.match(text) is not None


def render(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the HTML of a text, and what was taken from it, with its line in the text, from 1."""
    parser = _parser(html=False)
    problems = list(_raw_html(text))
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
            if token.nesting == 1:
                token.attrSet("class", "cp-comment-heading")
        elif token.type == "fence":
            token.info = ""
        elif token.type == "inline":
            token.children = list(_harmless(token, problems))
    return parser.renderer.render(tokens, parser.options, {}), sorted(problems)


def _raw_html(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first piece of raw HTML, which would not be text elsewhere."""
    if "<" not in text:
        return
    for token in _parser(html=True).parse(text):
        for line, inner in ((_first_line(token), token), *_with_lines(token)):
            if inner.type in ("html_block", "html_inline"):
                shown = " ".join(inner.content.split())[:_SHOWN]
                yield line, f"HTML is not read, {shown!r} is shown as it is written"
                return


def _first_line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _with_lines(token: Token) -> Iterator[tuple[int, Token]]:
    line = _first_line(token)
    for child in token.children or ():
        yield line, child
        is_break = child.type in ("softbreak", "hardbreak")
        line += is_break or child.content.count("\n")


def _harmless(inline: Token, problems: list[tuple[int, str]]) -> Iterator[Token]:
    """Yield the tokens of a paragraph with its links made harmless."""
    opened: list[bool] = []  # links, and whether each is kept
    for line, token in _with_lines(inline):
        if token.type == "image":
            yield from _picture(line, token, problems, is_in_link=any(opened))
        elif token.type == "link_open":
            opened.append(_is_kept(line, str(token.attrGet("href") or ""), problems))
            if opened[-1]:
                token.attrSet("rel", REL)
                yield token
        elif token.type == "link_close":
            if opened.pop():
                yield token
        else:
            yield token


def _picture(
    line: int, token: Token, problems: list[tuple[int, str]], *, is_in_link: bool
) -> Iterator[Token]:
    address = str(token.attrGet("src") or "")
    words = Token("text", "", 0, content=token.content or address)
    if is_in_link or not _is_kept(line, address, problems):
        yield words
        return
    yield Token("link_open", "a", 1, attrs={"href": address, "rel": REL})
    yield words
    yield Token("link_close", "a", -1)


def _is_kept(line: int, address: str, problems: list[tuple[int, str]]) -> bool:
    if is_address(address):
        return True
    told = f"the address {address[:_SHOWN]!r} is none of http, https or mailto; dropped"
    problems.append((line, told))
    return False
