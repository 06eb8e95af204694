"""Estimate a line whose receiver gives no feedback on single packets: by its reports, or its own estimate."""

from __future__ import annotations

#: Below this a radio may lose what it likes; above it something is wrong (as libwebrtc's first estimator).
_TOO_MUCH, _LITTLE = 0.10, 0.04
_WORST_IN_A_ROW = 2
_GROWTH = 1.08
#: A line without trouble for so many seconds is taken for one without a limit.
_FORGIVEN_AFTER = 45.0


class ReportedLine:
    """
    `rate` is the limit in bit/s, `None` as long as nothing speaks for one.

    `sending` is always what was sent in the last second or so, in bit/s.
    """

    __slots__ = ("_bad", "_now", "_trouble_at", "rate")

    def __init__(self) -> None:
        self.rate: float | None = None
        self._bad = 0
        self._now = 0.0
        self._trouble_at = float("-inf")

    def lost(self, share: float, sending: float, now: float) -> None:
        """Take a receiver report: the share (0 to 1) that was lost since the last one."""
        passed, self._now = min(now - self._now, 2.0), now
        self._bad = self._bad + 1 if share > _TOO_MUCH else 0
        if self._bad >= _WORST_IN_A_ROW:
            self._limit(min(sending, self.rate or sending) * (1 - share / 2), now)
        elif self.rate is not None and share < _LITTLE:
            self.rate *= _GROWTH**passed
            if now - self._trouble_at > _FORGIVEN_AFTER:
                self.rate = None

    def estimated(self, rate: float, sending: float, now: float) -> None:
        """Take the receiver's own estimate (REMB); it is only a limit where it is below what is sent."""
        if rate < sending:
            self._limit(rate, now)
        elif self.rate is not None:
            self.rate = min(rate, self.rate * _GROWTH)

    def _limit(self, rate: float, now: float) -> None:
        self._trouble_at = now
        self.rate = max(rate, 1.0)
