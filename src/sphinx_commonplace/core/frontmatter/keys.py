"""The keys of front matter: which are known, which are misspelt, and which hide a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sphinx_commonplace.core import spelling
from sphinx_commonplace.core.frontmatter import fences, fields, yamlload
from sphinx_commonplace.core.frontmatter.yamlload import Problem

READERS: dict[str, fields.Reader] = {
    "title": fields.text,
    "date": fields.date,
    "updated": fields.date,
    "tags": fields.tags,
    "category": fields.names,
    "series": fields.names,
    "description": fields.text,
    "draft": fields.flag,
    "publish": fields.public,
    "published": fields.public,
    "aliases": fields.texts,
    "related": fields.pages,
    "unrelated": fields.pages,
    "image": fields.text,
    "lang": fields.language,
    "author": fields.people,
    "id": fields.text,
    "comments": fields.flag,
    "search": fields.flag,
}
PLURALS = {"categories": "category"}
PUBLIC = ("publish", "published")  # say that a page is public, or is not

# Keys of Sphinx, docutils, MyST, Furo, of editors and of other programs for such sites: theirs,
# without a word from us. A key in camel case or with hyphens is the same.
FOREIGN = frozenset(
    """
    orphan tocdepth nocomments nosearch no_search hide_toc hide_navigation authors organization
    address contact version revision status copyright dedication abstract myst mystnb html_meta
    substitutions jupytext kernelspec file_format cssclass cssclasses weight slug layout toc
    order permalink url
    created created_at modified lastmod last_modified_at lastupdated updated_at publishdate
    summary excerpt keywords language cover images data dates publisher publishing
    """.split()  # noqa: SIM905 - words, not data
)
# Keys of others which say that a page is not public.
_NOT = ("un", "de", "no", "non", "not", "never", "dont", "donot", "do_not")
_NEGATED = (f"{no}{gap}{key}" for no in _NOT for gap in ("", "_") for key in (*PUBLIC, "public"))
_VISIBILITY = frozenset(("private", "unlisted", "hidden", "is_draft", "isdraft", *_NEGATED))
_HIDING = frozenset(("draft", *PUBLIC))
_ALIKE = 0.75
_FAR = 2  # letters more or less than in the known key: "subtitle" is no "title" misspelt
# A key with the beginning of its value, in YAML, TOML or JSON, right or wrong.
_SAID = re.compile(
    r"(?:^|[{,?])[ \t]*(?:-[ \t]+)*[\"']?([\w-]+)[\"']?\s*[:=\uff1a]"
    r"(?=[ \t]*[\"']?([^\s,}\"']*))",
    re.MULTILINE,
)
_SIMPLE = re.compile(r"[A-Za-z][\w-]*:(?:[ \t]|$)")  # a line that holds one key, and which
_WORD = re.compile(r"[\w-]+")


@lru_cache(maxsize=4096)
def nearest(key: str) -> str | None:
    """Return the known key that a key is, or may be meant as."""
    name = folded(key)
    if name in READERS or name in PLURALS:
        return PLURALS.get(name, name)
    if name in _VISIBILITY:
        return "draft"
    if name == "redirect_from":
        return "aliases"  # addresses are not lost without a word
    if name in FOREIGN or not _WORD.fullmatch(name):
        return None
    close = spelling.nearest(name, READERS, _ALIKE)
    if close in PUBLIC and name.lstrip("_").startswith(_NOT):
        close = "draft"  # as "unpublised": it says the contrary, however it is spelt
    is_aside = key.startswith("_")  # as in "_comment": meant for nobody who reads the keys
    if close and (close == "draft" or (abs(len(name) - len(close)) <= _FAR and not is_aside)):
        return close
    return None


def misspelt(key: str, raw: str) -> str | None:
    """Return the known key as which a key may be meant, unless it is rightly one of others.

    :param raw: its value as written: who says that a page is public says what holds anyway.
    """
    is_said = folded(key) in _VISIBILITY or folded(key) in PUBLIC
    return None if is_said and not hides(key, raw) else nearest(key)


def doubts(unread: Iterable[tuple[int, str]], problems: list[Problem]) -> bool:
    """Whether something says "draft" where it could not be read: that is doubt enough."""
    for line, key, raw in _said(unread):
        if hides(key, raw):
            problems.append(Problem(line, "draft", f"{key}: cannot be read; the page is withheld"))
            return True
    return False


def unclear_date(
    lines: dict[str, int], unread: Iterable[tuple[int, str]], *, is_dated: bool
) -> Problem | None:
    """Return where a date may stand that was not read: it may lie in the future.

    :param lines: of each key that was read.
    :param is_dated: whether a date was read, beside which a misspelt key counts for nothing.
    """
    for line, key, _raw in _said(unread):
        if nearest(key) == "date":
            return Problem(line, "date", f"{key}: cannot be read")
    for key, line in lines.items():
        if key != "date" and not is_dated and nearest(key) == "date":
            return Problem(line, "date", f"unknown key {key!r}, did you mean 'date'?")
    return None


def _said(texts: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """Yield the line of each key, the key, and the beginning of its value."""
    for first, text in texts:
        for found in _SAID.finditer(text):
            yield first + text.count("\n", 0, found.start(1)), found[1], found[2]


def hides(key: str, raw: str) -> bool:
    """Whether a key with this value, as written, says or may say that the page is withheld."""
    near = nearest(key)
    if near in PUBLIC:
        return raw.lower() != "true" and not fields.is_date(raw)
    return near == "draft" and raw.lower() != "false"


def meant_public(text: str) -> tuple[int, str] | None:
    """Return where a page that does not say that it is public may mean to, and by which key."""
    block = fences.split(text)
    texts = ((2, yamlload.cleaned(block.yaml)), *block.unread)
    unclear = (
        (line, key)
        for line, key, raw in _said(texts)
        if nearest(key) in PUBLIC and not fields.is_date(raw)
    )
    return next(unclear, None)


def folded(key: str) -> str:
    """Return a key in the one form in which keys are compared."""
    return key.lower().replace("-", "_")


def decides_visibility(text: str) -> bool:
    """Whether a text may say that its page is withheld: a quick look, never a false no."""
    start = fences.beginning(text)
    if not text.startswith(("-", "+", "{"), start):
        return False
    block = fences.split(text)
    texts = (yamlload.cleaned(block.yaml), *(unread for _, unread in block.unread))
    if any(nearest(key[1]) in _HIDING for text in texts for key in _SAID.finditer(text)):
        return True
    # A key may be written in other ways, for which it takes the whole of YAML.
    odd = (line for line in block.yaml.split("\n") if not _SIMPLE.match(line))
    return any(char in line for line in odd for char in ":?{")
