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


@pytest.mark.parametrize(
    ("html", "asked"),
    [
        ('<img alt="x" src="https://a.org/x.png">', ["https://a.org"]),
        ("<IMG SRC=//a.org/x.png>", ["https://a.org"]),
        ("<iframe\n  src='https://a.org/?a=1&amp;b=2'></iframe>", ["https://a.org"]),
        (
            '<img srcset="https://a.org/1 1x, https://b.org/2 2x">',
            ["https://a.org", "https://b.org"],
        ),
        ('<video poster="https://a.org/p"><source src="/own.mp4">', ["https://a.org"]),
        ('<p style="background: url(https://a.org/x)">', ["https://a.org"]),
        ("<style>@import url('//a.org/x.css')</style>", ["https://a.org"]),
        ('<img title="a > b" src="https://a.org/x.png">', ["https://a.org"]),
        ('<a href="https://a.org/">words</a>', []),
        ('<!-- <img src="https://a.org/x.png"> -->', []),
        ('<!-- <img src="https://a.org/x.png">', []),
        ("<!--" * 50_000, []),
        ('<img src="own.png"> https://a.org/x.png', []),
    ],
)
def test_what_a_browser_asks_for_by_itself(html: str, asked: list[str]) -> None:
    assert list(origins.loaded_by(html)) == asked


def test_which_origins_are_allowed() -> None:
    allowed = ["https://A.org/", "http:"]
    assert origins.is_among("https://a.org", allowed)
    assert origins.is_among("http://any.org", allowed)
    assert not origins.is_among("https://b.org", allowed)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (["https://a.org", "https://a.org:443/", "https:", "http:"], True),
        *(([one], False) for one in ("a.org", "https://a.org/x", "*", "ftp://a.org", "", "https")),
        ("https://a.org", False),
    ],
)
def test_the_form_of_the_option(value: object, fits: bool) -> None:  # noqa: FBT001
    assert origins.are_origins(value) is fits
