"""Find out by a short cluster of packets whether a line carries more than it is used for."""

from __future__ import annotations

from typing import Protocol

from media.bandwidth.estimate import LineEstimate
from media.bandwidth.report import Report

#: A cluster is this long: shorter, and jitter hides what it shows.
_SHORTEST, _LONGEST = 0.1, 0.8
_JITTERS = 6.0
#: What a probe that the line cannot carry may keep sound waiting, seconds.
_MOST_DELAY = 0.15
#: Above what is known the next step is at most so many times as much; less where the line has been full.
_LARGEST_STEP, _CAREFUL_STEP = 3.0, 1.5
#: What has arrived counts, so send a little more than what is wished for.
_ABOVE_WISH = 1.15
_PASSED = 0.85
_MOST_LOSS_ABOVE = 0.15
_LEAST_KNOWN = 0.6
_RESULTS_WITHIN = 0.6
_DRAINED_WITHIN = 0.2
_AFTER_SUCCESS, _AFTER_NOTHING, _AFTER_CUT = 0.1, 2.0, 2.0
_FIRST_BACKOFF, _LONGEST_BACKOFF = 4.0, 32.0
#: An increase that had to be taken back this soon was none.
_TRIAL = 10.0


class Departures(Protocol):
    """What was sent over the line, by transport-wide number."""

    @property
    def next(self) -> int:
        """The number that the next packet gets."""

    def size_since(self, number: int) -> int:
        """Bytes on the wire of everything from this number on."""


class Prober:
    """
    Clusters of extra packets at the rate that somebody waits for.

    `wish` is that rate in bit/s, or `None` if more would be of no use. `tick` says
    how many bytes to send on top; reports go to `receive`. A probe that fails makes
    the next one wait twice as long.
    """

    __slots__ = (
        "_ask_again",
        "_backoff",
        "_began",
        "_cuts",
        "_ends",
        "_estimate",
        "_first",
        "_known",
        "_last",
        "_passed_at",
        "_rate",
        "sent",
        "wish",
    )

    def __init__(self, estimate: LineEstimate) -> None:
        self._estimate = estimate
        self.wish: float | None = None
        #: Probes begun since the start.
        self.sent = 0
        self._ask_again = 0.0
        self._backoff = _FIRST_BACKOFF
        self._passed_at = float("-inf")
        self._cuts = estimate.cuts
        self._first = self._last = None
        self._began = self._ends = self._rate = 0.0
        self._known: list[tuple[int, float, float | None]] = []

    _first: int | None
    _last: int | None

    @property
    def running(self) -> bool:
        """Whether packets of a cluster are being sent."""
        return self._first is not None and self._last is None

    @property
    def busy(self) -> bool:
        """Whether a cluster is being sent, or its results are awaited."""
        return self._first is not None

    def tick(self, departures: Departures, rtt: float, now: float) -> int:
        """The bytes to send now beside everything else, mostly 0; call it every 20 ms."""
        self._notice_cut(now)
        if self._first is None:
            if not self._is_due(now):
                return 0
            self._begin(departures.next, rtt, now)
            assert self._first is not None, "a cluster has begun"
        elif self._last is not None:
            if now > self._ends + rtt + _RESULTS_WITHIN:
                self._judge(rtt, now)
            return 0
        elif now >= self._ends:
            self._last = departures.next - 1
            return 0
        wanted = self._rate / 8 * (now - self._began + 0.02)
        return max(0, round(wanted) - departures.size_since(self._first))

    def _notice_cut(self, now: float) -> None:
        if self._estimate.cuts == self._cuts:
            return
        self._cuts = self._estimate.cuts
        if now - self._passed_at < _TRIAL:
            self._passed_at = float("-inf")
            self._back_off(now)
        self._ask_again = max(self._ask_again, now + _AFTER_CUT)

    def _is_due(self, now: float) -> bool:
        estimate = self._estimate
        if self.wish is None or self.wish <= estimate.rate or now < self._ask_again:
            return False
        return not estimate.full and not estimate.losses.excess

    def _begin(self, next_number: int, rtt: float, now: float) -> None:
        assert self.wish is not None, "a probe is for something"
        known = self._estimate.rate
        step = _CAREFUL_STEP if self._estimate.ceiling is not None else _LARGEST_STEP
        self._rate = min(self.wish * _ABOVE_WISH, step * known)
        bearable = _MOST_DELAY * known / max(1.0, self._rate - known)
        enough = min(_LONGEST, _JITTERS * self._estimate.queue.jitter)
        self.sent += 1
        self._first, self._last = next_number, None
        self._began, self._ends = now, now + max(_SHORTEST, min(enough, bearable))
        self._known.clear()
        self._estimate.bear(self._ends + rtt + _RESULTS_WITHIN)

    def receive(self, report: Report, rtt: float, now: float) -> None:
        """Take a report; the first that speaks of what came after the cluster decides."""
        first, last = self._first, self._last
        if first is None or report.end <= first:
            return
        for place, size in enumerate(report.sizes):
            number = report.first + place
            if number >= first and (last is None or number <= last):
                self._known.append((size, report.sent[place], report.arrived[place]))
        if last is not None and report.end > last:
            self._judge(rtt, now)

    def _judge(self, rtt: float, now: float) -> None:
        assert self._first is not None and self._last is not None, "only a whole cluster is judged"
        expected = self._last - self._first + 1
        known, self._known = self._known, []
        self._first = self._last = None
        self._estimate.bear(now + rtt + _DRAINED_WITHIN)
        measured = self._measure(known) if len(known) >= max(4, _LEAST_KNOWN * expected) else None
        if measured is None:
            self._ask_again = now + _AFTER_NOTHING
            return
        passed, rate = measured
        self._estimate.probed(rate, passed, now)
        if passed:
            self._passed_at = now
            self._ask_again = now + _AFTER_SUCCESS
        else:
            self._back_off(now)

    def _measure(self, known: list[tuple[int, float, float | None]]) -> tuple[bool, float] | None:
        """Whether the line carried the cluster, and the rate to count on."""
        sizes = sum(size for size, _, _ in known)
        came = [(size, at) for size, _, at in known if at is not None]
        sent_in = known[-1][1] - known[0][1]
        if len(came) < 3 or sent_in <= 0:
            return None
        inherent = self._estimate.losses.inherent
        lost = 1 - sum(size for size, _ in came) / sizes
        sent_rate = 8 * (sizes - known[0][0]) / sent_in
        arrived_in = max(came[-1][1] - came[0][1], 0.001)
        arrived_rate = 8 * sum(size for size, _ in came[1:]) / arrived_in / (1 - inherent)
        rate = min(sent_rate, arrived_rate)
        passed = arrived_rate >= _PASSED * sent_rate and lost < inherent + _MOST_LOSS_ABOVE
        return passed, min(self._rate, rate)

    def _back_off(self, now: float) -> None:
        self._ask_again = now + self._backoff
        self._backoff = min(_LONGEST_BACKOFF, 2 * self._backoff)

    def restart(self) -> None:
        """The line is another one: what failed on the last may be tried here."""
        self._first = self._last = None
        self._backoff = _FIRST_BACKOFF
        self._ask_again = 0.0
