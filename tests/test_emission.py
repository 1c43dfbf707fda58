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
        yield "robots.txt", b"ours"
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
    assert (site.output() / "robots.txt").read_text() == "ours"


def test_a_file_that_was_deleted_is_written_again(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# A\n"}, CONF)
    site.build()
    (site.output() / "extra/posts/a.txt").unlink()
    site.build()
    assert (site.output() / "extra/posts/a.txt").read_text() == "A"


def test_the_authors_own_file_stays(make_site: Callable[..., Site]) -> None:
    site = make_site({"own/robots.txt": "mine"}, f'{CONF}\nhtml_extra_path = ["own"]\n')
    for _ in range(2):
        site.build()
        assert (site.output() / "robots.txt").read_text() == "mine"
