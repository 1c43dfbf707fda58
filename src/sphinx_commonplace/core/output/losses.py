"""Losses: addresses and anchors of an earlier build that a later one lacks; what keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import unquote

from sphinx_commonplace.core import spelling
from sphinx_commonplace.core.output.published import Published, PublishedPage
from sphinx_commonplace.core.output.sketch import likeness

_ENOUGH = 0.55  # likeness of texts, titles or last parts of addresses
_FEW = 0.2  # of the sketches of two texts; chance gives next to nothing


@dataclass(frozen=True)
class Loss:
    """What is gone: ``what`` in words; the alias that would keep it, and the source to name it in.

    ``source`` is empty where no page is like the lost one, ``alias`` where none can help.
    """

    address: str
    what: str
    alias: str = ""
    source: str = ""


def find(old: Published, new: Published, is_there: Callable[[str], bool]) -> list[Loss]:
    """Return what was published and is so no more, in the order of the addresses.

    :param is_there: tells whether the new build has a file that answers at an address.
    """
    found: list[Loss] = []
    pages = {_key(address): page for address, page in new.pages.items()}
    redirects = {_key(address): _key(target) for address, target in new.redirects.items()}
    for address, page in sorted(old.pages.items()):
        now = redirects.get(_key(address), _key(address))
        if now in pages and is_there(address):
            found += _anchors(address, page, pages[now])
        else:
            leads_to = "" if now in pages or now == _key(address) else now
            found.append(_lost(address, page, old, new, leads_to))
    for address, target in sorted(old.redirects.items()):
        if _key(address) in pages or _key(address) in old.pages:
            continue
        now = redirects.get(_key(address), "")
        if now not in pages or not is_there(address):
            found.append(
                _lost(address, old.pages.get(target, PublishedPage()), old, new, now, target)
            )
    files = {*new.files, *new.pages, *new.redirects}
    found += [
        Loss(address, "a file is gone; a redirect cannot take its place")
        for address in old.files
        if address not in files or not is_there(address)
    ]
    return found


def _key(address: str) -> str:
    return unquote(re.sub(r"(?<=/)index\.html$", "", address))


def _lost(
    address: str,
    page: PublishedPage,
    old: Published,
    new: Published,
    leads_to: str,
    target: str = "",
) -> Loss:
    title = f" ({page.title})" if page.title else ""
    what = f"the page{title} is gone"
    if leads_to:
        what = f"the redirect leads to {leads_to}, where no page is"
    elif target:
        what = f"the redirect to {target}{title} is gone"
    if target in new.pages and new.pages[target].source:
        return Loss(address, what, address, new.pages[target].source)
    return Loss(address, what, address, _nearest(address, page, old, new))


def _nearest(address: str, page: PublishedPage, old: Published, new: Published) -> str:
    """Return the source of the page that is most like a lost one, or nothing."""
    best = (0.0, "")
    title, slug = page.title.casefold(), _slug(address)
    for other, candidate in sorted(new.pages.items()):
        if not candidate.source:
            continue
        same_text = likeness(page.text, candidate.text)
        same_title = spelling.likeness(title, candidate.title.casefold(), _ENOUGH)
        same_slug = spelling.likeness(slug, _slug(other), _ENOUGH)
        if page.source == candidate.source:
            same_text = 1.0  # with another builder, or in another language
        if max(same_title, same_slug) < _ENOUGH and same_text < _FEW:
            continue
        is_new = other not in old.pages  # a page that was renamed is new where it is now
        best = max(best, (3 * same_text + same_title + same_slug + is_new, candidate.source))
    return best[1]


def _slug(address: str) -> str:
    last = re.sub(r"\.html?$", "", address.rstrip("/")).rpartition("/")[2]
    return unquote(last).casefold()


def _anchors(address: str, before: PublishedPage, after: PublishedPage) -> list[Loss]:
    """Return the anchors that a page has lost, each with the one that has taken its place."""
    kept = set(after.anchors)
    if kept.issuperset(before.anchors):
        return []
    added = [name for name in after.anchors if name not in set(before.anchors)]
    replaced: dict[str, str] = {}
    matcher = SequenceMatcher(None, before.anchors, after.anchors, autojunk=False)
    for kind, first, last, from_, to in matcher.get_opcodes():
        if kind == "replace":
            replaced |= dict(zip(before.anchors[first:last], after.anchors[from_:to], strict=False))
    found = []
    for name in before.anchors:
        if name in kept:
            continue
        scored = [(spelling.likeness(name, other), other) for other in added]
        ratio, likely = max(scored, default=(0.0, ""))
        new = likely if ratio >= _ENOUGH else replaced.get(name, "")
        alias = f"#{name} -> #{new}" if new in added else f"#{name}"
        found.append(Loss(f"{address}#{name}", "the anchor is gone", alias, after.source))
    return found
