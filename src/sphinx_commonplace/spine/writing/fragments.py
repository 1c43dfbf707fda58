"""Fragments: places in a page that are filled, when the page is written, from its page data."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_commonplace.spine import languages, state
from sphinx_commonplace.spine.writing import bodies

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class Fragment(nodes.General, nodes.Element):
    """Stands for what ``template`` makes of the page data called ``name``.

    ``arguments`` is what the author asked for, plain and picklable. It holds no text, so that
    neither search nor feeds take it for what the author wrote.
    """

    @classmethod
    def make(cls, name: str, template: str, arguments: Any = None) -> Fragment:
        """Make a fragment; the collector gives it its place among those of the page."""
        return cls("", name=name, template=template, arguments=arguments, place=0)


def key(name: str, place: int) -> str:
    """Return the name under which the page data holds the value of a fragment."""
    return f"{name}-{place}"


def _value(node: Fragment, shown: dict[str, Any]) -> Any:
    return shown.get(key(node["name"], node["place"]))


def visitor(prepare: Callable[[Any], Any] | None = None) -> Callable[..., None]:
    """Return what makes HTML of a fragment.

    :param prepare: makes of its page data what the template shows, if that is much work: it is
        done only when the page is written.
    """

    def visit(self: HTML5Translator, node: Fragment) -> None:
        builder = self.builder
        here = builder.current_docname
        value = _value(node, state.of(builder.env).shown.get(here, {}))
        if value is not None:
            context = {
                **languages.words(builder.env, here),
                "value": prepare(value) if prepare else value,
                "pathto": lambda page: builder.get_relative_uri(here, page) or "#",
            }
            made = builder.templates.render(node["template"], context)
            self.body.append(bodies.shown(made))
        raise nodes.SkipNode

    return visit


class PlainFragments(SphinxPostTransform):
    """Put plain lists in the place of fragments where the output is not HTML."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace each fragment; one that is no listing is dropped."""
        if self.app.builder.format == "html":
            return
        shown = state.of(self.env).shown.get(self.env.docname, {})
        for node in list(self.document.findall(Fragment)):
            node.replace_self(self._plain(_value(node, shown)))

    def _plain(self, value: Any) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for group in value.get("groups", ()) if isinstance(value, dict) else ():
            if group["heading"]:
                found.append(nodes.rubric("", group["heading"]))
            items = nodes.bullet_list()
            for item in group["items"]:
                text = " · ".join(filter(None, (item["title"], str(item.get("date") or ""))))
                line: nodes.Element = nodes.inline("", text)
                if item["page"] in self.env.all_docs:
                    # LaTeX, for one, has no place for pages that are in no toctree.
                    with suppress(NoUri):
                        builder = self.app.builder
                        line = make_refnode(builder, self.env.docname, item["page"], None, line)
                items += nodes.list_item("", nodes.paragraph("", "", line))
            found.append(items)
        return found


def setup(app: Sphinx) -> None:
    """Add the node and its fallback."""
    app.add_node(Fragment, html=(visitor(), None))
    app.add_post_transform(PlainFragments)
