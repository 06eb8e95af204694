"""Everything known of one receiver's line: what it carries, by whatever the receiver tells of it."""

from __future__ import annotations

from media.bandwidth.estimate import FIRST_GUESS_FAR, LineEstimate
from media.bandwidth.fallback import ReportedLine
from media.bandwidth.probe import Departures, Prober
from media.bandwidth.report import Report

#: A receiver that has agreed on feedback and gives none for so long will give none.
_FEEDBACK_WITHIN = 3.0
#: A line whose handshake takes longer loses much or queues much: a picture might bury its first sound.
_FAR = 0.3
#: While more than twice of what is sent fits, nothing has to be paced.
_ROOMY = 2.0
#: Just below what the line takes, so that what has to wait does so here and not before sound.
_PACE, _PACE_WHILE_FULL = 1.1, 0.75


class DownLine:
    """
    `promised` says whether the receiver has agreed to give feedback on every packet.
    """

    def __init__(self, promised: bool) -> None:
        self.estimate = LineEstimate()
        self.prober = Prober(self.estimate)
        self.reported = ReportedLine()
        self._promised = promised
        self._connected_at: float | None = None
        self._heard = False

    @property
    def measured(self) -> bool:
        """Whether the receiver gives feedback on every packet."""
        return self._heard

    def connected(self, now: float, round_trip: float | None = None) -> None:
        """The receiver is reached, for the first time or over another path."""
        if self._connected_at is None:
            self._connected_at = now
            if round_trip is not None and round_trip > _FAR:
                self.estimate.rate = FIRST_GUESS_FAR
        else:
            self.estimate.restart()
            self.prober.restart()

    def rate(self, now: float) -> float | None:
        """What the line carries, bit/s, as far as anything is known."""
        waits = self._connected_at is None or now - self._connected_at < _FEEDBACK_WITHIN
        if self._heard or (self._promised and waits):
            return self.estimate.rate
        return self.reported.rate

    def is_guess(self, now: float) -> bool:
        """Whether the rate is a first guess, so that a single large picture may still be tried."""
        return not self._heard or self.estimate.is_young(now)

    def receive(self, report: Report, rtt: float, now: float) -> bool:
        """Take feedback; whether the rate had to be lowered."""
        self._heard = True
        cuts = self.estimate.cuts
        self.estimate.receive(report, now, rtt)
        self.prober.receive(report, rtt, now)
        return self.estimate.cuts != cuts

    def is_calm(self, used: float, now: float) -> bool:
        """Whether there is so much room that a glance at each report is enough."""
        estimate = self.estimate
        roomy = not self.is_guess(now) and estimate.rate >= _ROOMY * used
        return roomy and not (self.prober.busy or estimate.full or estimate.losses.share)

    def wish(self, wanted: float | None, used: float) -> None:
        """What more could be used, bit/s, and what is used now: room enough to send without pacing."""
        roomy = _ROOMY * used
        self.prober.wish = wanted if wanted is not None else roomy if used else None

    def padding(self, departures: Departures, rtt: float, now: float) -> int:
        """Bytes to send now to find out whether the line carries more; mostly 0."""
        return self.prober.tick(departures, rtt, now) if self._heard else 0

    def pace(self, used: float) -> float | None:
        """At what rate (bit/s) to send while `used` is wanted; `None` for at once."""
        if not self._heard or self.estimate.rate >= _ROOMY * used:
            return None
        return self.estimate.rate * (_PACE_WHILE_FULL if self.estimate.full else _PACE)

    @property
    def probe_due(self) -> bool:
        """Whether `padding` has to be asked often."""
        return self.prober.running or (self.prober.wish or 0) > self.estimate.rate
