"""Hiding: what says, or may say, that a page was not for everyone; the strictest counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import keys
from sphinx_commonplace.core.frontmatter.yamlload import one_line
from sphinx_commonplace.core.importing.frontmatter import mapping, readers

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value

# Keys that hide a page unless their value is empty or says no.
_HIDING = frozenset(
    """
    private unlisted hidden hide secret protected password passwordhash encrypted encrypt
    noindex no_index robotsnoindex robots_no_index is_draft isdraft wip
    hiddenfromhomepage hiddeninhomelist hidefromhomepage headless unpublished
    """.split()  # noqa: SIM905 - words, not data
)
# Keys that hide a page unless their value says yes.
_SHOWING = frozenset(("publish", "published", "public"))
_LISTED = ("listed", "indexed", "index")  # hide a page if they say no: "index: 3" is an order
_EXPIRY = ("expirydate", "unpublishdate", "expiry", "expires", "expire")
_BUILD = ("build", "_build")  # of Hugo's, in the older spelling as well
_SHOWN = ("publish", "published", "public", "visible", "everyone")
# Of Nikola, Pelican and WordPress; other words, such as "seedling", say how far a note is.
_WITHHELD = ("draft", "private", "hidden", "skip", "pending", "future", "trash", "unpubl", "wip")
_UNSEEN = ("noindex", "none")


def reasons(entries: Iterable[tuple[str, Value]]) -> Iterator[tuple[int, str]]:
    """Yield the line and the cause of all that hides a page."""
    for key, value in mapping.flattened(entries):
        name = mapping.folded(key)
        if _hides(name, key, value):
            shown = one_line(value.raw) or "(empty)"
            yield value.line, f"{key}: {shown}"


def is_public(entries: Iterable[tuple[str, Value]]) -> bool:
    """Whether a page says of itself that it is for everyone."""
    return any(
        mapping.folded(key) in keys.PUBLIC and readers.truth(value) is True
        for key, value in mapping.flattened(entries)
    )


def is_marked(entries: Iterable[tuple[str, Value]]) -> bool:
    """Whether a page says ``publish: true``, as some notes do where the others may be hidden."""
    return any(mapping.folded(key) == "publish" and readers.truth(value) for key, value in entries)


def _hides(name: str, key: str, value: Value) -> bool:
    said = readers.truth(value)
    is_empty = value.scalar is not None and not value.scalar.strip()
    if name == "draft":
        return said is not False
    if name in _SHOWING:
        is_moment = name in keys.PUBLIC and value.scalar is not None and value.scalar[:1].isdigit()
        return said is not True and (not is_moment or said is False)
    if name in _HIDING:
        if name == "hide" and value.scalar is None:
            return False  # names parts of the page
        return said is not False and not is_empty
    if name in _BUILD:
        return _is_unbuilt(value)
    return _hides_in_words(name, key, value, said)


def _hides_in_words(name: str, key: str, value: Value, said: bool | None) -> bool:  # noqa: FBT001
    text = (value.scalar or "").strip().lower()
    is_said = value.scalar is None or bool(text)
    if name in _EXPIRY:
        return is_said
    if name == "outputs":  # of Hugo's: without HTML there is no page
        return bool(value.raw) and "html" not in value.raw.lower()
    if name in ("status", "visibility", "access"):
        is_withheld = any(word in text for word in _WITHHELD)
        return is_withheld if name == "status" else is_said and text not in _SHOWN
    if name in (*_LISTED, "robots", "sitemap"):
        return said is False or _is_off(value) or any(word in value.raw.lower() for word in _UNSEEN)
    # As "draf: true": what a page of our own is withheld for.
    return keys.nearest(key) == "draft" and name not in mapping.CANONICAL and said is not False


def _is_unbuilt(value: Value) -> bool:
    """Whether Hugo's ``build`` keeps a page out of lists or of the site."""
    table = value.mapping
    if table is None:
        return value.scalar not in ("", None) and readers.truth(value) is not True
    plain = {name.lower(): one for name, one in table.items()}
    wanted = (("list", ("always", "true")), ("render", ("always", "true")))
    return any(
        name in plain and (plain[name].scalar or "").lower() not in shown for name, shown in wanted
    )


def _is_off(value: Value) -> bool:
    """Whether a table says ``disable`` or ``exclude``."""
    table = value.mapping or {}
    off = ("disable", "disabled", "exclude")
    return any(
        name.lower() in off and readers.truth(one) is not False for name, one in table.items()
    )
