"""A publisher, a receiver and bad lines between them and a router, in virtual time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from media.packets.feedback import FullIntraRequest, Nack, PictureLoss
from media.packets.ntp import to_ntp
from media.packets.rtcp import SenderReport, parse_rtcp
from media.packets.rtp import RtpPacket
from media.packets.sequence import Unwrapper
from media.routing.downlink import DownLink
from media.routing.nack import LossTracker
from media.routing.router import Router
from media.routing.rtx import restore, wrap
from media.routing.uplink import UpLink
from tests.support.network import Conditions, Network
from tests.support.rtp import (
    DELTA,
    H264,
    KEYFRAME,
    audio_track,
    down_spec,
    rtp,
    up_spec,
    video_track,
)

START = 1_790_000_000.0
STEP = 0.01


@dataclass(frozen=True)
class Route:
    slot: int = 0
    audio: str | None = None
    video: str | None = None
    video_rank: int = 1
    height: int | None = None
    audio_rank: int = 1


def is_rtcp(data: bytes) -> bool:
    return 192 <= data[1] <= 223


class Camera:
    """
    Sends 25 pictures a second of three packets each; repeats packets and makes keyframes on request.

    Its wall clock is `skew` seconds ahead of the server's; `stamp` is the first RTP timestamp.
    """

    def __init__(self, ssrc: int = 1000, sequence: int = 0, stamp: int = 0, skew: float = 0.0) -> None:
        self.ssrc = ssrc
        self.sequence = sequence
        self.keyframes_asked = 0
        #: When each packet was captured, by the last two bytes of its payload.
        self.captured: dict[bytes, float] = {}
        self._first_stamp, self._skew = stamp, skew
        self._sent: dict[int, RtpPacket] = {}
        self._repair_sequence = 100
        self._keyframe_due = True
        self._next_frame = self._next_report = START

    def stamp(self, now: float) -> int:
        return (self._first_stamp + round((now - START) * 90000)) & 0xFFFFFFFF

    def tick(self, now: float, send: Callable[[bytes], None]) -> None:
        if now >= self._next_report:
            self._next_report += 1
            send(SenderReport(self.ssrc, to_ntp(now + self._skew), self.stamp(now), 0, 0).build())
        if now >= self._next_frame:
            self._next_frame += 0.04
            self._send_frame(now, send)

    def _send_frame(self, now: float, send: Callable[[bytes], None]) -> None:
        head = KEYFRAME if self._keyframe_due else DELTA
        self._keyframe_due = False
        for index, payload in enumerate((head, DELTA, DELTA)):
            data = rtp(
                self.sequence,
                self.stamp(now),
                self.ssrc,
                payload=payload + self.sequence.to_bytes(2, "big"),
                marker=index == 2,
            )
            self._sent[self.sequence] = RtpPacket(data)
            self.captured[self.sequence.to_bytes(2, "big")] = now
            self.sequence = (self.sequence + 1) & 0xFFFF
            send(data)

    def receive(self, data: bytes, send: Callable[[bytes], None]) -> None:
        for packet in parse_rtcp(data):
            if isinstance(packet, PictureLoss | FullIntraRequest):
                self.keyframes_asked += 1
                self._keyframe_due = True
            elif isinstance(packet, Nack) and packet.media_ssrc == self.ssrc:
                for sequence in packet.sequences:
                    self._repeat(sequence, send)

    def _repeat(self, sequence: int, send: Callable[[bytes], None]) -> None:
        lost = self._sent[sequence]
        self._repair_sequence += 1
        payload = wrap(sequence, lost.payload)
        send(rtp(self._repair_sequence, lost.timestamp, self.ssrc + 1, 103, payload, lost.marker))


class Microphone:
    """Sends 50 packets a second; its media clock runs apart from the camera's."""

    def __init__(self, ssrc: int = 500, stamp: int = 77, skew: float = 0.0) -> None:
        self.ssrc, self._first_stamp, self._skew = ssrc, stamp, skew
        #: When each packet was captured, by the last two bytes of its payload.
        self.captured: dict[bytes, float] = {}
        self._sequence = 0
        self._next = self._next_report = START

    def stamp(self, now: float) -> int:
        return (self._first_stamp + round((now - START) * 48000)) & 0xFFFFFFFF

    def tick(self, now: float, send: Callable[[bytes], None]) -> None:
        if now >= self._next_report:
            self._next_report += 1
            send(SenderReport(self.ssrc, to_ntp(now + self._skew), self.stamp(now), 0, 0).build())
        if now >= self._next:
            self._next += 0.02
            mark = self._sequence.to_bytes(2, "big")
            self.captured[mark] = now
            send(rtp(self._sequence, self.stamp(now), self.ssrc, 111, b"sound" + mark))
            self._sequence += 1

    def receive(self, data: bytes, send: Callable[[bytes], None]) -> None:
        """Repeats nothing, as a browser."""


