"""Code: which languages it is in; one that is not known is told once, and not for each block.

Notes hold code that is nearly of its language: a prompt, dots for what is left out. It is coloured
as far as it goes, without a word. Sphinx would say of each such block that it had to try again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.highlighting import lexer_classes, lexers

from sphinx_commonplace.core.library.facts import Said
from sphinx_commonplace.core.markup import colouring
from sphinx_commonplace.spine import state
from sphinx_commonplace.spine.diagnostics import OURS, Subtype, beginning, place, place_of, tell

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_GUESSED = ("default", "guess")  # Sphinx says nothing where these are wrong


class Unknown(TextLexer):  # type: ignore[misc] # Pygments has no types
    """Stands for a language that is not known, and colours nothing."""


def _look(app: Sphinx, doctree: nodes.document) -> None:
    """Note the languages that are not known, and have the others be taken as they come."""
    env = app.env
    found: dict[str, str] = {}
    for block in doctree.findall(nodes.literal_block):
        language = block.get("language", "")
        if not language or language in _GUESSED or block.rawsource != block.astext():
            continue
        if _is_known(language):
            block["force"] = True
        else:
            where = place_of(block, env) or place(env, env.docname)
            found.setdefault(language, where)
    env.current_document["commonplace_languages"] = tuple(found.items())


def _is_known(language: str) -> bool:
    known = lexers.get(language) or lexer_classes.get(language)
    if known is not None:
        return known is not Unknown
    return colouring.is_language(language)


def _tell(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each language once, and see to it that Sphinx finds something for it."""
    places: dict[str, list[str]] = {}
    for _docname, facts in sorted(state.library_of(env).facts.items()):
        for language, where in facts.languages:
            places.setdefault(language, []).append(where)
    for language, there in sorted(places.items()):
        if not _is_known(language):
            app.add_lexer(language, Unknown)
            more = len(there) - 1
            others = f", here and on {more} more page{'s' * (more > 1)}" if more else ""
            told = f"no language of code is called {beginning(language)!r}{others}"
            tell(Said(OURS, Subtype.CODE.value, f"{told}; shown without colours", there[0]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at what is read before the collector does, and tell of all pages at once."""
    app.add_lexer("mermaid", TextLexer)  # shown as written; to draw it takes megabytes of scripts
    app.connect("doctree-read", _look, priority=60)
    app.connect("env-updated", _tell)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
