"""To Markdown: HTML that can stand anywhere, written as plain Markdown."""

from __future__ import annotations

from typing import Any

from markdownify import MarkdownConverter


class _Converter(MarkdownConverter):
    """Keeps what Markdown has no sign for as HTML, which Markdown may hold."""

    def convert_math(self, element: Any, text: str, parent_tags: set[str]) -> str:
        """Leave a formula as it is."""
        return str(element)

    convert_audio = convert_video = convert_details = convert_math


def _language(pre: Any) -> str:
    """Return the language of a listing, which its class says."""
    classes = pre.code.get("class", []) if pre.code else []
    return next((name.removeprefix("language-") for name in classes), "")


def convert(html: str) -> str:
    """Return the Markdown of a piece of HTML."""
    converter = _Converter(heading_style="ATX", bullets="-", code_language_callback=_language)
    return str(converter.convert(html)).strip()
