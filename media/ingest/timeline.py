"""Put a source's timestamps on the server's clock, the same way for its sound and its picture."""

from __future__ import annotations

#: A server sends what it has kept at once; by then the source has come to its own pace.
_SETTLED_AFTER_S = 2.0
#: Beyond this the source has begun to count anew, or its clock was set.
_JUMP_S = 5.0


class Timeline:
    """
    One line from the source's time to ours, both in seconds, for all of its tracks.

    As long as the source still catches up, the line follows the least delayed
    packet; then it stays where it is until the source's time jumps.
    """

    def __init__(self, now: float) -> None:
        self._begun = now
        self._offset: float | None = None

    @property
    def has_begun(self) -> bool:
        """Whether something has come."""
        return self._offset is not None

    def captured(self, source_s: float, now: float) -> float:
        """The time of capture on our clock of what has come just now."""
        offset = now - source_s
        if self._offset is None or abs(offset - self._offset) > _JUMP_S:
            self._offset = offset
        elif now - self._begun < _SETTLED_AFTER_S:
            self._offset = min(offset, self._offset)
        return source_s + self._offset

    def at(self, source_s: float) -> float:
        """The same for what has come before; ask only after `captured`."""
        assert self._offset is not None, "something has to come first"
        return source_s + self._offset
