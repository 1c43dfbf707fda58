"""Origins: of which servers a browser asks for what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

ANY = "https:", "http:"  # all origins of a scheme, as content security policies have it
# What an element loads as soon as the page is there. A link of a page's text loads nothing.
_LOADS = re.compile(
    r"<(?:img|source|iframe|embed|script|video|audio|track|input|object|link)\b"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"""\s(?:src|srcset|poster|data|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IN_STYLE = re.compile(r"""url\(\s*["']?((?:https?:)?//[^\s"')]+)""", re.IGNORECASE)
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


def loaded_by(html: str) -> Iterator[str]:
    """Yield the origins which a piece of HTML makes a browser ask, each as often as it does."""
    html = _COMMENT.sub(" ", html)
    for element in _LOADS.finditer(html):
        for found in _ADDRESS.finditer(element[0]):
            address = unescape(next(group for group in found.groups() if group is not None))
            for one in address.split(",") if "srcset" in found[0].lower() else [address]:
                yield from filter(None, [of(one.strip().partition(" ")[0])])
    for found in _IN_STYLE.finditer(html):
        yield from filter(None, [of(unescape(found[1]))])


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
        isinstance(one, str) and (one in ANY or _is_origin(one)) for one in value
    )


def _is_origin(text: str) -> bool:
    return bool(of(text)) and text.lower().rstrip("/") in (of(text), of(text) + _port(text))


def _port(text: str) -> str:
    port = urlsplit(text).port
    return f":{port}" if port else ""
