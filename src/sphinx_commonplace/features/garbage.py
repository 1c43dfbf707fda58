"""Fewer garbage collections: a build makes millions of nodes that live until it ends.

With Python's own thresholds the collector walks all of them again and again, an eighth of a clean
build. Until the build ends they are looked at less often, and what stands when it begins not at
all. When the interpreter exits, it would walk them once more, to no end.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THRESHOLDS = (100_000, 20, 100)


def setup(app: Sphinx) -> dict[str, bool]:
    """Change the collector, from before Sphinx loads its environment to the end of the build."""
    before = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)

    def end(*_event: Any) -> None:
        gc.unfreeze()
        gc.set_threshold(*before)

    app.connect("builder-inited", lambda *_event: gc.freeze(), priority=999)
    app.connect("build-finished", end, priority=999)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
