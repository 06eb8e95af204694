"""Peers that count what they receive, cheap enough that the bench is not what is measured."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence

from media.transport.capabilities import EXTENSION_URIS
from server.tasks import spawn
from tests.bench.delivered import Delivered
from tests.bench.drained import DrainedPeer
from tests.bench.feedback import FEEDBACK_S, Feedback
from tests.bench.processes import processor_seconds
from tests.support.stream import sent_at

SAMPLE_EVERY = 16  # packets between two that are decrypted to read their time of sending
AUDIO_TYPES = (111, 63)
_GROUPS = 10


class Receiver:
    """Counts one peer's packets, retransmissions apart, and keeps the delays of some."""

    def __init__(self, peer: DrainedPeer) -> None:
        self.peer = peer
        self.count = 0
        self.frames: Counter[int] = Counter()
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        self.delays: list[float] = []
        self._feedback: Feedback | None = None
        self._repairs: frozenset[int] = frozenset()
        peer.on_packet = self._packet

    def negotiated(self, sdp: str, with_feedback: bool) -> None:
        """What the server's description says of retransmissions and feedback."""
        self._repairs = frozenset(int(each) for each in re.findall(r"a=rtpmap:(\d+) rtx/", sdp))
        if with_feedback:
            found = re.search(rf"a=extmap:(\d+) {re.escape(EXTENSION_URIS['transport_cc'])}", sdp)
            self._feedback = Feedback(self.peer, int(found.group(1)) if found else None)

    def _packet(self, data: bytes, arrived: float) -> None:
        second = data[1]
        if 192 <= second <= 223:
            if self._feedback is not None:
                self._feedback.report(data, arrived)
            return
        if self._feedback is not None:
            self._feedback.packet(data, arrived)
        payload_type = second & 0x7F
        if payload_type in self._repairs:
            return
        self.count += 1
        ssrc = int.from_bytes(data[8:12], "big")
        sequence = data[2] << 8 | data[3]
        if ssrc not in self.first:
            self.first[ssrc] = sequence
        self.last[ssrc] = sequence
        if second & 0x80 and payload_type not in AUDIO_TYPES:
            self.frames[ssrc] += 1
        if self.count % SAMPLE_EVERY == 0:
            stamp = sent_at(self.peer.unprotect(data))
            if stamp is not None:
                self.delays.append(1000 * (arrived - stamp))

    def begin(self) -> None:
        """Count from here on."""
        self.count, self.first, self.last, self.delays = 0, {}, {}, []
        self.frames.clear()

    def expected(self) -> int:
        return sum(((last - self.first[ssrc]) & 0xFFFF) + 1 for ssrc, last in self.last.items())

    def tick(self, now: float) -> None:
        if self._feedback is not None:
            self._feedback.tick(now, self.last)


async def report_for_ever(receivers: Sequence[Receiver]) -> None:
    """Let every receiver give its feedback every 100 ms, not all at once."""
    turn = 0
    while True:
        for receiver in receivers[turn % _GROUPS :: _GROUPS]:
            receiver.tick(time.time())
        turn += 1
        await asyncio.sleep(FEEDBACK_S / _GROUPS)


def keep_reporting(receivers: Sequence[Receiver]) -> asyncio.Task[None]:
    return spawn(report_for_ever(receivers), name="feedback")


async def measured(
    receivers: Sequence[Receiver],
    server: int,
    seconds: float,
    sent: Callable[[], int] = lambda: 0,
    frames_per_second: Callable[[], float] = lambda: 0.0,
) -> Delivered:
    """Count for so many seconds; `sent` are the packets that this process has sent until now."""
    for receiver in receivers:
        receiver.begin()
    began, sent_before = time.monotonic(), sent()
    server_before, own_before = processor_seconds(server), processor_seconds(os.getpid())
    await asyncio.sleep(seconds)
    elapsed = time.monotonic() - began
    return Delivered(
        seconds=elapsed,
        delivered=sum(receiver.count for receiver in receivers),
        expected=sum(receiver.expected() for receiver in receivers),
        delays=[round(delay, 3) for receiver in receivers for delay in receiver.delays],
        server_us=1e6 * (processor_seconds(server) - server_before),
        load=(processor_seconds(os.getpid()) - own_before) / elapsed,
        sent=sent() - sent_before,
        pictures=sum(receiver.frames.total() for receiver in receivers),
        wanted=round(frames_per_second() * elapsed),
    )
