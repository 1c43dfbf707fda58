"""Together: two texts side by side, and what both of them say."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_commonplace.core.related.reasons.texts import TERMS

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.reasons.texts import Chain, Text


class Together:
    """Two texts; what both say is told in the words of the first, ``one``.

    It is asked for again and again: for the whole of a post, and for each theme.
    """

    def __init__(self, one: Text, other: Text) -> None:
        self.one = one
        self.other = other
        self._written: dict[Chain, str] = {}

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """The pairs of terms that stand side by side in both texts."""
        return [divmod(pair, TERMS) for pair in sorted(self.one.pairs & self.other.pairs)]

    def count(self, chain: Chain) -> int:
        """Return how often terms stand side by side in both together."""
        return self.one.count(chain) + self.other.count(chain)

    def grown(self, chain: Chain, most: int) -> Chain:
        """Return terms that stand side by side in both texts, with their neighbours in both.

        A filler is neither the first nor the last of them.
        """
        one, other, ranks, best = self.one, self.other, self.one.ranks, chain
        while len(chain) < most and (found := one.behind(chain) & other.behind(chain)):
            chain = (*chain, min(found, key=ranks.of))
            best = best if ranks.is_filler(chain[-1]) else chain
        chain = best
        while len(chain) < most and (found := one.before(chain) & other.before(chain)):
            chain = (min(found, key=ranks.of), *chain)
            best = best if ranks.is_filler(chain[0]) else chain
        return best

    def written(self, chain: Chain) -> str:
        """Return how a term, or terms side by side, are written most often in the first text.

        A form that stands in both goes before others, and small letters before capitals.
        """
        known = self._written.get(chain)
        if known is None:
            known = self._written[chain] = self._usual(chain)
        return known

    def _usual(self, chain: Chain) -> str:
        mine, yours = self.one.forms(chain), self.other.forms(chain)
        if len(mine) == 1 and mine.keys() == yours.keys():
            return next(iter(mine))
        counts: dict[str, list[int]] = {}
        for place, forms in enumerate((mine, yours)):
            for form, times in forms.items():
                counts.setdefault(form.casefold(), [0, 0])[place] += times
        both = [form for form, count in counts.items() if all(count)]
        usual = min(
            both or [form for form, count in counts.items() if count[0]],
            key=lambda form: (-sum(counts[form]), form),
        )
        spelt = [form for form in {**mine, **yours} if form.casefold() == usual]
        return usual if usual in spelt else min(spelt, key=lambda form: (-mine.get(form, 0), form))
