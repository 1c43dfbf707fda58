"""Signatures: whether a file holds the picture its name promises, by its first and last bytes.

A picture under the name of another kind is as good as any: browsers go by what is in it. Nothing
is decoded, since every picture is looked at whenever a page with it is read. Whether it is all
there is told of PNG, JPEG, GIF, WebP and BMP.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
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
_GIF = (b"GIF87a", b"GIF89a")
_GIF_END = b"\0;"
_BMP = b"BM"
_OTHERS = re.compile(rb"....ftyp", re.DOTALL)
_PIXELS = frozenset((".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"))
_HEAD = 200  # bytes


class Fault(NamedTuple):
    """What is wrong with a picture, and whether it is sure that nothing can be seen of it.

    If it is not, what is told says also what becomes of the picture.
    """

    told: str
    is_fatal: bool = True


_CUT = Fault("ends before the picture does; as much of it as there is, is shown", is_fatal=False)
# Some browsers show icons, JPEG 2000 or JPEG XL under any name.
_UNKNOWN = Fault("is of no kind that all browsers show; it is shown all the same", is_fatal=False)


def fault(path: Path) -> Fault | None:
    """Return what is wrong with a picture; nothing if it is fine, or of a kind that is not known.

    :raises OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not head:
            return Fault("is empty")
        has_end = _has_end(file, head)
    if has_end is not None:
        return None if has_end else _CUT
    is_pixels = path.suffix.lower() in _PIXELS and not _OTHERS.match(head)
    if head.lstrip().lower().startswith(_TEXT) or (is_pixels and _is_text(head)):
        return Fault("is not an image")
    return _UNKNOWN if is_pixels else None


def _is_text(head: bytes) -> bool:
    """Whether a file begins as text does, of which the last letter may be cut."""
    try:
        getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return b"\0" not in head


def _has_end(file: BinaryIO, head: bytes) -> bool | None:
    """Whether a picture is all there; nothing if it is of a kind that does not tell its end."""
    if head.startswith(_PNG):
        return _ends_with(file, _PNG_END) or _has_last_chunk(file)
    if head.startswith(_JPEG):
        return _ends_with(file, _JPEG_END) or _has_whole_scan(file)
    if webp := _WEBP.match(head):
        # Some writers leave out the byte that makes the size even.
        return int.from_bytes(webp["size"], "little") + len("RIFF....") <= _size(file) + 1
    if head.startswith(_GIF):
        return _ends_with(file, _GIF_END) or _has_whole_blocks(file)
    if head.startswith(_BMP):
        return int.from_bytes(head[2:6], "little") <= _size(file)
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
        if mark == b"\xff\xff":  # any number of these may stand before a mark
            file.seek(-1, SEEK_CUR)
        else:
            file.seek(max(0, int.from_bytes(file.read(2)) - 2), SEEK_CUR)
    return _JPEG_END in file.read()


def _has_whole_blocks(file: BinaryIO) -> bool:
    """Whether the blocks of a GIF are whole. Some writers leave out the mark of the end."""
    file.seek(len("GIF89a") + 4)
    _skip_colours(file, file.read(1), 2)
    has_picture = False
    while (mark := file.read(1)) in (b"!", b","):
        if mark == b",":
            has_picture = True
            file.seek(8, SEEK_CUR)
            _skip_colours(file, file.read(1), 0)
        file.seek(1, SEEK_CUR)
        while (size := file.read(1)) > b"\0":
            file.seek(size[0], SEEK_CUR)
        if not size:
            return False
    return has_picture


def _skip_colours(file: BinaryIO, flags: bytes, before: int) -> None:
    """Pass over the table of colours that the flags of a GIF tell of."""
    told = int.from_bytes(flags)
    file.seek(before + (3 << (told % 8 + 1) if told & 0x80 else 0), SEEK_CUR)
