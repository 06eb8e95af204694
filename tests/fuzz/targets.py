"""What is fuzzed: each target takes a stranger's bytes, and lets only unforeseen errors out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from media.packets.rtcp import parse_rtcp
from media.packets.rtp import MalformedPacket, RtpPacket
from media.packets.sdp import MalformedSdp, parse
from media.packets.stun import MalformedStun, parse_check, parse_success
from media.transport.negotiation import NoUsableCodec, read_remote
from media.transport.publishing import answer_publisher
from media.transport.receiving import ReceiverSources, answer_receiver, read_answer
from media.transport.tcp_frames import FrameReader, MalformedFrame, frame
from tests.fuzz.lesson import DOWN, UP, Lesson, captured, sdp, without_fingerprint
from tests.media.transport.checks import check
from tests.media.transport.descriptions import FOLDER, LOCAL

STRANGER = (0, ("198.51.100.9", 666))


@dataclass(frozen=True)
class Target:
    """`take` gets each variation of `seeds`."""

    seeds: list[bytes]
    take: Callable[[bytes], object]


def stun(data: bytes) -> None:
    with suppress(MalformedStun):
        parse_check(data).is_authentic("password")
    with suppress(MalformedStun):
        parse_success(data).is_authentic("password")


def packets(data: bytes) -> None:
    with suppress(MalformedPacket):
        packet = RtpPacket(data)
        assert len(packet.payload) <= len(data)
    with suppress(MalformedPacket):
        parse_rtcp(data)


def frames(data: bytes) -> None:
    with suppress(MalformedFrame):
        whole = FrameReader().feed(data)
        reader = FrameReader()
        parts = [data[at : at + 7] for at in range(0, len(data), 7)]
        assert [each for part in parts for each in reader.feed(part)] == whole


def description(data: bytes) -> None:
    with suppress(MalformedSdp, NoUsableCodec):
        parsed = parse(data.decode("utf-8", "replace"))
        read_remote(parsed)
        answer_publisher(parsed, LOCAL)
    with suppress(MalformedSdp, NoUsableCodec):
        answer_receiver(parse(data.decode("utf-8", "replace")), ReceiverSources(), LOCAL)
    with suppress(MalformedSdp, NoUsableCodec):
        read_answer(ReceiverSources().grow(4), parse(data.decode("utf-8", "replace")))


def without_lesson() -> dict[str, Target]:
    """The targets that keep nothing from one input to the next."""
    descriptions = [path.read_bytes() for path in sorted(FOLDER.glob("*.sdp"))]
    stream = b"".join(map(frame, captured("stun", "dtls")[:6]))
    return {
        "stun": Target([*captured("stun"), *map(without_fingerprint, captured("stun"))], stun),
        "packets": Target(captured("up-rtp", "up-rtcp", "down-rtcp"), packets),
        "frames": Target([stream, stream[:50]], frames),
        "description": Target([*descriptions, sdp("up-offer").encode()], description),
    }


def within(lesson: Lesson) -> dict[str, Target]:
    """Datagrams to a worker: from the publisher, from the receiver, and from anybody."""
    strangers = captured("stun", "dtls", "up-rtp", "up-rtcp")
    known = [check(lesson.room.publishers["up"].transport.credentials, nominate=True)]  # type: ignore[arg-type, union-attr]
    return {
        "publisher": Target(captured("up-rtp", "up-rtcp", "stun"), lambda data: lesson.arrives(data, UP)),
        "receiver": Target(lesson.down_seeds(), lambda data: lesson.arrives(data, DOWN)),
        "stranger": Target(
            [*known, *map(without_fingerprint, known), *strangers],
            lambda data: lesson.arrives(data, STRANGER),
        ),
    }
