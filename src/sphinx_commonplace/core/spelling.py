"""Spelling: the known name that is most like one nobody knows, for a hint at what was meant.

rapidfuzz is imported only where it is asked: in most builds no name is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

ALIKE = 0.6


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """Return the share of letters that two names have in common, in order: from 0 to 1.

    Twice the longest common subsequence over the length of both. Below ``at_least`` it is 0.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - see above

    return float(Indel.normalized_similarity(one, other, score_cutoff=at_least))


def nearest(name: str, known: Iterable[str], at_least: float = ALIKE) -> str | None:
    """Return the known name most like ``name``, if one is ``at_least`` so.

    Of several it is the first by the alphabet, in whatever order they are known.
    """
    from rapidfuzz import process  # noqa: PLC0415 - see above
    from rapidfuzz.distance import Indel  # noqa: PLC0415

    alike = process.extract_iter(
        name, list(known), scorer=Indel.normalized_similarity, score_cutoff=at_least
    )
    return min(((-score, close) for close, score, _place in alike), default=(0, None))[1]
