"""Files that features add to the output: there, equal after edits, gone when no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Site

CONF = """
def setup(app):
    def files(app, library):
        for name, post in library.posts.items():
            yield f"extra/{name}.txt", post.title.encode()
        yield "ours.txt", b"ours"
    app.connect("commonplace-files", files)
"""


def test_files_are_written_changed_and_removed(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# A\n", "posts/b.md": "# B\n"}, CONF)
    site.build()
    extra = site.output() / "extra/posts"
    assert {path.name: path.read_text() for path in extra.iterdir()} == {"a.txt": "A", "b.txt": "B"}
    before = (extra / "b.txt").stat().st_mtime_ns
    site.write({"posts/a.md": "# Other\n"})
    site.build()
    assert (extra / "a.txt").read_text() == "Other"
    assert (extra / "b.txt").stat().st_mtime_ns == before
    site.remove("posts/a.md")
    site.remove("posts/b.md")
    site.build()
    assert not extra.exists()
    assert (site.output() / "ours.txt").read_text() == "ours"


def test_a_file_that_was_deleted_is_written_again(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# A\n"}, CONF)
    site.build()
    (site.output() / "extra/posts/a.txt").unlink()
    site.build()
    assert (site.output() / "extra/posts/a.txt").read_text() == "A"


def test_the_authors_own_file_stays(make_site: Callable[..., Site]) -> None:
    site = make_site({"own/ours.txt": "mine"}, f'{CONF}\nhtml_extra_path = ["own"]\n')
    for _ in range(2):
        site.build()
        assert (site.output() / "ours.txt").read_text() == "mine"


RECIPES = """
from sphinx_commonplace.spine.writing.emission import Recipe
def setup(app):
    def files(app, library):
        def make(name):
            print("making", name)
            return name.encode()
        for name in library.posts:
            title = library.posts[name].title
            yield f"{name}.txt", Recipe(title, lambda name=name: make(name), [name])
    app.connect("commonplace-files", files)
"""


def test_a_recipe_is_followed_when_what_it_is_made_from_has_changed(
    make_site: Callable[..., Site],
) -> None:
    site = make_site({"posts/a.md": "# A\n", "posts/b.md": "# B\n"}, RECIPES)

    def made() -> list[str]:
        return [line for line in site.build().log.splitlines() if line.startswith("making posts")]

    assert made() == ["making posts/a", "making posts/b"]
    assert made() == []
    site.write({"posts/b.md": "# B\n\nText.\n"})
    assert made() == ["making posts/b"]
    (site.output() / "posts/a.txt").unlink()
    assert made() == ["making posts/a"]
    site.write({"posts/a.md": "# A\n\nText.\n"})
    site.build("html", "-j", "2")
    assert made() == []


def test_two_files_at_one_address_stop_the_build(make_site: Callable[..., Site]) -> None:
    conf = """
    def setup(app):
        app.connect("commonplace-files", lambda app, library: [("x.txt", b"1"), ("x.txt", b"2")])
    """
    result = make_site({}, conf).build()
    assert result.status == 2
    assert [line for line in result.warnings if "'x.txt'" in line]
