"""Origins: which servers an address, or a piece of HTML, makes a browser ask."""

from __future__ import annotations

import pytest

from sphinx_commonplace.core.output import origins


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Example.org/a/b.png?c", "https://example.org"),
        ("http://example.org:80/", "http://example.org"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("//cdn.example.org/x.js", "https://cdn.example.org"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]"),
        *((one, "") for one in ("a/b.png", "/b.png", "data:image/png;base64,x", "mailto:a@b.c")),
        *((one, "") for one in ("https://[x/", "https://a:x/", "https:///x.png", "")),
    ],
)
def test_the_origin_of_an_address(address: str, origin: str) -> None:
    assert origins.of(address) == origin


A, B = "https://a.org", "https://b.org"


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        ('<img alt="x" src="https://a.org/x.png">', [A]),
        ("<IMG SRC=//a.org/x.png>", [A]),
        ("<iframe\n  src='https://a.org/?a=1&amp;b=2'></iframe>", [A]),
        ('<img srcset="https://a.org/1 1x, https://b.org/2 2x">', [A, B]),
        ('<video poster="https://a.org/p"><source src="/own.mp4">', [A]),
        ('<svg><image href="https://a.org/x.png"/></svg>', [A]),
        ('<img title="a > b" src="https://a.org/x.png">', [A]),
        ('<a href="https://a.org/">words</a>', []),
        ('<!-- <img src="https://a.org/x.png"> -->', []),
        ('<!-- <img src="https://a.org/x.png">', []),
        ("<!--" * 50_000, []),
        ("<img " * 50_000, []),
        ('<img src="own.png"> https://a.org/x.png url(https://a.org/x)', []),
        ('<img alt="x src=//a.org/" src="own.png">', []),
        ('<script>var t = "<img src=//a.org/x.png>"</script>', []),
        ('<input data="https://a.org/x">', []),
    ],
)
def test_what_a_browser_asks_for_by_itself(html: str, asked: list[str]) -> None:
    assert list(origins.loaded_by(html)) == [(origin, True) for origin in asked]


@pytest.mark.parametrize(
    "html",
    [
        '<p style="background: url(https://a.org/x)">',
        "<style>p { background: url('//a.org/x.png') }</style>",
        '<style>@import "https://a.org/x.css";</style>',
        '<script src="https://a.org/x.js"></script>',
        '<link rel="stylesheet" href="https://a.org/x.css">',
        '<object data="https://a.org/x"></object>',
    ],
)
def test_what_runs_or_styles_is_told_apart(html: str) -> None:
    assert list(origins.loaded_by(html)) == [(A, False)]


def test_a_link_that_loads_nothing_is_none() -> None:
    assert list(origins.loaded_by('<link rel="canonical" href="https://a.org/">')) == []


def test_which_origins_are_allowed() -> None:
    allowed = ["https://A.org/", "http:"]
    assert origins.is_among("https://a.org", allowed)
    assert origins.is_among("http://any.org", allowed)
    assert not origins.is_among("https://b.org", allowed)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (["https://a.org", "https://a.org:443/", "https:", "http:"], True),
        *(([one], False) for one in ("a.org", "https://a.org/x", "*", "ftp://a.org", "")),
        *(([one], False) for one in ("https", "https://*.a.org", "https://a b", "https://a:99999")),
        ("https://a.org", False),
    ],
)
def test_the_form_of_the_option(value: object, fits: bool) -> None:  # noqa: FBT001
    assert origins.are_origins(value) is fits
