"""Rarity: which words count, and that one post more seldom changes by how much."""

from __future__ import annotations

import numpy as np

from sphinx_commonplace.core.related.corpus.corpus import Corpus
from sphinx_commonplace.core.related.notes import Note
from sphinx_commonplace.core.related.scores.rarity import of_names, weights, whole
from sphinx_commonplace.core.related.scores.weights import Weights
from tests.core.test_related import Garden

TOTAL = whole(1000)


def test_a_rarer_word_weighs_more_and_one_that_is_nearly_everywhere_nothing() -> None:
    by_posts = weights(np.array([2, 16, 64, 128, 400, 500, 610, 1000]), TOTAL).tolist()
    assert by_posts == sorted(by_posts, reverse=True)
    assert len(set(by_posts)) == 7
    assert by_posts[0] > 2 * by_posts[3]
    assert by_posts[-2:] == [0, 0]


def test_a_frequent_word_weighs_the_same_when_another_post_has_it() -> None:
    frequent = weights(np.arange(128, 360), TOTAL)
    assert set(frequent.tolist()) == {int(frequent[0])}
    names = of_names(np.arange(32, 360), TOTAL)
    assert set(names.tolist()) == {float(names[0])}


def test_no_post_more_makes_a_frequent_word_count_for_much_less() -> None:
    every = weights(np.arange(128, 1001), TOTAL)
    assert np.diff(every).min() >= -every[0] / 3


def test_words_that_stand_in_any_text_of_their_language_count_nothing() -> None:
    texts = {f"post {n}": "Others." for n in range(20)}
    garden = Garden(
        {**texts, "A": "Although I read: reading, gear, der", "B": "Obwohl gear, der"},
        B=Note("", ("B",), language="de"),
    )
    corpus = Corpus()
    corpus.update(garden.notes, garden.passages)
    known = Weights(corpus)

    def counted(name: str) -> set[str]:
        terms, _weights = known.posts.row(known.number[name])
        return {corpus.vocabulary.terms[term] for term in terms.tolist()}

    once = known.themes.row(int(known.theme_start[known.number["A"]]))
    assert len(set(once[1].tolist())) == 1, "reading counts, to read does not"

    assert counted("A") == {"read", "gear", "der"}  # its title, too, is such a word
    assert counted("B") == {"b", "gear"}
