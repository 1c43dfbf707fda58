"""Comment files: found outside what Sphinx reads, read where they have changed, tied to posts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from sphinx_commonplace.core.comments import replies
from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.core.library import files
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import Subtype, nearest, warn
from sphinx_commonplace.spine.reading.sources import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.core.comments.replies import Comment, Reading
    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post

SUFFIX = ".md"


class Filed(NamedTuple):
    """A comment and the path of its file, relative to the source folder."""

    path: str
    comment: Comment


def of_posts(app: Sphinx, library: Library) -> dict[str, list[Filed]]:
    """Return the comments of each post, and say what is wrong with any."""
    found: dict[str, list[Filed]] = {}
    ours = state.of(app.env)
    ours.comments = dict(_readings(app, ours))
    for path, (_made_from, reading) in ours.comments.items():
        for problem in reading.problems:
            warn(problem.subtype, problem.message, f"{path}:{problem.line}")
        if reading.comment is None:
            continue
        docname = _post_of(app, library, path)
        if docname is None:
            continue
        known = found.setdefault(docname, [])
        twin = next((one for one in known if one.comment.name == reading.comment.name), None)
        if twin is None:
            known.append(Filed(path, reading.comment))
        else:
            warn(Subtype.COMMENT, f"{twin.path!r} has this name already; left out", f"{path}:1")
    shown = [known for docname, known in found.items() if library.posts[docname].comments]
    ours.commented = tuple(sorted(one.path for known in shown for one in known))
    return found


def _readings(app: Sphinx, ours: state.State) -> Iterator[tuple[str, tuple[str, Reading]]]:
    config = app.config
    zone = dates.time_zone(config.commonplace_timezone)
    for path, content, text in _texts(app):
        made_from = digest(content + ours.read_with.encode())
        known = ours.comments.get(path)
        if known is None or known[0] != made_from:
            known = made_from, replies.read(PurePosixPath(path).stem, text, zone)
        yield path, known


def _texts(app: Sphinx) -> Iterator[tuple[str, bytes, str]]:
    config = app.config
    prefix = config.commonplace_comments
    top = Path(app.srcdir, prefix)
    if not prefix or not files.is_no_file(top):
        return

    def leave_out(path: str, why: str, line: int = 1) -> None:
        warn(Subtype.SOURCE, f"{why}; left out", f"{prefix}/{path}:{line}")

    def is_hidden(path: str) -> bool:
        return path.rpartition("/")[2].startswith(".")

    follow = config.commonplace_follow_symlinks
    for path, entry in files.walk(top, is_hidden, leave_out, follow=follow):
        if not path.endswith(SUFFIX):
            if path.endswith(tuple(config.source_suffix)):
                leave_out(path, f"comments are files that end with {SUFFIX}")
        elif "/" not in path:
            leave_out(path, "a comment lies in a folder that is named as its post is")
        else:
            try:
                content, text = files.read(path, entry)
            except files.UnfitError as unfit:
                leave_out(path, unfit.reason, unfit.line)
            else:
                yield unicodedata.normalize("NFC", f"{prefix}/{path}"), content, text


def _post_of(app: Sphinx, library: Library, path: str) -> str | None:
    """Return the post on which a comment is, or say that there is none."""
    posts = str(app.config.commonplace_posts)
    name = path.rpartition("/")[0].removeprefix(f"{app.config.commonplace_comments}/")
    found = library.named(posts, name) or _formerly(library, name)
    if len(found) == 1:
        return found[0]
    if found:
        told = f"{name!r} may be {' or '.join(map(repr, sorted(found)))}"
        warn(Subtype.COMMENT, f"{told}; name its whole path; left out", f"{path}:1")
    elif not any(_is_named(withheld, posts, name) for withheld in state.of(app.env).withheld):
        hint = nearest(name, (post.slug for post in library.posts.values()))
        warn(Subtype.COMMENT, f"no post is called {name!r}{hint}; left out", f"{path}:1")
    return None


def _formerly(library: Library, name: str) -> list[str]:
    """Return the posts that had such an address before, so that comments need not move along."""
    return [
        docname
        for docname, post in library.posts.items()
        for alias in post.aliases
        if alias.startswith("/")
        and f"{alias.strip('/').removesuffix('.html')}".endswith(f"/{name}")
    ]


def _is_named(source: str, posts: str, name: str) -> bool:
    path = PurePosixPath(source).with_suffix("").as_posix()
    return path in (name, f"{posts}/{name}") or path.rpartition("/")[2] == name


def folder_for(config: Config, library: Library, post: Post) -> str:
    """Return the folder into which a new comment on a post goes."""
    posts = str(config.commonplace_posts)
    is_clear = library.named(posts, post.slug) == [post.docname]
    name = post.slug if is_clear else post.docname.removeprefix(f"{posts}/")
    return f"{config.commonplace_comments}/{name}"
