"""Contents: a file of the output in pieces, unpacked where it is packed, however large it is."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

_PIECE = 1 << 22
_OVERLAP = 1 << 12  # so that nothing is cut in two that is looked for
_UNPACKED = 1 << 26  # bytes: more is no text
_GZIP = 31  # what zlib calls it


def pieces(file: Path) -> Iterator[tuple[bytes, int]]:
    """Yield pieces of a file that overlap, each with the number of its first line."""
    with file.open("rb") as opened:
        if file.name == "objects.inv":
            yield _inventory(opened.read()), 1
            return
        if file.suffix in (".gz", ".svgz"):
            yield _unpack(opened.read(), _GZIP), 1
            return
        line, whole = 1, opened.read(_PIECE)
        while whole:
            yield whole, line
            if not (piece := opened.read(_PIECE)):
                return
            rest = whole[-_OVERLAP:]
            line += whole.count(b"\n") - rest.count(b"\n")
            whole = rest + piece


def _inventory(content: bytes) -> bytes:
    head = content.split(b"\n", 4)
    return b"\n".join([*head[:4], _unpack(head[4], zlib.MAX_WBITS)]) if head[4:] else content


def _unpack(content: bytes, form: int) -> bytes:
    try:
        return zlib.decompressobj(form).decompress(content, _UNPACKED)
    except zlib.error:
        return content
