"""Spelling: the known name that is most like one nobody knows, for a hint at what was meant.

rapidfuzz is imported only where it is asked: in most builds no name is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

ALIKE = 0.7


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """Return the share of letters that two names have in common, in order: from 0 to 1.

    Twice the longest common subsequence over the length of both. Below ``at_least`` it is 0.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - see above

    return float(Indel.normalized_similarity(one, other, score_cutoff=at_least))


def nearest(name: str, known: Iterable[str], at_least: float = ALIKE) -> str | None:
    """Return the known name most like ``name``, if one is ``at_least`` so.

    Of paths the last parts are compared: a folder that two have in common makes them no more alike.
    Of several it is the one that is most like it as a whole, then the first by the alphabet, in
    whatever order they are known.
    """
    from rapidfuzz import process  # noqa: PLC0415 - see above
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    all_known = list(known)
    alike = process.extract_iter(
        _last(name),
        map(_last, all_known),
        scorer=Indel.normalized_similarity,
        score_cutoff=at_least,
    )
    found = ((-score, all_known[place]) for _part, score, place in alike)
    ranked = ((score, -likeness(name, close), close) for score, close in found)
    return min(ranked, default=(0, 0, None))[2]


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
