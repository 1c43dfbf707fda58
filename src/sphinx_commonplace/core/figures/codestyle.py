"""The colours of code in both schemes: few, and each readable on its ground."""

from __future__ import annotations

from typing import Any, ClassVar

from pygments.style import Style
from pygments.token import (
    Comment,
    Error,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    Token,
)


def _styles(
    ink: str, quiet: str, output: str, keyword: str, name: str, number: str, string: str, wrong: str
) -> dict[Any, str]:
    """Return which token has which colour: the same ones are alike in both schemes."""
    return {
        Token: ink,
        Comment: f"italic {quiet}",
        Keyword: keyword,
        Operator.Word: keyword,
        Name.Tag: keyword,
        Name.Builtin: name,
        Name.Decorator: name,
        Name.Attribute: name,
        Number: number,
        Literal: number,
        String: string,
        Generic.Heading: "bold",
        Generic.Emph: "italic",
        Generic.Strong: "bold",
        Generic.Prompt: quiet,
        Generic.Output: output,
        Generic.Deleted: wrong,
        Generic.Inserted: string,
        Error: wrong,
    }


class Light(Style):  # type: ignore[misc]
    """Ink on paper."""

    name = "commonplace-light"
    background_color = "#f7f4ed"
    highlight_color = "#ece5d5"
    styles: ClassVar = _styles(
        ink="#1d1b18",
        quiet="#69645a",
        output="#57524a",
        keyword="#8a3324",
        name="#3d4f7a",
        number="#6b3f5c",
        string="#4a5a23",
        wrong="#a31515",
    )


class Dark(Style):  # type: ignore[misc]
    """The same tokens, tuned for a dark ground."""

    name = "commonplace-dark"
    background_color = "#1f1d1b"
    highlight_color = "#3a362f"
    styles: ClassVar = _styles(
        ink="#d6d2ca",
        quiet="#949084",
        output="#aaa498",
        keyword="#e0a08a",
        name="#a9b9e0",
        number="#cfa0bd",
        string="#b9c58f",
        wrong="#f2938a",
    )
