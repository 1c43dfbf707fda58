"""The form of a wikilink, ``[[target|words]]``, where the Markdown parser has come to one."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    """A wikilink as it is written: ``label`` is None without a bar, ``end`` where it ends."""

    target: str
    label: str | None
    end: int


def scan(text: str, start: int, maximum: int) -> Written | None:
    """Return the wikilink that begins at ``start``; nothing where the text is literal."""
    if not text.startswith("[[", start):
        return None
    end = text.find("]]", start, maximum)
    inner = text[start + 2 : end]
    # What follows makes it an ordinary link, or shows that the brackets are not a pair.
    if end < 0 or text[end + 2 : end + 3] in ("(", "]") or set(inner) & set("[]\n"):
        return None
    written, bar, label = inner.partition("|")
    target = written.removesuffix("\\").strip()
    if not target.strip("#^ ") or (bar and not label.strip()):
        return None
    return Written(target, label if bar else None, end + 2)


def words(target: str) -> str:
    """Return the words of a link to which the author gave none of its own."""
    page, *headings = (part.strip() for part in target.split("#"))
    return " > ".join(filter(None, (page.removesuffix(".md"), *headings)))
