"""A room with more open microphones than are sent on, as one receiver hears it."""

from dataclasses import replace
from itertools import pairwise

from media.negotiated import Extensions, UpSpec
from media.packets.rtp import RtpPacket
from media.routing.downlink import DownLink
from media.routing.pipelink import PipeLink
from media.routing.router import Router
from media.routing.uplink import UpLink
from tests.media.routing.story import Route
from tests.media.routing.test_pipelink import declared
from tests.support.rtp import EXTENSIONS, audio_track, down_slot, down_spec, rtp, up_spec

NOW = 1_790_000_000.0
LEVEL = 5
STEP = 0.02
SILENT, SPEAKING = 127, 20


class Debate:
    """Five microphones and room for two; slot n carries the one of member n."""

    def __init__(self, teacher: int | None = None) -> None:
        self.now = NOW
        self.router = Router(microphones=2)
        self.sent: list[RtpPacket] = []
        self.uplinks = [self._publish(number) for number in range(5)]
        spec = down_spec(*(down_slot(number) for number in range(5)))
        downlink = DownLink(spec, lambda data: self.sent.append(RtpPacket(data)), lambda data: None)
        self.router.add_downlink("viewer", downlink)
        ranks = [0 if number == teacher else 1 for number in range(5)]
        routes = [Route(number, f"u{number}/audio", audio_rank=rank) for number, rank in enumerate(ranks)]
        self.router.route("viewer", routes, NOW)
        self.sequence = 0

    def _publish(self, number: int) -> UpLink:
        spec = up_spec(audio_track(ssrc=500 + number), extensions=replace(EXTENSIONS, audio_level=LEVEL))
        uplink = UpLink(spec, {"0": f"u{number}/audio"}, lambda data: None)
        self._take(number, uplink)
        return uplink

    def _take(self, number: int, uplink: UpLink) -> None:
        self.router.add_uplink(f"u{number}/up", uplink)

    def play(self, seconds: float, *speaking: int) -> set[int]:
        """Let time pass; who is heard at its end."""
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self.sequence += 1
            before = len(self.sent)
            for number, uplink in enumerate(self.uplinks):
                level = ((LEVEL, bytes([SPEAKING if number in speaking else SILENT])),)
                payload = b"\xf8" + self.sequence.to_bytes(2, "big")
                data = rtp(self.sequence, self.sequence * 960, 500 + number, 111, payload, extensions=level)
                uplink.receive_rtp(data, self.now)
            heard = {(packet.ssrc - 1) // 10 for packet in self.sent[before:]}
            self.router.tick(self.now)
        return heard

    def of(self, number: int) -> list[RtpPacket]:
        return [packet for packet in self.sent if packet.ssrc == 10 * number + 1]


class DebateOnABranch(Debate):
    """The same five, published on another worker."""

    def _take(self, number: int, uplink: UpLink) -> None:
        link = PipeLink(lambda data: far.receive_rtp(data, self.now), lambda data: None)
        link.update(uplink.producers.values())
        link.connected(NOW)
        spec = UpSpec(
            {each.producer.id: declared(each) for each in link.tracks}, Extensions(audio_level=LEVEL)
        )
        far = UpLink(spec, {name: name for name in spec.tracks}, lambda data: None)
        super()._take(number, far)


def test_only_the_loudest_are_heard():
    debate = Debate()
    assert debate.play(3, 3, 4) == {3, 4}


def test_only_the_loudest_are_heard_where_they_come_through_a_pipe():
    assert DebateOnABranch().play(3, 3, 4) == {3, 4}


def test_the_teacher_is_heard_beside_them():
    debate = Debate(teacher=0)
    assert debate.play(3, 3, 4) == {0, 3, 4}


def test_the_beginning_of_a_word_is_there():
    debate = Debate()
    debate.play(3, 0, 1)
    debate.play(3)
    before, spoken = len(debate.of(2)), debate.sequence + 1
    debate.play(0.2, 2)
    assert [packet.payload[1:] for packet in debate.of(2)[before:]][-10:] == [
        number.to_bytes(2, "big") for number in range(spoken, spoken + 10)
    ]


def test_the_numbers_of_a_microphone_run_on_over_the_time_it_was_left_out():
    debate = Debate()
    debate.play(1)
    debate.play(3, 0, 1)
    debate.play(3, 2, 3)
    sequences = [packet.sequence for packet in debate.of(2)]
    assert {(after - before) & 0xFFFF for before, after in pairwise(sequences)} == {1}


def test_a_receiver_that_comes_later_gets_only_the_loudest_too():
    debate = Debate()
    debate.play(3, 3, 4)
    late: list[RtpPacket] = []
    spec = down_spec(down_slot(0), down_slot(3))
    debate.router.add_downlink(
        "late", DownLink(spec, lambda data: late.append(RtpPacket(data)), lambda d: None)
    )
    debate.router.route("late", [Route(0, "u0/audio"), Route(3, "u3/audio")], debate.now)
    debate.play(1, 3, 4)
    assert {packet.ssrc for packet in late} == {31}
