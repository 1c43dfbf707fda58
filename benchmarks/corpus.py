"""The corpus: generated posts, the same for the same number and seed, on any machine.

A post has about 600 words, 4 to 6 headings, 5 links to other posts, of which 2 leave their text
to the title of the target, 3 tags, a category, a description, lists, emphasis and, on average,
1.2 blocks of code. Two of three posts are essays, dated within twelve years. Every tenth post is
linked from nowhere, so that it can be deleted without leaving a broken link.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from words import Vocabulary

SEED = 20241230
SMALLEST = 20  # posts: with fewer there is not enough to link to
LINKS = 5
INSERTED = 2  # of the links: those whose text is the title of the target
_UNLINKED = 10  # of so many posts, one is linked from nowhere
_NOTES = 3  # of so many posts, one is a note
_TAGS = 3
_DEEPER = 0.3  # of the headings after the first
_CATEGORIES = ("Craft", "Experience", "Method", "Reading")
_FIRST_DAY = date(2013, 1, 1)
_DAYS = 12 * 365
_BLOCKS = {0: 20, 1: 50, 2: 20, 3: 10}  # blocks of code: how many posts of 100 have so many

_INDEX = """\
# Benchmark

A generated site of {count:,} posts. It is built to be measured, not to be read: the words mean
nothing, but there are as many of them, and as many links, tags and headings, as an essay has.
"""

_FUNCTION = '''\
def {0}_{1}({2}, limit={number}):
    """{sentence}"""
    found = {{}}
    for {3} in {2}.{4}():
        if {3}.{5} > limit and {3}.name != "{1}":
            found[{3}.name] = {3}.{5} * {number}  # {0} of the {4}
    return sorted(found.items(), key=lambda pair: pair[1])
'''
_CLASS = '''\
from dataclasses import dataclass, field


@dataclass(frozen=True)
class {capital}:
    """{sentence}"""

    {0}: str = "{1}"
    {2}: list[int] = field(default_factory=list)

    def {3}(self) -> float:
        return sum(self.{2}, start={number}) / max(len(self.{2}), 1)
'''


@dataclass(frozen=True)
class Post:
    """A post as its readers know it.

    ``name`` is the name of its file without the ending; ``links`` are names of other posts, and
    the first ``INSERTED`` of them show the title of their target.
    """

    name: str
    title: str
    is_essay: bool
    tags: tuple[str, ...]
    links: tuple[str, ...]


def write(folder: Path, count: int, seed: int = SEED) -> list[Post]:
    """Write an ``index.md`` and ``count`` posts below ``folder``; return what was written."""
    if count < SMALLEST:
        raise ValueError(f"{count} posts are too few, {SMALLEST} are needed")
    rng = Random(seed)
    words = Vocabulary(rng)
    (folder / "posts").mkdir(parents=True)
    (folder / "index.md").write_text(_INDEX.format(count=count), encoding="utf-8")
    posts = list(_plan(rng, words, count))
    for post in posts:
        text = _text(rng, words, post)
        (folder / "posts" / f"{post.name}.md").write_text(text, encoding="utf-8")
    return posts


def _plan(rng: Random, words: Vocabulary, count: int) -> Iterator[Post]:
    """Decide which posts there are before any text is written: links need their targets."""
    tags = words.distinct(max(20, count // 20))
    weights = list(accumulate(1 / rank for rank in range(1, len(tags) + 1)))
    titles: dict[str, str] = {}
    while len(titles) < count:
        title = words.title()
        titles.setdefault("-".join(title.lower().split()), title)
    names = list(titles)
    targets = [name for number, name in enumerate(names) if (number + 1) % _UNLINKED]
    for number, name in enumerate(names):
        chosen: dict[str, None] = {}
        while len(chosen) < _TAGS:
            chosen[rng.choices(tags, cum_weights=weights)[0]] = None
        others = [other for other in rng.sample(targets, LINKS + 1) if other != name]
        yield Post(
            name=name,
            title=titles[name],
            is_essay=(number + 1) % _NOTES > 0,
            tags=tuple(chosen),
            links=tuple(others[:LINKS]),
        )


def _text(rng: Random, words: Vocabulary, post: Post) -> str:
    paragraphs = _paragraphs(rng, words, post)
    headings = rng.sample(range(1, len(paragraphs)), rng.randint(3, 5))
    after: dict[int, list[str]] = {number: [] for number in range(len(paragraphs))}
    for block in [*_lists(rng, words), *_code(rng, words)]:
        after[rng.randrange(len(paragraphs))].append(block)
    parts = [_front_matter(rng, words, post), f"# {post.title}"]
    level = 1
    for number, paragraph in enumerate(paragraphs):
        if number in headings:
            level = 3 if level > 1 and rng.random() < _DEEPER else 2
            parts.append(f"{'#' * level} {words.title()}")
        parts += [paragraph, *after[number]]
    return "\n\n".join(parts) + "\n"


def _front_matter(rng: Random, words: Vocabulary, post: Post) -> str:
    day = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    lines = [
        "---",
        *([f"date: {day}"] if post.is_essay else []),
        f"tags: {json.dumps(post.tags)}",
        f"category: {rng.choice(_CATEGORIES)}",
        f'description: "{words.prose(14, [])}"',
        "---",
    ]
    return "\n".join(lines)


def _paragraphs(rng: Random, words: Vocabulary, post: Post) -> list[str]:
    marked = [f"[]({name}.md)" for name in post.links[:INSERTED]]
    marked += [f"[{' '.join(words.any(3))}]({name}.md)" for name in post.links[INSERTED:]]
    marked += [f"*{word}*" for word in words.content(3)]
    marked.append(f"**{' '.join(words.any(2))}**")
    marked.append(f'"{" ".join(words.any(4))}"')
    marked.append(f"`{'_'.join(words.content(2))}`")
    rng.shuffle(marked)
    count = rng.randint(9, 12)
    return [words.prose(rng.randint(38, 62), marked[place::count]) for place in range(count)]


def _lists(rng: Random, words: Vocabulary) -> Iterator[str]:
    for bullet in ["-", "1."][: rng.randint(1, 2)]:
        yield "\n".join(f"{bullet} {words.prose(7, [])}" for _ in range(rng.randint(3, 5)))


def _code(rng: Random, words: Vocabulary) -> Iterator[str]:
    (count,) = rng.choices(list(_BLOCKS), weights=list(_BLOCKS.values()))
    for _ in range(count):
        names = words.content(6)
        code = rng.choice((_FUNCTION, _CLASS)).format(
            *names,
            capital=names[5].capitalize(),
            number=rng.randint(2, 99),
            sentence=words.prose(8, []),
        )
        yield f"```python\n{code}```"
