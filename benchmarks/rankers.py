"""Ways to rank notes by how related they are: the site's own, and three to compare it with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sphinx_commonplace.core.related.corpus import words
from sphinx_commonplace.core.related.corpus.corpus import Corpus
from sphinx_commonplace.core.related.corpus.entries import by_theme
from sphinx_commonplace.core.related.lists.found import Found
from sphinx_commonplace.core.related.lists.renewal import Renewal
from sphinx_commonplace.core.related.scores import similarity
from sphinx_commonplace.core.related.scores.closed import closed
from sphinx_commonplace.core.related.scores.ties import Ties
from sphinx_commonplace.core.related.scores.weights import Weights

if TYPE_CHECKING:
    from hidden import Hidden

_DEPTH = 60  # of the site's lists, which are shorter on a page
Bag = Mapping[str, float]


class Ranks:
    """What a way of ranking says of notes and themes; those that are linked are left out."""

    def __init__(
        self,
        hidden: Hidden,
        note: Callable[[str], list[str]],
        theme: Callable[[str, str], list[str]],
    ) -> None:
        self._linked = hidden.linked
        self._note, self._theme = note, theme

    def note(self, name: str) -> list[str]:
        """Return the notes related to a note, best first."""
        return self._open(name, self._note(name))

    def theme(self, name: str, anchor: str) -> list[str]:
        """Return the notes related to a theme, best first."""
        return self._open(name, self._theme(name, anchor))

    def _open(self, name: str, found: list[str]) -> list[str]:
        linked = self._linked(name) | {name}
        return [other for other in found if other not in linked]


def ours(hidden: Hidden) -> Ranks:
    """Rank as the site does, by its very functions; only the lists are longer."""
    corpus = Corpus()
    corpus.update(hidden.notes, hidden.passages.__getitem__)
    weights = Weights(corpus)
    linked = {n: frozenset(t for t, *_ in note.links) for n, note in hidden.notes.items()}
    ties = Ties(corpus, weights, linked)
    before, similarity.MOST = similarity.MOST, _DEPTH
    similar = similarity.Similarity(weights, ties, closed(corpus, weights, ties, {}))
    found = Renewal(similar, Found.nothing()).lists()[0]
    similarity.MOST = before
    place = {
        (name, theme.anchor): number
        for name, entry in corpus.entries.items()
        for number, theme in enumerate(entry.themes)
    }
    return Ranks(
        hidden,
        lambda name: [other for other, _score in found[name].whole],
        lambda name, anchor: [o for o, _score in found[name].themes[place[name, anchor]]],
    )


def _bags(hidden: Hidden) -> tuple[dict[str, Counter[str]], dict[tuple[str, str], Counter[str]]]:
    notes: dict[str, Counter[str]] = {}
    themes: dict[tuple[str, str], Counter[str]] = {}
    for name, passages in hidden.passages.items():
        stem = words.stemmer(hidden.notes[name].language)
        notes[name] = Counter(map(stem, words.split(hidden.notes[name].names[0])))
        for theme, parts in by_theme(passages):
            bag = Counter(map(stem, words.split("\n".join(parts))))
            themes[name, theme.anchor] = bag
            notes[name] += bag
    return notes, themes


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: (-scores[name], name))


def tf_idf(hidden: Hidden) -> Ranks:
    """Rank by the cosine of logarithmic TF-IDF."""
    notes, themes = _bags(hidden)
    having = Counter(term for bag in notes.values() for term in bag)

    def vector(bag: Counter[str]) -> Bag:
        rare = {t: n for t, n in bag.items() if 0 < having[t] <= 0.3 * len(notes)}
        found = {
            t: math.log2(1 + n) * math.log((len(notes) + 1) / having[t]) for t, n in rare.items()
        }
        length = math.sqrt(sum(weight * weight for weight in found.values())) or 1
        return {term: weight / length for term, weight in found.items()}

    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, bag in notes.items():
        for term, weight in vector(bag).items():
            index[term].append((name, weight))

    def rank(bag: Counter[str]) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for term, weight in vector(bag).items():
            for name, other in index[term]:
                scores[name] += weight * other
        return _ranked(scores)

    return Ranks(hidden, lambda n: rank(notes[n]), lambda n, a: rank(themes[n, a]))


def bm25(hidden: Hidden) -> Ranks:
    """Rank by BM25 (Robertson and Zaragoza, 2009) with the whole text as the query."""
    notes, themes = _bags(hidden)
    having = Counter(term for bag in notes.values() for term in bag)
    mean = sum(bag.total() for bag in notes.values()) / max(1, len(notes))
    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, bag in notes.items():
        longer = 0.25 + 0.75 * bag.total() / mean
        for term, count in bag.items():
            rarity = math.log(1 + (len(notes) - having[term] + 0.5) / (having[term] + 0.5))
            index[term].append((name, rarity * count * 2.2 / (count + 1.2 * longer)))

    def rank(bag: Counter[str]) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for term in bag:
            for name, weight in index.get(term, ()):
                scores[name] += weight
        return _ranked(scores)

    return Ranks(hidden, lambda n: rank(notes[n]), lambda n, a: rank(themes[n, a]))


def tags(hidden: Hidden) -> Ranks:
    """Rank by shared tags, the rarer the better."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for name, note in sorted(hidden.notes.items()):
        for tag in set(note.tags):
            bearers[tag].append(name)

    def rank(name: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for tag in sorted(set(hidden.notes[name].tags)):
            for other in bearers[tag]:
                scores[other] += math.log((len(hidden.notes) + 1) / len(bearers[tag]))
        return _ranked(scores)

    return Ranks(hidden, rank, lambda name, _anchor: rank(name))


RANKERS: dict[str, Callable[[Hidden], Ranks]] = {
    "ours": ours,
    "TF-IDF": tf_idf,
    "BM25": bm25,
    "shared tags": tags,
}
