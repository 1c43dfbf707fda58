"""The content security policy, in a real browser: every page works under it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.cmd.build import build_main

from tests.browser import Host, served
from tests.conftest import CONF, Site, run_forked
from tests.sample import CONFIGURATION, FILES

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ROOT = Path(__file__).parent.parent
# What the browser refuses, kept from one page to the next.
RECORD = """
document.addEventListener("securitypolicyviolation", (event) =>
  refused(`${location.pathname}: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
GISCUS = 'commonplace_giscus = dict(repo="o/r", repo_id="R", category="C", category_id="D")\n'


class WithHeaders(Host):
    """Serves a folder as Netlify does, with the headers of its ``_headers``."""

    def end_headers(self) -> None:
        """Add the headers of each rule that fits."""
        file = Path(self.directory) / "_headers"
        fits = False
        for line in file.read_text().splitlines() if file.is_file() else ():
            if line.startswith("/"):
                fits = self.path.startswith(line.removesuffix("*"))
            elif fits and line.strip():
                self.send_header(*line.strip().split(": ", 1))
        super().end_headers()


@pytest.fixture(scope="module", params=["netlify", "meta"])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the outputs of this repository's site and of the sample site."""
    folder = tmp_path_factory.mktemp(request.param)
    option = ["-D", f"commonplace_headers={request.param}"]
    arguments = ["-q", "-b", "dirhtml", "-d", str(folder / "doctrees"), *option]
    run_forked(lambda: build_main([*arguments, str(ROOT), str(folder / "own")]), {})
    sample = Site(folder / "sample")
    sample.write({"conf.py": CONF + CONFIGURATION + GISCUS, **FILES, "posts/raw.md": RAW})
    sample.build("html", *option)
    return [folder / "own", sample.output()]


RAW = """\
---
date: 2024-05-06
---
# Raw

<p style='margin-inline: 3px'>Words</p>

<script>
document.body.dataset.own = "ran";
</script>

```{image} one/dot.png
:width: 33px
```

![[paper.pdf]]
"""


@contextmanager
def watched(page: Page, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder; give its address and what is refused or asked of others meanwhile."""
    refused: list[str] = []
    page.expose_function("refused", lambda told: refused.append(told))  # noqa: PLW0108
    page.add_init_script(RECORD)
    with served(folder, WithHeaders) as address:

        def note(request: Any) -> None:
            if not request.url.startswith((address, "data:")):
                refused.append(f"{page.url}: asks for {request.url}")

        page.on("request", note)
        page.on("pageerror", lambda error: refused.append(f"{page.url}: {error}"))
        yield address, refused
        page.remove_listener("request", note)


def test_every_page_works_and_asks_no_other_origin(page: Page, sites: list[Path]) -> None:
    for number, folder in enumerate(sites):
        context = page.context.browser.new_context()
        tab = context.new_page()
        with watched(tab, folder) as (address, refused):
            pages = sorted(folder.rglob("*.html"))
            assert len(pages) > 20
            for path in pages:
                name = path.relative_to(folder).as_posix()
                tab.goto(address + re.sub(r"(^|/)index\.html$", r"\1", name))
                assert tab.evaluate("document.body.dataset.theme") == "auto"
            assert refused == [], number
        context.close()


def test_what_is_added_to_a_page_does_not_run(page: Page, sites: list[Path]) -> None:
    folder = sites[1]
    with watched(page, folder) as (address, refused):
        page.goto(f"{address}posts/raw.html")
        assert page.evaluate("document.body.dataset.own") == "ran"
        assert refused == []
        page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "document.body.dataset.theirs = 'ran'";
              document.body.append(script);
              const image = document.createElement("img");
              image.src = "https://elsewhere.example/x.png";
              document.body.append(image);
              document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>x</p>");
            }"""
        )
        page.wait_for_timeout(200)
        assert page.evaluate("document.body.dataset.theirs") is None
        kinds = {line.split(": ")[1].split()[0] for line in refused if ": asks for" not in line}
        assert kinds == {"img-src", "script-src-elem", "style-src-attr"}


def test_giscus_is_asked_for_only_when_the_reader_opens_the_block(
    page: Page, sites: list[Path]
) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        script = "document.body.dataset.term = document.currentScript.dataset.term"
        headers = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=script, content_type="text/javascript", headers=headers)

    page.route("https://giscus.app/**", answer)
    with watched(page, sites[1]) as (address, refused):
        page.goto(f"{address}posts/first.html", wait_until="networkidle")
        assert asked == []
        summary = page.locator(".cp-comments > summary")
        for _ in range(3):
            summary.click()
        page.wait_for_function("document.body.dataset.term")
        assert page.evaluate("document.body.dataset.term") == "tag:example.org,2020:first"
        assert asked == ["https://giscus.app/client.js"]
        assert [line for line in refused if "asks for https://giscus.app/" not in line] == []

        page.goto(f"{address}posts/first.html?giscus=x")
        page.wait_for_function("document.body.dataset.term")
