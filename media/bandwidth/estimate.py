"""
Estimate what a receiver's line carries, from the feedback on every packet.

A queue that stands says that the line is full, and what arrives meanwhile is
what it carries. Losses alone say so only where they exceed what the line loses
anyway: a radio that loses every tenth packet is no reason to send less.
`docs/adr/0016-what-a-line-carries.md` has the measurements behind it.
"""

from __future__ import annotations

from itertools import pairwise
from operator import sub

from media.bandwidth.losses import LossEstimate
from media.bandwidth.queueing import QueueDelay
from media.bandwidth.report import Report
from media.bandwidth.spans import SpanRate

#: Before anything is known: enough for sound and a small picture, and soon corrected.
FIRST_GUESS = 400_000.0
#: Where the handshake was slow: enough for sound; a picture comes as soon as the line shows more.
FIRST_GUESS_FAR = 120_000.0
LEAST = 40_000.0
#: Less than what arrives while the queue stands, so that it drains.
_CUT = 0.88
#: While the queue is short one cut takes no more than this: what arrived when the line was not yet full
#: is counted too.
_SMALLEST_CUT_RATE = 0.75
_LONG_QUEUE = 0.15
#: A cut shows after a round trip, and after the receiver's next feedback.
_FEEDBACK_DELAY = 0.2
_GROWTH = 1.08
#: Close to where the line was full the last time, bit/s for each second.
_CAREFUL_GROWTH = 0.02
#: A line that is used less than this does not show what else it carries.
_USED = 0.7
#: And one that is used less than this is not shown to carry more than is known.
_USED_TO_GROW = 0.85
_MOST_ABOVE_ARRIVING = 1.5
_MOST_VAIN_CUTS = 3
#: On a line that is hardly used, a queue and losses must last this long to be believed.
_UNUSED_QUEUE_LASTS, _UNUSED_LOSSES_LAST = 0.5, 3.0
_WAIT_AFTER_CUT = 1.0
#: Where nothing at all arrived of so much time, the line was dead, not full.
_DEAD = 0.7
#: In the first moments the rate is a guess, and what arrives without a queue is better knowledge.
_YOUTH = 1.5
_OPTIMISM = 1.3


