"""Names: what an author may call a page or a heading, and which one is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core import spelling

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Section

_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


class PageNames(NamedTuple):
    """What a page is called besides its path."""

    title: str
    aliases: tuple[str, ...] = ()


def _spelt(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", _spelt(name).casefold())


def _letters(name: str) -> str:
    return "".join(char for char in _folded(name) if char.isalnum())


def _in_words(title: str) -> tuple[str, ...]:
    """Return a title with blanks in its dates, if it has any: names of files were shown so once."""
    words = _DATE.sub(lambda found: found[0].replace("-", " "), title)
    return (words,) if words != title else ()


class Names:
    """The pages of a site by their names.

    A name means, in this order: the page of that path; of a path that ends so; of that title; of
    that alias. Each is tried first as it is spelt, then whatever the case.
    """

    def __init__(self, pages: Mapping[str, PageNames]) -> None:
        self._found: dict[str, list[str]] = {}
        self._nearest: dict[str, str | None] = {}
        self._levels: list[dict[str, list[str]]] = [{} for _ in range(8)]
        for page in sorted(pages, key=lambda page: (page.count("/"), page)):
            parts = page.split("/")
            named = pages[page]
            self._note(0, [page], page)
            self._note(2, ["/".join(parts[start:]) for start in range(1, len(parts))], page)
            self._note(4, [named.title], page)
            self._note(6, (*named.aliases, *_in_words(named.title)), page)

    def _note(self, level: int, names: Iterable[str], page: str) -> None:
        for offset, form in enumerate((_spelt, _folded)):
            for name in dict.fromkeys(map(form, names)):
                self._levels[level + offset].setdefault(name, []).append(page)

    def find(self, name: str) -> list[str]:
        """Return the pages a name may mean, the one that is taken first.

        That is the one with the shortest path, and of those the first by the alphabet.
        """
        if name not in self._found:  # most names are asked for again and again
            forms = _spelt(name.strip("/")), _folded(name.strip("/"))
            found = (level.get(forms[number % 2]) for number, level in enumerate(self._levels))
            self._found[name] = next((pages for pages in found if pages), [])
        return self._found[name]

    def nearest(self, name: str) -> str | None:
        """Return the known name that is most like a name, if there is one."""
        if name not in self._nearest:  # for its page, for who links there, and for the warning
            self._nearest[name] = spelling.nearest(name, self.known())
        return self._nearest[name]

    def known(self) -> list[str]:
        """Return all names, to look for the nearest one."""
        return [name for level in self._levels[::2] for name in level]


def find_section(sections: Sequence[Section], path: Sequence[str]) -> Section | None:
    """Return the section that is meant by a heading, or by headings one below the other.

    A heading is compared as it is written, then whatever the case, then by its letters alone.
    """
    for form in (_spelt, _folded, _letters):
        found = _descend(sections, [form(heading) for heading in path], form)
        if found is not None:
            return found
    return None


def _descend(
    sections: Sequence[Section], path: list[str], form: Callable[[str], str]
) -> Section | None:
    for place, section in enumerate(sections):
        if form(section.title) != path[0]:
            continue
        if len(path) == 1:
            return section
        end = place + 1
        while end < len(sections) and sections[end].level > section.level:
            end += 1
        found = _descend(sections[place + 1 : end], path[1:], form)
        if found is not None:
            return found
    return None
