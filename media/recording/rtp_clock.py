"""Say where an RTP timestamp lies in the file, and notice when RTP time runs away from arrival."""

from __future__ import annotations

from media.packets.sequence import Unwrapper

# bigbluebutton #25259: a capture that stalled for 18 s left the sound early for the rest of the lesson.
TOLERANCE = 1.0  # seconds
# A line that is late for so long has not stalled: its clock has.
_PERSISTENCE = 3.0  # seconds


class RtpClock:
    """
    One encoding's RTP time, anchored at one moment of the lesson clock.

    `rate` is the codec's clock rate, `timescale` the file's units a second.
    Call `runs_away` once a frame, in order; when it says so, anchor anew.
    """

    def __init__(self, rate: int, timescale: int) -> None:
        self.rate = rate
        self.timescale = timescale
        self._unwrapper = Unwrapper(32)
        self._base = 0
        self._zero = 0
        self._last: tuple[int, float] | None = None
        self._earliest = 0.0
        self._late_since: float | None = None

    def anchor(self, timestamp: int, lesson_s: float, arrival: float) -> None:
        """Put `timestamp` at `lesson_s` seconds of the lesson clock; it arrived at `arrival`."""
        self._unwrapper = Unwrapper(32)
        self._base = self._unwrapper.unwrap(timestamp)
        self._zero = max(0, round(lesson_s * self.timescale))
        self._last = self._base, arrival
        self._earliest = arrival - self._base / self.rate
        self._late_since = None

    @property
    def anchored(self) -> bool:
        return self._last is not None

    def time(self, timestamp: int) -> int:
        """Where the timestamp lies in the file, in units of its timescale."""
        ticks = self._unwrapper.unwrap(timestamp) - self._base
        return max(0, self._zero + ticks * self.timescale // self.rate)

    def runs_away(self, timestamp: int, arrival: float) -> bool:
        """
        Whether RTP time has left arrival by more than a second, for good.

        A step of the timestamp ahead of arrival or back is believed at once; arrival that
        lags behind may be a full queue on the line and is believed when it stays.
        """
        assert self._last is not None, "anchor the clock first"
        last_ticks, last_arrival = self._last
        ticks = self._unwrapper.unwrap(timestamp)
        step = (ticks - last_ticks) / self.rate
        if step - (arrival - last_arrival) > TOLERANCE or step < -TOLERANCE:
            return True
        self._last = ticks, arrival
        lag = arrival - ticks / self.rate
        self._earliest = min(self._earliest, lag)
        if lag - self._earliest <= TOLERANCE:
            self._late_since = None
        elif self._late_since is None:
            self._late_since = arrival
        return self._late_since is not None and arrival - self._late_since > _PERSISTENCE
