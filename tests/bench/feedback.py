"""What a browser tells the server of what it receives: transport-wide feedback and receiver reports."""

from __future__ import annotations

from collections.abc import Iterator

from media.packets.rtcp import ReceiverReport, ReportBlock, SenderReport, parse_rtcp
from media.packets.twcc import TICKS_PER_SECOND, TransportFeedback
from tests.support.peer import Peer

FEEDBACK_S = 0.1
REPORT_S = 1.0
OUR_SSRC = 1
MOST_ARRIVALS = 300  # so that one feedback fits into a datagram


def extension(data: bytes, identifier: int) -> bytes | None:
    """The content of one of a packet's header extensions (RFC 8285, one-byte headers)."""
    if not data[0] & 0x10:
        return None
    at = 16 + 4 * (data[0] & 0x0F)
    end = at + 4 * int.from_bytes(data[at - 2 : at], "big")
    while at < end:
        head = data[at]
        size = (head & 0x0F) + 1
        if head >> 4 == identifier:
            return data[at + 1 : at + 1 + size]
        at += 1 + size if head else 1
    return None


class Feedback:
    """
    Notes every packet of one peer and says at `tick` what is due.

    `transport_cc` is the id of the header extension, `None` where there is none.
    """

    def __init__(self, peer: Peer, transport_cc: int | None) -> None:
        self._peer = peer
        self._transport_cc = transport_cc
        self._came: list[tuple[int, int]] = []
        self._next: int | None = None
        self._number = 0
        self._media_ssrc = 0
        self._reported: dict[int, tuple[int, float]] = {}
        self._next_report = 0.0

    def packet(self, data: bytes, arrived: float) -> None:
        """An RTP packet came."""
        if self._transport_cc is not None and (found := extension(data, self._transport_cc)):
            self._media_ssrc = int.from_bytes(data[8:12], "big")
            self._came.append((int.from_bytes(found, "big"), int(arrived * TICKS_PER_SECOND)))

    def report(self, data: bytes, arrived: float) -> None:
        """An encrypted RTCP datagram came: the next report answers the sender reports in it."""
        for packet in parse_rtcp(self._peer.unprotect_rtcp(data)):
            if isinstance(packet, SenderReport):
                self._reported[packet.ssrc] = (packet.ntp >> 16 & 0xFFFFFFFF, arrived)

    def tick(self, now: float, highest: dict[int, int]) -> None:
        """Send what is due; `highest` is the newest sequence number of each SSRC. Every 100 ms."""
        if now >= self._next_report:
            self._next_report = now + REPORT_S
            self._peer.send_rtcp(ReceiverReport(OUR_SSRC, tuple(self._blocks(now, highest))).build())
        if self._came:
            for feedback in self._arrivals():
                self._peer.send_rtcp(feedback.build())

    def _blocks(self, now: float, highest: dict[int, int]) -> list[ReportBlock]:
        blocks = []
        for ssrc, (told, at) in self._reported.items():
            delay = int((now - at) * 65536)
            blocks.append(ReportBlock(ssrc, 0, 0, highest.get(ssrc, 0), 0, told, delay))
        return blocks

    def _arrivals(self) -> Iterator[TransportFeedback]:
        came, self._came = self._came, []
        base = came[0][0] if self._next is None else self._next
        # What was overtaken by the last report is told no more.
        ticks = {(number - base) & 0xFFFF: tick for number, tick in came}
        ticks = {place: tick for place, tick in ticks.items() if place < 0x8000}
        count = max(ticks, default=-1) + 1
        self._next = (base + count) & 0xFFFF
        for start in range(0, count, MOST_ARRIVALS):
            arrivals = tuple(ticks.get(place) for place in range(start, min(start + MOST_ARRIVALS, count)))
            self._number += 1
            first = (base + start) & 0xFFFF
            yield TransportFeedback(OUR_SSRC, self._media_ssrc, first, self._number & 0xFF, arrivals)
