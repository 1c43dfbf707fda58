"""JSON-LD: what a page is, as search engines read it, in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

CONTEXT = "https://schema.org"
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def posting(
    *,
    url: str,
    title: str,
    description: str,
    language: str,
    authors: Iterable[str],
    tags: Iterable[str],
    image: str,
    published: str,
    modified: str,
    related: Iterable[str],
) -> dict[str, Any]:
    """Describe a post; what is empty is left out."""
    found = {
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": title,
        "description": description,
        "inLanguage": language,
        "author": [{"@type": "Person", "name": name} for name in authors],
        "keywords": list(tags),
        "image": image,
        "datePublished": published,
        "dateModified": modified,
        "relatedLink": list(related),
    }
    return {key: value for key, value in found.items() if value}


def website(url: str, name: str, description: str, language: str) -> dict[str, Any]:
    """Describe the site as a whole."""
    found = {
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": name,
        "description": description,
        "inLanguage": language,
    }
    return {key: value for key, value in found.items() if value}


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Describe the way from the home page to a page, each step a title and an address."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": url}
            for number, (title, url) in enumerate(steps, start=1)
        ],
    }


def script(things: list[dict[str, Any]]) -> str:
    """Return what stands within a ``script`` element: nothing in it can end that element."""
    text = json.dumps({"@context": CONTEXT, "@graph": things}, ensure_ascii=False)
    return text.translate(_ESCAPES)
