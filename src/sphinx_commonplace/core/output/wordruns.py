"""Word runs: the words of any text file, whatever it is written in, so that texts can be compared.

All is done on bytes, and by operations that Python does at the speed of C: a site is read whole.
"""

from __future__ import annotations

import re

_ASCII = 128
# Letters and digits of ASCII are kept, in small letters, and all that is not ASCII.
_TABLE = bytes(
    byte if byte >= _ASCII else ord(chr(byte).lower()) if chr(byte).isalnum() else 32
    for byte in range(256)
)
# Of Unicode the quotation marks, dashes, blanks and the marks of the East, as UTF-8 writes them.
_SIGNS = re.compile(
    rb"\xe2\x80[\x80-\xbf]|\xc2[\xa0\xab\xb7\xbb]|\xe2\x88\x92"
    rb"|\xe3\x80[\x80-\x82\x88-\x91]|\xef\xbc[\x81-\x8f\x9a-\x9f]"
)
_ENTITY = re.compile(rb"&(?:#x?[0-9a-fA-F]+|[A-Za-z]+);")
_ESCAPE = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+|\\[nrtbf]")
_TAG = re.compile(rb"<[^<>]*>")


def split(data: bytes) -> list[bytes]:
    """Return the words of some text in their order, its marks and the names of tags among them."""
    if b"\\" in data:
        data = _ESCAPE.sub(_unescape, data)
    if b"&" in data:
        data = _ENTITY.sub(b" ", data)
    if not data.isascii():
        data = _SIGNS.sub(b" ", data)
    return data.translate(_TABLE).split()


def without_tags(data: bytes) -> bytes:
    """Return HTML or XML without its tags."""
    return _TAG.sub(b" ", data)


def run(words: list[bytes] | tuple[bytes, ...]) -> bytes:
    """Return words as one text in which a run of them can be looked for."""
    return b" %b " % b" ".join(words)


def find(data: bytes, words: tuple[bytes, ...]) -> int:
    """Return where in a text some words that it has begin, as well as that can be told."""
    between = rb"(?:<[^<>]*>|&[#\w]+;|\\u[0-9a-fA-F]{4}|[^A-Za-z0-9<]){1,200}?"
    found = re.search(between.join(map(re.escape, words)), data, re.IGNORECASE)
    return found.start() if found else max(0, data.lower().find(words[0]))


def _unescape(found: re.Match[bytes]) -> bytes:
    if not found[0].startswith(b"\\u"):
        return b" "
    units = bytes.fromhex(found[0].replace(b"\\u", b"").decode())
    return units.decode("utf-16-be", errors="replace").encode()
