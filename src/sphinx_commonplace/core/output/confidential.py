"""Confidential: what no page should hold, whoever wrote it: tokens, local paths, e-mail addresses.

Every pattern begins with letters that stand there as they are, and only then looks back at what
may stand before them: so it is tried where these letters are, which takes next to no time to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

_FEW = 8  # different characters: fewer are a placeholder, such as a row of x
_SHOWN = 4  # characters of what was found that may be said
_LONGEST = 64  # characters before the letters that a pattern begins with


class Rule(NamedTuple):
    """What is looked for, and what it is called.

    ``before`` is what stands before that which a pattern finds, and belongs to it.
    """

    name: str
    patterns: tuple[re.Pattern[bytes], ...]
    before: re.Pattern[bytes] | None = None


class Finding(NamedTuple):
    """What was found, and where in the data."""

    name: str
    found: bytes
    start: int

    @property
    def shown(self) -> str:
        """The beginning of what was found."""
        return f"{self.found[:_SHOWN].decode(errors='replace')}..."


def _token(name: str, *kinds: tuple[bytes, bytes]) -> Rule:
    """Return the rule for tokens that begin in one of some ways, each with what follows."""
    # No letter, digit or underscore stands before a token without being a part of it.
    written = (rb"%b(?<![A-Za-z0-9_]%b)(?:%b)" % (head, head, rest) for head, rest in kinds)
    return Rule(name, tuple(map(re.compile, written)))


_KEY = (
    rb"(?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    rb"(?:\s|\\[nr]|<[^<>]*>){0,20}[A-Za-z0-9+/=:, -]{30}"
)
TOKENS = (
    _token("an AWS access key", (rb"A", rb"[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])")),
    _token(
        "a GitHub token",
        (rb"gh", rb"[pousr]_[A-Za-z0-9]{36,251}|ithub_pat_[A-Za-z0-9_]{60,255}"),
    ),
    _token("a GitLab token", (rb"glpat-", rb"[A-Za-z0-9_-]{20,}")),
    _token("a Slack token", (rb"xox", rb"[abeoprs]-[A-Za-z0-9-]{20,}")),
    _token(
        "a Slack webhook",
        (rb"hooks\.slack\.com", rb"/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,}"),
    ),
    _token("a private key", (rb"-----BEGIN ", _KEY)),
    _token(
        "a JSON web token",
        (rb"eyJ", rb"[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}"),
    ),
    _token("a Google API key", (rb"AIza", rb"[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")),
    _token("a Stripe key", *((rb"%ck_live_" % kind, rb"[A-Za-z0-9]{20,}") for kind in b"rs")),
    _token("an API key", (rb"sk-", rb"(?:proj-|ant-)?[A-Za-z0-9_-]{40,}")),
    _token("an npm token", (rb"npm_", rb"[A-Za-z0-9]{36}(?![A-Za-z0-9])")),
    _token("a PyPI token", (rb"pypi-AgE", rb"[A-Za-z0-9_-]{50,}")),
    _token("a SendGrid key", (rb"SG\.", rb"[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}")),
)
_PATH = "a path of a machine"
HOMES = (
    Rule(_PATH, (re.compile(rb"/(?<![\w.:~/-]/)(?:home|Users)/(?!\.)[\w.-]+/"),)),
    Rule(
        _PATH,
        (re.compile(rb":(?:\\{1,2}|/)Users(?:\\{1,2}|/)[\w.-]+"),),
        before=re.compile(rb"(?<![A-Za-z])[A-Za-z]\Z"),
    ),
)
_DOMAIN = rb"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\b"
_MAIL = Rule(
    "an e-mail address",
    # The second is how docutils cloaks it.
    tuple(re.compile(at + _DOMAIN) for at in (rb"@", rb"&#64;")),
    before=re.compile(rb"(?<![\w.+/-])[A-Za-z0-9][\w.+-]*\Z"),
)
# Addresses of no one: names kept for examples, git's way to name a repository, pictures "x@2x.png".
_NO_MAIL = re.compile(
    rb"git@|.*(?:[@.](?:example|invalid|test|localhost)|[@.]example\.(?:com|org|net)"
    rb"|\.(?:png|jpe?g|gif|svg|webp|avif|js|css))$",
    re.IGNORECASE | re.DOTALL,
)


def tokens(data: bytes) -> Iterator[Finding]:
    """Yield what looks like a secret, but for what is an example of one."""
    for rule in TOKENS:
        for hit in _find(rule, data):
            if b"EXAMPLE" not in hit.found.upper() and len(set(hit.found)) > _FEW:
                yield hit


def paths(data: bytes, own: tuple[bytes, ...]) -> Iterator[Finding]:
    """Yield the paths of a machine.

    :param own: those of the machine the site is built on.
    """
    for path in own:
        if path in data:
            found = re.search(rb"(?<![\w.~-])%b(?![\w-])" % re.escape(path), data)
            if found:
                yield Finding(_PATH, path, found.start())
    for rule in HOMES:
        yield from _find(rule, data)


def spellings(path: str) -> Iterator[bytes]:
    """Yield a path as programs, JSON and addresses write it."""
    for written in dict.fromkeys((path, path.replace("\\", "\\\\"), quote(path))):
        yield written.encode(errors="surrogateescape")


def addresses(data: bytes) -> Iterator[Finding]:
    """Yield the e-mail addresses."""
    for hit in _find(_MAIL, data):
        plain = hit._replace(found=hit.found.replace(b"&#64;", b"@"))
        if not _NO_MAIL.match(plain.found):
            yield plain


def _find(rule: Rule, data: bytes) -> Iterator[Finding]:
    places = [found for pattern in rule.patterns for found in pattern.finditer(data)]
    end = 0
    for place in sorted(places, key=re.Match.start) if rule.before else places:
        start = place.start()
        if rule.before:
            # What belongs to the one before is no part of this one.
            before = rule.before.search(data, max(end, start - _LONGEST), start)
            if not before:
                continue
            start = before.start()
        end = place.end()
        yield Finding(rule.name, data[start:end], start)
