"""A teacher in three layers and a voice, and one receiver behind any line, in virtual time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from media.packets.feedback import Nack, PictureLoss
from media.packets.ntp import ntp_middle
from media.packets.rtcp import ReceiverReport, ReportBlock, SenderReport, parse_rtcp
from media.packets.rtp import RtpPacket
from media.packets.sequence import Unwrapper
from media.routing.arrivals import ArrivalLog
from media.routing.downlink import DownLink
from media.routing.nack import LossTracker
from media.routing.router import Router
from media.routing.rtx import restore
from media.routing.uplink import UpLink
from tests.media.routing.story import START, Route, is_rtcp
from tests.support.network import Conditions, Network
from tests.support.rtp import EXTENSIONS, H264, audio_track, down_slot, down_spec, rtp, up_spec, video_track

STEP = 0.01
MID, RID = 1, 2
PAYLOAD = 1100
#: At 25 pictures a second, seconds (W3C, totalFreezesDuration).
FREEZE = 0.04 + 0.15
KEY, DELTA = b"\x65\x88", b"\x41\x9a"
#: Pixels high and bit/s, as the web client publishes.
LAYERS = {"q": (180, 140_000), "h": (360, 470_000), "f": (720, 1_600_000)}


class Teacher:
    """Sends 25 pictures a second on all layers; a keyframe of five times the size when asked."""

    def __init__(self, rids: str = "qhf", rates: dict[str, int] | None = None) -> None:
        self.mid, self.ssrc, self.rids = "1", 1000, rids
        self.rates = rates or {rid: LAYERS[rid][1] for rid in rids}
        self.keyframes = 0
        self._key_due = True
        self._sequences: Counter[int] = Counter()
        self._next = START

    def ask(self) -> None:
        self._key_due = True

    def tick(self, now: float, uplink: UpLink) -> None:
        if now < self._next:
            return
        self._next += 0.04
        key, self._key_due = self._key_due, False
        self.keyframes += key
        for place, rid in enumerate(self.rids):
            size = round(self.rates[rid] / 8 / 25 * (5 if key else 0.9))
            self._send_picture(self.ssrc + 10 * place, rid, size, key, uplink, now)

    def _send_picture(self, ssrc: int, rid: str, size: int, key: bool, uplink: UpLink, now: float) -> None:
        names = ((MID, self.mid.encode()), (RID, rid.encode())) if len(self.rids) > 1 else ()
        stamp = round((now - START) * 90000)
        for at in range(0, size, PAYLOAD):
            self._sequences[ssrc] += 1
            payload = (KEY if key and at == 0 else DELTA) + bytes(min(PAYLOAD, size - at))
            last = at + PAYLOAD >= size
            data = rtp(self._sequences[ssrc], stamp, ssrc, payload=payload, marker=last, extensions=names)
            uplink.receive_rtp(data, now)


@dataclass
class Seen:
    """What the receiver has of one stream."""

    ssrc: int
    repair: int | None = None
    losses: LossTracker = field(default_factory=LossTracker)
    unwrapper: Unwrapper = field(default_factory=lambda: Unwrapper(16))
    #: By unwrapped number: arrival, packet.
    packets: dict[int, tuple[float, RtpPacket]] = field(default_factory=dict)
    report: tuple[int, float] | None = None

    def take(self, packet: RtpPacket, now: float) -> None:
        self.losses.receive(packet.sequence, now)
        self.packets.setdefault(self.unwrapper.unwrap(packet.sequence), (now, packet))


class Pupil:
    """A receiver that gives feedback on every packet, asks for what is missing, and reports."""

    def __init__(self, slots: int) -> None:
        self.sounds = [Seen(10 * slot + 1) for slot in range(slots)]
        self.pictures = [Seen(10 * slot + 2, 10 * slot + 3) for slot in range(slots)]
        self._log = ArrivalLog()
        self._next_feedback = self._next_report = START

    @property
    def _seen(self) -> list[Seen]:
        return self.sounds + self.pictures

    def receive(self, data: bytes, now: float) -> None:
        if is_rtcp(data):
            for report in parse_rtcp(data):
                if isinstance(report, SenderReport):
                    self._note_report(report, now)
            return
        packet = RtpPacket(data)
        number = packet.extension(EXTENSIONS.transport_cc or 0)
        if number is not None:
            self._log.add(int.from_bytes(number, "big"), now)
        for seen in self._seen:
            if packet.ssrc == seen.repair and packet.payload:
                seen.take(restore(packet, H264.payload_type, seen.ssrc), now)
            elif packet.ssrc == seen.ssrc:
                seen.take(packet, now)

    def _note_report(self, report: SenderReport, now: float) -> None:
        for seen in self._seen:
            if seen.ssrc == report.ssrc:
                seen.report = (report.ntp, now)

    def tick(self, now: float) -> list[bytes]:
        said = [
            Nack(9, seen.ssrc, missing).build()
            for seen in self.pictures
            if (missing := seen.losses.requests(now))
        ]
        if now >= self._next_feedback:
            self._next_feedback += 0.1
            said += [each.build() for each in self._log.feedback(9, 2, now)]
        if now >= self._next_report:
            self._next_report += 1
            said += [self._block(seen, now) for seen in self._seen if seen.report is not None]
        return said

    @staticmethod
    def _block(seen: Seen, now: float) -> bytes:
        assert seen.report is not None, "only what was reported is answered"
        ntp, at = seen.report
        seen.report = None
        block = ReportBlock(seen.ssrc, 0, 0, 0, 0, ntp_middle(ntp), round((now - at) * 65536))
        return ReceiverReport(9, (block,)).build()


class Lesson:
    """
    A router with one publisher over a perfect line and a receiver behind `down` and `up`.

    `teachers` are its videos, each in a slot of its own; the voice is in slot 0. `play` lets time pass.
    """

    def __init__(
        self,
        down: Conditions,
        up: Conditions,
        *teachers: Teacher,
        seed: int = 1,
        routes: list[Route] | None = None,
        round_trip: float | None = None,
    ) -> None:
        self.now = START
        self.teachers = teachers or (Teacher(),)
        self.there, self.back = Network(down, 2 * seed), Network(up, 2 * seed + 1)
        self.router = Router()
        tracks = [audio_track()]
        for place, teacher in enumerate(self.teachers, 1):
            teacher.mid, teacher.ssrc = str(place), 1000 * place
            rids = tuple(teacher.rids) if len(teacher.rids) > 1 else ()
            tracks.append(video_track(teacher.mid, teacher.ssrc, rids=rids))
        names = {track.mid: f"u1/{track.mid}" for track in tracks}
        self.uplink = UpLink(up_spec(*tracks), names, self._asked)
        self.router.add_uplink("u1", self.uplink)
        self.pupil = Pupil(len(self.teachers))
        slots = [down_slot(slot) for slot in range(len(self.teachers))]
        self.downlink = DownLink(down_spec(*slots), self._send, self._send)
        self.router.add_downlink("u2", self.downlink)
        self.routes = routes or [
            Route(slot, "u1/0" if slot == 0 else None, f"u1/{slot + 1}", video_rank=slot)
            for slot in range(len(self.teachers))
        ]
        self.downlink.connected(self.now, round_trip)
        self.router.route("u2", self.routes, self.now)
        self._voice = 0

    def _send(self, data: bytes) -> None:
        self.there.send(data, self.now, len(data) + 28)

    def _asked(self, data: bytes) -> None:
        for packet in parse_rtcp(data):
            if isinstance(packet, PictureLoss):
                for teacher in self.teachers:
                    if teacher.ssrc <= packet.media_ssrc < teacher.ssrc + 1000:
                        teacher.ask()

    def play(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end - STEP / 2:
            self.now += STEP
            for teacher in self.teachers:
                teacher.tick(self.now, self.uplink)
            if self.now >= START + 0.02 * self._voice:
                self._voice += 1
                voice = rtp(self._voice, self._voice * 960, 500, 111, b"sound" + bytes(75))
                self.uplink.receive_rtp(voice, self.now)
            self.router.tick(self.now)
            for data in self.there.receive(self.now):
                self.pupil.receive(data, self.now)
            for data in self.pupil.tick(self.now):
                self.back.send(data, self.now, len(data) + 28)
            for data in self.back.receive(self.now):
                self.downlink.receive_rtcp(data, self.now)

    # ---- what came of it ----

    def state(self, slot: int = 0) -> str:
        """What the receiver is told of the slot's picture: its layer, or why there is none."""
        pictures = {picture.slot: picture for picture in self.downlink.thinning.pictures(self.now)}
        picture = pictures.get(slot)
        if picture is None:
            return "nothing"
        return picture.rid if picture.state != "paused" else picture.reason

    def frames(self, since: float, slot: int = 0) -> float:
        """Whole pictures a second that arrived since then."""
        seen = self.pupil.pictures[slot].packets
        whole, begun = 0, False
        for number, (at, packet) in sorted(seen.items()):
            before = seen.get(number - 1)
            begun = before is not None and (begun or bool(before[1].marker))
            whole += begun and bool(packet.marker) and at >= since
            begun = begun and not packet.marker
        return whole / (self.now - since)

    def frozen(self, since: float, slot: int = 0) -> float:
        """Share of the time in pauses that a browser counts as freezes, if its player holds nothing back."""
        whole = []
        newest = 0.0
        for _, (at, packet) in sorted(self.pupil.pictures[slot].packets.items()):
            newest = max(newest, at)
            if packet.marker and newest >= since:
                whole.append(newest)
        pauses = (after - before for before, after in pairwise(whole))
        return sum(pause for pause in pauses if pause > FREEZE) / (whole[-1] - whole[0])

    def sound_delays(self, since: float) -> list[float]:
        """Seconds from being spoken to arriving, of the sound that arrived since then, in order."""
        seen = self.pupil.sounds[0].packets
        first = next(iter(sorted(seen)))
        spoken = {number: START + 0.02 * (number - first) for number in seen}
        return sorted(at - spoken[number] for number, (at, _) in seen.items() if at >= since)
