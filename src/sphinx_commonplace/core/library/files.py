"""Files: those of a folder tree that can become pages, and what is the matter with the others."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

LONGEST_NAME = 240  # bytes: file systems allow 255, and Sphinx adds an ending
# As Syncthing, Dropbox and editors name them.
_COPY = re.compile(
    r"\.sync-conflict-[0-9]{8}-[0-9]{6}|\([^()]*conflicted copy[^()]*\)|~\.[a-z]+$", re.IGNORECASE
)
_PAGE = ".md"
# A part of a path that is the name of a device, or ends with what no name does on Windows.
_KEPT = re.compile(
    r"""
    (?<![^/]) (?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])
        [ ]* (?:\.[^/]*)? (?![^/])
    | [. ] (?![^/])
    """,
    re.IGNORECASE | re.VERBOSE,
)


def exists(path: Path) -> bool:
    """Whether anything is there. Where no name can be so, pathlib's answer is an error."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    """Whether there is such a file, and it is one that has an end."""
    return os.path.isfile(path)  # noqa: PTH113 - as above


def is_no_file(path: Path) -> bool:
    """Whether what is there is no file: a folder, or a pipe, which is waited for for ever."""
    return exists(path) and not is_file(path)


def seen_from(top: Path, path: str | Path) -> str:
    """Return a path relative to a folder; on Windows none leads to another drive, so as it is."""
    try:
        return os.path.relpath(path, top)
    except ValueError:
        return str(path)


class UnfitError(Exception):
    """A file cannot become a page."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.line = line


def read(path: str, entry: os.DirEntry[str]) -> tuple[bytes, str]:
    """Return the content of a file, as bytes and as text.

    :raises UnfitError: it cannot become a page.
    """
    try:
        path.encode()
    except UnicodeEncodeError:
        raise UnfitError("the name is not UTF-8") from None
    if "\n" in path or "\r" in path:
        raise UnfitError("the name holds a line break")
    if _COPY.search(entry.name):
        raise UnfitError("a copy that was made of a conflict, or as a backup")
    if len(entry.name.encode()) > LONGEST_NAME:
        raise UnfitError(f"the name is longer than {LONGEST_NAME} bytes")
    try:
        # Asked before it is opened, as in "is_no_file".
        if not stat.S_ISREG(entry.stat().st_mode):
            raise UnfitError("not a regular file")
        content = Path(entry.path).read_bytes()
    except OSError as error:
        raise UnfitError(f"cannot be read ({error.strerror})") from None
    try:
        return content, content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = f"not UTF-8 text, byte 0x{content[error.start]:02X} at line {line}"
        raise UnfitError(told, line) from None


def losers(paths: list[str], suffixes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that would be lost to one of the same name, and why."""
    seen: dict[str, str] = {}
    for path in sorted(
        paths, key=lambda path: [path.endswith(suffix) for suffix in suffixes][::-1]
    ):
        stem = next(path.removesuffix(suffix) for suffix in suffixes if path.endswith(suffix))
        other = seen.setdefault(stem, path)
        if other != path:
            yield path, f"its page would be that of {other!r}"


def twins(paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the files whose names are those of others on some machines, and in what way."""
    seen: dict[str, str] = {}
    for path in paths:
        normal = unicodedata.normalize("NFC", path)
        other = seen.setdefault(normal.casefold(), path)
        if unicodedata.normalize("NFC", other) != normal:
            yield path, f"{other!r} and {path!r} are one file on macOS and Windows; one may be lost"
        elif other != path:
            yield path, f"{other!a} and {path!a} are one name; only one becomes a page"


def kept_by_windows(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the files with names that Windows keeps for devices or cuts the ends of, and why.

    Of a folder with such a name it is the first one. Signs that it does not allow, such as ``?``
    and ``:``, are not told: files that are named as their titles are hold them.
    """
    seen: set[str] = set()
    for path in filter(_KEPT.search, paths):
        parts = path.split("/")
        for depth, part in enumerate(parts, 1):
            top = "/".join(parts[:depth])
            if top not in seen and _KEPT.search(part):
                seen.add(top)
                yield path, f"{part!r} cannot be checked out on Windows; here it is used as it is"
                break


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links that lead to each other
        return False


def walk(
    top: Path,
    is_excluded: Callable[[str], bool],
    leave_out: Callable[[str, str], Any],
    *,
    follow: bool,
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files below ``top`` with their relative paths, in order, each folder once."""
    stack: list[tuple[str, tuple[str, ...]]] = [("", (os.path.realpath(top),))]
    while stack:
        folder, above = stack.pop()
        try:
            with os.scandir(top / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            leave_out(folder, f"the folder cannot be read ({error.strerror})")
            continue
        inner: list[tuple[str, tuple[str, ...]]] = []
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if is_excluded(path):
                continue
            real = os.path.realpath(entry.path) if entry.is_symlink() else ""
            if real and not follow and not Path(real).is_relative_to(above[0]):
                leave_out(path, "the link leads outside the site")
            elif not _is_folder(entry):
                ending = entry.name[-len(_PAGE) :]
                if ending != _PAGE and ending.lower() == _PAGE:
                    leave_out(path, f"its name ends with {ending!r}, where pages have {_PAGE!r}")
                else:
                    yield path, entry
            elif real in above:
                leave_out(path, "the link leads to a folder it lies in")
            else:
                inner.append((path, (*above, real or os.path.realpath(entry.path))))
        stack += reversed(inner)
