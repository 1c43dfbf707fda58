"""A folder of notes built as a site, and its texts with some of the links taken out."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

from sphinx_commonplace.core.related.corpus.entries import by_theme
from sphinx_commonplace.spine import graph, relatives, state
from sphinx_commonplace.spine.reading import mentions, passages

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_commonplace.core.library.post import Passage
    from sphinx_commonplace.core.related.notes import Note

_CONF = """\
project = "Benchmark"
extensions = ["sphinx_commonplace"]
html_theme = "furo"
suppress_warnings = ["*"]
"""
_HIDDEN = 0.3  # share of the linked pairs
_INDEX = 0.2  # a note that links to a larger share of the others is a table of contents
Pair = tuple[str, str]


@dataclass
class Hidden:
    """The notes and texts of a vault without some links, and what these led to."""

    notes: dict[str, Note]
    passages: dict[str, tuple[Passage, ...]]
    by_note: dict[str, set[str]] = field(default_factory=dict)
    by_theme: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def linked(self, note: str) -> set[str]:
        """Return the notes that are still linked with one, either way."""
        ours = {target for target, *_ in self.notes[note].links}
        return ours | {n for n, o in self.notes.items() if any(t == note for t, *_ in o.links)}

    def notes_asked(self) -> list[tuple[str, set[str]]]:
        """Return the notes that lost a link, and what they lost."""
        return sorted(self.by_note.items())

    def themes_asked(self, least: int) -> list[tuple[tuple[str, str], set[str]]]:
        """Return the themes that lost a link, of notes with at least so many themes."""
        return [
            (key, wanted)
            for key, wanted in sorted(self.by_theme.items())
            if key[1] and len(by_theme(self.passages[key[0]])) > least
        ]


class Vault:
    """A built site: its environment, and the linked pairs."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.docnames = sorted(state.library_of(env).posts)
        self.facts = dict(state.library_of(env).facts)
        leading = {name: set(self._targets(name)) for name in self.docnames}
        most = _INDEX * len(self.docnames)
        contents = {name for name, targets in leading.items() if len(targets) > most}
        pairs = {
            (min(name, target), max(name, target))
            for name, targets in leading.items()
            for target in targets
            if not contents & {name, target}
        }
        self.pairs: list[Pair] = sorted(pairs)

    def _targets(self, name: str) -> Iterator[str]:
        for found in graph.of(self.env).places[name].values():
            if found.page in self.facts and found.page != name and found.page in self.docnames:
                yield str(found.page)

    def hide(self, seed: int, *, blank: bool) -> Hidden:
        """Return the notes with the markup of some links gone, or their words as well."""
        pairs = list(self.pairs)
        random.Random(seed).shuffle(pairs)
        gone = set(pairs[: int(len(pairs) * _HIDDEN)])
        places = graph.of(self.env).places
        library = state.library_of(self.env)
        found = Hidden({}, {})
        for name in self.docnames:
            doctree = self.env.get_doctree(name)
            for node in list(doctree.findall(pending_xref)):
                place = places[name].get(mentions._link(node))  # noqa: SLF001 - the product's own
                page = place.page if place else None
                if page is None or (min(name, page), max(name, page)) not in gone:
                    continue
                _section, anchor = self._themes(node)
                found.by_note.setdefault(name, set()).add(page)
                found.by_note.setdefault(page, set()).add(name)
                found.by_theme.setdefault((name, anchor), set()).add(page)
                words = list(node.children) if node.get("refexplicit") else []
                if not words:
                    words = [nodes.Text(graph.of(self.env).targets.title(page) or "")]
                node.parent.replace(node, [] if blank else words)
            links, read = mentions.links(doctree), passages.linked(doctree)
            facts = self.facts[name]
            language = self.env.config.language
            library.facts[name] = type(facts)(
                post=facts.post,
                links=links,
                mentions=mentions.collect(doctree, links, language, read),
                sections=facts.sections,
                text=facts.text,
            )
            found.passages[name] = tuple(passage for passage, _links in read)
        for name in self.docnames:
            post = library.posts[name]
            found.notes[name] = relatives._note(self.env, post)  # noqa: SLF001 - the product's own
        library.facts.update(self.facts)
        return found

    @staticmethod
    def _themes(node: nodes.Node) -> tuple[str, str]:
        around = []
        while node.parent is not None:
            node = node.parent
            if isinstance(node, nodes.section):
                around.append(node)
        theme = around[-2]["ids"][:1] if len(around) > 1 else []
        return "", theme[0] if theme else ""


def vault(folder: Path, place: Path) -> Vault:
    """Build a folder of Markdown as a site."""
    shutil.copytree(folder, place / "site/posts")
    (place / "site/conf.py").write_text(_CONF)
    (place / "site/index.md").write_text("# Home\n")
    with contextlib.redirect_stderr(io.StringIO()):
        app = Sphinx(
            place / "site",
            place / "site",
            place / "out",
            place / "doctrees",
            "dummy",
            status=None,
            warning=io.StringIO(),
        )
        app.build()
    return Vault(app.env)
