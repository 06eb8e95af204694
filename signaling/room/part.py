"""What a part of the room is to the whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signaling.room.seats import Seat

#: `(seat, session, message, now)`: the message was allowed by the table of permissions.
Hearing = Callable[[Seat, str, Any, int], None]


class Part:
    """Hears some of what is said, and is told the time once a second (Unix milliseconds)."""

    def hears(self) -> dict[type, Hearing]:
        """Return how each class of message is heard here; none by default."""
        return {}

    def tick(self, now: int) -> None:
        """End what has lasted long enough; nothing by default."""
