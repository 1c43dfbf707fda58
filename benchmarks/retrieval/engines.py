"""Engines: what is compared, and how each is asked in a browser, by its own code.

Each is asked for ten results with their excerpts. Where it shows more, what that costs is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urldefrag

from playwright.sync_api import Page as Tab

from retrieval.scoring import Hit

OURS, SPHINX, PAGEFIND = "ours", "Sphinx", "Pagefind"

_ASK_OURS = """async ([text, root]) => {
  const began = performance.now();
  if (!window.Commonplace.search) await window.Commonplace.load();
  const found = await window.Commonplace.search(text, {limit: 10});
  const took = performance.now() - began;
  return [took, found.hits.map(hit => [hit.url, [hit.anchor || ""], hit.excerpt])];
}"""
_ASK_PAGEFIND = """async ([text, root]) => {
  const began = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(text);
  const pages = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
  const took = performance.now() - began;
  const anchor = url => url.split("#")[1] || "";
  return [took, pages.map(page => [
    page.url, page.sub_results.map(part => anchor(part.url)), page.excerpt])];
}"""
_ASK_SPHINX = """([text, root]) => {
  const found = Search._performSearch(...Search._parseQuery(text));
  return [0, found.reverse().slice(0, 10).map(result => [
    result[0] + ".html", [(result[2] || "").slice(1)], result[1]])];
}"""
_SHOWN = """() => {
  const list = document.querySelector("#search-results ul.search li");
  const said = document.querySelector("#search-results .search-summary");
  return list || (said && said.innerText) ? performance.now() : 0;
}"""
# From a key to the frame with the results, which are other ones or the same once more.
_WATCH_OURS = """() => {
  window.took = new Promise(resolve => {
    let pressed;
    addEventListener("keydown", event => (pressed = event.timeStamp), {capture: true, once: true});
    new MutationObserver((changes, observer) => {
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - pressed));
    }).observe(document.getElementById("cp-hits"), {childList: true});
  });
}"""


@dataclass(frozen=True)
class Answer:
    """The milliseconds until the first results were there, and the results."""

    took: float
    hits: list[Hit]


Ask = Callable[[Tab, str, str], Answer]  # a page of the site, its root, and the query


def _evaluated(code: str) -> Ask:
    def ask(tab: Tab, root: str, text: str) -> Answer:
        took, hits = tab.evaluate(code, [text, root])
        return Answer(took, [_hit(hit, root) for hit in hits])

    return ask


def _hit(hit: list[Any], root: str) -> Hit:
    url, anchors, _excerpt = hit
    found, _ = urldefrag(url.removeprefix(root).lstrip("/"))
    return Hit(unquote(found), tuple(anchors))


def _visit_sphinx(tab: Tab, root: str, text: str) -> Answer:
    """Ask as a reader does, who gets a page of results that fetches what it shows."""
    tab.goto(f"{root}search.html?q={quote(text)}", wait_until="commit")
    took = tab.wait_for_function(_SHOWN, polling="raf").json_value()
    return Answer(took, [])


def _press_ours(tab: Tab, text: str) -> float:
    """Type the last letter of a query in the dialog; return the milliseconds until results show."""
    for typed in (text, text[:-1]):  # all that is needed is loaded
        tab.evaluate("text => Commonplace.search(text)", typed)
    tab.keyboard.press("/")
    field = tab.locator("dialog input")
    field.fill(text[:-1])
    tab.wait_for_function("document.querySelector('dialog output').textContent")
    tab.wait_for_timeout(300)
    field.press("End")
    tab.evaluate(_WATCH_OURS)
    tab.keyboard.type(text[-1])
    took: float = tab.evaluate("window.took")
    tab.keyboard.press("Escape")
    return took


@dataclass(frozen=True)
class Engine:
    """A name, a folder with a site, and how to find what of it is the index or the interface.

    ``visit`` asks as a reader does, to measure bytes and time; ``ask`` asks for all there is to
    judge, on the page ``start``; ``press`` types the last letter of a query.
    """

    name: str
    output: Path
    index: tuple[str, ...]  # patterns of files
    interface: tuple[str, ...]
    start: str
    visit: Ask
    ask: Ask
    press: Callable[[Tab, str], float] | None = None  # a key, in the dialog

    def files(self, *, interface: bool = False) -> list[Path]:
        """Return the files of the index, or those of the interface."""
        patterns = self.interface if interface else self.index
        return sorted(
            path for pattern in patterns for path in self.output.glob(pattern) if path.is_file()
        )


def sphinx(output: Path) -> Engine:
    """Return Sphinx's own search, as Furo shows it."""
    ask = _evaluated(_ASK_SPHINX)
    interface = ("_static/searchtools.js", "_static/language_data.js", "search.html")
    return Engine(SPHINX, output, ("searchindex.js",), interface, "search.html", _visit_sphinx, ask)


def pagefind(output: Path) -> Engine:
    """Return Pagefind's search, by its programming interface."""
    ask = _evaluated(_ASK_PAGEFIND)
    index = ("pagefind/fragment/*", "pagefind/index/*", "pagefind/*.pf_meta", "pagefind/*.json")
    interface = (
        "pagefind/pagefind.js",
        "pagefind/pagefind-worker.js",
        "pagefind/wasm.en.pagefind",
        "pagefind/pagefind-component-ui.js",
        "pagefind/pagefind-component-ui.css",
    )
    return Engine(PAGEFIND, output, index, interface, "index.html", ask, ask)


def ours(output: Path) -> Engine:
    """Return the search of this site."""
    ask = _evaluated(_ASK_OURS)
    index = ("_search/**/*",)
    interface = ("_static/commonplace-search*",)  # without what every page has, for the key
    return Engine(OURS, output, index, interface, "index.html", ask, ask, _press_ours)
