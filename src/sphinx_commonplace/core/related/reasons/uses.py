"""Uses: how a text uses a term, as a small number; zero if the text does not have it.

It says how often the term stands there, and whether it is the subject of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sphinx_commonplace.core.related.corpus.vocabulary import BREAK

if TYPE_CHECKING:
    from sphinx_commonplace.core.related.arrays.sorting import Ints

Uses = NDArray[np.uint8]

OFTEN = 3  # times, which count as all that are more; a post may be about such a word of a heading
SUBJECT = 4  # it is in the title, or in a heading and used often
TITLED = 8  # it is in the title: of a theme's post, unless it is a subject, too
AGAIN = 16  # it is no word that occurs by the way
KINDS = 32  # such numbers there are
_RATE = 500  # words of a text in which a word that is used again must occur once


def of(asked: Ints, text: Ints, titled: Ints, headed: Ints) -> Uses:
    """Return how a text uses each of some terms.

    :param asked: the terms, each once, in their order.
    :param text: the terms of the text in their order, breaks among them.
    :param titled: the terms of its names, and ``headed`` those of its headings.
    """
    size = len(text) - int(text.searchsorted(BREAK, "right"))
    times = text.searchsorted(asked, "right") - text.searchsorted(asked)
    in_title, in_heading = _among(asked, titled), _among(asked, headed)
    found: Uses = np.minimum(times, OFTEN).astype(np.uint8)
    found[in_title | (in_heading & (times >= OFTEN))] |= SUBJECT
    found[in_title] |= TITLED
    found[(times > 1) & (times * _RATE >= size)] |= AGAIN
    found[times == 0] = 0
    return found


def times(use: int) -> int:
    """Return how often the text has the term: ``OFTEN`` for that and more."""
    return use & OFTEN


def is_called(use: int) -> bool:
    """Whether the text is called by the term, and not just the post of which it is a theme."""
    return bool(use & TITLED and use & SUBJECT)


def _among(asked: Ints, some: Ints) -> NDArray[np.bool_]:
    found = np.zeros(len(asked), bool)
    if len(asked):
        place = asked.searchsorted(some)
        found[place[asked.take(place, mode="clip") == some]] = True
    return found
