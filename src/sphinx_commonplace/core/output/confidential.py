"""Confidential: what no page should hold, whoever wrote it: tokens, local paths, e-mail addresses.

Each rule has texts of which one is in all that it matches. These are looked for first, since that
takes next to no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

_FEW = 8  # different characters: fewer are a placeholder, such as a row of x
_SHOWN = 4  # characters of what was found that may be said


class Rule(NamedTuple):
    """What is looked for, what it is called, and what is in all of it."""

    name: str
    pattern: re.Pattern[bytes]
    holds: tuple[bytes, ...]


class Hit(NamedTuple):
    """What was found, and where in the data."""

    name: str
    found: bytes
    start: int

    @property
    def shown(self) -> str:
        """The beginning of what was found."""
        return f"{self.found[:_SHOWN].decode(errors='replace')}..."


def _rule(name: str, pattern: bytes, *holds: bytes) -> Rule:
    # The groups are what characters may stand around a token without being a part of it.
    return Rule(name, re.compile(rb"(?<![A-Za-z0-9_])(?:%b)" % pattern), holds)


TOKENS = (
    _rule("an AWS access key", rb"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])", b"AKIA", b"ASIA"),
    _rule("a GitHub token", rb"gh[pousr]_[A-Za-z0-9]{36,251}", *(b"gh%c_" % c for c in b"pousr")),
    _rule("a GitHub token", rb"github_pat_[A-Za-z0-9_]{60,255}", b"github_pat_"),
    _rule("a GitLab token", rb"glpat-[A-Za-z0-9_-]{20,}", b"glpat-"),
    _rule("a Slack token", rb"xox[abeoprs]-[A-Za-z0-9-]{20,}", *(b"xox%c" % c for c in b"abeoprs")),
    _rule(
        "a Slack webhook",
        rb"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,}",
        b"hooks.slack.com",
    ),
    _rule(
        "a private key",
        rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
        rb"(?:\s|\\[nr]|<[^<>]*>){0,20}[A-Za-z0-9+/=:, -]{30}",
        b"PRIVATE KEY",
    ),
    _rule(
        "a JSON web token",
        rb"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
        b"eyJ",
    ),
    _rule("a Google API key", rb"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])", b"AIza"),
    _rule("a Stripe key", rb"[rs]k_live_[A-Za-z0-9]{20,}", b"k_live_"),
    _rule("an API key", rb"sk-(?:proj-|ant-)?[A-Za-z0-9_-]{40,}", b"sk-"),
    _rule("an npm token", rb"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])", b"npm_"),
    _rule("a PyPI token", rb"pypi-AgE[A-Za-z0-9_-]{50,}", b"pypi-AgE"),
    _rule("a SendGrid key", rb"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", b"SG."),
)
HOMES = Rule(
    "a path of a machine",
    re.compile(
        rb"(?<![\w.:~/-])(?:/home|/Users)/(?!\.)[\w.-]+/"
        rb"|(?<![A-Za-z])[A-Za-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/)[\w.-]+"
    ),
    (b"/home/", b"/Users/", b"\\Users"),
)
_MAIL = Rule(
    "an e-mail address",
    re.compile(
        rb"(?<![\w.+/-])[A-Za-z0-9][\w.+-]{0,63}(?:@|&#64;)(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\b"
    ),
    (b"@", b"&#64;"),  # as docutils cloaks it
)
# Addresses of no one: names kept for examples, git's way to name a repository, pictures "x@2x.png".
_NO_MAIL = re.compile(
    rb"git@|.*(?:[@.](?:example|invalid|test|localhost)|[@.]example\.(?:com|org|net)"
    rb"|\.(?:png|jpe?g|gif|svg|webp|avif|js|css))$",
    re.IGNORECASE | re.DOTALL,
)


def tokens(data: bytes) -> Iterator[Hit]:
    """Yield what looks like a secret, but for what is an example of one."""
    for rule in TOKENS:
        for hit in _find(rule, data):
            if b"EXAMPLE" not in hit.found.upper() and len(set(hit.found)) > _FEW:
                yield hit


def paths(data: bytes, own: tuple[bytes, ...]) -> Iterator[Hit]:
    """Yield the paths of a machine.

    :param own: those of the machine the site is built on.
    """
    for path in own:
        if path in data:
            found = re.search(rb"(?<![\w.~-])%b(?![\w-])" % re.escape(path), data)
            if found:
                yield Hit(HOMES.name, path, found.start())
    yield from _find(HOMES, data)


def spellings(path: str) -> Iterator[bytes]:
    """Yield a path as programs, JSON and addresses write it."""
    for written in dict.fromkeys((path, path.replace("\\", "\\\\"), quote(path))):
        yield written.encode(errors="surrogateescape")


def addresses(data: bytes) -> Iterator[Hit]:
    """Yield the e-mail addresses."""
    for hit in _find(_MAIL, data):
        plain = hit._replace(found=hit.found.replace(b"&#64;", b"@"))
        if not _NO_MAIL.match(plain.found):
            yield plain


def _find(rule: Rule, data: bytes) -> Iterator[Hit]:
    if any(text in data for text in rule.holds):
        for found in rule.pattern.finditer(data):
            yield Hit(rule.name, found[0], found.start())
