"""A receiver that is served by lanes gets byte for byte what one that is served by hand gets."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from selectors import EVENT_READ

import pytest

from media import clock
from media.kernel.build import compiler
from media.kernel.selector import DoorSelector
from media.packets.feedback import Nack
from media.packets.rtcp import ReceiverReport, ReportBlock
from media.packets.rtp import RtpPacket
from media.packets.run import Run
from media.routing.consumer import Consumer
from media.routing.downlink import DownLink
from media.routing.gathering import Gathering
from media.routing.router import Router
from media.routing.subscription import BEST
from media.routing.uplink import UpLink
from media.transport.path import Path
from media.transport.srtp import SrtpError
from tests.media.kernel.far import Far, cipher
from tests.media.routing.story import Route
from tests.media.transport.test_demultiplexer import FakePeer
from tests.support.rtp import (
    DELTA,
    KEYFRAME,
    OPUS,
    RED,
    audio_track,
    down_slot,
    down_spec,
    rtp,
    up_spec,
    video_track,
)

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler on this machine")

VIDEO, AUDIO = 2, 1


class Publisher(FakePeer):
    """Who sends to the doors, and whose packets go into the up-link."""

    def __init__(self, uplink: UpLink) -> None:
        super().__init__()
        self.uplink, self.cipher = uplink, cipher()

    @property
    def receiving_session(self) -> int:
        return self.cipher.receiving_session

    def receive_plain(self, run: Run, now: float) -> object:
        return self.uplink.receive_run(run, now)


class Twins:
    """
    One publisher, one receiver with lanes and one without; `step` does something to both.

    With a `selector` the doors are served while that waits.
    """

    def __init__(self, far: Far, seed: int, selector: DoorSelector | None = None) -> None:
        self.far, self.random, self.selector = far, random.Random(seed), selector
        self.key, self.far_key, self.sending = cipher(), cipher(), cipher()
        self.received = 0
        self.by_hand: list[bytes] = []
        self.by_lane: list[bytes] = []
        self.gathering = Gathering(far.fan_out)
        self.uplink = UpLink(
            up_spec(audio_track(), video_track()), {"0": "a", "1": "v"}, lambda data: None, self.gathering
        )
        self.publisher = Publisher(self.uplink)
        spec = down_spec(down_slot(audio=(OPUS, RED)))
        self.links = [
            DownLink(spec, self.by_hand.append, lambda data: None),
            DownLink(spec, self._send_by_hand, lambda data: None, far.way(self.key)),
        ]
        router = Router()
        router.add_uplink("u", self.uplink)
        for name, link in enumerate(self.links):
            router.add_downlink(str(name), link)
            router.route(str(name), [Route(0, "a", "v")], self.now)
        far.doors.take, far.doors.settle = self._take, self._settle
        far.doors.receive_run = lambda peer, run, at: peer.receive_plain(run, at)
        self.numbers = {"audio": 65000, "video": 65000}
        self.serve([rtp(64999, 0, payload=KEYFRAME), rtp(64999, 0, 500, 111)])

    @property
    def now(self) -> float:
        return clock.now()

    def _take(self, batch: list[tuple[bytes, Path]], at: float) -> None:
        for data, path in batch:
            self.uplink.receive_rtp(self.publisher.cipher.unprotect_rtp(data), at)
            self.far.doors.known.learn(data, path, self.publisher)

    def _settle(self, at: float, ahead: bool) -> None:
        self.gathering.forward(at, ahead)

    def _send_by_hand(self, data: bytes) -> None:
        self._flush()
        self.by_lane.append(data)
        # Both ends count on; that a repeat has come before is no matter here.
        with suppress(SrtpError):
            self.far_key.unprotect_rtp(self.key.protect_rtp(data))

    def _flush(self) -> None:
        self.far.fan_out.flush()
        self.far.fan_out.settle()
        out, before = self.far.counters["datagrams_out"], self.received
        self.by_lane += [self.far_key.unprotect_rtp(data) for data in self.far.received(out - before)]
        self.received = out

    def serve(self, packets: list[bytes]) -> None:
        for each in packets:
            self.far.far.sendto(self.sending.protect_rtp(each), self.far.near.getsockname())
        if self.selector is None or self.selector.select(0):
            self.far.doors.serve(0)
        else:
            self.far.fan_out.settle()
        self._flush()

    def packets(self, kind: str, count: int, payload: bytes = DELTA) -> list[bytes]:
        first = self.numbers[kind]
        self.numbers[kind] += count
        ssrc, payload_type = (500, 111) if kind == "audio" else (1000, 102)
        return [
            rtp(number, 960 * number, ssrc, payload_type, payload + self.random.randbytes(number % 40))
            for number in range(first, first + count)
        ]

    def catch_up(self) -> None:
        """Let the twin who is served by hand have everything, too."""
        self.far.doors.catch_up()
        self._flush()

    # ---- what may happen ----

    def burst(self) -> None:
        kind = self.random.choice(("audio", "video"))
        self.serve(self.packets(kind, self.random.randint(1, 9)))

    def loss_and_repeat(self) -> None:
        kind = self.random.choice(("audio", "video"))
        first, lost, *rest = self.packets(kind, 5)
        self.serve([first, *rest])
        self.serve(self.packets(kind, 2))
        self.serve([lost, lost])

    def padding_alone(self) -> None:
        self.serve([rtp(self.numbers["video"], payload=b"", padding=9)])
        self.numbers["video"] += 1

    def keyframe(self) -> None:
        self.serve(self.packets("video", 1, KEYFRAME))

    def request(self) -> None:
        """Ask for some of the newest packets again."""
        for ssrc in (AUDIO, VIDEO):
            known = [each.sequence for each in map(RtpPacket, self.by_hand[-60:]) if each.ssrc == ssrc]
            asked = sorted({self.random.choice(known) for _ in range(3)}) if known else []
            for link in self.links:
                link.receive_rtcp(Nack(9, ssrc, tuple(asked)).build(), self.now)
        self._flush()

    def report(self) -> None:
        block = ReportBlock(self.random.choice((AUDIO, VIDEO)), self.random.choice((0, 30)), 0, 0, 0, 0, 0)
        for link in self.links:
            link.receive_rtcp(ReceiverReport(9, (block,)).build(), self.now)

    def pause_and_resume(self) -> None:
        for ceiling in (None, BEST):
            for link in self.links:
                link.slots[0].consumers["video"].aim(ceiling, self.now)
            self.burst()
        self.keyframe()

    def pace(self) -> None:
        """Let pictures wait for their turn for a while."""
        for rate in (3_000_000.0, None):
            for link in self.links:
                link.pacing.set_rate(rate, self.now)
                for stream in link.slots[0].streams.values():
                    stream.leave_lane()
            self._flush()
            self.burst()

    def tick(self) -> None:
        for link in self.links:
            link.tick(self.now)
        self._flush()

    def restart(self) -> None:
        """The publisher counts anew."""
        self.numbers["audio"] += 10000
        self.serve(self.packets("audio", 2))

    def step(self) -> None:
        if self.random.random() < 0.6:
            self.catch_up()
        happenings = [self.burst] * 8 + [
            self.loss_and_repeat,
            self.padding_alone,
            self.keyframe,
            self.request,
        ]
        happenings += [self.report, self.pause_and_resume, self.pace, self.tick, self.restart]
        happening = self.random.choice(happenings)
        if happening not in (self.burst, self.keyframe, self.padding_alone, self.loss_and_repeat):
            self.catch_up()
        happening()


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    # The twin that is served by hand may wait for its packets, as a recorder may.
    monkeypatch.setattr(Consumer, "is_patient", property(lambda each: each.stream.lane is None))
    monkeypatch.setattr("secrets.randbelow", lambda limit: 16000)
    monkeypatch.setattr("secrets.randbits", lambda bits: 5)
    far = Far()
    yield far
    far.close()


@pytest.fixture(params=["awake", "asleep"])
def selector(request: pytest.FixtureRequest, far: Far) -> Iterator[DoorSelector | None]:
    if request.param == "awake":
        yield None
        return
    selector = DoorSelector()
    selector.register(far.near, EVENT_READ)
    selector.attend(far.doors)
    yield selector
    selector.close()


@pytest.mark.parametrize("seed", range(8))
def test_twins_get_the_same_whatever_happens(far: Far, selector: DoorSelector | None, seed: int) -> None:
    twins, begin = Twins(far, seed, selector), 0
    for _ in range(100):
        twins.step()
        assert twins.by_lane[begin : len(twins.by_hand)] == twins.by_hand[begin:]
        begin = len(twins.by_hand)
    twins.catch_up()
    assert twins.by_lane == twins.by_hand
    assert far.counters["datagrams_out"] > begin / 10, "the lanes were used"
    first, second = twins.links
    assert first.counters() == second.counters()
    now = twins.now
    reports = [[each.report(now) for each in link.slots[0].streams.values()] for link in twins.links]
    assert reports[0] == reports[1]


def test_who_begins_while_what_came_ahead_is_looked_at_gets_all_of_it(far: Far) -> None:
    twins = Twins(far, 1)
    consumers = [link.slots[0].consumers["video"] for link in twins.links]
    for each in consumers:
        each.aim(None, twins.now)
    twins.serve(twins.packets("video", 1))
    sent = len(twins.by_hand)
    for payload in (KEYFRAME, DELTA, DELTA):
        twins.serve(twins.packets("video", 1, payload))
    receive_run = far.doors.receive_run
    assert receive_run is not None

    def begin_and_receive(peer: Publisher, run: Run, at: float) -> object:
        for each in consumers:
            each.aim(BEST, at)
        return receive_run(peer, run, at)

    far.doors.receive_run = begin_and_receive
    twins.catch_up()
    twins.serve(twins.packets("video", 1))
    twins.catch_up()
    assert len(twins.by_hand) == sent + 4
    assert twins.by_lane == twins.by_hand
