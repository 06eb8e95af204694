"""Measure how busy a worker's loop is, and how long what comes has to wait for it."""

from __future__ import annotations

import time

from media import clock

#: The 20 ms ticks of so many seconds.
_TICKS = 50 * 10


class LoadMeter:
    """The share of the last interval in which this thread computed, 0 to 1."""

    def __init__(self) -> None:
        self.last = 0.0
        self._read_at = clock.now()
        self._busy = time.thread_time()

    def read(self, now: float) -> float:
        """The load since the last reading, then in `last`; call it in the loop's own thread."""
        busy, elapsed = time.thread_time(), now - self._read_at
        load = (busy - self._busy) / elapsed if elapsed > 0 else 0.0
        self._busy, self._read_at = busy, now
        self.last = min(1.0, max(0.0, load))
        return self.last


class LatenessMeter:
    """
    How late the loop comes to what is due: a packet that came at the same moment waited as long.

    `p95` and `p99` are percentiles of the time between the last two readings, in
    seconds.
    """

    def __init__(self) -> None:
        self.p95 = self.p99 = 0.0
        self._samples: list[float] = []

    def add(self, lateness: float) -> None:
        """Take note of one tick, at regular times; beyond ten seconds' worth they are not kept."""
        if len(self._samples) < _TICKS:
            self._samples.append(max(0.0, lateness))

    def read(self) -> float:
        """The 95th percentile since the last reading."""
        samples, self._samples = sorted(self._samples), []
        if samples:
            self.p95, self.p99 = (samples[int(share * (len(samples) - 1))] for share in (0.95, 0.99))
        return self.p95
