"""Rows: the numbers of lists, that of each post and behind it those of its themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_commonplace.core.related.arrays.sorting import ends, spans

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints


class Rows:
    """The lists of some posts by number.

    :param themes: how many themes each post has.
    """

    def __init__(self, themes: Ints) -> None:
        self.sizes = themes + 1
        self.start = ends(self.sizes)
        self.count = int(self.start[-1])

    def of(self, posts: Ints) -> Ints:
        """Return all lists of some posts, one post after the other."""
        return spans(self.start[posts], self.sizes[posts])

    def of_themes(self, themes: Ints, owner: Ints) -> Ints:
        """Return the lists of some themes, whose posts are the ``owner`` of each."""
        return themes + owner + 1  # before each stand those of the posts up to its own

    def owners(self, rows: Ints) -> Ints:
        """Return the post to which each of some lists belongs."""
        return self.start.searchsorted(rows, "right") - 1
