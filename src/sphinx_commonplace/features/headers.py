"""Headers: what a host should say with each page, above all a strict content security policy.

By option it is written for hosts that read ``_headers``, for nginx, or into the pages themselves.
The policy is made from the pages as they were written.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.output.origins import normal
from sphinx_commonplace.core.output.policy import Inline, policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library

_GISCUS = "https://giscus.app"
# Where a page begins: after its charset, which has to come early, if it names one.
_BEGIN = re.compile(
    r"<head\b[^>]*>(?:(?:(?!</head>).)*?<meta\s[^>]*\bcharset\b[^>]*>)?", re.IGNORECASE | re.DOTALL
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Pages name these with the checksum of their content, so an old copy is never asked for.
_STATIC = {"Cache-Control": "public, max-age=86400"}


def _policy(config: Config, inline: Inline, *, is_header: bool = True) -> str:
    origins = [_GISCUS] if config.commonplace_giscus else []
    shown = normal(config.commonplace_origins)
    return policy(inline, origins, shown, is_header=is_header)


def _put_into_pages(app: Sphinx) -> None:
    builder = app.builder
    if "meta" in app.config.commonplace_headers and isinstance(builder, StandaloneHTMLBuilder):
        render = partial(_render, builder.templates.render, app.config)
        builder.templates.render = render


def _render(
    render: Callable[[str, dict[str, Any]], str],
    config: Config,
    template: str,
    context: dict[str, Any],
) -> str:
    """Render a template; a page is given the policy that what stands in it needs."""
    html = render(template, context)
    begin = _BEGIN.search(html)
    if begin is None:
        return html
    inline = Inline()
    inline.add(html)
    allowed = _policy(config, inline, is_header=False)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
    return f"{html[: begin.end()]}{meta}{html[begin.end() :]}"


def _files(app: Sphinx, _library: Library) -> Iterator[tuple[str, bytes]]:
    wanted = app.config.commonplace_headers
    if "netlify" not in wanted and "nginx" not in wanted:
        return
    inline = Inline()
    for path in sorted(Path(app.outdir).rglob("*.html")):
        inline.add(path.read_text(encoding="utf-8", errors="replace"))
    said = {"Content-Security-Policy": _policy(app.config, inline), **_ALWAYS}
    if "netlify" in wanted:
        rules = {"/*": said, "/_static/*": _STATIC}
        lines = [
            "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items())])
            for path, headers in rules.items()
        ]
        yield "_headers", "\n".join([*lines, ""]).encode()
    if "nginx" in wanted:
        lines = [f'add_header {name} "{value}" always;' for name, value in said.items()]
        yield "headers.nginx", "\n".join([*lines, ""]).encode()


def setup(app: Sphinx) -> dict[str, bool]:
    """Change how pages are rendered if need be; answer with files after all others are written."""
    app.connect("builder-inited", _put_into_pages)
    app.connect("commonplace-files", _files, priority=999)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
