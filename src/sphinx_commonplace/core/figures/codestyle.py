"""The colours of code in both schemes: few, and each readable on its ground."""

from __future__ import annotations

from typing import ClassVar

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


class Light(Style):  # type: ignore[misc]
    """Ink on paper."""

    name = "commonplace-light"
    background_color = "#f7f4ed"
    highlight_color = "#ece5d5"
    styles: ClassVar = {
        Token: "#1d1b18",
        Comment: "italic #69645a",
        Keyword: "#8a3324",
        Operator.Word: "#8a3324",
        Name.Tag: "#8a3324",
        Name.Builtin: "#3d4f7a",
        Name.Decorator: "#3d4f7a",
        Name.Attribute: "#3d4f7a",
        Number: "#6b3f5c",
        Literal: "#6b3f5c",
        String: "#4a5a23",
        Generic.Heading: "bold",
        Generic.Emph: "italic",
        Generic.Strong: "bold",
        Generic.Prompt: "#69645a",
        Generic.Output: "#57524a",
        Generic.Deleted: "#a31515",
        Generic.Inserted: "#4a5a23",
        Error: "#a31515",
    }


class Dark(Style):  # type: ignore[misc]
    """The same tokens, tuned for a dark ground."""

    name = "commonplace-dark"
    background_color = "#1f1d1b"
    highlight_color = "#3a362f"
    styles: ClassVar = {
        Token: "#d6d2ca",
        Comment: "italic #949084",
        Keyword: "#e0a08a",
        Operator.Word: "#e0a08a",
        Name.Tag: "#e0a08a",
        Name.Builtin: "#a9b9e0",
        Name.Decorator: "#a9b9e0",
        Name.Attribute: "#a9b9e0",
        Number: "#cfa0bd",
        Literal: "#cfa0bd",
        String: "#b9c58f",
        Generic.Heading: "bold",
        Generic.Emph: "italic",
        Generic.Strong: "bold",
        Generic.Prompt: "#949084",
        Generic.Output: "#aaa498",
        Generic.Deleted: "#f2938a",
        Generic.Inserted: "#b9c58f",
        Error: "#f2938a",
    }
