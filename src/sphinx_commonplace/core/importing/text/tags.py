"""Tags: those of a template language in a text, replaced one by one, and what they enclose.

Both Liquid and Hugo's shortcodes are read before Markdown is, so that they act in code as well.
Nothing here is ever run: what only the other tool could make of a tag stays the text it is.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from sphinx_commonplace.core.importing.text import lines

_PAIR = re.compile(r"([\w.-]+)\s*=\s*")
_RUN = re.compile(r"`{3,}")


Replacement = str | tuple[str, int] | None


def replaced(
    text: str, form: re.Pattern[str], replace: Callable[[re.Match[str], int], Replacement]
) -> str:
    """Return a text in which each match is what ``replace`` says; ``None`` leaves it as it is.

    :param replace: given the match and its place in the text; it may say as well at which place
        the text ends that it has replaced.
    """
    made: list[str] = []
    done = 0
    for found in form.finditer(text):
        if found.start() < done:
            continue
        new = replace(found, found.start())
        if new is not None:
            words, end = new if isinstance(new, tuple) else (new, found.end())
            made += [text[done : found.start()], words]
            done = end
    return "".join([*made, text[done:]])


class Ends:
    """Finds the tags that end others in a text; what is not there is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[re.Pattern[str]] = set()

    def find(self, form: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Return the next tag of a form."""
        found = None if form in self._missing else form.search(self._text, start)
        if found is None:
            self._missing.add(form)
        return found


def indent(text: str, place: int) -> str:
    """Return the blanks before a place, if there is nothing else before it in its line."""
    before = text[text.rfind("\n", 0, place) + 1 : place]
    return before if not before.strip() else ""


def arguments(written: str) -> tuple[list[str], dict[str, str]]:
    """Return the arguments of a tag, those without a name and those with one."""
    try:
        words = shlex.split(_PAIR.sub(r"\1=", written), posix=True)
    except ValueError:  # a quotation mark that is never closed
        words = written.split()
    named = dict(word.split("=", 1) for word in words if _PAIR.match(word))
    return [word for word in words if not _PAIR.match(word)], named


def fenced(language: str, inner: str, indent: str) -> str:
    """Return a block of code with its fences; its line ends are those that ``inner`` has."""
    longest = max((len(run[0]) for run in _RUN.finditer(inner)), default=2)
    fence = "`" * (longest + 1)
    before = "" if inner.startswith("\n") else f"{lines.ADDED}{indent}"
    after = "" if inner.rstrip(" \t").endswith("\n") else f"{lines.ADDED}{indent}"
    if inner.rstrip(" \t").endswith("\n"):
        inner = inner.rstrip(" \t") + indent
    return f"{fence}{language}{before}{inner}{after}{fence}"
