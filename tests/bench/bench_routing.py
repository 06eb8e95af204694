"""
Microseconds that routing takes per delivered packet, without encryption and sockets.

Run it with `python -m tests.bench.bench_routing`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from media.routing.downlink import DownLink
from media.routing.router import Router
from media.routing.uplink import UpLink
from tests.support.rtp import DELTA, KEYFRAME, down_spec, rtp, up_spec, video_track

PACKETS = 20_000
SIZE = 1100
NOW = 1_790_000_000.0


@dataclass(frozen=True)
class Route:
    slot: int
    audio: str | None
    video: str | None
    audio_rank: int = 1
    video_rank: int = 1
    height: int | None = None


def measure(consumers: int) -> float:
    """Microseconds per packet and consumer, taking in and reporting included."""
    router, sent = Router(), [0]

    def count(data: bytes) -> None:
        sent[0] += 1

    uplink = UpLink(up_spec(video_track()), {"1": "u1/camera/video"}, lambda data: None)
    router.add_uplink("u1", uplink)
    for number in range(consumers):
        router.add_downlink(str(number), DownLink(down_spec(), count, lambda data: None))
        router.route(str(number), [Route(0, None, "u1/camera/video")], NOW)
    packets = [_packet(number) for number in range(PACKETS)]
    started = time.process_time()
    for number, data in enumerate(packets):
        now = NOW + number / 175
        uplink.receive_rtp(data, now)
        if number % 4 == 0:
            router.tick(now)
    return (time.process_time() - started) * 1e6 / sent[0]


def _packet(number: int) -> bytes:
    head = KEYFRAME if number == 0 else DELTA
    transport_cc = ((4, number.to_bytes(4, "big")[2:]),)
    return rtp(number, number // 7 * 3600, payload=head + bytes(SIZE - len(head)), extensions=transport_cc)


def main() -> None:
    for consumers in (3, 10, 30):
        best = min(measure(consumers) for _ in range(3))
        print(f"{consumers:3} receivers: {best:5.2f} us per delivered packet")


if __name__ == "__main__":
    main()
