"""Signatures: a picture is told from what is none, and a whole one from one that was cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_commonplace.core.library.signatures import fault
from tests.sample import PNG

THUMBNAIL = b"\xff\xe1\x00\x08\xff\xd8\xff\xd9  "
JPEG = b"\xff\xd8" + THUMBNAIL + b"\xff\xda\x00\x04  light \xff\x00\xff\xd0 dark\xff\xd9"
WEBP = b"RIFF\x0a\x00\x00\x00WEBPVP8 \x01\x00"

FILLED = JPEG.replace(b"\xff\xe1", b"\xff\xff\xff\xe1")
GIF_HEAD = b"GIF89a\1\0\1\0\x80\0\0" + b"colour"
GIF = GIF_HEAD + b"!\xff\3ext\0,\0\0\0\0\1\0\1\0\x80colour\2\2L\1\0;"
BMP = b"BM\x1e\0\0\0" + b" " * 24

FINE = {
    "x.png": PNG,
    "more.png": PNG + b"a film",
    "other.JPG": PNG,
    "x.jpg": JPEG,
    "film.jpeg": JPEG + b"\0\0\0\x18ftypmp42",
    "padded.jpg": JPEG + b"\0" * 20,
    "x.webp": WEBP,
    "odd.webp": WEBP[:-1],
    "filled.jpg": FILLED + b"a film",
    "x.gif": GIF,
    "more.gif": GIF + b"more",
    "endless.gif": GIF[:-1],
    "odd.gif": GIF[:-1] + b"\0",
    "plain.gif": GIF.replace(b"\x80", b"\0").replace(b"colour", b"") + b"more",
    "x.bmp": BMP,
    "more.bmp": BMP + b"more",
    "x.avif": b"\0\0\0\x20ftypavif",
    "x.svg": b"<?xml version='1.0'?><svg/>",
    "x.tif": b"MM\0*",
    "none": b"some text",
}
NONE = {
    "text.png": b"some text",
    "text.webp": b"RIFF....WAVE",
    "letters.png": "\u00e4".encode() * 99 + b" \xc3\xa4" * 9,
    "drawing.png": b"<?xml version='1.0'?><svg/>",
    "page.svg": b"\n <!DOCTYPE html><title>404</title>",
    "pointer.pdf": b"version https://git-lfs.github.com/spec/v1\n",
}
CUT = {
    "last.png": PNG[:-9],
    "half.png": PNG[: len(PNG) // 2],
    "head.png": PNG[:8],
    "zeros.png": PNG[:40] + b"\0" * 100,
    "last.jpg": JPEG[:-1],
    "half.jpg": JPEG[:30],
    "thumbnail.jpg": JPEG[:9],
    "head.jpg": JPEG[:3],
    "no-length.jpg": b"\xff\xd8\xff\xe0\0\0\xff",
    "half.webp": WEBP[:-2],
    "filled-thumbnail.jpg": FILLED[:11],
    "last.gif": GIF[:-2],
    "extension.gif": GIF[: GIF.index(b",")],
    "half.gif": GIF[:-20],
    "colours.gif": GIF[:15],
    "head.gif": GIF[:6],
    "last.bmp": BMP[:-1],
}
UNKNOWN = {
    "icon.png": b"\0\0\1\0\1\0\x10\x10",
    "2000.jpg": b"\0\0\0\x0cjP  \r\n\x87\n",
    "xl.png": b"\xff\x0a\xfa\x7f",
    "start.png": PNG[:7],
    "utf16.png": "text".encode("utf-16"),
}


def told(tmp_path: Path, name: str, content: bytes) -> tuple[str, bool] | None:
    path = tmp_path / name
    path.write_bytes(content)
    return fault(path)


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name, FINE[name]) is None


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_picture(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name, NONE[name]) == ("is not an image", True)


@pytest.mark.parametrize("name", CUT)
def test_what_is_cut(tmp_path: Path, name: str) -> None:
    expected = "ends before the picture does; as much of it as there is, is shown"
    assert told(tmp_path, name, CUT[name]) == (expected, False)


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_only_some_browsers_show(tmp_path: Path, name: str) -> None:
    expected = "is of no kind that all browsers show; it is shown all the same"
    assert told(tmp_path, name, UNKNOWN[name]) == (expected, False)


@pytest.mark.parametrize("name", ["x.png", "x.svg", "x.pdf"])
def test_what_is_empty(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name, b"") == ("is empty", True)
