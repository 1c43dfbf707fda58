"""``commonplace check``: what was published and is gone is named, with the line that keeps it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_commonplace import cli

if TYPE_CHECKING:
    from tests.conftest import Site

MakeSite = Callable[..., "Site"]

NOWHERE = 'html_baseurl = ""\nsuppress_warnings = ["commonplace.baseurl"]\n'
WORDS = "Whoever keeps a commonplace book copies what is worth keeping, with words of his own.\n"
FILES = {
    "posts/a.md": f"# Keeping books\n\n## Of paper\n\n{WORDS}\n## Of ink\n\nBlack.\n",
    "posts/b.md": "---\ntags: [one]\naliases: [Other, /older/b.html]\n---\n# Bees\n\nThey fly.\n",
    "about.md": "---\norphan: true\n---\n# About\n\nOf me.\n",
}


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    """A site that is published, beside its source."""
    site = make_site(FILES, NOWHERE)
    site.build()
    site.build("dirhtml")
    for builder in ("html", "dirhtml"):
        shutil.copy(site.output(builder) / "urls.json", site.root / f"{builder}.json")
    return site


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out + err


def check(
    site: Site, capsys: pytest.CaptureFixture[str], builder: str = "html", against: str = ""
) -> tuple[int, str]:
    site.build(builder)
    published = against or site.root / f"{builder}.json"
    return run(
        capsys,
        *("check", "--against", published),
        *("--site", site.output(builder), "--source", site.source),
    )


def test_the_list_holds_what_is_published(site: Site) -> None:
    found = json.loads((site.root / "dirhtml.json").read_text())
    assert list(found["pages"]) == ["/", "/about/", "/posts/a/", "/posts/b/", "/tags/one/"]
    page = found["pages"]["/posts/a/"]
    assert (page["title"], page["source"]) == ("Keeping books", "posts/a.md")
    assert page["anchors"] == ["of-paper", "of-ink"]
    assert found["redirects"] == {"/older/b.html": "/posts/b/"}
    assert found["pages"]["/tags/one/"] == {"title": "one"}
    assert found["files"] == ["/notes.json"]


def test_nothing_is_gone(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"posts/new.md": "# New\n\n## More\n"})
    status, told = check(site, capsys)
    assert (status, told) == (0, "All is kept: 7 addresses and 2 anchors.\n")


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_renamed_page(site: Site, capsys: pytest.CaptureFixture[str], builder: str) -> None:
    """It is found again by its words; the line that is printed saves it."""
    address = "/posts/a.html" if builder == "html" else "/posts/a/"
    site.remove("posts/a.md")
    new = f"# Of memory\n\n## Of paper\n\n{WORDS}\n## Of ink\n\nBlue.\n"
    site.write({"posts/memory.md": new, "posts/z.md": "# Apples\n\nRed.\n"})
    status, told = check(site, capsys, builder)
    assert status == 1
    assert told.splitlines() == [
        f"{address}: the page (Keeping books) is gone",
        "",
        "In the front matter of posts/memory.md:",
        f"    aliases: [{address}]",
    ]
    site.write({"posts/memory.md": f"---\n{told.splitlines()[-1].strip()}\n---\n{new}"})
    assert check(site, capsys, builder)[0] == 0


def test_a_renamed_heading_and_a_removed_one(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"posts/a.md": FILES["posts/a.md"].replace("Of paper", "Upon papyrus")})
    status, told = check(site, capsys)
    assert status == 1
    assert told.splitlines() == [
        "/posts/a.html#of-paper: the anchor is gone",
        "",
        "In the front matter of posts/a.md:",
        '    aliases: ["#of-paper -> #upon-papyrus"]',
    ]
    site.write({"posts/a.md": f"# Keeping books\n\n## Of paper\n\n{WORDS}"})
    line = check(site, capsys)[1].splitlines()[-1]
    assert line == '    aliases: ["#of-ink"]'
    site.write({"posts/a.md": f"---\n{line.strip()}\n---\n# Keeping books\n\n## Of paper\n"})
    assert check(site, capsys)[0] == 0


def test_a_lost_redirect_and_what_the_page_is_called_already(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"posts/b.md": FILES["posts/b.md"].replace(", /older/b.html", "")})
    status, told = check(site, capsys)
    assert status == 1
    assert "/older/b.html: the redirect to /posts/b.html (Bees) is gone\n" in told
    assert told.endswith('posts/b.md:\n    aliases: ["Other", /older/b.html]\n')


def test_anchors_of_a_page_that_moved_are_looked_for_where_it_is(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.remove("posts/a.md")
    new = FILES["posts/a.md"].replace("Of ink", "Of inks")
    site.write({"posts/memory.md": f"---\naliases: [/posts/a]\n---\n{new}"})
    status, told = check(site, capsys)
    assert status == 1
    assert told.splitlines()[-1] == '    aliases: [/posts/a, "#of-ink -> #of-inks"]'


def test_nothing_is_like_what_is_gone(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.remove("posts/a.md")
    status, told = check(site, capsys)
    assert status == 1
    assert "No page is like these." in told


def test_a_file_that_was_published(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    site = make_site(
        {"extra/keys/key.txt": "k", "extra/.well-known": ""}, 'html_extra_path = ["extra"]'
    )
    site.build()
    shutil.copy(site.output() / "urls.json", site.root / "html.json")
    site.remove("extra/keys/key.txt")
    site.write({"extra/keys/key2.txt": "k"})
    status, told = check(site, capsys)
    assert (status, told.splitlines()) == (
        1,
        ["/keys/key.txt: a file is gone; a redirect cannot take its place"],
    )


def test_a_page_whose_file_is_missing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (site.output() / "about.html").unlink()
    arguments = ("check", "--against", site.root / "html.json", "--site", site.output())
    status, told = run(capsys, *arguments)
    assert status == 1
    assert told.startswith("/about.html: the page (About) is gone\n")


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    """The address of a server that publishes a folder."""
    handler = partial(Quiet, directory=site.root)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def test_against_an_address(site: Site, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    for url in (f"{address}/output/html", f"{address}/output/html/", f"{address}/html.json"):
        assert check(site, capsys, against=url)[0] == 0
    status, told = check(site, capsys, against=f"{address}/nowhere/")
    assert status == 2
    assert re.fullmatch(rf"commonplace: {address}/nowhere/urls.json answers 404 .*\n", told)
    url = f"{address}/nowhere/"
    status, told = run(
        capsys, *("check", "--missing-ok", "--against", url, "--site", site.output())
    )
    assert (status, told) == (0, "Nothing is published yet.\n")


BAD = {
    "no json": (b"<html>", "it is not JSON"),
    "nested": (b"[" * 100_000, "it is not JSON"),
    "another list": (b"[1]", "it is not a list of addresses"),
    "later": (b'{"version": 99, "pages": {}}', "its version is 99, not 1"),
    "not text": (b"\xff\xfe\x00", "it is not JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_list(site: Site, capsys: pytest.CaptureFixture[str], name: str) -> None:
    content, told = BAD[name]
    (site.root / "bad.json").write_bytes(content)
    against = str(site.root / "bad.json")
    expected = f"commonplace: {against} cannot be used: {told}\n"
    assert check(site, capsys, against=against) == (2, expected)


def test_odd_values_in_a_list_do_no_harm(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    odd = {
        "version": 1,
        "pages": {"/\x1b[31m.html": {"title": 3, "anchors": [None, "x"]}, "/posts/a.html": "?"},
        "files": [7, "/../../x"],
        "redirects": {"/r": None},
    }
    (site.root / "odd.json").write_text(json.dumps(odd))
    status, told = check(site, capsys, against=str(site.root / "odd.json"))
    assert status == 1
    assert "\x1b" not in told
    assert told.startswith("/\N{REPLACEMENT CHARACTER}[31m.html: the page is gone\n")


def test_without_a_build_or_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(capsys, "check", "--against", tmp_path, "--site", tmp_path / "none")
    assert status == 2
    assert told.startswith("commonplace: ")
    assert "cannot be read" in told


@pytest.mark.parametrize("arguments", [[], ["check"], ["nothing"], ["check", "--bad"]])
def test_wrong_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert "usage: commonplace" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_it_says_what_it_does(arguments: list[str]) -> None:
    run = "import sys; from sphinx_commonplace.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", run, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout
