"""The sizes of pictures, which keep their place while a page is loaded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site


def png(width: int, height: int) -> bytes:
    """Return a white picture of a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\xff" * width) * height
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
FILES: dict[str, str | bytes] = {
    "posts/wide.png": png(60, 30),
    "posts/drawn.svg": SVG,
    "posts/broken.png": b"\x89PNG\r\n\x1a\nno more of it",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](wide.png)", {"width": "60", "height": "30"}),
        ("![](drawn.svg)", {"width": "40", "height": "20"}),
        ("![[wide.png|20]]", {"width": "20", "height": "10"}),
        ("```{image} wide.png\n:width: 20\n```", {"width": "20", "height": "10"}),
        ("```{image} wide.png\n:height: 20\n```", {"width": "40", "height": "20"}),
        ("```{image} wide.png\n:width: 50%\n```", {"width": "60", "height": "30"}),
        ("```{image} wide.png\n:height: 2em\n```", {"width": None, "height": None}),
        ("```{image} wide.png\n:width: 7\n:height: 9\n```", {"width": "7", "height": "9"}),
        ("```{image} wide.png\n:scale: 50%\n```", {"width": "30", "height": "15"}),
        ("![](broken.png)", {"width": None, "height": None}),
    ],
)
def test_a_picture_says_how_large_it_is(
    make_site: Callable[..., Site], text: str, expected: dict[str, str | None]
) -> None:
    site = make_site({**FILES, "posts/a.md": f"# A\n\n{text}\n"})
    site.build()
    image = site.page("posts/a").select_one("article img")
    assert {name: image.get(name) for name in expected} == expected


def test_all_but_the_first_are_loaded_when_they_are_about_to_be_seen(
    make_site: Callable[..., Site],
) -> None:
    text = "# A\n\n![](wide.png)\n\n![](wide.png)\n\n```{figure} drawn.svg\n```\n"
    site = make_site({**FILES, "posts/a.md": text})
    site.build()
    images = site.page("posts/a").select("article img")
    assert [image.get("loading") for image in images] == [None, "lazy", "lazy"]
    assert [image.get("decoding") for image in images] == [None, "async", "async"]


def test_a_picture_that_changes_its_size_is_told_anew_wherever_it_is_shown(
    make_site: Callable[..., Site],
) -> None:
    files = {
        **FILES,
        "posts/a.md": "# A\n\n![](wide.png)\n",
        "posts/b.md": "# B\n\n![[a]]\n",
        "posts/c.md": "# C\n",
    }
    site = make_site(files)
    site.build()
    site.write({"posts/wide.png": png(20, 40)})
    build = site.build()
    for page in ("posts/a", "posts/b"):
        image = site.page(page).select_one("article img")
        assert (image["width"], image["height"]) == ("20", "40")
    assert "posts/c" not in build.written
