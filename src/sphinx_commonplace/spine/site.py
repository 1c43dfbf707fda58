"""The site as others see it: its name, its authors, its language, and where it is published."""

from __future__ import annotations

import re
from datetime import timezone
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.frontmatter import frontmatter, keys, rst
from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine import origins, state
from sphinx_commonplace.spine.diagnostics import Subtype, stop, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.post import Post

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?", re.ASCII)
_UNRESERVED = "/:@!$&'()*+,;=~-._"  # what a path may hold as it is


def base(config: Config) -> str:
    """Return the address at which the site is published, ending in a slash; "" if none is set."""
    return _base(str(config.html_baseurl).strip())


@cache
def _base(found: str) -> str:
    try:
        parts = urlsplit(found)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and _HOST.fullmatch(host)
    if not is_web or parts.query or parts.fragment:
        return ""
    path = quote(parts.path, safe=f"{_UNRESERVED}%").strip("/")
    return f"{parts.scheme}://{host}{port}/{path}{'/' if path else ''}"


def root(config: Config) -> str:
    """Return the path of that address, which begins and ends with a slash."""
    return urlsplit(base(config)).path


def absolute(config: Config, path: str) -> str:
    """Return the absolute address of a file of the output; "" without a base or a path.

    One that is absolute already, as that of a picture elsewhere may be, is returned as it is.
    """
    if "://" in path:
        return path
    start = base(config)
    return start and path and start + quote(path, safe=_UNRESERVED)


def permalink(builder: Builder, page: str) -> str:
    """Return the one absolute address of a page; "" without a base.

    Servers show ``index.html`` under the address of its folder.
    """
    uri = builder.get_target_uri(page)
    if builder.name == "dirhtml":
        uri = quote(uri, safe=_UNRESERVED)  # the builder of flat pages has done it
    index = f"index{builder.link_suffix}" if isinstance(builder, StandaloneHTMLBuilder) else "/"
    if uri == index or uri.endswith(f"/{index}"):
        uri = uri.removesuffix(index)
    start = base(builder.config)
    return start and start + uri


def title(config: Config) -> str:
    """Return the name of the site: its HTML title if the author has set one, else the project's."""
    own = chosen(config, "html_title")
    return " ".join(str(own or config.project or "").split())


def authors(config: Config, post: Post | None = None) -> tuple[str, ...]:
    """Return who wrote a post, or else the site; nobody if no one is named."""
    if post is not None and post.authors:
        return post.authors
    named = " ".join(str(chosen(config, "author") or "").split())
    return (named,) if named else ()


def language(config: Config, post: Post | None = None) -> str:
    """Return the language of a post, or else of the site, as HTML and XML name it."""
    named = post.lang if post is not None and post.lang else str(config.language or "en")
    return named.partition("@")[0].replace("_", "-")


def description(env: BuildEnvironment) -> str:
    """Return what the home page says that the site is."""
    home = env.commonplace.library.facts.get(env.config.root_doc)  # type: ignore[attr-defined]
    return home.description if home else ""


def chosen(config: Config, name: str) -> Any:
    """Return a value that the author has set: Sphinx's own defaults name nobody and nothing."""
    is_set = name in config._raw_config or name in config.overrides  # noqa: SLF001 - no public way
    return config[name] if is_set else None


def _check(app: Sphinx, env: BuildEnvironment) -> None:
    """Say once what cannot be made for want of an address."""
    if app.builder.name not in ("html", "dirhtml") or base(app.config):
        return
    if not env.commonplace.library.posts:  # type: ignore[attr-defined]
        return
    written = app.config.html_baseurl
    what = f"{written!r} is no address" if written else "is not set"
    told = (
        f"html_baseurl {what}: no feeds, no sitemap and no canonical addresses are made; "
        "set it to the address of the published site, such as 'https://example.org/'"
    )
    warn(Subtype.BASEURL, told, origins.of(app, "html_baseurl"))


def _check_home(_app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Stop where there is no home page: Sphinx reads all and ends in a traceback then.

    :raises Stop: after saying whether it is withheld, left out or not there.
    """
    home = env.config.root_doc
    if home in env.found_docs:
        return
    # By name, not as Sphinx looks for them: pages are Markdown, unless somebody adds others.
    names = sorted(f"{home}{suffix}" for suffix in env.config.source_suffix)
    there = [name for name in names if files.is_file(env.srcdir / name)]
    why, where = f"there is no home page, {' or '.join(map(repr, names))}, and", None
    for name in there:
        if name in state.of(env).withheld:
            line = _hiding_line((env.srcdir / name).read_text(encoding="utf-8-sig"), name)
            why, where = "the home page is withheld, and there is", f"{name}:{line}"
            break
        why = "the home page is left out, by exclude_patterns or as was said, and there is"
        where = f"{name}:1"
    stop([(f"{why} no site without it", where)])


def _hiding_line(text: str, name: str) -> int:
    if name.endswith(".rst"):
        return rst.said(text).hidden or 1
    lines = frontmatter.parse(text, timezone.utc)[0].lines
    return next((lines[key] for key in ("draft", *keys.PUBLIC) if key in lines), 1)


def setup(app: Sphinx) -> None:
    """Check the home page before others are read, and the address before pages are made from it."""
    app.connect("env-before-read-docs", _check_home)
    app.connect("env-updated", _check)
