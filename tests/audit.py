"""Audit the site: every page by the validator of the W3C, a page of each kind by Lighthouse.

``make audit`` gets the two and runs this, ``make validate`` the first alone. They need Java and
npm, the audit Chromium and Node.js as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sphinx.cmd.build import build_main

from tests.browser import MISSING, find_browser, served
from tests.specimen import KINDS, write

FEWEST = {"accessibility": 1, "best-practices": 1, "seo": 1, "performance": 0.99}
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
# Messages that Furo alone causes would be named here, each with its reason. There are none.
FUROS: frozenset[str] = frozenset()
# What search engines are not to find says so, which is no fault in these.
MEANT = {(kind, "is-crawlable") for kind in ("search", "404")}
TRIES = 3  # a busy machine may be slow once


def invalid(tools: Path, site: Path) -> list[str]:
    """Return what is wrong with the HTML of the site, by file."""
    jar = tools / "node_modules/vnu-jar/build/dist/vnu.jar"
    java = ["java", "-jar", str(jar), "--format", "json", "--errors-only", "--skip-non-html"]
    found = subprocess.run(
        [*java, "--exit-zero-always", str(site)], capture_output=True, check=True
    )
    return [
        f"{message['url'].rpartition(site.name)[2]}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(found.stderr)["messages"]
        if message["message"] not in FUROS
    ]


def rate(tools: Path, page: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    command = ["node", str(tools / "node_modules/lighthouse/cli/index.js"), page, "--quiet"]
    command += [f"--chrome-flags={_FLAGS}", "--output=json", "--only-categories", ",".join(FEWEST)]
    env = {**os.environ, "CHROME_PATH": find_browser() or sys.exit(MISSING)}
    found = subprocess.run(command, capture_output=True, check=True, env=env)
    rated: dict[str, Any] = json.loads(found.stdout)
    return rated


def lacking(rated: dict[str, Any], name: str) -> list[str]:
    """Return what a page lacks."""
    return [
        f"{name}: {category} {rated['categories'][category]['score']:.2f}: {audit['id']}"
        f" {rated['audits'][audit['id']].get('displayValue', '')}"
        for category, fewest in FEWEST.items()
        if rated["categories"][category]["score"] < fewest
        for audit in rated["categories"][category]["auditRefs"]
        if audit["weight"]
        and (name, audit["id"]) not in MEANT
        and rated["audits"][audit["id"]]["score"] not in (None, 1)
    ]


def main(tools: Path, *, rates: bool) -> int:
    """Build the site with the specimen, audit it, and say what is wrong.

    :param rates: whether Lighthouse rates it too, which wants a machine with nothing else to do.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "source"), Path(folder, "output")
        write(source)
        build_main(["-q", "-b", "html", str(source), str(output)])
        wrong = invalid(tools, output)
        print(f"{len(list(output.rglob('*.html')))} pages are validated")
        kinds = KINDS if rates else {}
        with served(output) as address:
            for name, page in kinds.items():
                for _ in range(TRIES):
                    rated = rate(tools, address + page)
                    lacks = lacking(rated, name)
                    if not any("performance" in told for told in lacks):
                        break
                scores = (
                    f"{key} {found['score']:.2f}" for key, found in rated["categories"].items()
                )
                print(f"{name}: {', '.join(scores)}")
                wrong += lacks
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), rates="--only-html" not in sys.argv))
