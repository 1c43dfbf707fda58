"""Signatures: a picture is told from what is none, and a whole one from one that was cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_commonplace.core.library.signatures import fault
from tests.sample import PNG

THUMBNAIL = b"\xff\xe1\x00\x08\xff\xd8\xff\xd9  "
JPEG = b"\xff\xd8" + THUMBNAIL + b"\xff\xda\x00\x04  light \xff\x00\xff\xd0 dark\xff\xd9"
WEBP = b"RIFF\x0a\x00\x00\x00WEBPVP8 \x01\x00"

FINE = {
    "x.png": PNG,
    "more.png": PNG + b"a film",
    "other.JPG": PNG,
    "x.jpg": JPEG,
    "film.jpeg": JPEG + b"\0\0\0\x18ftypmp42",
    "padded.jpg": JPEG + b"\0" * 20,
    "x.webp": WEBP,
    "odd.webp": WEBP[:-1],
    "x.gif": b"GIF89a...",
    "x.bmp": b"BM...",
    "x.avif": b"\0\0\0\x20ftypavif",
    "x.svg": b"<?xml version='1.0'?><svg/>",
    "x.tif": b"MM\0*",
    "none": b"some text",
}
NONE = {
    "text.png": b"some text",
    "text.webp": b"RIFF....WAVE",
    "start.png": PNG[:7],
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
    assert told(tmp_path, name, CUT[name]) == ("ends before the picture does", False)


@pytest.mark.parametrize("name", ["x.png", "x.svg", "x.pdf"])
def test_what_is_empty(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name, b"") == ("is empty", True)
