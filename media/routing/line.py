"""Give a slot one clock of its own, whoever is switched into it."""

from __future__ import annotations


class TimestampLine:
    """
    A straight line from the server's time of capture to outgoing RTP timestamps.

    Each source enters the slot where the line says its first sample belongs and
    keeps its own pace from there; `pass_through` moves the line along with it.
    So a switch never bends the line, however far the sources' clocks have
    drifted, and sound and picture of a slot always mean the same time.
    """

    __slots__ = ("_rate", "_time", "_timestamp")

    def __init__(self, clock_rate: int, timestamp: int, now: float) -> None:
        self._rate = clock_rate
        self._time = now
        self._timestamp = timestamp

    def at(self, time: float) -> int:
        """The timestamp (32 bits) for what was captured at this server time, in Unix seconds."""
        return (self._timestamp + round((time - self._time) * self._rate)) & 0xFFFFFFFF

    def pass_through(self, time: float, timestamp: int) -> None:
        """From now on the line goes through this point."""
        self._time = time
        self._timestamp = timestamp


def not_before(timestamp: int, newest: int | None) -> int:
    """The timestamp, or the one after the newest sent if it does not lie ahead of that."""
    if newest is None or 0 < (timestamp - newest) & 0xFFFFFFFF < 0x80000000:
        return timestamp
    return (newest + 1) & 0xFFFFFFFF
