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
    site = make_site({f"posts/{n}.md": f"# Note {n}\n\nWord{n}, {words}.\n" for n in range(4)})
    site.build()
    found = edits.measure(site.root / "doctrees", "1", 4)
    assert len(found) == 12
    assert min(found) >= 2
    assert max(found) <= edits.MOST
    assert edits.measure(site.root / "doctrees", "1", 4) == found
