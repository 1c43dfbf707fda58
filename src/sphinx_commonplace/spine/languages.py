"""Languages: that of each page, the way it is written, and the words of ours in it.

What is shown around a text, here and in the theme, is in the site's language; what we say of a
post that names another one is in that.
"""

from __future__ import annotations

from copy import copy
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import get_translator, translators

from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.spine import PACKAGE, state
from sphinx_commonplace.spine.writing.surroundings import Surroundings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DOMAIN = "sphinx_commonplace"  # of our catalogues
FOLDER = PACKAGE / "locale"
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["Arab", "Hebr", "Syrc", "Thaa", "Nkoo"])


def of(env: BuildEnvironment, docname: str) -> str:
    """Return the language of a page, as Sphinx writes it."""
    post = state.library_of(env).posts.get(docname)
    return (post.lang if post else "").replace("-", "_") or env.config.language


def of_dates(env: BuildEnvironment, docname: str) -> str:
    """Return the language of a page, or that of the site where Babel does not know it."""
    name = of(env, docname)
    return name if dates.knows(name) else env.config.language


def direction(name: str) -> str:
    """Return ``rtl`` for a language that is written from right to left, else ``ltr``."""
    first, *others = name.replace("-", "_").split("_")
    scripts = [part.title() for part in others if len(part) == len("Arab") and part.isalpha()]
    is_leftward = bool(
        _RIGHT_TO_LEFT_SCRIPTS.intersection(scripts) if scripts else first.lower() in _RIGHT_TO_LEFT
    )
    return "rtl" if is_leftward else "ltr"


def words(env: BuildEnvironment, docname: str) -> dict[str, Any]:
    """Return what translates the words of templates, if the page is not in the site's language."""
    name = of(env, docname)
    if name == env.config.language:
        return {}
    found = _catalogue(name)
    return {"_": found.gettext, "gettext": found.gettext, "ngettext": found.ngettext}


def _catalogue(name: str) -> NullTranslations:
    try:
        return translation(DOMAIN, str(FOLDER), [name])
    except OSError:
        # The words as they are written are in English; for others the site's are better.
        is_english = name.partition("_")[0] == "en"
        return NullTranslations() if is_english else get_translator(DOMAIN)


def _joined(first: NullTranslations, then: NullTranslations) -> NullTranslations:
    """Return what asks one catalogue and then another, and leaves both as they are."""
    both = copy(first)
    both._fallback = then if first._fallback is None else _joined(first._fallback, then)  # type: ignore[attr-defined] # noqa: SLF001
    return both


def _say_language(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    name = of(app.env, page)
    context.update(words(app.env, page))
    shown = name.replace("_", "-").replace("@latin", "-Latn")
    if direction(name) == "rtl":
        # Themes print the language into <html lang="…"> and have no place for the direction.
        shown = Markup('{}" dir="rtl').format(shown)
    context["language"] = shown


def _drop_left(app: Sphinx, exception: Exception | None) -> None:
    """Remove what Sphinx wrote for another language, or for a search that is off now."""
    builder = app.builder
    if exception is not None or not isinstance(builder, StandaloneHTMLBuilder):
        return
    indexer = getattr(builder, "indexer", None)  # there is none where nothing was written
    if builder.search and indexer is None:
        return
    stemmers = indexer.get_js_stemmer_rawcodes() if indexer else ()
    wanted = {f"_static/{Path(path).name}" for path in stemmers}
    if builder.search:
        wanted.add(builder.searchindex_filename)
    if builder._get_translations_js():  # noqa: SLF001 - no public way to ask
        wanted.add("_static/translations.js")
    written = (builder.searchindex_filename, "_static/translations.js", "_static/*-stemmer.js")
    there = {path for name in written for path in builder.outdir.glob(name)}
    left = {path.relative_to(builder.outdir).as_posix() for path in there} - wanted
    if left:
        for name in left - Surroundings(app, builder).copies():  # the author may have such files
            (builder.outdir / name).unlink()


def setup(app: Sphinx) -> None:
    """Bring our catalogues, and give each page its language."""
    translators.pop(("general", DOMAIN), None)  # that of another build in this process
    app.add_message_catalog(DOMAIN, str(FOLDER))
    # Templates find our words where Sphinx's own catalogue, which it keeps, has none.
    app.translator = _joined(app.translator, get_translator(DOMAIN))
    app.connect("html-page-context", _say_language, priority=900)
    app.connect("build-finished", _drop_left)
