"""The report of an import: what was done with each file, and what there is to mend by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_commonplace.core.importing.notes import UNUSED

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.importing import Import

_COUNTED = {
    "converted": "Converted",
    "left": "Left in the text as it was, where readers see it",
    "dropped": "Dropped",
    "escaped": "Written so that it stays text",
    "keys kept": "Keys of front matter that were kept as they are",
    "keys kept as comments": "Keys of front matter that are comments now",
}
_MANY = ("hidden", "begins with _, which Jekyll leaves out", "left out by _config.yml")


def lines(made: Import, source: str, target: str, *, is_written: bool) -> Iterator[str]:
    """Yield the lines of a report."""
    what = {"hugo": "a site of Hugo's", "jekyll": "a site of Jekyll's", "folder": "a folder"}
    yield f"{source} is {what[made.kind]}."
    if made.notes.told:
        yield ""
        for note in sorted(set(made.notes.told)):
            yield f"{note.path}:{note.line}: {note.message}"
    for key, heading in _COUNTED.items():
        if counts := made.notes.counts(key):
            yield ""
            yield f"{heading}:"
            for name, number, files in counts:
                yield f"  {name}: {number}, in {files} {'file' if files == 1 else 'files'}"
    if made.renamed:
        yield ""
        yield "Renamed, since the name is taken, or no link can hold it:"
        yield from (f"  {old} -> {new}" for old, new in made.renamed)
    yield from _left_out(made)
    if made.hints:
        yield ""
        yield from made.hints
    yield ""
    drafts = sum(number for _name, number, _files in made.notes.counts("drafts"))
    pages = f"{len(made.pages)} {'page' if len(made.pages) == 1 else 'pages'}"
    pages += f" ({drafts} of them {'a draft' if drafts == 1 else 'drafts'})" if drafts else ""
    done = "written" if is_written else "to be written"
    others = f"{len(made.copies)} other {'file' if len(made.copies) == 1 else 'files'} {done}"
    total = f"{made.found} {'file' if made.found == 1 else 'files'} found"
    yield f"{total} = {pages} + {others} + {len(made.skipped)} skipped."
    if is_written:
        yield f"All is in {target}."
    else:
        yield f"Nothing was written. With --write it is, to {target}."


def _left_out(made: Import) -> Iterator[str]:
    if made.left_out:
        yield ""
        yield "Folders that were not looked into:"
        yield from (f"  {path}: {reason}" for path, reason in sorted(made.left_out))
    if not made.skipped:
        return
    yield ""
    yield "Skipped:"
    counted: dict[str, Counter[str]] = {}
    for path, reason in sorted(made.skipped):
        suffix = PurePosixPath(path).suffix.lower()
        if suffix == ".md" or reason not in (*_MANY, UNUSED):
            yield f"  {path}: {reason}"
        else:
            counted.setdefault(reason, Counter())[suffix or "without a suffix"] += 1
    for reason, suffixes in sorted(counted.items()):
        shown = ", ".join(f"{number} {suffix}" for suffix, number in sorted(suffixes.items()))
        number = sum(suffixes.values())
        yield f"  {number} {'file' if number == 1 else 'files'}, {reason}: {shown}"
