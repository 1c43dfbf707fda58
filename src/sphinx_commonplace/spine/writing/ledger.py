"""The ledger: what the last successful build left in an output folder, kept beside the output.

It says for each page what it was made from, so that the next build rewrites exactly the pages
that would come out differently, and which files it must remove. What is about to be written is
struck out first: if the build is interrupted, the next one writes or removes it.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

NAME = ".commonplace.json"
_VERSION = 4


def fingerprint(*parts: Any) -> str:
    """Return what stands for plain values: dicts, lists, texts (lazy ones too), numbers."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    return blake2b(text.encode(errors="surrogatepass"), digest_size=12).hexdigest()


class Ledger:
    """What an output folder holds of ours, and the documents that gave a warning.

    ``pages`` has the fingerprint of each page by its file, ``files`` the copies of files of the
    site and its theme, and ``emitted`` what features have added to them, each with what it was made
    from if that is known.
    ``others`` are the files of pages that Sphinx makes of its own accord.
    Of what is struck out, the empty text says that it may be there, and in what state nobody knows.
    ``is_whole`` says that the build came to its end.
    """

    def __init__(self, outdir: Path) -> None:
        self.outdir = Path(outdir)  # Sphinx gives a kind of path that is also a string
        self.pages: dict[str, str] = {}
        self.files: list[str] = []
        self.emitted: dict[str, str] = {}
        self.others: set[str] = set()
        self._made: set[str] = set()
        self.warned: list[str] = []
        self.is_whole = True
        with suppress(OSError, ValueError):
            kept = json.loads((outdir / NAME).read_text(encoding="utf-8"))
            if kept.get("version") == _VERSION:
                self.pages, self.files = kept["pages"], kept["files"]
                self.emitted, self.warned = kept["emitted"], kept["warned"]
                self.is_whole = kept.get("whole", True)
                self.others = set(kept.get("others", ()))

    def save(self) -> None:
        """Write the ledger, all of it or nothing."""
        kept = {
            "version": _VERSION,
            "pages": dict(sorted(self.pages.items())),
            "files": sorted(self.files),
            "emitted": dict(sorted(self.emitted.items())),
            "others": sorted(self.others),
            "warned": sorted(self.warned),
            "whole": self.is_whole,
        }
        self.outdir.mkdir(parents=True, exist_ok=True)
        draft = self.outdir / f"{NAME}.tmp"
        draft.write_text(json.dumps(kept, ensure_ascii=False, indent=0), encoding="utf-8")
        draft.replace(self.outdir / NAME)

    def strike(
        self, pages: Iterable[str] = (), files: Iterable[str] = (), emitted: Iterable[str] = ()
    ) -> None:
        """Strike out what is about to be written, and save."""
        self.pages.update(dict.fromkeys(pages, ""))
        self.files = sorted({*self.files, *files})
        self.emitted.update(dict.fromkeys(emitted, ""))
        self.is_whole = False
        self.save()

    def note_others(self, paths: set[str]) -> None:
        """Note what Sphinx is about to make of its own accord."""
        self._made |= paths
        if not paths <= self.others:
            self.others |= paths
            self.strike()

    def drop_others(self, used: Container[str]) -> None:
        """Delete such pages of earlier builds that were not made again.

        :param used: files that are something else now.
        """
        self.remove(path for path in sorted(self.others - self._made) if path not in used)
        self.others = self._made

    def remove(self, paths: Iterable[str]) -> None:
        """Delete files of the output folder, and the folders that are left empty."""
        for path in paths:
            file = self.outdir / path
            file.unlink(missing_ok=True)
            for folder in file.relative_to(self.outdir).parents:
                if folder == Path():
                    break
                try:
                    (self.outdir / folder).rmdir()
                except OSError:
                    break
