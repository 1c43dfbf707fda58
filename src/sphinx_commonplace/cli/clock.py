"""The clock: when it is, for the commands that have to know; no build ever asks it."""

from __future__ import annotations

import os
from datetime import datetime, timezone


def now() -> datetime:
    """Return the moment it is, with the offset that holds here, or that of SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), timezone.utc)
    return datetime.now().astimezone()
