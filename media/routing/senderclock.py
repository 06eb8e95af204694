"""
Bring a publisher's clocks onto the server's: when was the sample with this RTP timestamp captured?

A publisher's sender reports tie each stream's RTP timestamps to the publisher's
own wall clock. One offset for the whole up-link ties that clock to the server's,
so sound and picture of one publisher keep their distance exactly.
"""

from __future__ import annotations

from collections import deque

#: The least delay seen in this time counts; long enough to meet a moment without queueing,
#: short enough to follow clocks that drift by 100 us a second.
_BUCKET = 15.0
_BUCKETS = 4
#: A publisher whose wall clock was set is believed anew.
_CLOCK_WAS_SET = 5.0
#: Some senders report RTP timestamps that they never send; media is not this old on any line.
_LONGEST_AGE = 10.0


class SenderClock:
    """The offset from one publisher's wall clock to the server's: the least of (arrival - NTP)."""

    __slots__ = ("_least",)

    def __init__(self) -> None:
        self._least: deque[tuple[float, float]] = deque(maxlen=_BUCKETS)

    def report(self, ntp: float, now: float) -> None:
        """A sender report of any of the publisher's streams arrived; both in Unix seconds."""
        offset = now - ntp
        if self._least and abs(offset - self.offset) > _CLOCK_WAS_SET:
            self._least.clear()
        if not self._least or now - self._least[-1][0] >= _BUCKET:
            self._least.append((now, offset))
        elif offset < self._least[-1][1]:
            self._least[-1] = (self._least[-1][0], offset)

    @property
    def offset(self) -> float:
        """Seconds to add to the publisher's time; ask only after a report."""
        return min(offset for _, offset in self._least)


class StreamClock:
    """
    One stream's way from RTP timestamps to the server's time of capture.

    Until the first sender report the arrival stands in for it: the least
    delayed packet so far counts as captured when it arrived.
    """

    __slots__ = ("_least_delayed", "_newest", "_rate", "_report", "_sender")

    def __init__(self, sender: SenderClock, clock_rate: int) -> None:
        self._sender = sender
        self._rate = clock_rate
        self._report: tuple[float, int] | None = None
        self._newest: tuple[float, int] | None = None
        self._least_delayed: tuple[float, int] | None = None

    def arrived(self, timestamp: int, now: float) -> None:
        """Take note of a packet that came in order."""
        self._newest = now, timestamp
        least = self._least_delayed
        if self._report is None and (least is None or self._seconds(timestamp, least[1]) > now - least[0]):
            self._least_delayed = self._newest

    def report(self, ntp: float, timestamp: int) -> None:
        """A sender report of this stream, in Unix seconds of the publisher; tell `SenderClock` first."""
        if self._newest is None:
            return
        arrived, newest = self._newest
        captured = ntp + self._sender.offset + self._seconds(newest, timestamp)
        if abs(arrived - captured) < _LONGEST_AGE:
            self._report = ntp, timestamp

    def capture_time(self, timestamp: int) -> float | None:
        """Server Unix seconds of capture; `None` before the first sender report."""
        if self._report is None:
            return None
        ntp, at = self._report
        return ntp + self._sender.offset + self._seconds(timestamp, at)

    def estimate(self, timestamp: int) -> float:
        """The capture time, by arrival where there is no report yet; ask only after an arrival."""
        captured = self.capture_time(timestamp)
        if captured is not None:
            return captured
        assert self._least_delayed is not None, "a packet has to come first"
        arrived, at = self._least_delayed
        return arrived + self._seconds(timestamp, at)

    def _seconds(self, timestamp: int, since: int) -> float:
        distance = (timestamp - since) & 0xFFFFFFFF
        return (distance - ((distance & 0x80000000) << 1)) / self._rate
