"""The collector: keeps the library's facts in step with the documents Sphinx reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector

from sphinx_commonplace.core.frontmatter import aliases
from sphinx_commonplace.core.frontmatter.frontmatter import FrontMatter
from sphinx_commonplace.core.library.facts import Facts, Request
from sphinx_commonplace.core.library.post import Post, Section
from sphinx_commonplace.core.output import sketch
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import Subtype, place, warn
from sphinx_commonplace.spine.linking import addresses
from sphinx_commonplace.spine.reading import mentions, passages, pictures, tagging
from sphinx_commonplace.spine.writing.fragments import Fragment

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_TERMS = {"tags": "tags", "category": "categories", "categories": "categories", "series": "series"}
_ONLY_POSTS = ("date", *_TERMS)
_NO_ANCHORS = (nodes.footnote, nodes.footnote_reference, nodes.citation_reference)
_NUMBERED = re.compile(r"(?:id|index-)\d+")  # ids that change with what stands before them


class FactsCollector(EnvironmentCollector):
    """Fills, purges and merges the facts."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document."""
        ours = state.of(env)
        ours.library.facts.pop(docname, None)
        ours.passages.pop(docname, None)
        ours.warned.discard(docname)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process has read."""
        ours, theirs = state.of(env), state.of(other)
        for docname in docnames:
            ours.library.facts[docname] = theirs.library.facts[docname]
        ours.warned |= theirs.warned & docnames

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Record the facts of the document that was read."""
        env = app.env
        docname = env.current_document.docname
        fields: FrontMatter = env.current_document.get("commonplace_frontmatter") or FrontMatter()
        _set_title(env, docname, fields)
        links = mentions.links(doctree)
        read = passages.linked(doctree)
        state.of(env).passages[docname] = tuple(passage for passage, _links in read)
        facts = Facts(
            links=links,
            mentions=mentions.collect(doctree, links, app.config.language, read),
            sections=_sections(doctree),
            blocks=env.current_document.get("commonplace_blocks") or {},
            files=env.current_document.get("commonplace_files") or {},
            requests=_requests(doctree),
            text=env.current_document.get("commonplace_text") or "",
            aliases=tuple(
                (alias, line)
                for alias, line in zip(fields.aliases, fields.alias_lines, strict=False)
                if aliases.is_place(alias)
            ),
            anchors=tuple(_anchors(doctree)),
            sketch=sketch.of(" ".join(_paragraphs(doctree))),
            description=fields.description or "",
            elsewhere=env.current_document.get("commonplace_elsewhere") or (),
            languages=env.current_document.get("commonplace_languages") or (),
            said=env.current_document.get("commonplace_said") or (),
            image=pictures.found(doctree, fields.image or ""),
        )
        if is_post(app.config.commonplace_posts, docname):
            facts.post = _post(env, docname, fields)
            facts.lines = {_TERMS[key]: n for key, n in fields.lines.items() if key in _TERMS}
            facts.lines |= {key: n for key, n in fields.lines.items() if key == "id"}
        if facts.post or addresses.stands_for_generated(app.config, docname):
            env.metadata[docname]["orphan"] = "True"  # found through the indexes, not a toctree
        if not facts.post:
            for key in _ONLY_POSTS:
                if key in fields.lines:
                    told = (
                        f"{key}: this page is not below {app.config.commonplace_posts!r}; ignored"
                    )
                    warn(Subtype.NOT_A_POST, told, place(env, docname, fields.lines[key]))
        state.library_of(env).facts[docname] = facts


def is_post(folder: str, docname: str) -> bool:
    """Whether a document is content: it lies below the posts folder and is not its index."""
    prefix = f"{folder}/" if folder else ""
    return docname.startswith(prefix) and docname not in (f"{prefix}index", "index")


def _set_title(env: BuildEnvironment, docname: str, fields: FrontMatter) -> None:
    # Where the text has a heading of its own, it stays on the page; lists, links and the
    # browser's tab take the title of the front matter.
    if fields.title and not env.current_document.get("commonplace_titled"):
        env.titles[docname] = env.longtitles[docname] = nodes.title("", fields.title)


def _post(env: BuildEnvironment, docname: str, fields: FrontMatter) -> Post:
    words = env.metadata[docname].get("wordcount", {}).get("words", 0)
    directive_tags: tuple[str, ...] = env.current_document.get(tagging.NOTED) or ()
    return Post(
        docname=docname,
        title=" ".join(env.titles[docname].astext().split()),
        date=fields.date,
        updated=fields.updated,
        created=fields.created,
        tags=tuple(dict.fromkeys((*fields.tags, *directive_tags))),
        categories=fields.category,
        series=fields.series,
        description=fields.description or "",
        draft=fields.draft,
        aliases=fields.aliases,
        words=words,
        authors=fields.author,
        lang=fields.lang or "",
        id=fields.id or "",
        comments=fields.comments,
        search=fields.search,
        related=fields.related,
        unrelated=fields.unrelated,
    )


def _sections(doctree: nodes.document) -> tuple[Section, ...]:
    found: list[Section] = []

    def descend(node: nodes.Element, level: int) -> None:
        for section in node.children:
            if isinstance(section, nodes.section):
                anchor = section["ids"][0] if section["ids"] else ""
                found.append(Section(passages.heading(section), anchor, level))
                descend(section, level + 1)

    descend(doctree, 1)
    return tuple(found)


def _paragraphs(doctree: nodes.document) -> Iterator[str]:
    """Yield the text of each paragraph; what docutils says of a mistake is none."""
    for text in doctree.findall(nodes.paragraph):
        if not isinstance(text.parent, nodes.system_message):
            yield text.astext()


def _anchors(doctree: nodes.document) -> Iterator[str]:
    """Yield the HTML ids that a reader may have noted; that of the title is the page itself."""
    for node in doctree.findall(nodes.Element):
        if not isinstance(node, _NO_ANCHORS):
            is_title = isinstance(node, nodes.section) and node.parent is doctree
            ids: list[str] = node.get("ids", [])
            yield from (name for name in ids[is_title:] if not _NUMBERED.fullmatch(name))


def _requests(doctree: nodes.document) -> tuple[Request, ...]:
    requests: list[Request] = []
    for node in doctree.findall(Fragment):
        node["place"] = len(requests)
        requests.append(Request(node["name"], node["arguments"]))
    return tuple(requests)


def setup(app: Sphinx) -> None:
    """Collect facts of every document."""
    app.add_env_collector(FactsCollector)
