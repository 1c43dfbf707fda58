"""Assembling: the front matter of a page of ours, from what is known of one of another tool's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.frontmatter import aliases, keys, yamlload
from sphinx_commonplace.core.importing.frontmatter import (
    aliasing,
    composing,
    hiding,
    mapping,
    readers,
)

if TYPE_CHECKING:
    from sphinx_commonplace.core.frontmatter.yamlvalue import Value
    from sphinx_commonplace.core.importing.notes import Notes
    from sphinx_commonplace.core.importing.page import Page
    from sphinx_commonplace.core.importing.tools.tool import Tool

_ORDER = (
    *("title", "date", "updated", "tags", "category", "series", "description", "draft", "publish"),
    *("aliases", "image", "lang", "author", "comments", "search"),
)
_FLAGS = ("comments", "search")  # of which "true" is what holds anyway
# Keys with which a page of MyST's changes how it is read, or shows more than its text.
_OF_MYST = ("myst", "substitutions", "html_meta", "abstract", "dedication", "file_format")
_KEPT = "kept as a comment"

Parts = tuple[list[composing.Chunk], list[str]]


def assemble(
    page: Page, site: Tool, claims: aliasing.Claims, why: list[tuple[int, str]], notes: Notes
) -> Parts:
    """Return the front matter of a page, key by key, and what stands below it as comments.

    :param why: what makes it a draft, each with its line.
    """
    made = _fields(page, site, claims, notes)
    if why:
        made["draft"] = True
        notes.count("drafts", "draft", page.path)
        for line, cause in why:
            notes.tell(page.path, line, f"{cause}; written as a draft")
    elif hiding.is_public(page.seen.entries):
        made["publish"] = True
    chunks = [composing.chunk(name, made[name]) for name in _ORDER if name in made]
    remarks = [yamlload.cleaned(remark) for remark in page.matter.comments]
    for key, value in page.mapped.others:
        if _is_spent(key, value, is_hidden=bool(why)):
            continue
        if _is_kept(key, value, site):
            notes.count("keys kept", key, page.path)
            chunks.append(composing.kept(key, value))
        else:
            notes.count("keys kept as comments", key, page.path)
            remarks.append(composing.commented(composing.kept(key, value)[1]))
    for line, key, raw, wrong in page.mapped.lost:
        notes.tell(page.path, line, f"{key}: {wrong}; {_KEPT}")
        remarks.append(composing.commented(f"{key}: {raw}"))
    for problem in page.matter.problems:
        notes.tell(page.path, problem.line, problem.message)
    if page.matter.is_there:
        remarks += [composing.commented(text) for _line, text in page.matter.unread]
    return chunks, [remark if remark.endswith("\n") else f"{remark}\n" for remark in remarks]


def _fields(
    page: Page, site: Tool, claims: aliasing.Claims, notes: Notes
) -> dict[str, str | bool | list[str]]:
    """Return the fields that the site knows, but for whether the page is a draft."""
    known = {name: told.value for name, told in page.mapped.known.items()}
    made = {name: value for name, value in known.items() if name not in _FLAGS or value is False}
    if page.seen.lang:
        made.setdefault("lang", page.seen.lang)
    category = made.get("category")
    if page.seen.categories:
        own = category if isinstance(category, list) else []
        made["category"] = list(dict.fromkeys([*page.seen.categories, *own]))
    made["aliases"] = _aliases(page, site, claims, notes)
    if not made["aliases"]:
        del made["aliases"]
    return made


def _is_spent(key: str, value: Value, *, is_hidden: bool) -> bool:
    """Whether what a key says is said by one of ours."""
    name = mapping.folded(key)
    is_said = readers.truth(value) is not is_hidden  # "public", and it is, or "not public"
    return name == "draft" or (name in keys.PUBLIC and is_said)


def _is_kept(key: str, value: Value, site: Tool) -> bool:
    """Whether a key of others may stand in a page of ours as it is."""
    if site.kind != "folder" and mapping.folded(key) in _OF_MYST:
        return False
    if mapping.folded(key) in keys.PUBLIC:
        return False  # what hides the page counts
    if key in ("related", "unrelated") and readers.truth(value) is True:
        return False  # to us it would be the name of a page
    return not any(hiding.reasons([(key, value)]))


def _aliases(page: Page, site: Tool, claims: aliasing.Claims, notes: Notes) -> list[str]:
    kept: dict[str, None] = {}
    told = page.mapped.known.get("aliases")
    for alias in aliasing.asked(site.kind, page):
        if alias.startswith("/") and not aliasing.normal(alias):
            continue  # the home page is the site's
        if aliases.is_place(alias) and (wrong := claims.objection(page.path, alias)):
            line = told.line if told and alias not in page.addresses else 1
            notes.tell(page.path, line, f"{wrong}; left out")
            continue
        kept[alias] = None
    return list(kept)
