"""Reply links: how a reader sends a comment, as an e-mail or as a prefilled pull request."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

_MAIL = re.compile(r"[^@\s?&]+@[^@\s?&]+\.[^@\s?&]+")
_GITHUB = re.compile(r"(https://github\.com/[\w.-]+/[\w.-]+?)(?:/tree/([\w./-]+?))?/?")


class Letter(NamedTuple):
    """What a reply says before the reader has written a word: its subject, its file, its text."""

    subject: str
    path: str
    text: str


def is_destination(value: object) -> bool:
    """Whether replies can be sent there: nothing, an e-mail address or a repository on GitHub."""
    return isinstance(value, str) and (
        not value or bool(_MAIL.fullmatch(value) or _GITHUB.fullmatch(value))
    )


def link(destination: str, letter: Letter) -> str:
    """Return the address of a reply, or nothing where none can be sent.

    :param destination: what ``is_destination`` accepts. A repository may name the branch, and the
        folder of the site in it, as GitHub does: ``/tree/main/site``.
    """
    if not destination:
        return ""
    repository = _GITHUB.fullmatch(destination)
    if repository is None:
        return f"mailto:{quote(destination, safe='@+')}?subject={quote(letter.subject, safe='')}"
    where = repository[2] or "main"
    file = quote(letter.path, safe="")
    return f"{repository[1]}/new/{where}?filename={file}&value={quote(letter.text, safe='')}"
