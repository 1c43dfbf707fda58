"""Media in HTML: what ``<img src="chart.png">`` and ``<video src="talk.mp4">`` show of the site.

The files are found, checked, watched and copied like those that Markdown shows, and the HTML leads
to where they are in the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_commonplace.core.library import files
from sphinx_commonplace.core.markup import elements
from sphinx_commonplace.spine.reading import assets, attachments, outside
from sphinx_commonplace.spine.writing.programs import local_folders

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|[#?]", re.IGNORECASE)
# What shows a picture, and all that shows a file: a picture if its name says so.
_PICTURES = {("img", "src"), ("img", "srcset"), ("source", "srcset"), ("video", "poster")}
_SHOWING = _PICTURES | {(name, "src") for name in ("audio", "iframe", "source", "track", "video")}
_OF_OUTPUT = "_static/"  # a folder of the output: who names it knows where the page will be


class Shown(nodes.Invisible, nodes.Element):
    """Holds the files that the HTML before it shows, in their order; it is not shown itself.

    ``spans`` says where in the HTML each stands: where its address begins and ends, and the
    fragment behind it.
    """


def _place(app: Sphinx, doctree: nodes.document) -> None:
    for raw, line in assets.written_html(doctree):
        found = list(_files(app, raw.astext()))
        if not found:
            continue
        spans, shown = zip(*found, strict=True)
        holder = Shown("", *shown, spans=spans)
        for node in (holder, *holder.children):
            node.source, node.line = raw.source, line
        raw.parent.insert(raw.parent.index(raw) + 1, holder)


def _files(app: Sphinx, html: str) -> Iterator[tuple[tuple[int, int, str], nodes.Element]]:
    """Yield the files that HTML shows: the span of each, and a node that stands for it."""
    env = app.env
    for load in sorted(elements.loads(html), key=lambda load: load.start):
        place = (load.element, load.attribute)
        if place not in _SHOWING or _ADDRESS.match(load.address):
            continue
        address, mark, fragment = load.address.partition("#")
        path = unquote(address.partition("?")[0])
        kind = attachments.kind_of(path)
        if not path or (load.element == "iframe" and kind is None):  # a page within the page
            continue
        found = attachments.find(env, env.docname, path)
        if found and not files.is_file(outside.path_of(env, path)):
            path = f"/{found[0]}"
        if found or not (_OF_OUTPUT in path or _is_extra(app, path)):
            span = (load.start, load.end, mark + fragment)
            if place in _PICTURES or kind == "picture":
                yield span, nodes.image(uri=path, alt="")
            else:
                yield span, download_reference("", reftarget=path)


def _is_extra(app: Sphinx, path: str) -> bool:
    """Whether a path is that of a file which is copied to the top of the output as it is."""
    name = path.removeprefix("/")
    folders = local_folders(app, app.config.html_extra_path)
    extra = [one if one.is_file() and one.name == name else one / name for one in folders]
    there = [one for one in extra if path != name and files.is_file(one)]
    for one in there:
        app.env.note_dependency(str(one))  # the page is read again when it is gone
    return bool(there)


class Lead(SphinxPostTransform):
    """Write into HTML where its files are."""

    default_priority = 900  # what is embedded is there

    def run(self, **_kwargs: Any) -> None:
        """Look at all HTML of the page, and take the files out for other builders."""
        builder = self.app.builder
        for holder in list(self.document.findall(Shown)):
            if not isinstance(builder, StandaloneHTMLBuilder):
                holder.parent.remove(holder)
                continue
            raw = holder.previous_sibling()
            if isinstance(raw, nodes.raw):
                html = self._led(raw.astext(), holder, builder)
                raw.replace_self(nodes.raw("", html, format=raw["format"]))

    def _led(self, html: str, holder: Shown, builder: StandaloneHTMLBuilder) -> str:
        here = builder.get_target_uri(self.env.docname)
        parts, last = [], 0
        for (start, end, fragment), node in zip(holder["spans"], holder.children, strict=True):
            if path := self._published(node, builder):
                # Nothing in it needs quotation marks, if there are none.
                parts += [html[last:start], escape(quote(relative_uri(here, path)) + fragment)]
                last = end
        return "".join([*parts, html[last:]])

    def _published(self, node: nodes.Node, builder: StandaloneHTMLBuilder) -> str:
        """Return where the file of a node is in the output; nothing if it is not published."""
        if isinstance(node, nodes.image):
            _docnames, name = self.env.images.get(node["uri"], (set(), ""))
            return f"{builder.imagedir}/{name}" if name else ""
        if isinstance(node, download_reference) and builder.download_support:
            return f"_downloads/{node['filename']}" if "filename" in node else ""
        return ""


def _skip(self: HTML5Translator, node: Shown) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Put the files in before others look at them, and lead to them when all is known."""
    app.add_node(Shown, html=(_skip, None))
    app.add_post_transform(Lead)
    app.connect("doctree-read", _place, priority=55)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
