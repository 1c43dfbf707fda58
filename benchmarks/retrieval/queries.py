"""Queries, made from the pages: each is what somebody types who knows a page and looks for it.

There are nine kinds. A query has one right answer: no other page has this title or heading, or
all these words together. The same pages and seed give the same queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from retrieval.collection import Collection
from retrieval.pages import Page, Section, words
from retrieval.wording import clauses, inflected, stem, with_typo

TITLE, TYPO, PREFIX = "title", "title, one typo", "prefix as typed"
PHRASE, QUOTED, RARE = "rare phrase", "phrase, quoted", "two rare words"
REWORDED, MIXED, HEADING = "reworded sentence", "title and body word", "section heading"
_PHRASE = (3, 4)  # words of a phrase
_REWORDED = (4, 5)  # words that are remembered of a sentence
_LEAST = 4  # letters of a title or heading


@dataclass(frozen=True)
class Query:
    """What is typed, the page that is meant, and the section, unless it is the page's first."""

    kind: str
    text: str
    url: str
    anchors: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # the words, folded, as the page has them


Make = Callable[[Random, Collection, Page], Iterator[Query]]


def make(
    collection: Collection, per_kind: int, seed: str, fits: Callable[[Query], bool]
) -> list[Query]:
    """Make so many queries of each kind, at most one of a kind for a page.

    :param fits: whether a query is fair, such as whether every tool shows its words.
    """
    made: list[Query] = []
    for kind, maker in _KINDS.items():
        rng = Random(f"{seed} {kind}")
        pages = rng.sample(collection.pages, len(collection.pages))
        found = (next(filter(fits, maker(rng, collection, page)), None) for page in pages)
        several = (query for query in found if query)
        made += [query for _, query in zip(range(per_kind), several, strict=False)]
    return made


def _query(kind: str, text: str, page: Page, section: Section | None, needs: list[str]) -> Query:
    anchors = section.anchors if section and section.level > 1 else ()
    return Query(kind, text, page.url, anchors, tuple(needs))


def _titles(collection: Collection, page: Page) -> Iterator[str]:
    known = words(page.title)
    if len("".join(known)) >= _LEAST and collection.is_only_title(page.title):
        yield page.title


def _title(_rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    for title in _titles(collection, page):
        yield _query(TITLE, title, page, None, words(title))


def _typo(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    for title in _titles(collection, page):
        for text in with_typo(rng, title):
            if any(not collection.has(word) for word in words(text)):
                yield _query(TYPO, text, page, None, words(title))


def _prefix(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    for title in _titles(collection, page):
        known = words(title)
        cuts = [
            " ".join([*known[:place], word[:length]])
            for place, word in enumerate(known)
            for length in range(2, len(word))
            if word.isalpha() and place >= len(known) // 2
        ]
        for text in rng.sample(cuts, len(cuts)):
            if len(text) >= _LEAST and collection.titles_beginning(text) == 1:
                yield _query(PREFIX, text, page, None, known)


def _prose(rng: Random, page: Page) -> Iterator[tuple[Section, list[str]]]:
    found = [(section, clause) for section in page.sections for text in section.prose
             for clause in clauses(text)]  # fmt: skip
    yield from rng.sample(found, len(found))


def _phrases(rng: Random, collection: Collection, page: Page, kind: str) -> Iterator[Query]:
    for section, clause in _prose(rng, page):
        length = rng.choice(_PHRASE)
        if len(clause) < length:
            continue
        start = rng.randrange(len(clause) - length + 1)
        phrase = " ".join(clause[start : start + length])
        rare = any(map(collection.is_rare, words(phrase)))
        if rare and phrase.isascii() and collection.says_only(page, phrase):
            text = f'"{phrase}"' if kind == QUOTED else phrase
            yield _query(kind, text, page, section, words(phrase))


def _phrase(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    yield from _phrases(rng, collection, page, PHRASE)


def _quoted(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    yield from _phrases(rng, collection, page, QUOTED)


def _rare(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    for section in rng.sample(page.sections, len(page.sections)):
        known = dict.fromkeys(word for text in section.prose for word in words(text))
        rare = [word for word in known if collection.is_rare(word)]
        if len(rare) > 1:
            pair = rng.sample(rare, 2)
            if stem(pair[0]) != stem(pair[1]) and collection.only_on(page, pair):
                yield _query(RARE, " ".join(pair), page, section, pair)


def _reworded(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    for section, clause in _prose(rng, page):
        known = [word for word in dict.fromkeys(words(" ".join(clause)))
                 if collection.says_something(word)]  # fmt: skip
        length = rng.choice(_REWORDED)
        if len(known) < length:
            continue
        chosen = rng.sample(known, length)
        if collection.only_on(page, chosen):
            forms = [
                (place, form)
                for place, word in enumerate(chosen)
                if (form := inflected(word, collection.has))
            ]
            said = list(chosen)
            if forms:
                place, said[place] = rng.choice(forms)
            yield _query(REWORDED, " ".join(said), page, section, chosen)


def _mixed(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    title = [word for word in words(page.title) if collection.says_something(word)]
    if not title:
        return
    rarest = min(title, key=collection.frequency)
    for section in rng.sample(page.sections, len(page.sections)):
        known = dict.fromkeys(word for text in section.prose for word in words(text))
        rare = [
            word
            for word in known
            if collection.is_rare(word) and stem(word) not in map(stem, title)
        ]
        if rare:
            pair = [rarest, rng.choice(rare)]
            rng.shuffle(pair)
            if collection.only_on(page, pair):
                yield _query(MIXED, " ".join(pair), page, None, pair)


def _heading(rng: Random, collection: Collection, page: Page) -> Iterator[Query]:
    for section in rng.sample(page.sections[1:], max(0, len(page.sections) - 1)):
        known = words(section.heading)
        long = len("".join(known)) >= _LEAST
        if section.level > 1 and long and collection.is_only_heading(section.heading):
            yield _query(HEADING, section.heading, page, section, known)


_KINDS: dict[str, Make] = {
    TITLE: _title,
    TYPO: _typo,
    PREFIX: _prefix,
    PHRASE: _phrase,
    QUOTED: _quoted,
    RARE: _rare,
    REWORDED: _reworded,
    MIXED: _mixed,
    HEADING: _heading,
}
KINDS = tuple(_KINDS)
