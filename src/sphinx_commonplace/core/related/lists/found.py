"""Found: the lists of one build as arrays, and which of them hold in the next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import Matrix
from sphinx_commonplace.core.related.lists.rows import Rows

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.keys import Keys
    from sphinx_commonplace.core.related.arrays.sorting import Ints, Marks

List = tuple[tuple[str, int], ...]  # names with scores, best first


class Lists(NamedTuple):
    """The lists of a post and of its themes."""

    whole: List
    themes: tuple[List, ...]


class Found(Mapping[str, Lists]):
    """What is related to each post, and what it was found with.

    :param names: the posts. ``offered`` has for each what stands for all that others find in it,
        and ``bound`` what stands for all else that it looks for others with.
    :param themes: how many themes each has.
    :param lists: the list of each post and after it those of its themes, with the numbers of posts.
    """

    def __init__(
        self, names: list[str], offered: Keys, bound: Keys, themes: Ints, lists: Matrix
    ) -> None:
        self.names = names
        self.offered = offered
        self.bound = bound
        self.themes = themes
        self.lists = lists
        self.rows = Rows(themes)
        self.number = {name: number for number, name in enumerate(names)}

    @classmethod
    def nothing(cls) -> Found:
        """Return what there is before the first build."""
        none, keys = np.zeros(0, np.int64), np.zeros(0, np.uint64)
        return cls([], keys, keys, none, Matrix(np.zeros(1, np.int64), none, none))

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the arrays alone."""
        return Found, (self.names, self.offered, self.bound, self.themes, self.lists)

    def __getitem__(self, name: str) -> Lists:
        """Return the lists of a post."""
        first, end = self.rows.start[self.number[name] :][:2].tolist()
        whole, *themes = (self._list(row) for row in range(first, end))
        return Lists(whole, tuple(themes))

    def _list(self, row: int) -> List:
        columns, scores = (part.tolist() for part in self.lists.row(row))
        return tuple((self.names[n], score) for n, score in zip(columns, scores, strict=True))

    def __iter__(self) -> Any:
        """Iterate over the names of the posts."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self.names)

    def least(self, most: int) -> Ints:
        """Return for each list the score from which on a post gets into it, zero if it is short.

        :param most: how many posts a list has at the most.
        """
        ends, least = self.lists.start[1:], np.zeros(self.rows.count, np.int64)
        full = np.diff(self.lists.start) == most
        least[full] = self.lists.value[ends[full] - 1]
        return least

    def with_any(self, posts: Marks) -> Marks:
        """Return which lists have any of some posts."""
        found = np.zeros(self.rows.count, bool)
        found[self.lists.rows[posts[self.lists.column]]] = True
        return found

    def holding(self, posts: Marks) -> Marks:
        """Return which posts have any of some others in their lists."""
        found = np.zeros(len(self.names), bool)
        found[self.rows.owners(np.flatnonzero(self.with_any(posts)))] = True
        return found

    def walk(self, posts: Ints) -> list[int]:
        """Return some posts in an order in which most stand near those in their lists.

        From each it goes on to what is related to it, depth first. So what is at hand for a post
        is of use for the next ones.
        """
        ahead, found = set(posts.tolist()), []
        for first in posts.tolist():
            stack = [first]
            while stack:
                post = stack.pop()
                if post in ahead:
                    ahead.discard(post)
                    found.append(post)
                    columns, _scores = self.lists.row(int(self.rows.start[post]))
                    stack += columns[::-1].tolist()
        return found
