"""Elsewhere: a page asks no other server for anything, unless the author names that server.

A picture that is on another server is shown as a link to it. HTML that is written in a page stays
as it is. Of each server there is one warning, at the first page that would ask it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_commonplace.core.library.facts import Said
from sphinx_commonplace.core.output import origins
from sphinx_commonplace.spine import site, state
from sphinx_commonplace.spine.diagnostics import OURS, Subtype, place, tell
from sphinx_commonplace.spine.reading import assets
from sphinx_commonplace.spine.writing import styles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

PICTURE, SHOWN, RUN = "picture", "shown", "run"
_NAMES = "(commonplace_origins names servers that may be asked)"
_TOLD = {  # for what, and what was done instead
    PICTURE: ("for a picture", f"shown as a link {_NAMES}"),
    SHOWN: ("for what HTML shows", f"left as it is {_NAMES}"),
    RUN: ("for a script or a style of HTML", "left as it is"),
}


def _is_refused(config: Config, origin: str, kind: str) -> bool:
    """Whether pages are not to ask an origin for something; the site's own is no other one."""
    if not origin or origin == origins.of(site.base(config)):
        return False
    return kind == RUN or not origins.is_among(origin, config.commonplace_origins)


def _look(app: Sphinx, doctree: nodes.document) -> None:
    """Show pictures on other servers as links, and note which servers pages would ask."""
    found: list[tuple[str, int, str]] = []
    for image in list(doctree.findall(nodes.image)):
        origin = origins.of(image["uri"])
        if _is_refused(app.config, origin, PICTURE):
            if not isinstance(image.parent, nodes.substitution_definition):  # a copy is shown
                # MyST gives no line to a picture without words.
                found.append((origin, image.line or image.parent.line or 1, PICTURE))
            assets.put(_instead(image), image)
    for raw, line in assets.written_html(doctree):
        for origin, is_shown in dict.fromkeys(origins.loaded_by(raw.astext())):
            kind = SHOWN if is_shown else RUN
            if _is_refused(app.config, origin, kind):
                found.append((origin, line or 1, kind))
    app.env.current_document["commonplace_elsewhere"] = tuple(found)


def _instead(image: nodes.image) -> nodes.TextElement:
    """Return a link to a picture, or its words where it is a part of a link or of a title."""
    address = image["uri"]
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    words = image.get("alt") or (name if "." in name else address)
    parent: nodes.Node | None = image.parent
    while parent is not None and not isinstance(parent, (nodes.reference, nodes.title)):
        parent = parent.parent
    if parent is not None:
        return nodes.inline("", words)
    link = nodes.reference("", words, refuri=address, classes=["cp-elsewhere"])
    if words != address:
        link["reftitle"] = origins.of(address).partition("//")[2]
    link.source, link.line = image.source, image.line
    return link


class NothingFetched(SphinxPostTransform):
    """Show pictures on any other server as links where Sphinx would have to fetch them."""

    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Replace them."""
        if not self.app.builder.supported_remote_images:
            for image in list(self.document.findall(nodes.image)):
                if origins.of(image["uri"]):
                    assets.put(_instead(image), image)


def _tell(_app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each server once, where it is asked first."""
    asked: dict[tuple[str, str], list[str]] = {}
    for docname, facts in sorted(state.library_of(env).facts.items()):
        for origin, line, kind in facts.elsewhere:
            asked.setdefault((kind, origin), []).append(place(env, docname, line))
    for (kind, origin), places in sorted(asked.items()):
        more = len(places) - 1
        others = f", and in {more} other place{'s' * (more > 1)}" if more else ""
        what, instead = _TOLD[kind]
        told = f"each reader's browser would ask {origin!r} {what} here{others}; {instead}"
        tell(Said(OURS, Subtype.ELSEWHERE.value, told, places[0]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at pictures before others do, and tell of all pages at once."""
    app.add_post_transform(NothingFetched)
    app.connect("doctree-read", _look, priority=60)
    app.connect("env-updated", _tell)
    styles.link(app, "elsewhere", "cp-elsewhere")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
