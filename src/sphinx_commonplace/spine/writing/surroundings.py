"""What surrounds the text of a page: the navigation, the numbering, the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING, Any

from sphinx import addnodes

from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.writing.ledger import fingerprint
from sphinx_commonplace.spine.writing.programs import contents, files, local_folders, programs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

# What only warnings depend on, which are said when pages are written.
_NITPICKS = ("nitpicky", "nitpick_ignore", "nitpick_ignore_regex")
# Files which pages name with the checksum of their content, and templates of such.
_VERSIONED = (".css", ".js", ".css_t", ".js_t", ".jinja")
_LINKED = ("about", "copyright")  # pages to which Furo's every page links if they exist


class Surroundings:
    """The surroundings of every page, as they stand after all documents were read."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self.app = app
        self.builder = builder
        self.env: BuildEnvironment = app.env
        self.relations = self.env.collect_relations()

    @cached_property
    def shared(self) -> str:
        """What stands for the parts that all pages have in common."""
        config = self.app.config
        return fingerprint(
            self.builder.name,
            self.builder.build_info.config_hash,
            self.builder.build_info.tags_hash,
            state.of(self.env).read_with,  # another builder may have read all since
            [pformat(config[name]) for name in _NITPICKS],
            programs(self.app),
            contents(local_folders(self.app, config.templates_path)),
            contents(self._themes),
            contents(local_folders(self.app, config.html_static_path), *_VERSIONED),
            self._navigation(config.root_doc, set()),
            [name in self.env.all_docs for name in _LINKED],
        )

    def _navigation(self, docname: str, seen: set[str]) -> list[Any]:
        if docname in seen or docname not in self.env.tocs:
            return []
        seen.add(docname)
        trees = self.env.tocs[docname].findall(addnodes.toctree)
        attributes = [sorted((key, repr(value)) for key, value in tree.attlist()) for tree in trees]
        below = self.env.toctree_includes.get(docname, [])
        return [self._title(docname), attributes, [self._navigation(name, seen) for name in below]]

    def _title(self, docname: str | None) -> str | None:
        node = self.env.titles.get(docname) if docname else None
        return None if node is None else f"{docname}\0{node.pformat()}"

    def of(self, docname: str) -> list[Any]:
        """Return what is shown around the text of one document only."""
        env = self.env
        numbers = [env.toc_secnumbers.get(docname), env.toc_fignumbers.get(docname)]
        included = env.toctree_includes.get(docname, ())
        return [
            [self._title(name) for name in self._around(docname)],
            repr(numbers) if any(numbers) else None,
            [[name, env.tocs[name].pformat()] for name in included if name in env.tocs],
            self._images.get(docname, []),
        ]

    def _around(self, docname: str) -> list[str | None]:
        if docname not in self.relations:
            return []
        parent, before, after = self.relations[docname]
        around = [before, after]
        while parent is not None and parent not in around:
            around.append(parent)
            parent = self.relations.get(parent, [None])[0]
        return around

    @cached_property
    def _images(self) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for path, (docnames, name) in sorted(self.env.images.items()):
            for docname in docnames:
                found.setdefault(docname, []).append([str(path), name])
        return found

    @cached_property
    def _themes(self) -> list[Path]:
        """The folders of the theme and of those it is built on."""
        return [Path(folder) for folder in self.builder.theme.get_theme_dirs()]

    def files(self) -> set[str]:
        """Return the files of the output that are copies of files of the site or of its theme."""
        return self.copies() | {
            name for theme in self._themes for name in _static(theme / "static")
        }

    def copies(self) -> set[str]:
        """Return the files of the output that are copies of files of the site."""
        env, config = self.env, self.app.config
        found = {f"{self.builder.imagedir}/{name}" for _docs, name in env.images.values()}
        found |= {f"_downloads/{name}" for _docs, name in env.dlfiles.values()}
        for folder in local_folders(self.app, config.html_static_path):
            found.update(_static(folder))
        for folder in local_folders(self.app, config.html_extra_path):
            found.update(name for name, _path in files(folder))
        for name in filter(None, (config.html_logo, config.html_favicon)):
            if "://" not in name:
                found.add(f"_static/{Path(name).name}")
        return found


def _static(folder: Path) -> Iterator[str]:
    """Yield where the files of a folder come to be; templates lose a part of their names."""
    for name, _path in files(folder):
        yield f"_static/{name.removesuffix('.jinja').removesuffix('_t')}"


def name_images(env: BuildEnvironment) -> None:
    """Name the copies of images by their paths.

    Sphinx numbers images of one name in the order in which it first saw them, so the names would
    depend on the edits that came before.
    """
    sharing: dict[str, list[str]] = {}
    for path in env.images:
        sharing.setdefault(Path(path).name.casefold(), []).append(path)
    for path, (docnames, _name) in list(env.images.items()):
        own = Path(path)
        alone = len(sharing[own.name.casefold()]) == 1
        mark = blake2b(own.as_posix().encode(errors="surrogateescape"), digest_size=4).hexdigest()
        env.images[path] = (docnames, own.name if alone else f"{own.stem}-{mark}{own.suffix}")


def break_loops(env: BuildEnvironment) -> None:
    """Take out of the navigation the pages that lead back to where one came from.

    Sphinx follows them until Python's stack is full.
    """
    done: set[str] = set()
    above: list[str] = []

    def follow(docname: str) -> None:
        above.append(docname)
        for inner in list(env.toctree_includes.get(docname, ())):
            if inner in above:
                told = f"the toctree leads back to {inner!r}, which leads here; left out"
                warn(Subtype.DIRECTIVE, told, place(env, docname))
                env.toctree_includes[docname].remove(inner)
            elif inner not in done:
                follow(inner)
        done.add(above.pop())

    for docname in sorted(
        env.toctree_includes, key=lambda name: (name != env.config.root_doc, name)
    ):
        if docname not in done:
            follow(docname)
