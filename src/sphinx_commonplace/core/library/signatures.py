"""Signatures: whether a file holds the picture its name promises, by its first and last bytes.

A picture under the name of another kind is as good as any: browsers go by what is in it. Nothing
is decoded, since every picture is looked at whenever a page with it is read.
"""

from __future__ import annotations

import re
from io import SEEK_CUR, SEEK_END
from pathlib import Path
from typing import BinaryIO, NamedTuple

_TEXT = (b"version https://git-lfs", b"<!doctype html", b"<html")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
_JPEG = b"\xff\xd8"
_JPEG_SCAN = b"\xff\xda"
_JPEG_END = b"\xff\xd9"
_WEBP = re.compile(rb"RIFF(?P<size>....)WEBP", re.DOTALL)
_OTHERS = re.compile(rb"GIF8[79]a|BM|....ftyp", re.DOTALL)
_PIXELS = frozenset((".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"))
_HEAD = 200  # bytes


class Fault(NamedTuple):
    """What is wrong with a picture, and whether nothing at all can be seen of it."""

    told: str
    is_fatal: bool = True


def fault(path: Path) -> Fault | None:
    """Return what is wrong with a picture; nothing if it is fine, or of a kind that is not known.

    :raises OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            return Fault("is empty")
        has_end = _has_end(file, head)
    if has_end is None:
        is_pixels = path.suffix.lower() in _PIXELS and not _OTHERS.match(head)
        is_text = head.lstrip().lower().startswith(_TEXT)
        return Fault("is not an image") if is_pixels or is_text else None
    return None if has_end else Fault("ends before the picture does", is_fatal=False)


def _has_end(file: BinaryIO, head: bytes) -> bool | None:
    """Whether a picture is all there; nothing if it is of a kind that does not tell its end."""
    if head.startswith(_PNG):
        return _ends_with(file, _PNG_END) or _has_last_chunk(file)
    if head.startswith(_JPEG):
        return _ends_with(file, _JPEG_END) or _has_whole_scan(file)
    if webp := _WEBP.match(head):
        # Some writers leave out the byte that makes the size even.
        return int.from_bytes(webp["size"], "little") + len("RIFF....") <= _size(file) + 1
    return None


def _size(file: BinaryIO) -> int:
    return file.seek(0, SEEK_END)


def _ends_with(file: BinaryIO, end: bytes) -> bool:
    file.seek(max(0, _size(file) - len(end)))
    return file.read() == end


def _has_last_chunk(file: BinaryIO) -> bool:
    """Whether a PNG has its last chunk, which other data may follow."""
    file.seek(len(_PNG))
    while (chunk := file.read(8))[4:].isalpha():
        if chunk[4:] == b"IEND":
            return True
        file.seek(int.from_bytes(chunk[:4]) + len("sums"), SEEK_CUR)
    return False


def _has_whole_scan(file: BinaryIO) -> bool:
    """Whether a JPEG has an end besides those of smaller pictures in its head.

    Cameras put a film or other pictures behind it.
    """
    file.seek(len(_JPEG))
    while (mark := file.read(2)).startswith(b"\xff") and mark != _JPEG_SCAN:
        file.seek(max(0, int.from_bytes(file.read(2)) - 2), SEEK_CUR)
    return _JPEG_END in file.read()
