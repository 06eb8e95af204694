"""The one clock of the media path: Unix seconds that never step back."""

from __future__ import annotations

import time

#: Seconds from the monotonic clock to Unix time, as it was at the start.
EPOCH = time.time() - time.monotonic()


def now() -> float:
    """Unix time in seconds, taken once at start-up and carried on by the monotonic clock."""
    return time.monotonic() + EPOCH
