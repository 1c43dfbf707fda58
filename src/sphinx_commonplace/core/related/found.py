"""Found: the lists of one build as arrays, and which of them hold in the next one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.matrix import Matrix

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.keys import Keys
    from sphinx_commonplace.core.related.matrix import Ints, Marks

List = tuple[tuple[str, int], ...]  # names with scores, best first


class Lists(NamedTuple):
    """The lists of a post and of its themes."""

    whole: List
    themes: tuple[List, ...]


class Found(Mapping[str, Lists]):
    """What is related to each post, and what it was found with.

    :param names: the posts. ``asked`` has for each what stands for all that it looks with, and
        ``offered`` what stands for all that others find in it.
    :param themes: how many themes each has.
    :param rows: the list of each post and after it those of its themes, with the numbers of posts.
    """

    def __init__(
        self, names: list[str], asked: Keys, offered: Keys, themes: Ints, rows: Matrix
    ) -> None:
        self.names = names
        self.asked = asked
        self.offered = offered
        self.themes = themes
        self.rows = rows
        self.start = np.cumsum([0, *(themes + 1)])
        self.number = {name: number for number, name in enumerate(names)}

    @classmethod
    def nothing(cls) -> Found:
        """Return what there is before the first build."""
        none, keys = np.zeros(0, np.int64), np.zeros(0, np.uint64)
        return cls([], keys, keys, none, Matrix(np.zeros(1, np.int64), none, none))

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the arrays alone."""
        return Found, (self.names, self.asked, self.offered, self.themes, self.rows)

    def __getitem__(self, name: str) -> Lists:
        """Return the lists of a post."""
        first, end = self.start[self.number[name] :][:2].tolist()
        whole, *themes = (self._list(row) for row in range(first, end))
        return Lists(whole, tuple(themes))

    def _list(self, row: int) -> List:
        columns, scores = (part.tolist() for part in self.rows.row(row))
        return tuple((self.names[n], score) for n, score in zip(columns, scores, strict=True))

    def __iter__(self) -> Any:
        """Iterate over the names of the posts."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return the number of posts."""
        return len(self.names)

    def owners(self) -> Ints:
        """Return the post to which each list belongs."""
        return np.repeat(np.arange(len(self.names)), self.themes + 1)

    def least(self, most: int, floor: int) -> Ints:
        """Return for each list the score from which on a post gets into it."""
        sizes, least = np.diff(self.rows.start), np.full(len(self.rows.start) - 1, floor)
        full = sizes == most
        least[full] = self.rows.value[self.rows.start[1:][full] - 1]
        return least

    def holding(self, posts: Marks) -> Marks:
        """Return which posts have some of others in their lists."""
        found = np.zeros(len(self.names), bool)
        found[self.owners()[self.rows.rows[posts[self.rows.column]]]] = True
        return found
