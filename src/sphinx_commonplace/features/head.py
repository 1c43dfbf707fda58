"""The head: what a page says of itself to browsers, search engines and those who pass it on."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Any

from babel.core import get_global, parse_locale
from docutils import nodes
from markupsafe import Markup
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_commonplace.core.feeds import jsonld, portable
from sphinx_commonplace.core.feeds.syndication import clean
from sphinx_commonplace.core.frontmatter import dates
from sphinx_commonplace.spine import site
from sphinx_commonplace.spine.reading import pictures
from sphinx_commonplace.spine.writing import bodies, crumbs, entries

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_commonplace.core.library.library import Library
    from sphinx_commonplace.core.library.post import Post
    from sphinx_commonplace.spine.writing.plan import GeneratedPage

NAME = "head"
# The paper of our style sheets; Furo's variable takes another.
_PAPER = {"light": "#fffefb", "dark": "#161514"}
_LONGEST = 200  # characters of a description made from the text, or from a listing
_LISTED = 20  # titles that are more than go into it


def _set_language(app: Sphinx, doctree: nodes.document) -> None:
    """Say in which language the text is; docutils makes an attribute of the class."""
    fields = app.env.current_document.get("commonplace_frontmatter")
    if fields is not None and fields.lang:
        language = fields.lang.replace("_", "-")
        for child in doctree.children:
            if isinstance(child, nodes.section):
                child["classes"].append(f"language-{language}")


def _page_data(app: Sphinx, docname: str, library: Library) -> dict[str, Any]:
    post = library.posts.get(docname)
    title = " ".join(app.env.titles[docname].astext().split())
    data: dict[str, Any] = {
        "title": post.title if post else title,
        "description": library.facts[docname].description,
        "image": site.absolute(app.config, pictures.published(app, docname)),
        "steps": crumbs.steps(app.config, library, docname),
    }
    if post is not None:
        data |= {
            "post": True,
            "lang": site.language(app.config, post),
            "authors": list(site.authors(app.config, post)),
            "tags": list(library.labels(post, "tags")),
            "section": next(iter(library.labels(post, "categories")), ""),
            "published": dates.rfc3339(post.date) if post.date else "",
            "modified": _modified(post),
        }
    return {NAME: data}


def _modified(post: Post) -> str:
    moments = [moment for moment in (post.date, post.updated) if moment is not None]
    return dates.rfc3339(max(moments)) if moments else ""


def _generated_data(app: Sphinx, page: GeneratedPage, library: Library) -> dict[str, Any]:
    steps = crumbs.steps(app.config, library, page.name, page.data.get("term"))
    description = page.data.get("description") or _listed(page)
    return {NAME: {"title": page.title, "description": description, "steps": steps}}


def _listed(page: GeneratedPage) -> str:
    """Return the titles that a page lists, as far as a description goes."""
    groups = page.data.get("listing", {}).get("groups", ())
    titles = (item["title"] for group in groups for item in group["items"][:_LISTED])
    return shorten(" · ".join(titles), _LONGEST, placeholder="…")


def _complete(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the template what only needs the page itself and the settings."""
    builder, config = app.builder, app.config
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    url = context["pageurl"] = site.permalink(builder, page) or None
    shown = context.get("commonplace")
    if not isinstance(shown, dict) or NAME not in shown:
        return
    head = dict(shown[NAME])
    if doctree is not None and not head["description"]:
        body = bodies.without_fragments(context["body"])
        head["description"] = portable.summary(body, _LONGEST)
    head["description"] = clean(head["description"])
    head["title"] = clean(str(head["title"]))
    is_home = page == config.root_doc
    if is_home:
        head["title"] = site.title(config) or head["title"]
    head |= {
        "url": url,
        "site": site.title(config),
        "locale": _territory(head.get("lang") or site.language(config)),
        "colours": _colours(config),
        "me": config.commonplace_me,
        "describes": 'name="description"' not in context.get("metatags", ""),
        "noindex": shown.get("noindex", False),
        "plain": shown.get("plain"),
    }
    if head["noindex"]:
        context["pageurl"] = head["url"] = None
    elif url:
        head["ld"] = Markup(jsonld.script(_things(app, page, head, shown)))  # noqa: S704 - escaped
    context["commonplace"] = {**shown, NAME: head}


def _things(app: Sphinx, page: str, head: dict[str, Any], shown: dict[str, Any]) -> Any:
    builder, config = app.builder, app.config
    home = site.title(config), site.permalink(builder, config.root_doc)
    if page == config.root_doc:
        description = head["description"]
        return [jsonld.website(home[1], home[0], description, site.language(config))]
    things = []
    if head.get("post"):
        things.append(
            jsonld.posting(
                url=head["url"],
                title=head["title"],
                description=head["description"],
                language=head["lang"],
                authors=head["authors"],
                tags=head["tags"],
                image=head["image"],
                published=head["published"],
                modified=head["modified"],
                related=[site.permalink(builder, item["page"]) for item in entries.related(shown)],
            )
        )
    between = [(title, site.permalink(builder, name)) for title, name in head["steps"]]
    return [*things, jsonld.breadcrumbs([home, *between, (head["title"], head["url"])])]


def _territory(language: str) -> str:
    """Return a language as Open Graph wants it, with its territory; "" if that is not known."""
    try:
        name, territory, *_rest = parse_locale(language, sep="-")
    except ValueError:
        return ""
    if not territory:
        likely = get_global("likely_subtags").get(name, "")
        territory = likely.rpartition("_")[2] if "_" in likely else ""
    return f"{name}_{territory}" if territory else ""


def _colours(config: Config) -> dict[str, str]:
    """Return the colour of the paper by scheme, unless only a style sheet knows it."""
    options = config.html_theme_options
    found = {}
    for scheme, paper in _PAPER.items():
        variables = options.get(f"{scheme}_css_variables") or {}
        colour = str(variables.get("color-background-primary", paper))
        if "var(" not in colour:
            found[scheme] = colour
    return found


def setup(app: Sphinx) -> dict[str, bool]:
    """Collect what the head says, and complete it when the page is written."""
    app.connect("doctree-read", _set_language, priority=460)
    app.connect("commonplace-page-data", _page_data)
    app.connect("commonplace-generated-data", _generated_data)
    app.connect("html-page-context", _complete, priority=450)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
