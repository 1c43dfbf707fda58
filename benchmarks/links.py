"""Measure what links, backlinks and embeds cost: the same posts with and without them.

See README.md. The figures go to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

import corpus
from sites import BARE, OURS, Site

PER_POST = 20
Text = Callable[[str, list[str]], str]  # a post and the names of others, to its text


def _sentences(others: list[str], form: str) -> str:
    links = [form.format(name=name, words=name.replace("-", " ")) for name in others]
    pairs = zip(links[::2], links[1::2], strict=True)
    return "\n\n".join(
        f"One sentence stands before it. Here {one} is named, and so is {two}. One comes after."
        for one, two in pairs
    )


_WORDS, _MARKDOWN, _WIKI = "{words}", "[{words}]({name}.md)", "[[{name}|{words}]]"


def _with_embeds(text: str, others: list[str]) -> str:
    return f"{text}\n{_sentences(others, _WIKI)}\n"


VARIANTS: dict[str, tuple[str, Text]] = {
    "words": (OURS, lambda text, others: f"{text}\n{_sentences(others, _WORDS)}\n"),
    "links": (OURS, lambda text, others: f"{text}\n{_sentences(others, _WIKI)}\n"),
    "embeds": (OURS, _with_embeds),
    "bare, words": (BARE, lambda text, others: f"{text}\n{_sentences(others, _WORDS)}\n"),
    "bare, links": (BARE, lambda text, others: f"{text}\n{_sentences(others, _MARKDOWN)}\n"),
}


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--posts", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="commonplace-benchmark-"))
    try:
        _compare(work, options.posts, options.rounds)
        _scale(work, options.rounds)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _compare(work: Path, count: int, rounds: int) -> None:
    sites = {
        name: Site(work / f"site-{name}", tool, work / "bytecode")
        for name, (tool, _) in VARIANTS.items()
    }
    for name in VARIANTS:
        _write(work / name, count, VARIANTS[name][1])
    costs: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for _round in range(rounds):
        for name, site in sites.items():
            site.begin(work / name)
            costs[name].append(site.build().cpu)
            print(f"{name}: {costs[name][-1]:.1f} s", file=sys.stderr)
    print(f"{count:,} posts with {PER_POST} links each, clean build, CPU seconds")
    for name, of in (("links", "words"), ("embeds", "links"), ("bare, links", "bare, words")):
        ratios = [one / other for one, other in zip(costs[name], costs[of], strict=True)]
        print(
            f"  {name}: {median(costs[name]):.1f}, {of}: {median(costs[of]):.1f}, "
            f"ratio {median(ratios):.2f}"
        )


def _write(folder: Path, count: int, text: Text) -> None:
    posts = corpus.write(folder, count)
    chance = Random(7)
    names = [post.name for post in posts]
    for number, post in enumerate(posts):
        path = folder / "posts" / f"{post.name}.md"
        others = [name for name in chance.sample(names, PER_POST + 1) if name != post.name]
        shown = text(path.read_text(encoding="utf-8"), others[:PER_POST])
        if text is _with_embeds and number % 2:
            # One that embeds nothing itself.
            shown += f"\n![[{names[number - 1]}]]\n"
        path.write_text(shown, encoding="utf-8")


def _scale(work: Path, rounds: int) -> None:
    _warm_up(work)
    for title, steps, make in (
        ("wikilinks in one page", (0, 10_000, 20_000), _one_page),
        ("backlinks to one page", (0, 2_500, 5_000), _one_target),
    ):
        costs: dict[int, list[float]] = {step: [] for step in steps}
        for _round in range(rounds):
            for step in steps:
                folder = work / f"{title} {step}"
                shutil.rmtree(folder, ignore_errors=True)
                for name, text in make(step, steps[-1]):
                    path = folder / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
                site = Site(work / "site", OURS, work / "bytecode")
                site.begin(folder)
                costs[step].append(site.build().cpu)
        base, *more = (median(costs[step]) for step in steps)
        shown = ", ".join(
            f"{step:,}: {cost - base:.2f} s" for step, cost in zip(steps[1:], more, strict=True)
        )
        ratio = (more[1] - base) / (more[0] - base)
        print(f"{title}, CPU beyond that of none: {shown}, ratio {ratio:.2f}")


def _warm_up(work: Path) -> None:
    """Have everything compiled before what takes little is measured."""
    corpus.write(work / "warm-up", corpus.SMALLEST)
    site = Site(work / "site", OURS, work / "bytecode")
    site.begin(work / "warm-up")
    site.build()


def _one_page(count: int, _most: int) -> Iterator[tuple[str, str]]:
    yield "index.md", "# Home\n"
    yield "posts/target.md", "# Target\n"
    links = "\n\n".join("See [[target]] and [[Target|it]]." for _ in range(count // 2))
    yield "posts/many.md", f"# Many\n\n{links}\n"


def _one_target(count: int, most: int) -> Iterator[tuple[str, str]]:
    yield "index.md", "# Home\n"
    yield "posts/target.md", "# Target\n"
    for number in range(most):
        link = "[[target]]" if number < count else "target"
        yield (
            f"posts/note-{number}.md",
            f"# Note {number}\n\nBefore. A sentence on {link} here. After.\n",
        )


if __name__ == "__main__":
    main()
