"""A page on its way: where it was, what it says there, and where it will be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_commonplace.core.importing.frontmatter.mapping import Mapped
    from sphinx_commonplace.core.importing.frontmatter.matter import Matter
    from sphinx_commonplace.core.importing.tools.tool import Seen


@dataclass
class Page:
    """A page: its path in the source, the addresses it had, and the name it is written under."""

    path: str
    matter: Matter
    seen: Seen
    mapped: Mapped
    name: str = ""
    addresses: list[str] = field(default_factory=list)
