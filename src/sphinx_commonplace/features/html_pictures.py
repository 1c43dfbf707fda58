"""Pictures in HTML: ``<img src="chart.png">`` shows a file of the site, as Markdown's pictures do.

The file is found, checked, watched and copied like that of any other picture, and the HTML leads to
where it is in the output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from docutils import nodes
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
_OF_OUTPUT = "_static/"  # a folder of the output: who names it knows where the page will be


class Shown(nodes.Invisible, nodes.Element):
    """Holds the pictures of the HTML before it, in their order; nothing of it is shown itself.

    ``spans`` says where in the HTML each stands: where its address begins and ends, and the
    fragment behind it.
    """


def _place(app: Sphinx, doctree: nodes.document) -> None:
    for raw, line in assets.written_html(doctree):
        found = list(_pictures(app, raw.astext()))
        if not found:
            continue
        spans, paths = zip(*found, strict=True)
        holder = Shown("", *(nodes.image("", uri=path, alt="") for path in paths), spans=spans)
        for node in (holder, *holder.children):
            node.source, node.line = raw.source, line
        raw.parent.insert(raw.parent.index(raw) + 1, holder)


def _pictures(app: Sphinx, html: str) -> Iterator[tuple[tuple[int, int, str], str]]:
    """Yield the pictures that HTML shows: the span of each, and the file."""
    env = app.env
    for load in elements.loads(html):
        if (load.element, load.attribute) != ("img", "src") or _ADDRESS.match(load.address):
            continue
        address, mark, fragment = load.address.partition("#")
        path = unquote(address.partition("?")[0])
        if not path:
            continue
        found = attachments.find(env, env.docname, path)
        if found and not files.is_file(outside.path_of(env, path)):
            path = f"/{found[0]}"
        if found or not (_OF_OUTPUT in path or _is_extra(app, path)):
            yield (load.start, load.end, mark + fragment), path


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
        parts, last = [], 0
        for (start, end, fragment), image in zip(holder["spans"], holder.children, strict=True):
            known = self.env.images.get(image["uri"]) if isinstance(image, nodes.image) else None
            if known is not None:
                _docnames, name = known
                address = escape(f"{top}/{quote(name)}{fragment}")
                parts += [html[last:start], f'"{address}"']
                last = end
        return "".join([*parts, html[last:]])


def _skip(self: HTML5Translator, node: Shown) -> None:
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Put the pictures in before others look at them, and lead to them when all is known."""
    app.add_node(Shown, html=(_skip, None))
    app.add_post_transform(Lead)
    app.connect("doctree-read", _place, priority=55)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