class Receiver:
    """Takes one outgoing stream, asks for what is missing, keeps everything by unwrapped sequence number."""

    def __init__(self, ssrc: int, repair_ssrc: int | None = None) -> None:
        self.ssrc, self._repair_ssrc = ssrc, repair_ssrc
        self.packets: dict[int, RtpPacket] = {}
        self.reports: list[SenderReport] = []
        self.repeated = 0
        self._losses = LossTracker()
        self._unwrapper = Unwrapper(16)

    def receive(self, data: bytes, now: float) -> None:
        if is_rtcp(data):
            mine = (p for p in parse_rtcp(data) if isinstance(p, SenderReport) and p.ssrc == self.ssrc)
            self.reports += mine
            return
        packet = RtpPacket(data)
        if packet.ssrc == self._repair_ssrc:
            packet = restore(packet, H264.payload_type, self.ssrc)
            self.repeated += 1
        if packet.ssrc == self.ssrc:
            self._losses.receive(packet.sequence, now)
            self.packets[self._unwrapper.unwrap(packet.sequence)] = packet

    def tick(self, now: float, send: Callable[[bytes], None]) -> None:
        missing = self._losses.requests(now)
        if missing:
            send(Nack(1, self.ssrc, missing).build())

    @property
    def in_order(self) -> list[RtpPacket]:
        return [self.packets[place] for place in sorted(self.packets)]

    @property
    def missing(self) -> int:
        return max(self.packets) - min(self.packets) + 1 - len(self.packets)


@dataclass
class Line:
    """Both directions between a peer and us."""

    there: Network
    back: Network


@dataclass
class Publisher:
    uplink: UpLink
    devices: tuple[Camera | Microphone, ...]
    line: Line


@dataclass
class Viewer:
    downlink: DownLink
    receivers: tuple[Receiver, ...]
    line: Line


@dataclass
class Story:
    """A room whose `play` lets time pass in steps of 10 ms."""

    conditions: Conditions = field(default_factory=Conditions)
    now: float = START
    router: Router = field(default_factory=Router)
    publishers: list[Publisher] = field(default_factory=list)
    viewers: list[Viewer] = field(default_factory=list)
    seed: int = 1

    def line(self) -> Line:
        self.seed += 2
        return Line(Network(self.conditions, self.seed), Network(self.conditions, self.seed + 1))

    def publish(self, name: str, camera: Camera | None, microphone: Microphone | None = None) -> UpLink:
        line = self.line()
        tracks, names, devices = [], {}, []
        if camera is not None:
            tracks.append(video_track("1", camera.ssrc))
            names["1"] = f"{name}/video"
            devices.append(camera)
        if microphone is not None:
            tracks.append(audio_track("0", microphone.ssrc))
            names["0"] = f"{name}/audio"
            devices.append(microphone)
        uplink = UpLink(up_spec(*tracks), names, lambda data: line.back.send(data, self.now))
        self.router.add_uplink(name, uplink)
        self.publishers.append(Publisher(uplink, tuple(devices), line))
        return uplink

    def view(self, name: str) -> Viewer:
        line = self.line()
        downlink = DownLink(
            down_spec(),
            lambda data: line.there.send(data, self.now),
            lambda data: line.there.send(data, self.now),
        )
        self.router.add_downlink(name, downlink)
        viewer = Viewer(downlink, (Receiver(1), Receiver(2, 3)), line)
        self.viewers.append(viewer)
        return viewer

    def play(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            for publisher in self.publishers:
                self._let_publish(publisher)
            self.router.tick(self.now)
            for viewer in self.viewers:
                self._let_view(viewer)

    def _let_publish(self, publisher: Publisher) -> None:
        def send(data: bytes) -> None:
            publisher.line.there.send(data, self.now)

        for device in publisher.devices:
            device.tick(self.now, send)
        for data in publisher.line.back.receive(self.now):
            for device in publisher.devices:
                device.receive(data, send)
        for data in publisher.line.there.receive(self.now):
            take = publisher.uplink.receive_rtcp if is_rtcp(data) else publisher.uplink.receive_rtp
            take(data, self.now)

    def _let_view(self, viewer: Viewer) -> None:
        for data in viewer.line.there.receive(self.now):
            for receiver in viewer.receivers:
                receiver.receive(data, self.now)
        for receiver in viewer.receivers:
            receiver.tick(self.now, lambda data: viewer.line.back.send(data, self.now))
        for data in viewer.line.back.receive(self.now):
            viewer.downlink.receive_rtcp(data, self.now)

    def stop(self) -> None:
        """The publishers send nothing new any more; what is asked for again still comes."""
        for publisher in self.publishers:
            for device in publisher.devices:
                device.tick = lambda now, send: None  # type: ignore[method-assign]


def media(receiver: Receiver) -> list[RtpPacket]:
    """What a receiver got that is not padding."""
    return [packet for packet in receiver.in_order if packet.payload]
