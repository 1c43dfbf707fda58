"""How the properties are tried: the same examples each time, so that a failure can be repeated."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("core", derandomize=True, deadline=None, database=None)
settings.load_profile("core")
