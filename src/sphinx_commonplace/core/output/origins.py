"""Origins: of which servers a browser asks for what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sphinx_commonplace.core.markup import elements

ANY = "https:", "http:"  # all origins of a scheme, as content security policies have it
_ORIGIN = re.compile(
    r"https?://(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]+\])(?::[0-9]+)?/?", re.ASCII | re.IGNORECASE
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def of(address: str) -> str:
    """Return the origin of an address on the web, such as ``https://example.org``; else ""."""
    try:
        parts = urlsplit(address.strip())
        scheme, host, port = parts.scheme or "https", parts.hostname, parts.port
    except ValueError:
        return ""
    if not host or scheme not in _DEFAULT_PORTS:
        return ""
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}" + (
        f":{port}" if port not in (None, _DEFAULT_PORTS[scheme]) else ""
    )


def loaded_by(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the origins which HTML makes a browser ask, each as often as it does.

    Beside each stands whether that is for what is shown, and not for a script or a style.
    """
    for load in elements.loads(html):
        if origin := of(load.address):
            yield origin, load.is_shown


def is_among(origin: str, allowed: list[str]) -> bool:
    """Whether an origin is one of some, of which each may stand for all of a scheme."""
    scheme = f"{origin.partition(':')[0]}:"
    return any(one in (origin, scheme) for one in normal(allowed))


def normal(allowed: list[str]) -> list[str]:
    """Return origins in the one way to write them."""
    return [one if one in ANY else of(one) for one in allowed]


def are_origins(value: object) -> bool:
    """Whether a value is a list of origins or of schemes."""
    return isinstance(value, list) and all(
        isinstance(one, str) and (one in ANY or (_ORIGIN.fullmatch(one) and of(one)))
        for one in value
    )
