"""Lines: at which line of its file a place in a text is, whatever was dropped before it.

A line end that is dropped leaves a mark, and so does one that is put in, until all is done.
"""

from __future__ import annotations

DROPPED = "\x00"
ADDED = "\x01\n"
_ADDED_MARK = "\x01"
OURS = "\x02"  # stands before what is to be a mark of MyST's


def cleaned(text: str) -> str:
    """Return a text in which no mark stands that an author may have left."""
    return (
        text.replace(DROPPED, "\N{REPLACEMENT CHARACTER}")
        .replace(_ADDED_MARK, "")
        .replace(OURS, "")
    )


def line(text: str, place: int, before: int) -> int:
    """Return the line of a place.

    :param before: the number of lines before the text.
    """
    ends = text.count("\n", 0, place) + text.count(DROPPED, 0, place)
    return before + 1 + ends - text.count(_ADDED_MARK, 0, place)


def dropped(part: str) -> str:
    """Return what is left of a part that is dropped: the marks of its line ends."""
    ends = part.count("\n") + part.count(DROPPED) - part.count(_ADDED_MARK)
    return DROPPED * max(ends, 0)


def settled(text: str) -> str:
    """Return a text without the marks of line ends."""
    return text.replace(DROPPED, "").replace(_ADDED_MARK, "")


def finished(text: str) -> str:
    """Return a text without any marks."""
    return settled(text).replace(OURS, "")
