"""Pictures: the image that stands for a page where its link is shown, named in its front matter.

It is put into the document, unseen, so that it is found, checked, watched and copied like any
other image.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_commonplace.spine import state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class Picture(nodes.Invisible, nodes.Element):
    """Holds the image of the page; nothing of it is shown on the page itself."""


def _place(app: Sphinx, doctree: nodes.document) -> None:
    fields = app.env.current_document.get("commonplace_frontmatter")
    if fields is None or not fields.image or "://" in fields.image:
        return
    image = nodes.image("", uri=fields.image, alt="")
    holder = Picture("", image)
    for node in (holder, image):
        node.source, node.line = str(app.env.doc2path(app.env.docname)), fields.lines["image"]
    doctree += holder


def found(doctree: nodes.document, written: str) -> str:
    """Return the path of the image, relative to the source folder, once it has been looked for.

    :param written: what the front matter says, which is returned if it leads elsewhere.
    """
    if "://" in written:
        return written
    for holder in doctree.findall(Picture):
        for image in holder.findall(nodes.image):
            return str(image["uri"])
    return ""


def published(app: Sphinx, docname: str) -> str:
    """Return where a page's image is in the output, or its address elsewhere; "" if it has none."""
    image = state.library_of(app.env).facts[docname].image
    if "://" in image:
        return image
    _docnames, name = app.env.images.get(image, (set(), ""))
    builder = app.builder
    is_html = isinstance(builder, StandaloneHTMLBuilder)
    return f"{builder.imagedir}/{name}" if name and is_html else ""


def _skip(self: HTML5Translator, node: Picture) -> None:
    raise nodes.SkipNode


class OnlyInHtml(SphinxPostTransform):
    """Take the image out where it stands for nothing."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Remove it, from embedded pages too."""
        for node in list(self.document.findall(Picture)):
            if self.app.builder.format != "html" or node.parent is not self.document:
                node.parent.remove(node)


def setup(app: Sphinx) -> None:
    """Put the image in before images are looked at."""
    app.add_node(Picture, html=(_skip, None))
    app.add_post_transform(OnlyInHtml)
    app.connect("doctree-read", _place, priority=50)
