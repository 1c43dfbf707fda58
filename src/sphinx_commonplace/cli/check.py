"""``commonplace check``: whether all that was published is still there."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from sphinx_commonplace import __version__
from sphinx_commonplace.cli.trouble import TroubleError, plain, read
from sphinx_commonplace.core.frontmatter import frontmatter
from sphinx_commonplace.core.output import losses, published
from sphinx_commonplace.core.output.published import Published, UnreadableError

if TYPE_CHECKING:
    from sphinx_commonplace.core.output.losses import Loss

_TIMEOUT = 30  # seconds
_LARGEST = 1 << 28  # bytes of a list: some 100,000 pages
_SIMPLE = re.compile(r"/[\w./~%-]*")  # what YAML takes as it stands
_DESCRIPTION = """\
Compare the list of addresses of a build, urls.json, with the list of an earlier one. An address
or an anchor that was published and is gone is named, with the line of front matter that keeps it.
A redirect counts as kept if it leads to a page. The network is used only when a URL is given.
"""
_EXAMPLES = """\
examples:
  commonplace check --against https://example.org/
  commonplace check --against published/urls.json --site _build/dirhtml
"""


def add(commands: Any, epilog: str) -> None:
    """Add the command to the parser's."""
    parser = commands.add_parser(
        "check",
        help="fail if an address or an anchor that was published is gone",
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n{epilog}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--against",
        required=True,
        metavar="FILE-OR-URL",
        help="the urls.json of what is published: a file, its folder, or an address of either",
    )
    parser.add_argument(
        "--site",
        type=Path,
        default=Path("_build/html"),
        metavar="FOLDER",
        help="the output folder of the new build (default: %(default)s)",
    )
    parser.add_argument(
        "--source",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the source folder, where aliases are looked up (default: the current folder)",
    )
    parser.add_argument(
        "--missing-ok",
        action="store_true",
        help="succeed if nothing is published yet: no such file, or the address answers 404",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Compare, and say what is gone."""
    new = _parse(read(chosen.site / published.NAME), str(chosen.site / published.NAME))
    content = _fetch(chosen.against, missing_ok=chosen.missing_ok)
    if content is None:
        _say("Nothing is published yet.")
        return 0
    old = _parse(content, chosen.against)
    found = losses.find(old, new, lambda address: _is_there(chosen.site, address))
    if not found:
        anchors = sum(len(page.anchors) for page in old.pages.values())
        addresses = len({*old.pages, *old.files, *old.redirects})
        _say(f"All is kept: {addresses} addresses and {anchors} anchors.")
        return 0
    for loss in found:
        _say(f"{loss.address}: {loss.what}")
    for line in _remedies(found, chosen.source):
        _say(line)
    return 1


def _say(line: str) -> None:
    print(plain(line))  # noqa: T201 - it is a command


def _parse(content: bytes, name: str) -> Published:
    try:
        return published.read(content)
    except UnreadableError as error:
        raise TroubleError(f"{name} cannot be used: {error}") from None


def _fetch(name: str, *, missing_ok: bool) -> bytes | None:
    """Return the list that is published; nothing if there is none and that is no matter."""
    if urlsplit(name).scheme in ("http", "https"):
        return _download(name, missing_ok=missing_ok)
    path = Path(name)
    path = path / published.NAME if path.is_dir() else path
    return None if missing_ok and not path.exists() else read(path)


def _download(url: str, *, missing_ok: bool) -> bytes | None:
    if not urlsplit(url).path.endswith(".json"):
        url = f"{url.rstrip('/')}/{published.NAME}"
    request = Request(url, headers={"User-Agent": f"commonplace/{__version__}"})  # noqa: S310
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - the scheme was looked at
            content: bytes = answer.read(_LARGEST + 1)
    except HTTPError as error:
        if missing_ok and error.code in (404, 410):
            return None
        raise TroubleError(f"{url} answers {error.code} {error.reason}") from None
    except (URLError, OSError, ValueError) as error:
        raise TroubleError(f"{url} cannot be read ({getattr(error, 'reason', error)})") from None
    if len(content) > _LARGEST:
        raise TroubleError(f"{url} is larger than {_LARGEST} bytes")
    return content


def _is_there(site: Path, address: str) -> bool:
    path = unquote(address).lstrip("/")
    file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
    return ".." not in file.parts and file.is_file()


def _remedies(found: list[Loss], source: Path) -> Iterator[str]:
    """Yield for each source the line that would keep all it can keep."""
    wanted: dict[str, list[str]] = {}
    for loss in found:
        if loss.alias:
            wanted.setdefault(loss.source, []).append(loss.alias)
    for name, aliases in sorted(wanted.items(), reverse=True):
        yield ""
        if name:
            known = _aliases(source / name)
            aliases = [*known, *(alias for alias in aliases if alias not in known)]  # noqa: PLW2901
            yield f"In the front matter of {name}:"
        else:
            yield "No page is like these. In the front matter of the page that readers shall find:"
        yield f"    aliases: [{', '.join(map(_quoted, aliases))}]"


def _quoted(alias: str) -> str:
    return alias if _SIMPLE.fullmatch(alias) else json.dumps(alias, ensure_ascii=False)


def _aliases(path: Path) -> tuple[str, ...]:
    """Return the aliases that a source has already."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return ()
    return frontmatter.parse(text, timezone.utc)[0].aliases
