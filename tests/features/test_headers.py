"""Headers: written where they are asked for, and made from the pages as they are."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Site

Make = Callable[..., "Site"]
ALL = 'commonplace_headers = ["netlify", "nginx", "meta"]\n'
SCRIPT = "<script>own()</script>"
HASH = f"'sha256-{b64encode(sha256(b'own()').digest()).decode()}'"


def test_nothing_is_written_unless_it_is_asked_for(make_site: Make) -> None:
    site = make_site({})
    site.build()
    assert {"_headers", "headers.nginx"}.isdisjoint(site.snapshot())
    assert site.page("index").select("meta[http-equiv]") == []


def test_the_files_have_one_policy_for_all_pages(make_site: Make) -> None:
    site = make_site({"posts/a.md": f"# A\n\n{SCRIPT}\n"}, ALL)
    assert site.build().status == 0
    for name in ("_headers", "headers.nginx"):
        text = (site.output() / name).read_text()
        (line,) = (line for line in text.splitlines() if "Content-Security-Policy" in line)
        assert HASH in line
        assert "unsafe-inline" not in line
        assert "X-Content-Type-Options" in text


def test_an_element_has_the_policy_of_its_page(make_site: Make) -> None:
    site = make_site({"posts/a.md": f"# A\n\n{SCRIPT}\n"}, ALL)
    site.build()
    told = {}
    for name in ("index", "posts/a", "search"):
        first, second = site.page(name).head.find_all(True)[:2]
        assert first["charset"] == "utf-8"
        assert second["http-equiv"] == "Content-Security-Policy"
        told[name] = second["content"]
    assert {name for name, text in told.items() if HASH in text} == {"posts/a"}


@pytest.mark.parametrize(
    "head", ['<head id="h">', "<HEAD>\n<title>x</title><meta Charset=UTF-8 />"]
)
def test_a_theme_may_begin_otherwise(make_site: Make, head: str) -> None:
    page = f"<html>{head}<script>own()</script></head><body><header></header></body></html>"
    site = make_site({"_templates/page.html": page}, ALL)
    site.build()
    html = (site.output() / "index.html").read_text()
    assert html.startswith(f'<html>{head}<meta http-equiv="Content-Security-Policy"')
    assert HASH in html


def test_the_policy_follows_an_edit(make_site: Make) -> None:
    site = make_site({"posts/a.md": f"# A\n\n{SCRIPT}\n"}, ALL)
    site.build()
    site.write({"posts/a.md": "# A\n"})
    site.build()
    assert HASH not in (site.output() / "_headers").read_text()
    conf = site.source / "conf.py"
    conf.write_text(conf.read_text().replace(ALL, ""))
    site.build()
    assert {"_headers", "headers.nginx"}.isdisjoint(site.snapshot())
    assert site.page("posts/a").select("meta[http-equiv]") == []


def test_nginx_can_read_it(make_site: Make) -> None:
    site = make_site({}, ALL)
    site.build()
    for line in (site.output() / "headers.nginx").read_text().splitlines():
        name, _, value = line.removeprefix("add_header ").partition(" ")
        assert name.replace("-", "").isalpha()
        assert (value[0], value[-9:]) == ('"', '" always;')
        assert '"' not in value[1:-9]
        assert "$" not in value


def test_data_for_search_engines_is_no_script(make_site: Make) -> None:
    site = make_site(
        {
            "_templates/page.html": '{% extends "!page.html" %}{% block extrahead %}'
            '<script type="application/ld+json">{"a": "{{ pagename }}"}</script>{% endblock %}',
            "posts/a.md": "# A\n",
        },
        ALL,
    )
    site.build()
    assert site.page("posts/a").select("script[type='application/ld+json']")
    text = (site.output() / "_headers").read_text()
    script_src = next(part for part in text.split("; ") if part.startswith("script-src "))
    assert script_src.count("sha256-") == 1
