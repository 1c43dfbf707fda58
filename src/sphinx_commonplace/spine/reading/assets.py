"""Assets: the pictures and files a page takes with it, looked at before Sphinx copies them.

Nothing from outside the source folder is published, nothing that is withheld, and nothing but a
picture under a picture's name. The words that stood for it stay.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx.addnodes import download_reference

from sphinx_commonplace.core.library import files, signatures
from sphinx_commonplace.core.library.signatures import Fault
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import Subtype, warn
from sphinx_commonplace.spine.reading import attachments, outside, pictures, sources

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_UNTOUCHED = "left as it is"  # HTML that an author wrote


def _check(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    for image in list(doctree.findall(nodes.image)):
        if "://" in image["uri"] or image["uri"].startswith("data:"):
            continue
        # MyST gives no line to a picture without words.
        image.line = image.line or image.parent.line
        path = _path(env, image["uri"])
        if not files.is_file(path) and (found := _found(env, image["uri"])):
            image["uri"] = found
            path = _path(env, found)
        why = _page(env, path) or _refusal(env, path)
        fault = Fault(why) if why else _fault(path)
        if fault is None:
            continue
        told = f"{image['uri']!r} {fault.told}"
        warn(Subtype.ASSET, f"{told}; {_instead(image)}" if fault.is_fatal else told, image)
        if fault.is_fatal:
            if not why:
                env.note_dependency(path)  # for Sphinx, which watches pictures, there is none
            put(nodes.inline("", image.get("alt", "")), image)
    for reference in list(doctree.findall(download_reference)):
        if "://" in reference["reftarget"]:
            continue
        why = _refusal(env, _path(env, reference["reftarget"]))
        if why:
            is_unseen = isinstance(reference.parent, nodes.Invisible)
            instead = _UNTOUCHED if is_unseen else "it is not offered for download"
            warn(Subtype.ASSET, f"{reference['reftarget']!r} {why}; {instead}", reference)
            reference.replace_self(nodes.inline("", "", *reference.children))


def written_html(doctree: nodes.document) -> list[tuple[nodes.raw, int | None]]:
    """Return the HTML that is written in a page, each piece with its line, if that is known."""
    return [
        (raw, raw.line or raw.parent.line)
        for raw in doctree.findall(nodes.raw)
        if "html" in raw["format"].split()
    ]


def put(words: nodes.TextElement, image: nodes.image) -> None:
    """Put words in the place of a picture; as a paragraph where no text is around it."""
    image.replace_self(words)
    if isinstance(words.parent, nodes.reference):
        words = words.parent
    if not isinstance(words.parent, nodes.TextElement):
        words.parent.replace(words, nodes.paragraph("", "", words))


def _instead(image: nodes.image) -> str:
    """Return what there is in the place of a picture that cannot be shown."""
    if isinstance(image.parent, pictures.Picture):
        return "no picture stands for the page"
    is_unseen = isinstance(image.parent, nodes.Invisible)
    return _UNTOUCHED if is_unseen else "its words are shown instead"


def _found(env: BuildEnvironment, uri: str) -> str | None:
    """Return the picture that is meant by an address: encoded, with a fragment, or a bare name."""
    name = unquote(uri.partition("#")[0])
    if files.is_file(_path(env, name)):
        return name
    found = attachments.find(env, env.docname, name) if attachments.kind_of(name) else []
    # Another case is an error on other machines.
    found = [path for path in found if path.endswith(name.lstrip("./"))]
    return f"/{found[0]}" if found else None


def _path(env: BuildEnvironment, name: str) -> Path:
    return outside.path_of(env, name)


def _page(env: BuildEnvironment, path: Path) -> str | None:
    """Return why a page is no picture: its copy would hold what is not published, as comments."""
    return "is a page and no picture" if path.suffix in env.config.source_suffix else None


def _refusal(env: BuildEnvironment, path: Path) -> str | None:
    why = _reason(env, path)
    if why:
        # To be read again, even if the warning is suppressed. The page must not depend on the
        # file, which may be a draft, or anything outside the site.
        state.of(env).warned.add(env.docname)
    return why


def _reason(env: BuildEnvironment, path: Path) -> str | None:
    if outside.is_outside(env.app, path):
        return "lies outside the site"
    real, top = path.resolve(), env.srcdir.resolve()
    relative = real.relative_to(top).as_posix() if real.is_relative_to(top) else ""
    if sources.is_withheld(env, relative):
        return "is withheld"
    if files.is_no_file(path):
        return "is a folder" if path.is_dir() else "is not a regular file"
    return None


def _fault(path: Path) -> Fault | None:
    try:
        return signatures.fault(path)
    except OSError:
        return None  # Sphinx says that it cannot be read


def setup(app: Sphinx) -> None:
    """Look before Sphinx's own collectors do."""
    app.connect("doctree-read", _check, priority=100)
