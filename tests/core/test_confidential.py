"""Confidential: what is found is what plain patterns find that are tried at every letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_commonplace.core.output import confidential

ALONE = rb"(?<![A-Za-z0-9_])"
PLAIN = {
    "an AWS access key": ALONE + rb"(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])",
    "a GitHub token": ALONE + rb"(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9_]{60,255})",
    "a GitLab token": ALONE + rb"glpat-[A-Za-z0-9_-]{20,}",
    "a Slack token": ALONE + rb"xox[abeoprs]-[A-Za-z0-9-]{20,}",
    "a Slack webhook": ALONE
    + rb"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{20,}",
    "a private key": ALONE + rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    rb"(?:\s|\\[nr]|<[^<>]*>){0,20}[A-Za-z0-9+/=:, -]{30}",
    "a JSON web token": ALONE
    + rb"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
    "a Google API key": ALONE + rb"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])",
    "a Stripe key": ALONE + rb"[rs]k_live_[A-Za-z0-9]{20,}",
    "an API key": ALONE + rb"sk-(?:proj-|ant-)?[A-Za-z0-9_-]{40,}",
    "an npm token": ALONE + rb"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])",
    "a PyPI token": ALONE + rb"pypi-AgE[A-Za-z0-9_-]{50,}",
    "a SendGrid key": ALONE + rb"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}",
    "a path of a machine": rb"(?<![\w.:~/-])(?:/home|/Users)/(?!\.)[\w.-]+/"
    rb"|(?<![A-Za-z])[A-Za-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/)[\w.-]+",
    "an e-mail address": rb"(?<![\w.+/-])[A-Za-z0-9][\w.+-]{0,63}(?:@|&#64;)"
    rb"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}\b",
}
RULES = {
    name: [
        rule
        for rule in (*confidential.TOKENS, *confidential.HOMES, confidential._MAIL)
        if rule.name == name
    ]
    for name in PLAIN
}
HEADS = (
    *(b"AKIA", b"ASIA", b"ghp_", b"ghs_", b"github_pat_", b"glpat-", b"xoxb-", b"xox", b"gh"),
    *(b"hooks.slack.com/services/T1/B2/", b"-----BEGIN ", b"RSA ", b"PRIVATE KEY-----", b"eyJ"),
    *(
        b".eyJ",
        b"AIza",
        b"rk_live_",
        b"sk_live_",
        b"sk-",
        b"sk-proj-",
        b"npm_",
        b"pypi-AgE",
        b"SG.",
    ),
    *(b"/home/", b"/Users/", b"C:", b"\\Users\\", b"\\\\Users\\\\", b"ada/", b"@", b"&#64;"),
    *(b"my.org", b"a", b"Z", b"7", b"_", b"-", b".", b"/", b":", b"~", b"+", b" ", b"\n", b"\\n"),
    b"<b>",
)
LETTERS = b"aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0vW_xY-z" * 8


def run(length: int, begin: int = 0, without: bytes = b"_-") -> bytes:
    """Return letters as tokens have them."""
    return LETTERS[begin:].translate(None, without)[:length]


WHOLE = {
    "an AWS access key": b"AKIA" + run(70).upper()[:16],
    "a GitHub token": b"ghp_" + run(36),
    "a GitLab token": b"glpat-" + run(20),
    "a Slack token": b"xoxb-" + run(20),
    "a Slack webhook": b"hooks.slack.com/services/T1/B2/" + run(20),
    "a private key": b"-----BEGIN RSA PRIVATE KEY-----\\n" + run(30),
    "a JSON web token": b".eyJ".join((b"eyJ" + run(10), run(10) + b"." + run(20))),
    "a Google API key": b"AIza" + run(35),
    "a Stripe key": b"sk_live_" + run(20),
    "an API key": b"sk-proj-" + run(40),
    "an npm token": b"npm_" + run(36),
    "a PyPI token": b"pypi-AgE" + run(50),
    "a SendGrid key": b"SG." + run(22) + b"." + run(43),
    "a path of a machine": b"C:\\Users\\ada",
    "an e-mail address": b"ada@my.org",
}
LENGTHS = (15, 16, 17, 20, 22, 30, 35, 36, 37, 40, 43, 50, 60, 63, 64, 65, 130)
RUNS = st.builds(
    run, st.sampled_from(LENGTHS), st.integers(0, 20), st.sampled_from((b"", b"_-", b"_-abdfhjlnp"))
)
PIECES = st.one_of(
    *(st.sampled_from(HEADS), st.sampled_from([*WHOLE.values()]), RUNS, st.binary(max_size=3))
)


def found(name: str, data: bytes) -> list[tuple[int, bytes]]:
    hits = [hit for rule in RULES[name] for hit in confidential._find(rule, data)]
    return sorted((hit.start, hit.found) for hit in hits)


def test_every_rule_has_a_plain_pattern() -> None:
    rules = (*confidential.TOKENS, *confidential.HOMES, confidential._MAIL)
    assert {rule.name for rule in rules} == PLAIN.keys() == WHOLE.keys()


@pytest.mark.parametrize("name", PLAIN)
@settings(max_examples=150)
@given(st.lists(PIECES, max_size=12).map(b"".join))
@example(b"me@my.org@my.org.uk&#64;my.org")
@example(b"C:/Users/ada/home/ada/ CC:/Users/ada D:\\\\Users\\\\ada")
@example(b"/home/ada/home/ada/ ~/home/ada/")
@example(b"a" * 64 + b"@my.org " + b"a" * 65 + b"@my.org")
@example(b"xsk-aaaa-sk-" + run(60))
def test_the_same_is_found_as_letter_by_letter(name: str, data: bytes) -> None:
    plain = re.compile(PLAIN[name])
    assert found(name, data) == sorted((hit.start(), hit[0]) for hit in plain.finditer(data))


@pytest.mark.parametrize("name", PLAIN)
def test_each_rule_finds_what_stands_alone(name: str) -> None:
    whole = WHOLE[name]
    assert found(name, b"see " + whole + b" there") == [(4, whole)]
    if name != "an e-mail address":
        assert not found(name, b"seeZ" + whole)
