"""Explaining: the lists of posts with their reasons, those of the last build where they hold.

Reasons come from the words of two posts and from their ties. So those of a pair hold while neither
says anything else than before, whatever its neighbours say, and the ties of the one are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from sphinx_commonplace.core.related.reasons.reasons import LINKED
from sphinx_commonplace.core.related.shelf import THEME, WHOLE, Hit, Lists, Reason, Shelf, pack

if TYPE_CHECKING:
    from sphinx_commonplace.core.library.post import Passage
    from sphinx_commonplace.core.related.arrays.keys import Keys
    from sphinx_commonplace.core.related.arrays.sorting import Marks
    from sphinx_commonplace.core.related.lists.found import Found, List
    from sphinx_commonplace.core.related.lists.renewal import Renewal
    from sphinx_commonplace.core.related.reasons.reasons import Reasons

_REPEATED = 2  # themes of one post that lead to the same other

Why = tuple[Reason, ...]
Pair = tuple[int | None, str]  # the number of a theme, or nothing, and the other post


class Explaining:
    """What is found, and the reasons that are known.

    :param lists: those of the last build, and ``told`` what its reasons were made from.
    """

    def __init__(
        self, reasons: Reasons, found: Found, lists: Shelf, renewal: Renewal, told: Keys
    ) -> None:
        self.reasons = reasons
        self.found = found
        self.lists = lists
        known = renewal.known
        self.retold = ~known
        self.retold[known] = told[renewal.place[known]] != reasons.told[known]
        self.anew = self.retold | renewal.rebound

    def needed(self, others: Marks) -> list[str]:
        """Return the posts of which lists or reasons may be others, in the order of a walk.

        :param others: those of which the lists may be others.
        """
        needed = others | self.anew | self.found.holding(self.retold)
        return [self.found.names[number] for number in self.found.walk(np.flatnonzero(needed))]

    def packed(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return the lists of some posts with reasons, packed."""
        return {name: pack(self._explained(name)) for name in names}

    def _explained(self, name: str) -> Lists:
        known = {} if self.anew[self.found.number[name]] else self._known(self.lists[name])

        def why(place: int | None, other: str) -> Why:
            return known.get((place, other)) or self.reasons.of(name, place, other)

        def hits(place: int | None, best: List, most: int) -> tuple[Hit, ...]:
            explained = (Hit(other, score, why(place, other)) for other, score in best)
            return tuple(islice(filter(_tells, explained), most))

        found, themes = self.found[name], self.reasons.corpus.entries[name].themes
        shown: list[tuple[Passage, tuple[Hit, ...]]] = []
        times: Counter[str] = Counter()
        for place, (theme, best) in enumerate(zip(themes, found.themes, strict=True)):
            fresh = tuple(hit for hit in best if times[hit[0]] < _REPEATED)
            shown.append((theme, hits(place, fresh, THEME)))
            times.update(hit.name for hit in shown[-1][1])
        return Lists(hits(None, found.whole, WHOLE), tuple(shown))

    def _known(self, lists: Lists) -> Mapping[Pair, Why]:
        """Return the reasons in lists that hold."""
        every = [(None, lists.whole), *((n, hits) for n, (_, hits) in enumerate(lists.themes))]
        number = self.found.number
        return {
            (place, hit.name): hit.reasons
            for place, hits in every
            for hit in hits
            if hit.name in number and not self.retold[number[hit.name]]
        }


def _tells(hit: Hit) -> bool:
    """Whether there is more to say than that others are linked to both."""
    return any(reason.kind not in LINKED for reason in hit.reasons)
