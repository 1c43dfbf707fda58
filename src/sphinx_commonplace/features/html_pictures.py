"""Pictures in HTML: ``<img src="chart.png">`` shows a file of the site, as Markdown's pictures do.

The file is found, checked, watched and copied like that of any other picture, and the HTML leads to
where it is in the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine.writing.programs import local_folders

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_SOURCE = re.compile(
    r"(?P<before><img\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\ssrc\s*=\s*)"
    r"(?P<path>\"[^\"]*\"|'[^']*'|[^\s\"'>]+)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|[#?]", re.IGNORECASE)


class Shown(nodes.Invisible, nodes.Element):
    """Holds the pictures of the HTML before it, in their order; nothing of it is shown itself."""


def _local(app: Sphinx, html: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield where HTML names a file of the source as a picture, and the path."""
    for found in _SOURCE.finditer(html):
        path = unescape(found["path"].strip("\"'")).strip().partition("?")[0]
        if path and not _ADDRESS.match(path) and not _is_extra(app, path):
            yield found, path


def _place(app: Sphinx, doctree: nodes.document) -> None:
    for raw in list(doctree.findall(nodes.raw)):
        if "html" not in raw["format"].split():
            continue
        paths = [path for _found, path in _local(app, raw.astext())]
        if not paths:
            continue
        holder = Shown("", *(nodes.image("", uri=path, alt="") for path in paths))
        for node in (holder, *holder.children):
            node.source, node.line = raw.source, raw.line or raw.parent.line
        raw.parent.insert(raw.parent.index(raw) + 1, holder)


def _is_extra(app: Sphinx, path: str) -> bool:
    """Whether a path is that of a file which is copied to the top of the output as it is."""
    folders = local_folders(app, app.config.html_extra_path)
    return path.startswith("/") and any(files.is_file(Path(one, path[1:])) for one in folders)


class Lead(SphinxPostTransform):
    """Write into HTML where its pictures are."""

    default_priority = 900  # what is embedded is there

    def run(self, **_kwargs: Any) -> None:
        """Look at all HTML of the page, and take the pictures out for other builders."""
        builder = self.app.builder
        for holder in list(self.document.findall(Shown)):
            if not isinstance(builder, StandaloneHTMLBuilder):
                holder.parent.remove(holder)
                continue
            raw = holder.previous_sibling()
            top = relative_uri(builder.get_target_uri(self.env.docname), builder.imagedir)
            if isinstance(raw, nodes.raw):
                html = self._led(raw.astext(), holder, top)
                raw.replace_self(nodes.raw("", html, format=raw["format"]))

    def _led(self, html: str, holder: Shown, top: str) -> str:
        parts, end = [], 0
        for (found, _path), image in zip(_local(self.app, html), holder.children, strict=True):
            known = self.env.images.get(image["uri"]) if isinstance(image, nodes.image) else None
            if known is not None:
                _docnames, name = known
                parts += [html[end : found.end("before")], f'"{escape(f"{top}/{quote(name)}")}"']
                end = found.end("path")
        return "".join([*parts, html[end:]])


def _skip(self: HTML5Translator, node: Shown) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Put the pictures in before others look at them, and lead to them when all is known."""
    app.add_node(Shown, html=(_skip, None))
    app.add_post_transform(Lead)
    app.connect("doctree-read", _place, priority=55)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
