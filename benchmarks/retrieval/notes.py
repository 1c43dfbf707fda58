"""Notes: any folders of Markdown, copied so that every tool can build the same site from them.

The folders are only read. Left out are drafts, copies of a note that is there already, what is
not text, and hidden folders. Front matter that is no mapping is taken off, and a note without a
heading gets its title, or else its file name, as one: nobody is to lose for not knowing its name.
Notes can be cut at their headings, so that a large collection comes about without invented texts.
Of notes that are cut or chosen, links between them are made their words: most would lead nowhere.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from random import Random

import yaml

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"\A\s*(?:<!--.*?-->\s*)*(?:# \S|[^\n]+\n=+\s*$)", re.DOTALL | re.MULTILINE)
_FENCE = ("```", "~~~")
_CUT = re.compile(r"#{2,3}\s+(\S.*?)[\s#]*\n")  # a heading below which a note may be cut off
_LINKS = re.compile(
    r"!?\[\[(?:[^\[\]\n|]*\|)?([^\[\]\n|]+)\]\]"
    r"|(?<!!)\[([^\[\]]*)\]\((?![a-z]+:|#|//)[^()\s]*\)"
)
_ENOUGH = 40  # words before a heading at which a note is cut
_LEFT_OUT = {"node_modules", "_build", "__pycache__"}
_INDEX = "# Benchmark\n\nNotes that are searched, {count:,} of them.\n"


def write(
    folder: Path, sources: list[Path], limit: int | None, seed: str, *, split: bool = False
) -> list[str]:
    """Write an ``index.md`` and the notes below ``folder``; return their paths without ending."""
    notes = dict(_read(sources))
    if split:
        notes = {
            f"{name}{f'-{number}' if number else ''}": part
            for name, text in notes.items()
            for number, part in enumerate(parts(text))
        }
    names = sorted(notes)
    if limit is not None and limit < len(names):
        names = sorted(Random(f"{seed} notes").sample(names, limit))
    if split or limit is not None:
        notes = {name: _LINKS.sub(_words, notes[name]) for name in names}
    shutil.rmtree(folder, ignore_errors=True)
    for name in names:
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notes[name], encoding="utf-8")
    (folder / "index.md").write_text(_INDEX.format(count=len(names)), encoding="utf-8")
    return names


def _read(sources: list[Path]) -> Iterator[tuple[str, str]]:
    seen: set[bytes] = set()
    for source in sources:
        below = f"posts/{source.resolve().name}" if len(sources) > 1 else "posts"
        for path in sorted(source.rglob("*.md")):
            parts = path.relative_to(source).parts
            if any(part.startswith(".") or part in _LEFT_OUT for part in parts):
                continue
            try:
                text = prepared(path.read_text(encoding="utf-8-sig"), path.stem)
            except (OSError, UnicodeDecodeError):
                continue
            content = blake2b((text or "").encode()).digest()
            if text is not None and content not in seen:
                seen.add(content)
                yield "/".join([below, *parts[:-1], path.stem]), text


def prepared(text: str, name: str) -> str | None:
    """Return the text as it is built, or nothing if it is not to be published."""
    front, fields = "", {}
    if match := _FRONT.match(text):
        text = text[match.end() :]
        fields = _fields(match[1])
        front = match[0] if fields else ""
    if not text.strip() or fields.get("draft") is True or fields.get("published") is False:
        return None
    if not _HEADING.match(text):
        title = " ".join(str(fields.get("title") or name).split())
        text = f"# {title}\n\n{text}"
    return f"{front}\n{text}" if front else text


def _words(link: re.Match[str]) -> str:
    return link[1] or link[2] or ""


def parts(text: str) -> Iterator[str]:
    """Cut a note at its headings into notes, each with its heading as its title."""
    fenced = False
    words = 0
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith(_FENCE):
            fenced = not fenced
        heading = None if fenced else _CUT.fullmatch(line)
        if heading and words >= _ENOUGH:
            yield "".join(found)
            found, words = [f"# {heading[1]}\n"], 0
        else:
            found.append(line)
        words += len(line.split())
    yield "".join(found)


def _fields(front: str) -> dict[str, object]:
    try:
        found = yaml.safe_load(front)
        json.dumps(found, default=str)
    except (yaml.YAMLError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def add_word(path: Path, word: str) -> None:
    """Write one word more into the last line of plain prose of a note."""
    lines = path.read_text(encoding="utf-8").split("\n")
    fenced = False
    last = None
    for number, line in enumerate(lines):
        fenced ^= line.lstrip().startswith(_FENCE)
        if not fenced and re.match(r"[A-Za-z][^|`<>{}\[\]]*$", line):
            last = number
    if last is None:
        lines.append(f"\n{word}\n")
    else:
        lines[last] += f" {word}"
    path.write_text("\n".join(lines), encoding="utf-8")
