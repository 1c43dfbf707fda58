"""What a word changes of the index is told of notes as they were built, which stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from retrieval import edits

if TYPE_CHECKING:
    from tests.conftest import Site


def test_each_edit_changes_the_first_file_and_a_text_or_more(
    make_site: Callable[..., Site],
) -> None:
    words = "so many plain words that one of them is found again and again"
    post = f"# Note {{0}}\n\nWord{{0}}, {words}.\n\n## More of it\n\n{words}\n"
    site = make_site({f"posts/{n}.md": post.format(n) for n in range(4)})
    site.build()
    found = edits.measure(site.root / "doctrees", "1", 4)
    assert [*found] == [(place, kind) for place in edits.PLACES for kind in edits.KINDS]
    for changed in found.values():
        assert len(changed) == 4
        assert min(changed) >= 2
        assert max(changed) <= edits.MOST
    assert edits.measure(site.root / "doctrees", "1", 4) == found


def test_where_no_word_can_be_edited_none_is(make_site: Callable[..., Site]) -> None:
    site = make_site({"posts/a.md": "# Note\n\nA word.\n\n## \u6771\u4eac\n"})
    site.build()
    found = edits.measure(site.root / "doctrees", "1", 1)
    assert {place for place, _kind in found} == {"text", "title"}
