"""Uncommented: what of a Markdown text readers can see, as far as that shows without parsing it."""

from __future__ import annotations

import re

# Code first: what stands in it is no comment.
_PIECES = re.compile(
    rb"""
    ^[ \t>]* (?: (?:[-*+]|[0-9]{1,9}[.)]) [ \t]+ )* (?P<fence> `{3,}+ | ~{3,}+ )
      .*? ^[ \t>]* (?P=fence)
    | (?<!`) (?P<ticks> `++ ) (?: (?!\n[ \t]*\n) . )+? (?<!`) (?P=ticks) (?!`)
    | (?P<comment>
        <!-- .*? (?: --> | \Z )
        | ^[ \t>]* %% .*? (?: %% | \Z )
        | %% (?: (?!\n[ \t]*\n) . )*? %%
        | ^(?:[ ]{0,3}>)* [ ]{0,3} % [^\n]*
      )
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def uncommented(text: bytes) -> bytes:
    """Return a text without its comments: of HTML, MyST and Obsidian."""
    return _PIECES.sub(lambda found: b" " if found["comment"] else found[0], text)
