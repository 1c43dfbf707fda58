"""Standing: the themes of posts in which names of several words stand.

An edit changes few texts and seldom a name: only those texts are searched for all names, and only
for names that are new are all texts searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sphinx_commonplace.core.related.arrays.matrix import BLOCK
from sphinx_commonplace.core.related.arrays.sorting import Ints, distinct, keys_of, parted, spans
from sphinx_commonplace.core.related.scores.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_commonplace.core.related.corpus.corpus import Corpus

Name = tuple[int, ...]  # its words, as terms


class Standing(NamedTuple):
    """The names that were looked for, and each theme in which one stands, with the name.

    :param start: the first theme of each post, and the number of all themes.
    """

    names: Sequence[Name]
    start: Ints
    theme: Ints
    name: Ints

    @classmethod
    def nothing(cls) -> Standing:
        """Return what is known before the first build."""
        none = np.zeros(0, np.int32)
        return cls([], np.zeros(1, np.int64), none, none)

    def renewed(self, corpus: Corpus, names: Sequence[Name], start: Ints, rarity: Ints) -> Standing:
        """Return where names stand now, if this is where they stood before the last update.

        :param rarity: how rare each term is.
        """
        known = corpus.was < len(self.start) - 1
        now, was = corpus.now[known], corpus.was[known]
        sizes = self.start[was + 1] - self.start[was]
        theme_of = np.full(int(self.start[-1]), -1)
        theme_of[spans(self.start[was], sizes)] = spans(start[now], sizes)
        number = {name: place for place, name in enumerate(names)}
        name_of = np.array([number.pop(name, -1) for name in self.names], np.int64)
        theme, name = theme_of[self.theme], name_of[self.name]
        stays = (theme >= 0) & (name >= 0)
        is_new = np.ones(len(start) - 1, bool)
        is_new[now] = False
        found = [
            (theme[stays], name[stays]),
            *_sought(corpus, start, np.flatnonzero(is_new), names, range(len(names)), rarity),
            *_sought(corpus, start, now, names, list(number.values()), rarity),
        ]
        wide = max(1, len(names))
        theme, name = (np.concatenate(part) for part in zip(*found, strict=True))
        theme, name = parted(distinct(keys_of(theme, name, wide)), wide)
        return Standing(names, start, theme.astype(np.int32), name.astype(np.int32))


def _sought(
    corpus: Corpus,
    start: Ints,
    posts: Ints,
    names: Sequence[Name],
    asked: Sequence[int],
    rarity: Ints,
) -> Iterator[tuple[Ints, Ints]]:
    """Yield the themes of some posts in which some names stand, and the numbers of the names."""
    asked = [number for number in asked if len(names[number]) > 1]
    if not asked:
        return
    phrases = Phrases([names[number] for number in asked], rarity)
    numbers = np.array(asked)
    entries = list(corpus.entries.values())
    for begin in range(0, len(posts), BLOCK):
        some = posts[begin : begin + BLOCK]
        texts = [entries[number] for number in some.tolist()]
        sizes = [size for entry in texts for size in entry.sizes[: len(entry.themes)]]
        themes = np.repeat(spans(start[some], start[some + 1] - start[some]), sizes)
        for places, found in phrases.standing(corpus.vocabulary.terms_of(e.text for e in texts)):
            yield themes[places], numbers[found]
