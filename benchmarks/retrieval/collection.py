"""A collection: all pages together, and so which words are rare and what is on one page only.

Forms of a word are one word here, as they are for every engine: a page with "wrap" is an answer
to "wraps" too, and "wraps" is not rare where "wrap" is frequent.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from retrieval.pages import Page, words
from retrieval.wording import stem

_RARE = 0.01  # of the pages have a rare word, at the most
_FEW = 3  # pages: a word that is on so many is rare in a small collection too
_COMMON = 0.2  # of the pages: a word that is on more of them says nothing
_SHORTEST = 4  # letters of a word that somebody remembers
_LONGEST = 20


class Collection:
    """The pages, and which of them a word is on."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = pages
        self._known: set[str] = set()
        self._on: dict[str, set[int]] = defaultdict(set)  # by stem
        for number, page in enumerate(pages):
            here = set(page.words)
            self._known |= here
            for word in here:
                self._on[stem(word)].add(number)
        self._texts = [f" {' '.join(page.words)} " for page in pages]
        self._titles = Counter(" ".join(words(page.title)) for page in pages)
        self._headings = self._titles + Counter(
            " ".join(words(section.heading)) for page in pages for section in page.sections[1:]
        )

    def has(self, word: str) -> bool:
        """Whether any page has this word."""
        return word in self._known

    def is_word(self, word: str) -> bool:
        """Whether it looks like one that a reader would type."""
        return word.isalpha() and _SHORTEST <= len(word) <= _LONGEST

    def is_rare(self, word: str) -> bool:
        """Whether it is a word of few pages."""
        most = max(_FEW, _RARE * len(self.pages))
        return self.is_word(word) and self.frequency(word) <= most

    def says_something(self, word: str) -> bool:
        """Whether it is not on every other page."""
        return self.is_word(word) and self.frequency(word) <= _COMMON * len(self.pages)

    def only_on(self, page: Page, chosen: list[str]) -> bool:
        """Whether no other page has all these words."""
        found = set.intersection(*(self._on.get(stem(word), set()) for word in chosen))
        return len(found) == 1 and self.pages[found.pop()] is page

    def says_only(self, page: Page, phrase: str) -> bool:
        """Whether no other page has these words in this order."""
        sought = f" {' '.join(words(phrase))} "
        found = (number for number, text in enumerate(self._texts) if sought in text)
        first, second = next(found, None), next(found, None)
        return first is not None and second is None and self.pages[first] is page

    def is_only_title(self, title: str) -> bool:
        """Whether no other page has this title."""
        return self._titles[" ".join(words(title))] == 1

    def is_only_heading(self, heading: str) -> bool:
        """Whether no other section, on any page, has this heading."""
        return self._headings[" ".join(words(heading))] == 1

    def titles_beginning(self, beginning: str) -> int:
        """Return how many titles begin so."""
        return sum(title.startswith(beginning) for title in self._titles.elements())

    def frequency(self, word: str) -> int:
        """Return how many pages have a word."""
        return len(self._on.get(stem(word), ()))
