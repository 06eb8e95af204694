"""Count what arrived of one SSRC, for the receiver reports its sender steers by (RFC 3550, A.3 and A.8)."""

from __future__ import annotations

from media.packets.ntp import ntp_middle
from media.packets.rtcp import ReportBlock
from media.packets.sequence import Unwrapper


class Reception:
    """
    Statistics of one incoming SSRC.

    Only what came on the wire under this SSRC counts: a packet restored from a
    retransmission stays lost, or the sender would never learn of the loss.
    """

    __slots__ = (
        "_expected_before",
        "_first",
        "_jitter",
        "_rate",
        "_received_before",
        "_report_arrival",
        "_report_ntp",
        "_transit",
        "_unwrapper",
        "received",
        "ssrc",
    )

    def __init__(self, ssrc: int, clock_rate: int) -> None:
        self.ssrc = ssrc
        self._rate = clock_rate
        self._unwrapper = Unwrapper(16)
        self._first = 0
        self.received = 0
        self._expected_before = 0
        self._received_before = 0
        self._transit: float | None = None
        self._jitter = 0.0
        self._report_ntp = 0
        self._report_arrival = 0.0

    def receive(self, sequence: int, timestamp: int, now: float) -> None:
        """Count a packet, and follow the jitter of arrival against the RTP timestamp (RFC 3550, 6.4.1)."""
        self.receive_run(sequence, 1, timestamp, now)

    def receive_run(self, sequence: int, count: int, timestamp: int, now: float) -> None:
        """Count packets in a row that came together: the first's number, the last's timestamp."""
        place = self._unwrapper.unwrap(sequence)
        if not self.received:
            self._first = place
        self.received += count
        if count > 1:
            self._unwrapper.unwrap((sequence + count - 1) & 0xFFFF)
        transit = now * self._rate - timestamp
        if self._transit is not None:
            # Timestamps wrap, so only a small difference is one of delay.
            change = abs(transit - self._transit)
            if change < self._rate * 60:
                self._jitter += (change - self._jitter) / 16
        self._transit = transit

    def sender_reported(self, ntp: int, now: float) -> None:
        """A sender report (64-bit NTP time) arrived."""
        self._report_ntp = ntp
        self._report_arrival = now

    @property
    def expected(self) -> int:
        newest = self._unwrapper.newest
        return 0 if newest is None else newest - self._first + 1

    def report(self, now: float) -> ReportBlock:
        """The block for the next receiver report; the interval of `fraction_lost` begins anew."""
        expected = self.expected
        expected_now = expected - self._expected_before
        lost_now = expected_now - (self.received - self._received_before)
        self._expected_before, self._received_before = expected, self.received
        fraction = min(255, (lost_now << 8) // expected_now) if expected_now > 0 and lost_now > 0 else 0
        return ReportBlock(
            ssrc=self.ssrc,
            fraction_lost=fraction,
            lost=expected - self.received,
            highest=(self._unwrapper.newest or 0) & 0xFFFFFFFF,
            jitter=int(self._jitter),
            last_report=ntp_middle(self._report_ntp),
            delay=int((now - self._report_arrival) * 65536) if self._report_ntp else 0,
        )
