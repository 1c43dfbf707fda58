"""The page for addresses that lead nowhere: ``404.html``, which servers show at any depth.

Its links begin at the root of the host, since it may be shown in the place of any page. A page
``404.md`` of the author's takes the place of ours and is treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translation

from sphinx_commonplace.spine import site
from sphinx_commonplace.spine.writing.plan import GeneratedPage

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_commonplace.core.library.library import Library

_ = get_translation("sphinx_commonplace")

NAME = "404"
_DATA = {"noindex": True}
_ADDRESS = re.compile(r"""\b(href|src|poster|action)=(["'])(?![#/]|[A-Za-z][A-Za-z0-9+.-]*:)""")
_TAG = re.compile(r"<[A-Za-z][^>]*>")


def _keep_flat(app: Sphinx) -> None:
    """Give the page the name that servers look for, whatever names others have."""
    builder = app.builder
    if builder.name != "dirhtml" or not isinstance(builder, StandaloneHTMLBuilder):
        return
    path_of, uri_of = builder.get_output_path, builder.get_target_uri

    def get_output_path(page: str, /) -> Path:
        return Path(builder.outdir, f"{NAME}.html") if page == NAME else path_of(page)

    def get_target_uri(docname: str, typ: str | None = None) -> str:
        return f"{NAME}.html" if docname == NAME else uri_of(docname, typ)

    builder.get_output_path = get_output_path  # type: ignore[method-assign]
    builder.get_target_uri = get_target_uri  # type: ignore[method-assign]


def _pages(app: Sphinx, _library: Library) -> Iterator[GeneratedPage]:
    if site.base(app.config):  # else it is not known where the root is
        yield GeneratedPage(
            NAME,
            str(_("Page not found")),
            "commonplace/404.html",
            {
                "home": app.config.root_doc,
                "description": str(
                    _(
                        "There is no page at this address. "
                        "It may have moved, or the link to it is wrong."
                    )
                ),
                **_DATA,
            },
        )


def _page_data(_app: Sphinx, docname: str, _library: Library) -> dict[str, Any]:
    return dict(_DATA) if docname == NAME else {}


def _begin_at_root(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Replace all by which the page leads to others, before the theme makes use of it."""
    root = site.root(app.config)
    if page != NAME or not site.base(app.config):
        return

    def from_root(made: Callable[..., str]) -> Callable[..., str]:
        return lambda *arguments, **more: _from_root(made(*arguments, **more), root)

    pathto = context["pathto"]

    def pathto_from_root(*arguments: Any, **more: Any) -> str:
        found = str(pathto(*arguments, **more))
        return found if "://" in found else f"{root}{found.removeprefix('./')}"

    context["pathto"] = pathto_from_root
    for name in ("css_tag", "js_tag", "toctree"):
        context[name] = from_root(context[name])
    for name in ("body", "metatags"):
        context[name] = _from_root(context.get(name) or "", root)
    context["content_root"] = root


def _from_root(html: str, root: str) -> str:
    """Let every address in a piece of HTML that is relative begin at the root."""
    return _TAG.sub(lambda tag: _ADDRESS.sub(rf"\1=\2{root}", tag[0]), html)


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the page, and have it written for any depth."""
    app.connect("builder-inited", _keep_flat)
    app.connect("commonplace-pages", _pages)
    app.connect("commonplace-page-data", _page_data)
    app.connect("html-page-context", _begin_at_root, priority=420)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
