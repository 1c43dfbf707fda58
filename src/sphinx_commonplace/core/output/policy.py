"""The content security policy: what a browser may load and run of a page, and nothing else.

All comes from the site's own origin. What stands in the page itself (Furo has one script, one
style sheet and a few attributes) is allowed by the hash of its very text, so no other can run.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape

MOST = 20  # hashes of style attributes in one policy: Cloudflare takes lines of 2,000 characters
_ELEMENT = re.compile(
    r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE | re.ASCII
)
_ATTRIBUTE = re.compile(r"""\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUN = ("", "module", "importmap", "speculationrules", "text/javascript", "application/javascript")


@dataclass
class Inline:
    """The hashes of what stands in pages: scripts, style sheets, style attributes."""

    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def add(self, html: str) -> None:
        """Add what stands in a page."""
        for found in _ELEMENT.finditer(html):
            name, attributes, text = found[1].lower(), found[2], found[3]
            if name == "style":
                self.styles.add(_digest(text))
            elif not _SOURCE.search(attributes) and _is_run(attributes):
                self.scripts.add(_digest(text))
        for found in _ATTRIBUTE.finditer(html):
            value = next(group for group in found.groups() if group is not None)
            self.attributes.add(_digest(unescape(value)))


def _is_run(attributes: str) -> bool:
    """Whether a script is one: of another type it is data, such as that of search engines."""
    kind = _TYPE.search(attributes)
    return kind is None or kind[1].lower() in _RUN


def _digest(text: str) -> str:
    # As the browser's parser gives it, whatever ends the lines of the file.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def policy(
    inline: Inline,
    origins: Iterable[str] = (),
    shown: Iterable[str] = (),
    *,
    is_header: bool = True,
) -> str:
    """Return the policy, as a header or as a ``meta`` element has it.

    :param origins: others that scripts, styles and frames may come from.
    :param shown: others that pictures, sounds, videos and frames may come from.
    :param is_header: a header also says who may show the page in a frame; the element cannot.
    """
    others, pictures = sorted(origins), sorted(shown)
    attributes = sorted(inline.attributes)
    if len(attributes) > MOST:
        attributes = ["'unsafe-inline'"]
    elif attributes:
        attributes.insert(0, "'unsafe-hashes'")
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(inline.scripts), *others],
        "style-src": ["'self'", *sorted(inline.styles), *others],
        "style-src-attr": attributes or ["'none'"],
        "img-src": ["'self'", "data:", *pictures],
        "font-src": ["'self'"],
        "media-src": ["'self'", *pictures],
        "connect-src": ["'self'", *others],
        "frame-src": ["'self'", *sorted({*others, *pictures})],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    if is_header:
        directives["frame-ancestors"] = ["'self'"]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
