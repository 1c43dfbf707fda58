"""Picture sizes: each picture says how large it is, so that text does not move when it is there.

Pictures below the first one of a page are loaded when they are about to be seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import imagesize
from docutils import nodes

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_SIZE = re.compile(r' (width|height)="([0-9]+)"')
_HIGH = re.compile(r' style="[^"]*height:')


def _visit(self: HTML5Translator, node: nodes.image) -> None:
    path = self.builder.srcdir / node["uri"] if node["uri"] in self.builder.images else None
    is_first = next(iter(self.document.findall(nodes.image)), node) is node
    type(self).visit_image(self, node)
    if self.body[-1].startswith("<img "):
        self.body[-1] = _told(self.body[-1], path, is_first=is_first)


def _told(tag: str, path: Path | None, *, is_first: bool) -> str:
    """Return an image with its size, and whether it can wait."""
    more = ""
    if path and not _HIGH.search(tag):
        given = {name: int(value) for name, value in _SIZE.findall(tag)}
        sizes = _sizes(path, given)
        more += "".join(f' {name}="{sizes[name]}"' for name in sizes if name not in given)
    if not is_first and " loading=" not in tag:
        more += ' loading="lazy" decoding="async"'
    return tag.replace("<img", f"<img{more}", 1)


def _sizes(path: Path, given: dict[str, int]) -> dict[str, int]:
    """Return the width and the height, in the shape of the file, if they can be told.

    A width in a unit or in percent is a style, which counts for more: these then tell the shape.
    """
    wide, high = imagesize.get(path)
    if min(wide, high) <= 0:
        return {}
    scale = given["width"] / wide if "width" in given else given.get("height", high) / high
    return {"width": round(wide * scale), "height": round(high * scale)}


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the sizes as pages are written."""
    app.add_node(nodes.image, override=True, html=(_visit, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
