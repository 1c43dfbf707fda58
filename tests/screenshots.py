"""Take pictures of each kind of page, in both schemes at four widths, and on paper, to be seen."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from sphinx.cmd.build import build_main

from tests.browser import MISSING, launch_options, served
from tests.specimen import KINDS, write

WIDTHS = {320: 700, 768: 1024, 1440: 900, 2560: 1440}
PAPER = {"width": 643, "height": 971}  # A4, within its margins


def main(folder: Path) -> None:
    """Build the site with the specimen and take the pictures."""
    with tempfile.TemporaryDirectory() as site, sync_playwright() as playwright:
        source, output = Path(site, "source"), Path(site, "output")
        write(source)
        build_main(["-q", "-b", "html", str(source), str(output)])
        browser = playwright.chromium.launch(**(launch_options() or sys.exit(MISSING)))
        with served(output) as address:
            for scheme in ("light", "dark"):
                for width, height in WIDTHS.items():
                    page = browser.new_page(
                        color_scheme=scheme,  # type: ignore[arg-type]
                        viewport={"width": width, "height": height},
                    )
                    for name, path in KINDS.items():
                        page.goto(address + path)
                        picture = folder / f"{name}-{width}-{scheme}.png"
                        page.screenshot(path=picture, full_page=name == "specimen")
                    page.close()
            page = browser.new_page(viewport=PAPER)  # type: ignore[arg-type]
            page.emulate_media(media="print")
            for name, path in KINDS.items():
                page.goto(address + path)
                page.screenshot(path=folder / f"{name}-paper.png", full_page=True)
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