class LineEstimate:
    """
    `rate` is what the line carries, bit/s; `arriving` what it has carried in the last half second.

    `queue` and `losses` are what it is concluded from. Call `receive` with every
    report, `probed` with the results of probes and `restart` when the path has changed.
    """

    def __init__(self, rate: float = FIRST_GUESS) -> None:
        self.rate = rate
        self.queue = QueueDelay()
        self.losses = LossEstimate()
        self.cuts_for_queue = self.cuts_for_losses = 0
        self._arrivals, self._departures = SpanRate(), SpanRate()
        self._next: int | None = None
        self._missing: dict[int, None] = {}
        self._now = 0.0
        self._born: float | None = None
        self._next_cut = self._judged_from = self._last_cut = float("-inf")
        self._lossless_at = self._drained_at = self._borne_until = float("-inf")
        self._queue_at_cut = 0.0
        self._vain_cuts = 0
        #: Where the line was full the last time, bit/s; `None` while that is not known.
        self.ceiling: float | None = None
        self._before_losses: tuple[float, float, float] | None = None

    @property
    def arriving(self) -> float | None:
        """What the line lets through of what is sent, what it loses by itself counted in."""
        arriving = self._arrivals.rate
        return None if arriving is None else arriving / (1 - self.losses.inherent)

    @property
    def sending(self) -> float:
        """bit/s that were sent in the last half second, as far as reports speak of it."""
        return self._departures.rate or 0.0

    @property
    def cuts(self) -> int:
        """How often the rate had to be lowered."""
        return self.cuts_for_queue + self.cuts_for_losses

    @property
    def full(self) -> bool:
        """Whether more is sent than the line takes."""
        return self.queue.standing

    def is_young(self, now: float) -> bool:
        """Whether the rate is still a guess."""
        return self._born is None or now - self._born < _YOUTH

    @property
    def _is_used(self) -> bool:
        return self.sending >= _USED * self.rate

    def restart(self) -> None:
        """The path is another one, of which nothing is known but that the last one carried this rate."""
        self.queue.restart()
        self.losses.restart()
        self._arrivals.restart()
        self._departures.restart()
        self._next = None
        self._missing.clear()
        self.ceiling = None

    def receive(self, report: Report, now: float, rtt: float) -> None:
        """Take a report; `rtt` in seconds."""
        if self._next is not None and report.first < self._next:
            self._recover(report, now)
            report = report.after(self._next)
        if not report.sizes:
            return
        if self._born is None:
            self._born = now
        self._count(report, now)
        passed, self._now = min(now - self._now, 0.5), now
        if self.queue.standing:
            self._relieve(now, rtt)
        elif self.losses.excess:
            self._yield_to_losses(now, rtt)
        else:
            self._lossless_at = now
            self._grow(passed, now)
        if not self.queue.standing:
            self._drained_at = now
            if now >= self._borne_until:
                self.losses.learn(now, self._is_used)

    def glance(self, first: int, end: int, sent: float, arrived: float, now: float) -> None:
        """
        Take a report of a line with much room, whose packets have all come: the last one tells for all.

        It saves most of the work; what is sent and what arrives are not measured meanwhile.
        """
        if self._born is None:
            self._born = now
        self._next, self._now = end, now
        delay = arrived - sent
        self.queue.add(delay, delay, end - first, arrived)
        self.losses.add(end - first, 0, now)
        self._arrivals.restart()
        self._departures.restart()

    def _recover(self, report: Report, now: float) -> None:
        """Packets that were said to be missing have come late."""
        late = 0
        for number, arrived in enumerate(report.arrived, report.first):
            if arrived is not None and number in self._missing:
                del self._missing[number]
                late += 1
        if late:
            self.losses.add(0, -late, now)

    def _count(self, report: Report, now: float) -> None:
        lost = report.arrived.count(None)
        contiguous = report.first == self._next
        self._next = report.end
        if lost and _was_dead(report):
            self._begin_anew(now)
            return
        if report.sent[0] >= self._judged_from and now >= self._borne_until:
            self.losses.add(len(report.sizes), lost, now)
        size = delivered = sum(report.sizes)
        sent, arrived = report.sent, report.arrived
        if lost:
            self._note_missing(report)
            came = [place for place, at in enumerate(arrived) if at is not None]
            delivered = sum(report.sizes[place] for place in came)
            sent, arrived = [sent[place] for place in came], [arrived[place] for place in came]
        self._departures.add(size, report.sent[-1], contiguous)
        if arrived:
            delays = list(map(sub, arrived, sent))
            newest: float = arrived[-1]  # type: ignore[assignment]
            self._arrivals.add(delivered, newest, contiguous)
            self.queue.add(min(delays), max(delays), len(delays), newest)

    def _begin_anew(self, now: float) -> None:
        """What was lost while the line was dead, and what had piled up then, says nothing about its rate."""
        self._judged_from = self._next_cut = now
        self.losses.restart()
        self._arrivals.restart()
        self._departures.restart()

    def _note_missing(self, report: Report) -> None:
        missing = self._missing
        for number, arrived in enumerate(report.arrived, report.first):
            if arrived is None:
                missing[number] = None
        while len(missing) > 1000:
            del missing[next(iter(missing))]

    def _relieve(self, now: float, rtt: float) -> None:
        """The queue stands: send less than arrives, until it has drained."""
        patience = 0.0 if self._is_used else _UNUSED_QUEUE_LASTS
        if now < self._next_cut or now - self._drained_at < patience:
            return
        self._next_cut = now + rtt + _FEEDBACK_DELAY
        drains = self.queue.now < 0.9 * self._queue_at_cut and now - self._last_cut < 5.0
        self._queue_at_cut = self.queue.now
        if drains:
            return
        self._vain_cuts += 1
        if self._vain_cuts > _MOST_VAIN_CUTS:
            self._vain_cuts = 0
            self.queue.accept()
            return
        self.cuts_for_queue += 1
        arriving = self.arriving
        if arriving is not None:
            self.ceiling = arriving
        rate = _CUT * (arriving if arriving is not None else self.rate)
        if self.queue.now < _LONG_QUEUE:
            rate = max(rate, _SMALLEST_CUT_RATE * self.rate)
        self._cut(rate, now)

    def _cut(self, rate: float, now: float) -> None:
        self._last_cut = now
        self.rate = max(LEAST, min(self.rate, rate))

    def _yield_to_losses(self, now: float, rtt: float) -> None:
        """More is lost than usual: send what arrives, and see whether that helps."""
        used = self._is_used
        if now < self._next_cut or (not used and now - self._lossless_at < _UNUSED_LOSSES_LAST):
            return
        sending, share = self.sending, self.losses.share
        before, self._before_losses = self._before_losses, (self.rate, sending, share)
        if before is not None and sending < 0.9 * before[1] and share > 0.8 * before[2]:
            self.losses.accept()
            self.rate, self._before_losses = max(self.rate, before[0]), None
            return
        self.cuts_for_losses += 1
        arriving = sending * (1 - share) / (1 - self.losses.inherent)
        self._cut(arriving if used else max(arriving, self.rate * (1 - self.losses.excess / 2)), now)
        self._next_cut = now + rtt + _FEEDBACK_DELAY
        # What is under way was sent at the old rate and says nothing about the new one.
        self._judged_from = now
        self.losses.restart()

    def _grow(self, passed: float, now: float) -> None:
        if self.is_young(now) and self.cuts == 0:
            # A probe's queue is none of a lasting rate's, so that nothing may be added to what it shows.
            optimism = _OPTIMISM if now >= self._borne_until else 1.0
            self.rate = max(self.rate, optimism * min(self.sending, self.arriving or 0.0))
        if now - self._last_cut < _WAIT_AFTER_CUT or self.sending < _USED_TO_GROW * self.rate:
            return
        self._vain_cuts = 0
        full_at = self.ceiling
        if full_at is not None and self.rate > 1.15 * full_at:
            self.ceiling = full_at = None
        careful = full_at is not None and self.rate > 0.85 * full_at
        growth = _CAREFUL_GROWTH * passed if careful else _GROWTH**passed - 1
        most = _MOST_ABOVE_ARRIVING * (self.arriving or self.rate)
        self.rate = max(self.rate, min(self.rate * (1 + growth), most))

    def bear(self, until: float) -> None:
        """A probe may make a queue and losses until then that say nothing about the rest."""
        self._borne_until = until
        self._next_cut = max(self._next_cut, until)

    def probed(self, rate: float, passed: bool, now: float) -> None:
        """A probe has arrived at this rate, bit/s; not `passed` if that was all that the line took."""
        self.ceiling = None if passed else rate
        self.rate = max(self.rate, rate if passed else _CUT * rate)
        if not passed:
            # What it has pushed out of the line's queue is not the line's own loss.
            self._judged_from = now
            self.losses.restart()


def _was_dead(report: Report) -> bool:
    """Whether a whole stretch of time is missing between two packets that arrived."""
    came = [sent for sent, arrived in zip(report.sent, report.arrived, strict=True) if arrived is not None]
    times = [report.sent[0], *came]
    return any(after - before > _DEAD for before, after in pairwise(times))
